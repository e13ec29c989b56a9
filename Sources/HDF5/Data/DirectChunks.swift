import Bytes
import HDF5Shims
import Synchronization

/// Reads chunks as they are stored and unpacks them here: libdeflate and a vectorised shuffle take less than half the time
/// of the library's filters. Only for what is plain: numbers in the machine's own layout, packed by deflate.
struct DirectChunks: Sendable {
  private let dataset: Dataset
  private let type: ElementType
  private let chunk: [Int]
  private let isShuffled: Bool
  private let chunkBytes: Int

  /// Chunks larger than this are left to the library.
  private static let largestChunk = 64 << 20

  /// Nil for a layout, a type or filters that are left to the library.
  init?(_ dataset: Dataset, _ storage: Storage) {
    guard let type = dataset.elementType, type.isNumeric, Self.isNative(dataset.datatype, type),
      case .chunked(let chunk) = storage.layout, chunk.count == dataset.shape.count,
      let bytes = elementCount(chunk + [type.byteWidth]), bytes > 0, bytes <= Self.largestChunk
    else { return nil }
    switch storage.filters.map(\.id) {
    case [.deflate]: isShuffled = false
    case [.shuffle, .deflate]:
      guard storage.filters[0].parameters.first == UInt32(type.byteWidth) else { return nil }
      isShuffled = true
    default: return nil
    }
    self.dataset = dataset
    self.type = type
    self.chunk = chunk
    chunkBytes = bytes
  }

  private static func isNative(_ datatype: Datatype, _ type: ElementType) -> Bool {
    switch datatype {
    case .integer(let layout): layout.order == .littleEndian && layout.width == type.byteWidth
    case .float(let layout):
      layout.order == .littleEndian && layout.width == type.byteWidth
        && [[4, 8, 23], [8, 11, 52]].contains([layout.width, layout.exponentBits, layout.mantissaBits])
    default: false
    }
  }

  /// The elements of a slab that is made of whole chunks; nil for any other slab, and where something is not as expected
  /// (chunks that were never written, skipped filters, damage): the library fills in for it, or says what is wrong.
  func read(_ slab: Slab) -> TypedArray? {
    guard isAligned(slab) else { return nil }
    var isComplete = true
    let array = TypedArray(type: type, shape: slab.count) { room in
      isComplete = fill(room, slab)
    }
    return isComplete ? array : nil
  }

  private func isAligned(_ slab: Slab) -> Bool {
    slab.count.count == chunk.count
      && chunk.indices.allSatisfy { index in
        let end = slab.start[index] + slab.count[index]
        return slab.count[index] > 0 && slab.start[index] % chunk[index] == 0
          && (slab.count[index] % chunk[index] == 0 || end == dataset.shape[index])
      }
  }

  /// How many bytes a slab should have so that every thread has a chunk to unpack.
  var preferredBytes: Int { Parallel.width * chunkBytes <= 8 << 20 ? Parallel.width * chunkBytes : chunkBytes }

  /// A chunk as it is stored, and where its first element is.
  private struct Stored: Sendable {
    let bytes: [UInt8]
    let offset: [Int]
  }

  /// As many chunks at a time as there are threads: libhdf5 is asked on this thread alone, unpacking is done on all.
  private func fill(_ room: UnsafeMutableRawBufferPointer, _ slab: Slab) -> Bool {
    nonisolated(unsafe) let room = room
    var offset = slab.start
    var isAtEnd = false
    while !isAtEnd {
      var group: [Stored] = []
      while group.count < Parallel.width, !isAtEnd {
        let limit = 2 * chunkBytes + 1024
        guard let stored = try? dataset.readRawChunk(at: offset, byteLimit: limit), stored.filterMask == 0 else {
          return false
        }
        group.append(Stored(bytes: stored.bytes, offset: offset))
        isAtEnd = !advance(&offset, through: slab)
      }
      let outcome = Mutex(true)
      Parallel.run(group.count) { [group] part in
        if !unpack(group[part], into: room, slab) { outcome.withLock { $0 = false } }
      }
      guard outcome.withLock({ $0 }) else { return false }
    }
    return true
  }

  /// Unpacks one chunk to its place in the slab.
  private func unpack(_ stored: Stored, into room: UnsafeMutableRawBufferPointer, _ slab: Slab) -> Bool {
    guard let unpacker = ZlibUnpacker() else { return false }
    let place = wholePlace(of: stored.offset, in: slab)
    let whole = place.map { UnsafeMutableRawBufferPointer(rebasing: room[$0..<$0 + chunkBytes]) }
    // Not zeroed: what is read of them was written before.
    let packed = UnsafeMutableRawBufferPointer.allocate(
      byteCount: isShuffled || whole == nil ? chunkBytes : 0, alignment: 64)
    let plain = UnsafeMutableRawBufferPointer.allocate(
      byteCount: isShuffled && whole == nil ? chunkBytes : 0, alignment: 64)
    defer {
      packed.deallocate()
      plain.deallocate()
    }
    guard stored.bytes.withUnsafeBytes({ unpacker.unpack($0, into: isShuffled ? packed : whole ?? packed) }) else {
      return false
    }
    if isShuffled, let from = packed.baseAddress, let to = (whole ?? plain).baseAddress {
      h5x_unshuffle(type.byteWidth, chunkBytes / type.byteWidth, from, to)
    }
    if whole == nil { copy(isShuffled ? plain : packed, of: stored.offset, into: room, slab) }
    return true
  }

  /// Where a chunk lies in the slab when it lies there in one piece; nil otherwise.
  private func wholePlace(of offset: [Int], in slab: Slab) -> Int? {
    // All but the dimensions before the first longer one are as long as the slab's.
    guard let first = chunk.indices.first(where: { chunk[$0] != 1 }) else { return linear(offset, in: slab) }
    for index in chunk.indices where index > first && chunk[index] != slab.count[index] { return nil }
    guard offset[first] - slab.start[first] + chunk[first] <= slab.count[first] else { return nil }
    return linear(offset, in: slab)
  }

  private func linear(_ offset: [Int], in slab: Slab) -> Int {
    var place = 0
    for index in offset.indices { place = place * slab.count[index] + offset[index] - slab.start[index] }
    return place * type.byteWidth
  }

  /// Copies the rows of a chunk that lie inside the slab.
  private func copy(
    _ plain: UnsafeMutableRawBufferPointer, of offset: [Int], into room: UnsafeMutableRawBufferPointer, _ slab: Slab
  ) {
    let last = chunk.count - 1
    let inside = chunk.indices.map { min(chunk[$0], slab.start[$0] + slab.count[$0] - offset[$0]) }
    let rowBytes = inside[last] * type.byteWidth
    var row = [Int](repeating: 0, count: chunk.count)
    while true {
      var from = 0
      for index in row.indices { from = from * chunk[index] + row[index] }
      let to = linear(zip(offset, row).map { $0 + $1 }, in: slab)
      UnsafeMutableRawBufferPointer(rebasing: room[to..<to + rowBytes]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: plain[from * type.byteWidth..<from * type.byteWidth + rowBytes]))
      var index = last - 1
      while index >= 0 {
        row[index] += 1
        if row[index] < inside[index] { break }
        row[index] = 0
        index -= 1
      }
      if index < 0 { return }
    }
  }

  /// The next chunk of the slab, last dimension fastest; false behind the last one.
  private func advance(_ offset: inout [Int], through slab: Slab) -> Bool {
    for index in chunk.indices.reversed() {
      offset[index] += chunk[index]
      if offset[index] < slab.start[index] + slab.count[index] { return true }
      offset[index] = slab.start[index]
    }
    return false
  }
}
