import Bytes
import XML

/// Recognises the document by its root element and namespace.
enum MetaXMLProbe {
  /// Comments and instructions may stand before the root element, but not for ever.
  private static let prefixBytes = 64 << 10

  static func match(_ source: ByteSource) -> Format.Match {
    guard looksLikeXML(source.prefix(4)) else { return .no }
    guard let root = root(of: source.prefix(prefixBytes)) else { return .no }
    guard root.local == MetaXML.root, root.namespace == MetaXML.namespace else { return .no }
    return .certain(reason: "the root element is document of \(MetaXML.namespace)")
  }

  /// Markup, a white space before it, or a byte order mark.
  private static func looksLikeXML(_ head: [UInt8]) -> Bool {
    let first = head.first ?? 0
    return [UInt8(ascii: "<"), 0xEF, 0xFE, 0xFF].contains(first) || (first == 0 && head.contains(UInt8(ascii: "<")))
  }

  /// The name of the first element; nil when there is none in this beginning, or it is no XML.
  private static func root(of bytes: [UInt8]) -> XMLName? {
    guard let reader = try? XMLReader(bytes) else { return nil }
    while let event = (try? reader.next()) ?? nil {
      if case .elementStart(let tag) = event.content { return tag.name }
    }
    return nil
  }
}
