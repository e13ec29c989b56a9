/// The vocabulary of the metadata document: its namespace, and the words that more than one file needs.
enum MetaXML {
  static let formatID = "meta-xml"
  /// The target namespace of `edgewise-metadata-1.xsd`.
  static let namespace = "urn:edgewise:metadata:1"
  static let root = "document"
  static let version = "1"
  /// Metadata items in each other, which is also what a reader's stack has to hold.
  static let depthLimit = 400
  /// Elements in each other: the items and what stands around them.
  static let elementDepthLimit = depthLimit + 16

  /// The text when it is a SHA-256 in lower-case hexadecimal digits.
  static func hash(_ text: String) -> String? {
    text.utf8.count == 64 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) } ? text : nil
  }

  enum Uncertainty {
    static let channel = "channel"
    static let poisson = "poisson"
  }
}
