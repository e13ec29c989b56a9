public import Bytes
import CHDF5
import HDF5Shims

extension Group {
  /// Data up to this size goes into the object header unless options say otherwise.
  private static let compactLimit = 4096

  /// Makes a dataset without writing elements. Text has fields of `textLength` bytes, or variable length for nil.
  public func createDataset(
    _ name: String, type: ElementType, shape: [Int], textLength: Int? = nil, options: DatasetOptions = .init()
  ) throws(HDF5Error) -> Dataset {
    let text = type == .text ? TextLayout(length: textLength.map { max($0, 1) }) : nil
    return try create(
      name, text?.type ?? MemoryType(writing: type), Datatype(written: type, textLength: text?.length),
      shape: shape, width: text.map { $0.length ?? 16 } ?? type.byteWidth, options: options, isCompact: false)
  }

  /// Makes a dataset from an array. A scalar text gets fixed-length UTF-8, padded with NUL.
  /// Throws `exists` when the name is taken.
  @discardableResult
  public func createDataset(
    _ name: String, _ array: TypedArray, options: DatasetOptions = .init()
  ) throws(HDF5Error) -> Dataset {
    guard array.type != .text else { return try createText(name, array, options) }
    let type = MemoryType(writing: array.type)
    let dataset = try create(
      name, type, Datatype(written: array.type), shape: array.shape, width: array.type.byteWidth,
      options: options, isCompact: !array.bytes.isEmpty && array.bytes.count <= Self.compactLimit)
    try array.bytes.span.bytes.withUnsafeBytes { bytes throws(HDF5Error) in
      try dataset.writeWhole(type.id, bytes.baseAddress, bytes.isEmpty)
    }
    return dataset
  }

  /// Makes a scalar text dataset.
  @discardableResult
  public func createDataset(_ name: String, text: String) throws(HDF5Error) -> Dataset {
    try createText(name, TypedArray(scalar: text), .init())
  }

  /// Makes a scalar number dataset.
  @discardableResult
  public func createDataset(_ name: String, number: some ArrayElement) throws(HDF5Error) -> Dataset {
    try createDataset(name, TypedArray(scalar: number))
  }

  /// Makes a scalar truth value the way h5py does: an enumeration of FALSE and TRUE over one byte.
  @discardableResult
  public func createDataset(_ name: String, boolean: Bool) throws(HDF5Error) -> Dataset {
    let type = MemoryType(shared: MemoryType.boolean)
    let dataset = try create(
      name, type, Datatype.boolean, shape: [], width: 1, options: .init(), isCompact: true)
    try withUnsafeBytes(of: Int8(boolean ? 1 : 0)) { bytes throws(HDF5Error) in
      try dataset.writeWhole(type.id, bytes.baseAddress, false)
    }
    return dataset
  }

  private func createText(
    _ name: String, _ array: TypedArray, _ options: DatasetOptions
  ) throws(HDF5Error) -> Dataset {
    let layout = TextLayout(fitting: array.strings)
    let fieldBytes = elementCount([layout.length ?? .max, array.strings.count]) ?? .max
    let dataset = try create(
      name, layout.type, Datatype(written: .text, textLength: layout.length), shape: array.shape,
      width: layout.length ?? 16, options: options, isCompact: fieldBytes > 0 && fieldBytes <= Self.compactLimit)
    let outcome = layout.withBytes(of: array.strings) { bytes in
      Result { () throws(HDF5Error) in
        try dataset.writeWhole(layout.type.id, bytes, array.strings.isEmpty)
      }
    }
    try outcome.get()
    return dataset
  }

  private func create(
    _ name: String, _ type: MemoryType, _ datatype: Datatype, shape: [Int], width: Int,
    options: DatasetOptions, isCompact: Bool
  ) throws(HDF5Error) -> Dataset {
    let place = place(of: name)
    try requireName(name, "creating a dataset", place)
    let space = try makeSpace(shape, maxShape: options.maxShape, "creating a dataset", place)
    let tracksOrder = file.tracksCreationOrder
    let special =
      options.isPlain
      ? nil : try options.creationList(type, shape: shape, width: width, tracksOrder: tracksOrder, place)
    let list = special?.id ?? SharedIDs.datasetCreation(tracksOrder: tracksOrder, isCompact: isCompact)
    let handle = try owned("creating a dataset", place) {
      H5Dcreate2(self.handle.id, name, type.id, space.id, SharedIDs.linkCreation(name), list, defaultList)
    }
    return Dataset(
      created: handle, at: place, datatype: datatype,
      dataspace: .simple(shape: shape, maxShape: options.maxShape ?? shape))
  }
}

extension Dataset {
  fileprivate func writeWhole(_ type: hid_t, _ bytes: UnsafeRawPointer?, _ isEmpty: Bool) throws(HDF5Error) {
    guard !isEmpty else { return }
    try checked("writing a dataset", place) {
      H5Dwrite(handle.id, type, wholeSpace, wholeSpace, defaultList, bytes)
    }
  }

  /// Writes an array over the whole dataset, or over the slab that begins at `start`. The array's type must be
  /// the dataset's `elementType`; its shape, that of the slab.
  public func write(_ array: TypedArray, at start: [Int]? = nil) throws(HDF5Error) {
    let slab = Slab(start: start ?? Array(repeating: 0, count: shape.count), count: array.shape)
    guard array.type == elementType else {
      throw HDF5Error(
        .typeMismatch, "writing a dataset", at: place,
        detail: "\(array.type) into \(elementType.map { "\($0)" } ?? "a type without an array form")")
    }
    try requireInside(slab, "writing a dataset")
    guard start != nil || slab.count == shape else {
      throw HDF5Error(.invalidArgument, "writing a dataset", at: place, detail: "\(slab.count) into \(shape)")
    }
    guard !slab.count.contains(0) else { return }
    let selection = try selection(slab, "writing a dataset")
    let stored = try storedType("writing a dataset")
    if case .string(let layout) = datatype {
      return try writeText(array.strings, layout, as: stored.id, selection)
    }
    guard let memory = MemoryType(reading: datatype, stored: stored.id) else {
      throw withoutCounterpart("writing a dataset")
    }
    try array.bytes.span.bytes.withUnsafeBytes { bytes throws(HDF5Error) in
      try write(bytes.baseAddress, as: memory.id, selection)
    }
  }

  private func writeText(
    _ strings: [String], _ layout: StringLayout, as type: hid_t, _ selection: Selection
  ) throws(HDF5Error) {
    let outcome = TextLayout(length: layout.length).withBytes(of: strings) { bytes in
      let transfer = strings.count <= Self.shortTextCount ? SharedIDs.shortTextTransfer : defaultList
      return Result { () throws(HDF5Error) in try write(bytes, as: type, selection, transfer) }
    }
    try outcome.get()
  }

  private static let shortTextCount = 16

  private func write(
    _ bytes: UnsafeRawPointer?, as type: hid_t, _ selection: Selection, _ transfer: hid_t = defaultList
  ) throws(HDF5Error) {
    try checked("writing a dataset", place) {
      H5Dwrite(handle.id, type, selection.memory, selection.file, transfer, bytes)
    }
  }
}
