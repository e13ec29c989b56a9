public import Bytes

/// The bytes of a source in blocks, as the reader and the validator take them.
public final class XMLBlocks {
  private static let blockBytes = 1 << 18
  private let source: ByteSource
  private var offset = 0

  /// The blocks of a source from its beginning.
  public init(_ source: ByteSource) { self.source = source }

  /// The next block; nil after the last.
  public func next() throws(XMLError) -> [UInt8]? {
    let block = source.prefix(Self.blockBytes, from: offset)
    offset += block.count
    return block.isEmpty ? nil : block
  }
}
