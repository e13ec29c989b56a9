/// The eight bytes that every HDF5 file carries at 0, 512, 1024, 2048, ... (after a user block of that size).
public enum FileSignature {
  /// The signature itself.
  public static let bytes: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Where the signature lies in the beginning of a file; nil when it does not.
  public static func offset(inHead head: Span<UInt8>) -> Int? {
    var offset = 0
    while offset <= head.count - bytes.count {
      if bytes.indices.allSatisfy({ head[offset + $0] == bytes[$0] }) { return offset }
      offset = offset == 0 ? 512 : offset * 2
    }
    return nil
  }
}
