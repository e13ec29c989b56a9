/// File names as URI references (RFC 3986), as SARIF wants them.

enum ArtifactURI {
  /// A relative reference for a relative name and a `file:` URI for an absolute one; `folder` is the working folder,
  /// below which absolute names become relative.
  static func reference(to name: String, from folder: String? = nil) -> String {
    var path = name
    if let folder, path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/") {
      path = String(path.dropFirst(folder.count).drop { $0 == "/" })
    }
    while path.hasPrefix("./"), path.count > 2 { path = String(path.dropFirst(2).drop { $0 == "/" }) }
    let encoded = encoded(path)
    if encoded.hasPrefix("/") { return "file://" + encoded }
    // A colon in the first segment would be read as the end of a scheme.
    let first = encoded.prefix { $0 != "/" }
    return first.contains(":") ? "./" + encoded : encoded
  }

  /// Every byte that may not stand in a path, as `%XX`.
  private static func encoded(_ path: String) -> String {
    path.utf8.reduce(into: "") { result, byte in
      if allowed.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }

  private static let allowed = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/".utf8)
}
