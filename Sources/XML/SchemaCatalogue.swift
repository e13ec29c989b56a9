/// The schema documents that validation may read: names or URLs, and the bytes behind them.
///
/// Compiling a schema reads from here only. A relative `schemaLocation` is resolved against the name of the document
/// that holds it (`include/types.xsd` in `main.xsd`, `../a.xsd` in `b/c.xsd`); an absolute one must be listed
/// literally.
public struct SchemaCatalogue: Sendable {
  /// The scheme that makes names into URLs, so that libxml2 resolves them against each other and never as paths.
  private static let root = "catalogue:///"

  private var documents: [String: [UInt8]]

  /// Names are relative paths with `/`, or absolute URLs.
  public init(_ documents: [String: [UInt8]] = [:]) {
    self.documents = documents
  }

  /// The bytes of one document, nil when it is not listed.
  public subscript(name: String) -> [UInt8]? {
    get { documents[name] }
    set { documents[name] = newValue }
  }

  /// The names of all documents, sorted.
  public var names: [String] { documents.keys.sorted() }

  /// The URL under which libxml2 knows a document.
  static func url(of name: String) -> String {
    if name.contains("://") { return name }
    let unreserved = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    return name.utf8.reduce(into: root) { url, byte in
      if unreserved.contains(byte) {
        url.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        url += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }

  /// The name behind a URL that libxml2 asks for.
  static func name(of url: String) -> String {
    guard url.hasPrefix(root) else { return url }
    return percentDecoded(url.dropFirst(root.count))
  }

  private static func percentDecoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
