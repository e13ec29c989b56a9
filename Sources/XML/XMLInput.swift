// The bytes of a document, from memory or block by block, handed on in slices that bound what is parsed ahead.

struct XMLInput {
  typealias Provider = () throws(XMLError) -> [UInt8]?

  static let sliceBytes = 32 << 10

  private var block: [UInt8]
  private var offset = 0
  private let provider: Provider?
  private let maximumBytes: Int
  private let file: String?
  private var total = 0

  init(bytes: [UInt8], maximumBytes: Int, file: String?) {
    block = bytes
    provider = nil
    self.maximumBytes = maximumBytes
    self.file = file
  }

  /// Failures of `blocks` that are not XML errors are wrapped into one.
  init<E: Error>(blocks: @escaping () throws(E) -> [UInt8]?, maximumBytes: Int, file: String?) {
    block = []
    provider = { () throws(XMLError) in
      do throws(E) {
        return try blocks()
      } catch {
        throw (error as? XMLError) ?? XMLError(.readFailed, "\(error)", file: file)
      }
    }
    self.maximumBytes = maximumBytes
    self.file = file
  }

  /// Gives the next slice to `body`; false at the end of the input.
  mutating func withNextSlice(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(XMLError) -> Bool {
    if offset == block.count {
      guard let provider, let next = try provider(), !next.isEmpty else { return false }
      block = next
      offset = 0
    }
    let count = min(Self.sliceBytes, block.count - offset)
    guard count <= maximumBytes - total else {
      throw XMLError(.tooLarge, "the document is larger than \(maximumBytes) bytes", file: file)
    }
    block.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[offset..<offset + count])) }
    offset += count
    total += count
    return true
  }
}
