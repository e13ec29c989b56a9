// Reading the few values that a survey keeps: attributes, and small texts.
import Bytes
import CHDF5
import HDF5Shims

extension Survey {
  /// Attributes whose values take more bytes than this are not read.
  public static let attributeByteLimit = SmallReader.byteLimit
}

/// Room that is used again for every small read of a walk.
struct SmallReader: ~Copyable {
  private let room: UnsafeMutableRawPointer
  static let byteLimit = 1 << 16

  init() { room = .allocate(byteCount: Self.byteLimit, alignment: 16) }
  deinit { room.deallocate() }

  /// Reads elements of the described type through `read`, which gets a memory type and the room. `.none` for what has
  /// no short form; nil when the library refuses.
  func value(
    _ elements: borrowing h5x_elements, _ summary: ElementSummary, type: hid_t, space: hid_t,
    read: (hid_t, UnsafeMutableRawPointer) -> herr_t
  ) -> Survey.Value? {
    guard elements.rank >= 0, let count = Self.count(elements) else { return Survey.Value.none }
    let width = max(summary.width, 8)
    guard count <= Self.byteLimit / width else { return Survey.Value.none }
    let isScalar = elements.rank == 0
    guard count > 0 else { return summary.kind == .text ? .texts([], .ascii) : Survey.Value.none }
    switch summary.kind {
    case .text: return text(summary, type, space, count, isScalar, read)
    case .integer, .boolean, .enumeration, .bitfield:
      // Values beyond 2^63 are clipped by the library; no rule asks for them.
      let memory = summary.kind == .integer ? h5x_native_integer(8, true) : type
      guard read(memory, room) >= 0 else { return nil }
      if summary.kind != .integer { return byteIntegers(summary.width, count, isScalar) }
      if isScalar { return .integer(room.load(as: Int64.self)) }
      return .integers(Array(UnsafeBufferPointer(start: room.assumingMemoryBound(to: Int64.self), count: count)))
    case .float:
      guard read(h5x_native_float(8), room) >= 0 else { return nil }
      if isScalar { return .real(room.load(as: Double.self)) }
      return .reals(Array(UnsafeBufferPointer(start: room.assumingMemoryBound(to: Double.self), count: count)))
    default: return Survey.Value.none
    }
  }

  /// Booleans and other enumerations of one byte; wider ones have no short form.
  private func byteIntegers(_ width: Int, _ count: Int, _ isScalar: Bool) -> Survey.Value {
    guard width == 1 else { return .none }
    if isScalar { return .integer(Int64(room.load(as: Int8.self))) }
    let bytes = UnsafeBufferPointer(start: room.assumingMemoryBound(to: Int8.self), count: count)
    return .integers(bytes.map(Int64.init))
  }

  private func text(
    _ summary: ElementSummary, _ type: hid_t, _ space: hid_t, _ count: Int, _ isScalar: Bool,
    _ read: (hid_t, UnsafeMutableRawPointer) -> herr_t
  ) -> Survey.Value? {
    room.initializeMemory(as: UInt8.self, repeating: 0, count: count * summary.width)
    guard read(type, room) >= 0 else { return nil }
    guard summary.isVariable else { return fixedText(summary, count, isScalar) }
    defer { H5Dvlen_reclaim(type, space, defaultList, room) }
    let pointers = room.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
    if isScalar {
      guard let start = pointers[0] else { return .text("", .ascii) }
      let text = StoredText.decoded(UnsafeRawBufferPointer(start: start, count: cStringLength(start)))
      return .text(text.string, text.encoding)
    }
    let texts = StoredText.variable(Array(UnsafeBufferPointer(start: pointers, count: count)))
    return .texts(texts.strings, texts.encoding)
  }

  private func fixedText(_ summary: ElementSummary, _ count: Int, _ isScalar: Bool) -> Survey.Value {
    if isScalar {
      let field = UnsafeRawBufferPointer(start: room, count: summary.width)
      let text = StoredText.decoded(StoredText.trimmed(field, summary.padding))
      return .text(text.string, text.encoding)
    }
    let bytes = Array(UnsafeRawBufferPointer(start: room, count: count * summary.width))
    let texts = StoredText.fields(bytes, width: summary.width, padding: summary.padding, count: count)
    return .texts(texts.strings, texts.encoding)
  }

  /// The number of elements; nil when there are more than the room could ever hold.
  static func count(_ elements: borrowing h5x_elements) -> Int? {
    var count = 1
    for index in 0..<max(0, Int(elements.rank)) {
      let length = elements.length(index)
      guard length <= byteLimit else { return nil }
      count *= Int(length)
      guard count <= byteLimit else { return nil }
    }
    return count
  }
}

extension h5x_elements {
  func length(_ index: Int) -> hsize_t {
    withUnsafeBytes(of: lengths) { $0.loadUnaligned(fromByteOffset: index * 8, as: hsize_t.self) }
  }

  var shape: [Int] {
    rank <= 0 ? [] : (0..<Int(rank)).map { Int(clamping: length($0)) }
  }
}

extension Survey {
  /// The numbers of a dataset as doubles, in storage order; at most `limit` of them. Throws what reading reports, and
  /// `typeMismatch` for what holds no numbers.
  public func numbers(of object: Int, limit: Int) throws(HDF5Error) -> [Double] {
    let found = objects[object]
    if found.isContiguous, found.type.kind == .float || found.type.kind == .integer, let count = found.count,
      count > 0, count <= limit, found.storedByteCount >= count * found.type.width
    {
      if let numbers = plainNumbers(found, count) { return numbers }
    }
    let dataset = try dataset(object)
    return try dataset.read(byteLimit: limit * 8).doubles()
  }

  /// What lies in the file in one piece needs no look at how it is stored.
  private func plainNumbers(_ object: Object, _ count: Int) -> [Double]? {
    guard object.identity.fileNumber == objects[Self.root].identity.fileNumber else { return nil }
    h5x_enter()
    let id = H5Oopen_by_addr(file.handle.id, haddr_t(object.identity.address))
    guard id >= 0 else { return nil }
    defer { H5Oclose(id) }
    var numbers = [Double](repeating: 0, count: count)
    let status = numbers.withUnsafeMutableBytes {
      H5Dread(id, h5x_native_float(8), wholeSpace, wholeSpace, defaultList, $0.baseAddress)
    }
    return status < 0 ? nil : numbers
  }
}
