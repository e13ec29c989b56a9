// What is asked of a dataset before its bytes are: nothing that a file declares is believed.
import CHDF5
import HDF5Shims

extension Dataset {
  /// Above this size, a dataset must have something stored before memory is taken for it.
  private static let unstoredLimit = 64 << 20

  /// Checks that elements of `width` bytes in `shape` fit the limit. Gives the number of bytes.
  func requireSize(
    _ shape: [Int], width: Int, _ byteLimit: Int, _ operation: StaticString
  ) throws(HDF5Error) -> Int {
    guard !isNull else {
      throw HDF5Error(.typeMismatch, operation.description, at: place, detail: "a null dataspace has no elements")
    }
    guard let bytes = elementCount(shape + [max(width, 1)]) else {
      throw HDF5Error(.tooLarge(bytes: nil, limit: byteLimit), operation.description, at: place)
    }
    guard bytes <= byteLimit else {
      throw HDF5Error(.tooLarge(bytes: bytes, limit: byteLimit), operation.description, at: place)
    }
    return bytes
  }

  /// Checks storage before reading `bytes` bytes: filters present, chunks within the limit, other files regular.
  func requireStorage(forReading bytes: Int, _ byteLimit: Int, _ operation: StaticString) throws(HDF5Error) {
    guard bytes > 0 else { return }
    // A scalar is neither chunked nor filtered: the usual case is settled without asking for the layout.
    if shape.isEmpty, isStoredWhole { return }
    let storage = try storage()
    try requireFilters(storage, operation)
    switch storage.layout {
    case .chunked(let chunk):
      _ = try requireSize(chunk, width: storedWidth, byteLimit, operation)
      if bytes > Self.unstoredLimit { try requireSomethingStored(bytes, operation) }
    case .contiguous:
      if bytes > Self.unstoredLimit { try requireSomethingStored(bytes, operation) }
      if storedByteCount > 0 { try requireStoredWhole(operation) }
    case .virtual(let sources): try refuseSpecialFiles(sources.map(\.file), operation)
    case .external(let files): try refuseSpecialFiles(files, operation)
    case .compact: try requireStoredWhole(operation)
    }
  }

  /// Deflate packs 1032 bytes into one at the most, and measured data never comes near; beyond that a walk over the
  /// declared shape would only count fill values, for hours.
  private static let bestCompression = 1100

  /// Checks that the declared shape is one that the stored bytes could have come from.
  func requirePlausibleShape(_ storage: Storage, _ operation: StaticString) throws(HDF5Error) {
    switch storage.layout {
    case .chunked, .contiguous: break
    case .compact, .virtual, .external: return
    }
    let stored = storedByteCount
    let (most, overflow) = stored.multipliedReportingOverflow(by: Self.bestCompression)
    let limit = overflow ? Int.max : max(most, Self.unstoredLimit)
    let declared = elementCount(shape + [max(storedWidth, 1)])
    guard let declared, declared <= limit else {
      throw HDF5Error(
        .tooLarge(bytes: declared, limit: limit), operation.description, at: place,
        detail: "the shape is declared, but only \(stored) bytes are stored")
    }
  }

  /// Checks that the declared shape is one that the stored bytes could have come from: a walk over it ends.
  public func requireDeclaredSize() throws(HDF5Error) {
    try requirePlausibleShape(try storage(), "reading a dataset")
  }

  func requireFilters(_ storage: Storage, _ operation: StaticString) throws(HDF5Error) {
    guard let missing = storage.filters.first(where: { !$0.isAvailable }) else { return }
    if missing.isOptional, storedByteCount == 0 { return }
    throw HDF5Error(.missingFilter(missing.id), operation.description, at: place)
  }

  /// True when the file holds as many bytes as type and shape need; not meant for chunks.
  private var isStoredWhole: Bool {
    guard let needed = elementCount(shape + [storedWidth]) else { return false }
    return storedByteCount >= needed
  }

  /// libhdf5 1.10 reads beyond its buffer when type and shape were damaged to need more than is stored.
  private func requireStoredWhole(_ operation: StaticString) throws(HDF5Error) {
    guard !isStoredWhole else { return }
    throw HDF5Error(.damaged, operation.description, at: place, detail: "fewer bytes are stored than the shape needs")
  }

  private func requireSomethingStored(_ bytes: Int, _ operation: StaticString) throws(HDF5Error) {
    guard storedByteCount == 0 else { return }
    throw HDF5Error(
      .tooLarge(bytes: bytes, limit: Self.unstoredLimit), operation.description, at: place,
      detail: "the size is declared, but nothing is stored")
  }

  /// Opening a pipe or a device as a data file can wait for ever.
  private func refuseSpecialFiles(_ names: [String], _ operation: StaticString) throws(HDF5Error) {
    let folder = place.file.path.lastIndex(of: "/").map { place.file.path[...$0] } ?? ""
    for name in Set(names) where h5x_is_special_file(name) || h5x_is_special_file(folder + name) {
      guard name != "." else { continue }
      throw HDF5Error(
        .notHDF5, operation.description, at: place, detail: "\(name), named as a source, is no regular file")
    }
  }

  /// The bytes of one element in the file.
  var storedWidth: Int {
    let type = Handle(H5Dget_type(handle.id))
    return Int(clamping: H5Tget_size(type.id))
  }
}
