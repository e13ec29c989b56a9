import CLibDeflate

/// Unpacks zlib data of known size with libdeflate: the pieces that HDF5 compresses. Not for sharing between threads.
public struct ZlibUnpacker: ~Copyable {
  private let handle: OpaquePointer

  /// Nil when there is no memory for it (about 30 kB).
  public init?() {
    guard let handle = libdeflate_alloc_decompressor() else { return nil }
    self.handle = handle
  }

  deinit { libdeflate_free_decompressor(handle) }

  /// Fills `room` to the last byte. False when the data is damaged (its checksum is tested) or has another size.
  public func unpack(_ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) -> Bool {
    libdeflate_zlib_decompress(handle, bytes.baseAddress, bytes.count, room.baseAddress, room.count, nil)
      == LIBDEFLATE_SUCCESS
  }
}
