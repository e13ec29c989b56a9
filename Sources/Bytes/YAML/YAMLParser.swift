// Reading YAML with libyaml: one document, without anchors, tags and repeated keys, within bounds.
import CLibYAML

extension YAMLNode {
  /// More bytes than any recipe or template has.
  public static let byteLimit = 1 << 20
  private static let depthLimit = 64

  /// Reads the only document of a text. Throws what libyaml complains about, and for anchors and aliases (a few lines of
  /// them can stand for any amount of data), keys that occur twice, texts beyond `byteLimit`, and an empty text.
  public init(parsing bytes: [UInt8]) throws(YAMLError) {
    guard bytes.count <= Self.byteLimit else {
      throw YAMLError("the text has more than \(Self.byteLimit) bytes", line: 1)
    }
    let events = try YAMLEvents(bytes)
    self = try events.document()
  }

  fileprivate static func node(_ events: YAMLEvents, _ event: YAMLEvents.Event, depth: Int) throws(YAMLError)
    -> YAMLNode
  {
    guard depth < depthLimit else { throw YAMLError("nested deeper than \(depthLimit) levels", line: event.line) }
    switch event.kind {
    case .scalar(let text): return YAMLNode(content: .text(text), line: event.line)
    case .listStart:
      var elements: [YAMLNode] = []
      while true {
        let next = try events.next()
        if next.kind == .listEnd { return YAMLNode(content: .list(elements), line: event.line) }
        elements.append(try node(events, next, depth: depth + 1))
      }
    case .mappingStart:
      var members: [Member] = []
      var keys: Set<String> = []
      while true {
        let key = try events.next()
        if key.kind == .mappingEnd { return YAMLNode(content: .mapping(members), line: event.line) }
        guard case .scalar(let name) = key.kind else { throw YAMLError("a key must be a text", line: key.line) }
        guard keys.insert(name).inserted else { throw YAMLError("the key \"\(name)\" occurs twice", line: key.line) }
        members.append(Member(key: name, value: try node(events, try events.next(), depth: depth + 1)))
      }
    case .listEnd, .mappingEnd, .other: throw YAMLError("a value is missing", line: event.line)
    }
  }
}

/// The events of a text, one after the other.
private final class YAMLEvents {
  struct Event {
    let kind: Kind
    let line: Int
  }

  enum Kind: Equatable {
    case scalar(String)
    case listStart, listEnd, mappingStart, mappingEnd
    case other
  }

  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private var parser = yaml_parser_t()

  init(_ bytes: [UInt8]) throws(YAMLError) {
    self.bytes = .allocate(capacity: max(1, bytes.count))
    _ = self.bytes.initialize(from: bytes)
    guard yaml_parser_initialize(&parser) == 1 else { throw YAMLError("no memory for reading", line: 1) }
    yaml_parser_set_input_string(&parser, self.bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(&parser)
    bytes.deallocate()
  }

  func document() throws(YAMLError) -> YAMLNode {
    try expect(YAML_STREAM_START_EVENT)
    let (first, type) = try advance()
    guard type == YAML_DOCUMENT_START_EVENT else { throw YAMLError("the text is empty", line: first.line) }
    let root = try YAMLNode.node(self, try next(), depth: 0)
    try expect(YAML_DOCUMENT_END_EVENT)
    try expect(YAML_STREAM_END_EVENT)
    return root
  }

  func next() throws(YAMLError) -> Event { try advance().event }

  private func expect(_ wanted: yaml_event_type_t) throws(YAMLError) {
    let (event, type) = try advance()
    guard type == wanted else { throw YAMLError("one document was expected", line: event.line) }
  }

  private func advance() throws(YAMLError) -> (event: Event, type: yaml_event_type_t) {
    var event = yaml_event_t()
    guard yaml_parser_parse(&parser, &event) == 1 else {
      let problem = parser.problem.map { String(cString: $0) } ?? "this is no YAML"
      throw YAMLError(problem, line: Int(parser.problem_mark.line) + 1)
    }
    defer { yaml_event_delete(&event) }
    let line = Int(event.start_mark.line) + 1
    let isAnchored: Bool
    let kind: Kind
    switch event.type {
    case YAML_ALIAS_EVENT:
      (kind, isAnchored) = (.other, true)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      (kind, isAnchored) = (.scalar(String(decoding: text, as: UTF8.self)), scalar.anchor != nil)
    case YAML_SEQUENCE_START_EVENT: (kind, isAnchored) = (.listStart, event.data.sequence_start.anchor != nil)
    case YAML_MAPPING_START_EVENT: (kind, isAnchored) = (.mappingStart, event.data.mapping_start.anchor != nil)
    case YAML_SEQUENCE_END_EVENT: (kind, isAnchored) = (.listEnd, false)
    case YAML_MAPPING_END_EVENT: (kind, isAnchored) = (.mappingEnd, false)
    default: (kind, isAnchored) = (.other, false)
    }
    guard !isAnchored else { throw YAMLError("anchors and aliases (& and *) are not read", line: line) }
    return (Event(kind: kind, line: line), event.type)
  }
}
