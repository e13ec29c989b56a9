import Bytes
import DataModel
import HDF5

/// A channel as a dataset: the values, and in attributes what else the model says of them.
enum NativeChannel {
  /// Writes the values slab by slab and the attributes.
  static func write(_ field: ChannelLayout.Field, into group: Group) throws(FormatError) {
    let dataset = try writeValues(field.channel.values, named: field.name, into: group)
    try writing { () throws(HDF5Error) in try describe(field, dataset.attributes) }
  }

  private static func describe(_ field: ChannelLayout.Field, _ attributes: Attributes) throws(HDF5Error) {
    let channel = field.channel
    if field.name != channel.name { try attributes.write(Native.name, text: channel.name) }
    try attributes.write(Native.Channel.role, text: channel.role.rawValue)
    try attributes.write(Native.Channel.index, number: Int32(clamping: field.index))
    try attributes.write(
      Native.Channel.dimensions, TypedArray(channel.dimensions.map(\.description)))
    if let qualifier = channel.qualifier { try attributes.write(Native.Channel.qualifier, text: qualifier) }
    if let unit = channel.unit { try attributes.write(Native.Channel.units, text: unit) }
    if let mask = channel.mask { try attributes.write(Native.Channel.mask, text: mask) }
    switch channel.uncertainty {
    case .none: break
    case .poisson: try attributes.write(Native.Channel.uncertainty, text: Native.Channel.poisson)
    case .channel(let name):
      try attributes.write(Native.Channel.uncertainty, text: Native.Channel.channelPrefix + name)
    }
  }

  /// Reads a dataset that is a channel; nil for what was written for other readers only.
  static func read(_ dataset: Dataset, linkName: String) throws(HDF5Error) -> (index: Int, channel: Channel)? {
    let attributes = dataset.attributes
    guard let role = try attributes.text(Native.Channel.role), let index = try attributes.integer(Native.Channel.index)
    else { return nil }
    let dimensions = try attributes.readIfPresent(Native.Channel.dimensions)?.value?.strings ?? []
    let channel = Channel(
      name: try attributes.text(Native.name) ?? linkName, role: ChannelRole(rawValue: role) ?? .other,
      qualifier: try attributes.text(Native.Channel.qualifier), unit: try attributes.text(Native.Channel.units),
      dimensions: dimensions.map(Dimension.init(text:)), values: try ForeignEntryReader.values(of: dataset),
      uncertainty: uncertainty(try attributes.text(Native.Channel.uncertainty)),
      mask: try attributes.text(Native.Channel.mask))
    return (index, channel)
  }

  private static func uncertainty(_ text: String?) -> Uncertainty {
    guard let text else { return .none }
    if text == Native.Channel.poisson { return .poisson }
    guard text.hasPrefix(Native.Channel.channelPrefix) else { return .none }
    return .channel(String(text.dropFirst(Native.Channel.channelPrefix.count)))
  }

  /// Small arrays are written in one call; large ones in chunks, compressed, a slab at a time.
  static func writeValues(
    _ values: Values, named name: String, into group: Group
  ) throws(FormatError) -> Dataset {
    let bytes = TypedArray.byteCount(ofShape: values.shape, type: values.type) ?? .max
    if values.type == .text || bytes <= compressionThreshold || values.shape.isEmpty {
      let array = try reading(name) { () throws(BlockError) in try values.load() }
      return try writing { () throws(HDF5Error) in try group.createDataset(name, array) }
    }
    let chunk = SlabWalk(shape: values.shape, elementWidth: values.type.byteWidth, byteLimit: chunkBytes)
      .first { _ in true }?.count
    let dataset = try writing { () throws(HDF5Error) in
      try group.createDataset(
        name, type: values.type, shape: values.shape,
        options: DatasetOptions(chunk: chunk, deflate: deflateLevel, shuffle: true))
    }
    for slab in SlabWalk(
      shape: values.shape, elementWidth: values.type.byteWidth, preferredBlock: chunk, byteLimit: chunkBytes)
    {
      let part = try reading(name) { () throws(BlockError) in try values.read(slab) }
      try writing { () throws(HDF5Error) in try dataset.write(part, at: slab.start) }
    }
    return dataset
  }

  private static func reading(
    _ name: String, _ body: () throws(BlockError) -> TypedArray
  ) throws(FormatError) -> TypedArray {
    do throws(BlockError) {
      return try body()
    } catch {
      throw FormatError(.unwritable, "channel \"\(name)\" cannot be read: \(error.description)")
    }
  }

  private static let compressionThreshold = 256 << 10
  private static let chunkBytes = 256 << 10
  private static let deflateLevel = 4
}

/// Turns what libhdf5 says while writing into the error of this room.
func writing<Result>(_ body: () throws(HDF5Error) -> Result) throws(FormatError) -> Result {
  do throws(HDF5Error) {
    return try body()
  } catch {
    throw FormatError(.output, error.message, at: .init(path: error.path))
  }
}
