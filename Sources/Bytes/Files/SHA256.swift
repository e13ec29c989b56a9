/// SHA-256, the identity of a file in every report: one-shot and streaming, by libcrypto.
import CLibCrypto

/// A SHA-256 hash in progress: feed it with `update`, end it with `finish`.
public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// A finished hash.
  public struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
      let digits = Array("0123456789abcdef".utf8)
      let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
      return String(decoding: text, as: UTF8.self)
    }

    /// The same as `hex`.
    public var description: String { hex }
  }

  /// Starts a hash. Throws `.outOfMemory` or `.system` when libcrypto cannot.
  public init() throws(FileError) {
    guard let context = EVP_MD_CTX_new() else { throw Self.failure(.outOfMemory) }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      EVP_MD_CTX_free(context)
      throw Self.failure(.system)
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes. Throws `.system` when libcrypto fails.
  public mutating func update(_ bytes: Span<UInt8>) throws(FileError) {
    let done = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    guard done == 1 else { throw Self.failure(.system) }
  }

  /// Ends the hash. Throws `.system` when libcrypto fails.
  public consuming func finish() throws(FileError) -> Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    let done = bytes.withUnsafeMutableBufferPointer { EVP_DigestFinal_ex(context, $0.baseAddress, nil) }
    guard done == 1 else { throw Self.failure(.system) }
    return Digest(bytes: bytes)
  }

  /// The hash of some bytes. Throws as `init` does.
  public static func digest(of bytes: Span<UInt8>) throws(FileError) -> Digest {
    var hash = try SHA256()
    try hash.update(bytes)
    return try hash.finish()
  }

  /// The hash of an array. Throws as `init` does.
  public static func digest(of bytes: [UInt8]) throws(FileError) -> Digest {
    try digest(of: bytes.span)
  }

  private static func failure(_ kind: FileError.Kind) -> FileError {
    FileError(kind, operation: "hash", path: "SHA-256", cause: kind == .system ? "libcrypto failed" : "")
  }
}
