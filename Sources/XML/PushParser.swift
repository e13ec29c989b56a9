// libxml2's push parser as an object: takes bytes, keeps events or the element path, watches the limits.
//
// The push parser and not xmlTextReader, because inside its callbacks the place in the document is exact (the text
// reader looks up to 512 bytes ahead and its nodes keep 16 bits of line number), because no tree is built behind it,
// and because a DOCTYPE can be refused before its content is parsed.
import CLibXML2
import XMLShims

final class PushParser {
  /// What is kept of a document.
  enum Task {
    case events
    case elementPath
  }

  let options: XMLReader.Options
  let file: String?
  let task: Task
  private(set) var context: xmlParserCtxtPtr?
  private(set) var failure: XMLError?
  private(set) var path: XMLElementPath
  var pendingText = PendingText()
  private var sink: ErrorSink?
  private var events: [XMLEvent] = []
  private var nextEvent = 0
  private var hasRoot = false
  private var isFinishing = false
  private var leavesLater = false

  init(task: Task, file: String?, options: XMLReader.Options) throws(XMLError) {
    self.task = task
    self.file = file
    self.options = options
    path = XMLElementPath(countsSiblings: task == .elementPath)
    guard LibXML.isInstalled else { throw XMLError(.outOfMemory, "libxml2 cannot be set up", file: file) }
    let user = Unmanaged.passUnretained(self).toOpaque()
    let sink = ErrorSink(user: user) { user, error in
      guard let error else { return }
      PushParser.from(user)?.report(error.pointee)
    }
    self.sink = sink
    var handler = Self.makeHandler()
    context = xmlx_push_parser(&handler, user, sink.pointer)
    if context == nil { throw XMLError(.outOfMemory, "no memory for a parser", file: file) }
  }

  deinit {
    xmlFreeParserCtxt(context)
  }

  static func from(_ user: UnsafeMutableRawPointer?) -> PushParser? {
    user.map { Unmanaged<PushParser>.fromOpaque($0).takeUnretainedValue() }
  }

  // MARK: Input

  func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard failure == nil, let context, let start = bytes.baseAddress else { return }
    let status = start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      xmlParseChunk(context, $0, Int32(clamping: bytes.count), 0)
    }
    settle(status)
    guard failure == nil, let input = context.pointee.input else { return }
    let isInStartTag = context.pointee.instate == XML_PARSER_START_TAG
    if undecodedBytes > 64 {
      // What the converter of the encoding rejects it leaves standing, with all that follows.
      fail(.notWellFormed, Self.encodingMessage, line: lastDecodedLine)
    } else if isInStartTag, input.pointee.end - input.pointee.cur > options.maximumStartTagBytes {
      fail(.tooLarge, "a start tag is larger than \(options.maximumStartTagBytes) bytes")
    } else if xmlDictSize(context.pointee.dict) > options.maximumNames {
      fail(.tooLarge, "there are more than \(options.maximumNames) different names")
    }
  }

  func finish() {
    guard failure == nil, let context else { return }
    isFinishing = true
    if undecodedBytes > 0 { return fail(.notWellFormed, Self.encodingMessage, line: lastDecodedLine) }
    settle(xmlParseChunk(context, nil, 0, 1))
  }

  /// A failure without a message: libxml2 stays silent when the converter of the encoding gives up.
  private func settle(_ status: Int32) {
    guard failure == nil, status != 0 else { return }
    failure = XMLError(.notWellFormed, Self.encodingMessage, file: file, line: lastDecodedLine, code: Int(status))
  }

  private static let encodingMessage = "the bytes do not fit the encoding of the document"

  /// The bytes that were fed and not converted to UTF-8.
  private var undecodedBytes: Int {
    guard let raw = context?.pointee.input?.pointee.buf?.pointee.raw else { return 0 }
    return Int(clamping: xmlBufUse(raw))
  }

  // MARK: Failures

  /// Keeps the first failure and stops parsing.
  func fail(_ kind: XMLError.Kind, _ message: String, line place: Int? = nil) {
    guard failure == nil else { return }
    failure = XMLError(kind, message, file: file, line: place ?? line)
    if let context { xmlStopParser(context) }
  }

  private func report(_ error: xmlx_error) {
    guard failure == nil, error.level >= 2 else { return }
    leaveEnded()
    let place = line ?? Int(error.line)
    var result = XMLError(
      .notWellFormed, LibXML.cleaned(error.message), file: file, line: error.line > 0 ? Int(error.line) : place,
      column: error.column > 0 ? Int(error.column) : nil, code: Int(error.code))
    if result.message.hasSuffix("Huge input lookup") {
      result.kind = .tooLarge
      result.message = "a piece of markup is larger than 10 MB"
    } else if let truncation = truncationMessage {
      result.kind = .truncated
      result.message = truncation
    } else if let known = Self.knownErrors[error.code] {
      result.kind = known.kind
      result.message = known.message ?? result.message
    }
    failure = result
  }

  /// What the document lacks when the parser ran out of bytes; libxml2 speaks of extra content then.
  private var truncationMessage: String? {
    guard isFinishing, let input = context?.pointee.input, input.pointee.cur >= input.pointee.end else { return nil }
    if let open = path.innermost {
      return "the document ends inside element '\(open.name)', which begins on line \(open.line)"
    }
    return hasRoot ? "the document ends inside a comment or processing instruction" : "the document has no root element"
  }

  private static let knownErrors: [Int32: (kind: XMLError.Kind, message: String?)] = [
    // What the push parser says when it meets a byte that begins no character.
    Int32(XML_ERR_INTERNAL_ERROR.rawValue): (.notWellFormed, encodingMessage),
    Int32(XML_ERR_NO_MEMORY.rawValue): (.outOfMemory, nil),
    Int32(XML_ERR_NAME_TOO_LONG.rawValue): (.tooLarge, nil),
  ]

  // MARK: Place

  /// The line the parser stands on.
  var line: Int? {
    guard let input = context?.pointee.input else { return nil }
    return Int(input.pointee.line)
  }

  /// The last line that was converted to UTF-8, parsed or not.
  private var lastDecodedLine: Int? {
    guard let line, let input = context?.pointee.input, let start = input.pointee.cur, let end = input.pointee.end
    else {
      return line
    }
    return line + UnsafeBufferPointer(start: start, count: max(0, end - start)).newlineCount
  }

  // MARK: Elements

  /// Counts an element in; false when that is one too many.
  func enter(_ name: String, line: Int) -> Bool {
    leaveEnded()
    guard path.depth < options.maximumDepth else {
      fail(.tooDeep, "elements are nested more than \(options.maximumDepth) deep")
      return false
    }
    hasRoot = true
    path.enter(name, line: line)
    return true
  }

  /// Counts the innermost element out. A schema checks an element's content after its end was announced, so the
  /// path stays on it until the next element.
  func leave() {
    leaveEnded()
    leavesLater = true
    if task == .events { leaveEnded() }
  }

  private func leaveEnded() {
    if leavesLater { path.leave() }
    leavesLater = false
  }

  // MARK: Events

  func append(_ content: XMLEvent.Content, line: Int, column: Int? = nil) {
    events.append(XMLEvent(content: content, line: line, column: column))
  }

  /// The oldest event that was not taken yet.
  func takeEvent() -> XMLEvent? {
    guard nextEvent < events.count else {
      events.removeAll(keepingCapacity: true)
      nextEvent = 0
      return nil
    }
    defer { nextEvent += 1 }
    return events[nextEvent]
  }
}

extension UnsafeBufferPointer<UInt8> {
  var newlineCount: Int {
    reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  }
}
