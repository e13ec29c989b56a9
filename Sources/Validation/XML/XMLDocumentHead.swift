/// What the beginning of an XML document says about its kind.
public import Bytes
import XML

/// The root element of a document, and what it says about schemas.
public struct XMLDocumentHead: Sendable, Hashable {
  /// The local name of the root element.
  public var root: String
  /// Its namespace; nil for none.
  public var namespace: String?
  /// Its attribute `version`.
  public var version: String?
  /// Where the document says that the schema of its namespace lies: a hint for versions, never a place to read from.
  public var schemaLocation: String?

  /// Whether a file begins as XML does: with markup, perhaps after white space or a byte order mark, and the name of
  /// an element, a declaration, a comment or a DOCTYPE.
  public static func looksLikeXML(_ source: ByteSource) -> Bool {
    // In UTF-16 every other byte of ASCII is zero.
    let bytes = source.prefix(256).filter { $0 != 0 && ![0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains($0) }
    let start = bytes.drop { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
    guard start.first == UInt8(ascii: "<"), let second = start.dropFirst().first else { return false }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    return letters.contains(second | 0x20) || "!?_:".utf8.contains(second) || second >= 0x80
  }

  /// Reads the beginning of a document up to its root element. Throws when it is no XML.
  init(_ source: ByteSource) throws(XMLError) {
    let blocks = XMLBlocks(source)
    let reader = try XMLReader(blocks: blocks.next, options: .forDocuments)
    while let event = try reader.next() {
      guard case .elementStart(let tag) = event.content else { continue }
      root = tag.name.local
      namespace = tag.name.namespace
      version = tag.attribute("version")
      schemaLocation = Self.location(of: namespace, in: tag)
      return
    }
    throw XMLError(.truncated, "the document has no root element")
  }

  private static func location(of namespace: String?, in tag: XMLStartTag) -> String? {
    let instance = "http://www.w3.org/2001/XMLSchema-instance"
    guard let namespace else { return tag.attribute("noNamespaceSchemaLocation", namespace: instance) }
    let words = tag.attribute("schemaLocation", namespace: instance)?.split(whereSeparator: \.isWhitespace) ?? []
    for index in stride(from: 0, to: words.count - 1, by: 2) where words[index] == namespace {
      return String(words[index + 1])
    }
    return nil
  }
}

extension XMLReader.Options {
  /// A DOCTYPE that declares nothing is passed over; nothing is ever loaded for it.
  static var forDocuments: XMLReader.Options {
    var options = XMLReader.Options()
    options.allowsDoctype = true
    options.maximumDepth = 1024
    return options
  }
}
