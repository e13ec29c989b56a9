import CHDF5
import HDF5Shims

/// One stored chunk as it lies in the file.
public struct StoredChunk: Sendable, Hashable {
  /// The index of its first element in each dimension.
  public let offset: [Int]
  /// The bytes it takes in the file.
  public let byteCount: Int
  /// Bit n is set when filter n of the pipeline was skipped.
  public let filterMask: UInt32
}

extension Dataset {
  /// The number of chunks that are stored; fewer than the shape needs when some were never written.
  public func storedChunkCount() throws(HDF5Error) -> Int {
    var count: hsize_t = 0
    let space = try owned("counting chunks", place) { H5Dget_space(handle.id) }  // 1.10 knows no H5S_ALL here
    try checked("counting chunks", place) { H5Dget_num_chunks(handle.id, space.id, &count) }
    return Int(clamping: count)
  }

  /// The chunk that begins at `offset` (multiples of the chunk shape); nil when it was never written.
  public func storedChunk(at offset: [Int]) throws(HDF5Error) -> StoredChunk? {
    let coordinates = try chunkCoordinates(offset)
    var mask: UInt32 = 0
    var address: haddr_t = 0
    var size: hsize_t = 0
    try checked("finding a chunk", place) {
      H5Dget_chunk_info_by_coord(handle.id, coordinates, &mask, &address, &size)
    }
    guard address != haddr_t.max, size > 0 else { return nil }
    return StoredChunk(offset: offset, byteCount: Int(clamping: size), filterMask: mask)
  }

  /// The bytes of a chunk as stored, before any filter is undone; nil when it was never written.
  public func readRawChunk(
    at offset: [Int], byteLimit: Int = Dataset.defaultByteLimit
  ) throws(HDF5Error) -> (bytes: [UInt8], filterMask: UInt32)? {
    guard let chunk = try storedChunk(at: offset) else { return nil }
    guard chunk.byteCount <= byteLimit else {
      throw HDF5Error(.tooLarge(bytes: chunk.byteCount, limit: byteLimit), "reading a raw chunk", at: place)
    }
    let file = try owned("reading a raw chunk", place) { H5Iget_file_id(handle.id) }
    var fileSize: hsize_t = 0
    try checked("reading a raw chunk", place) { H5Fget_filesize(file.id, &fileSize) }
    guard chunk.byteCount <= Int(clamping: fileSize) else {
      throw HDF5Error(.damaged, "reading a raw chunk", at: place, detail: "a chunk larger than the file")
    }
    let coordinates = try chunkCoordinates(offset)
    var unused: UInt32 = 0  // 1.10.8 gives 0 for a chunk that was written through the same handle
    let bytes = try filled(byteCount: chunk.byteCount) { room throws(HDF5Error) in
      try checked("reading a raw chunk", place) {
        H5Dread_chunk(handle.id, defaultList, coordinates, &unused, room.baseAddress)
      }
    }
    return (bytes, chunk.filterMask)
  }

  /// Stores a chunk as given, after whatever filters the caller has run.
  public func writeRawChunk(_ bytes: [UInt8], at offset: [Int], filterMask: UInt32 = 0) throws(HDF5Error) {
    let coordinates = try chunkCoordinates(offset)
    try checked("writing a raw chunk", place) {
      bytes.withUnsafeBytes {
        H5Dwrite_chunk(handle.id, defaultList, filterMask, coordinates, $0.count, $0.baseAddress)
      }
    }
  }

  private func chunkCoordinates(_ offset: [Int]) throws(HDF5Error) -> [hsize_t] {
    guard offset.count == shape.count, !offset.isEmpty,
      offset.indices.allSatisfy({ offset[$0] >= 0 && offset[$0] < shape[$0] })
    else {
      throw HDF5Error(.invalidArgument, "finding a chunk", at: place, detail: "no chunk begins at \(offset)")
    }
    return offset.map { hsize_t($0) }
  }
}
