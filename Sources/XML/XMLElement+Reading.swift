// Building a tree from the streaming reader, with bounds on its size.

extension XMLElement {
  /// How much of a document may become a tree.
  public struct Limits: Sendable, Hashable {
    /// The number of elements, texts, comments and instructions.
    public var maximumNodes = 1_000_000
    /// The number of UTF-8 bytes of all names, values and texts.
    public var maximumBytes = 256 << 20

    /// The default limits.
    public init() {}
  }

  /// Trees are released by recursion, so their depth is bounded whatever the options say.
  private static let maximumTreeDepth = 1024

  /// Reads a whole document into memory and gives its root element. `file` names it in errors.
  public init(
    parsing bytes: [UInt8], file: String? = nil, options: XMLReader.Options = .init(), limits: Limits = .init()
  ) throws(XMLError) {
    var options = options
    options.maximumDepth = min(options.maximumDepth, Self.maximumTreeDepth)
    let reader = try XMLReader(bytes, file: file, options: options)
    self = try Self.tree(from: reader, file: file, limits: limits)
  }

  private static func tree(from reader: XMLReader, file: String?, limits: Limits) throws(XMLError) -> XMLElement {
    var open: [XMLElement] = []
    var root: XMLElement?
    var nodes = 0
    var bytes = 0
    while let event = try reader.next() {
      nodes += 1
      bytes += event.byteCount
      guard nodes <= limits.maximumNodes, bytes <= limits.maximumBytes else {
        throw XMLError(.tooLarge, "the document is too large for a tree in memory", file: file, line: event.line)
      }
      switch event.content {
      case .elementStart(let tag):
        open.append(
          XMLElement(tag.name, attributes: tag.attributes, namespaces: tag.namespaces, line: event.line))
      case .elementEnd:
        guard let ended = open.popLast() else { break }
        if open.isEmpty { root = ended } else { open[open.count - 1].children.append(.element(ended)) }
      case .text(let text): append(.text(text), to: &open)
      case .cdata(let text): append(.cdata(text), to: &open)
      case .comment(let text): append(.comment(text), to: &open)
      case .processingInstruction(let target, let data):
        append(.processingInstruction(target: target, data: data), to: &open)
      }
    }
    guard let root else { throw XMLError(.truncated, "the document has no root element", file: file) }
    return root
  }

  /// What stands outside the root element has no place in the tree.
  private static func append(_ node: XMLNode, to open: inout [XMLElement]) {
    if let innermost = open.indices.last { open[innermost].children.append(node) }
  }
}

extension XMLEvent {
  /// The memory the event's strings take, more or less.
  fileprivate var byteCount: Int {
    switch content {
    case .elementStart(let tag):
      let names = tag.attributes.reduce(tag.name.local.utf8.count) { $0 + $1.name.local.utf8.count }
      let values = tag.attributes.reduce(0) { $0 + $1.value.utf8.count }
      return names + values + tag.namespaces.reduce(0) { $0 + $1.uri.utf8.count }
    case .text(let text), .cdata(let text), .comment(let text): return text.utf8.count
    case .processingInstruction(let target, let data): return target.utf8.count + (data?.utf8.count ?? 0)
    case .elementEnd: return 0
    }
  }
}
