public import Bytes

/// What is known of an array whose elements are elsewhere: its type, its shape and its checksum.
public struct ArrayRecord: Sendable, Hashable {
  public var type: ElementType
  /// The length of each dimension, slowest first.
  public var shape: [Int]
  /// The checksum as `Values.checksum()` computes it; nil when nobody wrote it down.
  public var sha256: String?

  public init(type: ElementType, shape: [Int], sha256: String?) {
    self.type = type
    self.shape = shape
    self.sha256 = sha256
  }
}

extension Values {
  /// SHA-256 of the elements in storage order, lower-case hexadecimal: numbers as their little-endian bytes in the
  /// stored type, text as its UTF-8 bytes after their count as 64 bits, little-endian.
  ///
  /// Reads the values slab by slab. Throws when they cannot be read, or when they are absent without a checksum.
  public func checksum() throws(BlockError) -> String {
    if let record {
      guard let sha256 = record.sha256 else { throw BlockError(Self.absence) }
      return sha256
    }
    if let original { return try original.checksum() }
    do {
      var hash = try SHA256()
      for slab in slabs() { try Self.add(try read(slab), to: &hash) }
      return try hash.finish().hex
    } catch let error as BlockError {
      throw error
    } catch {
      throw BlockError("\(error)")
    }
  }

  /// What is said of elements that cannot be read because they are not there.
  static let absence = "the values are not in this file, only their type, shape and checksum"

  private static func add(_ array: TypedArray, to hash: inout SHA256) throws(FileError) {
    guard array.type == .text else { return try hash.update(array.bytes.span) }
    var bytes: [UInt8] = []
    for text in array.strings {
      withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: text.utf8)
    }
    try hash.update(bytes.span)
  }
}
