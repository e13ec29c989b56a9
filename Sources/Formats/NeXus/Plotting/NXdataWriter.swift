/// Writes what is plotted as plain NXdata, the way that any program for HDF5 finds it: NXroot, NXentry, NXdata.
import Bytes
import DataModel
import HDF5

enum NXdataWriter {
  private static let options = FileOptions(tracksCreationOrder: true)

  static func write(_ document: Document, to path: String) throws(FormatError) {
    let file = try writing { () throws(HDF5Error) in try File.create(path, options: options) }
    try write(document, into: file)
    try writing { () throws(HDF5Error) in try file.close() }
  }

  /// The document that the reader of NeXus makes of the file: names, roles and dimensions are what it concludes, so the
  /// projection asks it, with a file in memory.
  static func projection(of document: Document) -> Document {
    do {
      let file = try File.createInMemory(options: options)
      try write(document, into: file)
      let source = try ByteSource(name: document.origin.name, bytes: try file.image())
      try file.close()
      var result = try NeXusReader.read(source)
      result.origin = document.origin
      return result
    } catch {
      // What cannot be written gives the user the writer's reason.
      return Document(origin: document.origin)
    }
  }

  private static func write(_ document: Document, into file: File) throws(FormatError) {
    var names = NameAllocator()
    var first: String?
    let measurements = document.measurements.filter { !PlottedSignal.list(of: $0).isEmpty }
    guard !measurements.isEmpty else {
      throw PlotProjection.nothing(in: document.measurements.first, "NXdata needs a signal whose values are at hand")
    }
    try writing { () throws(HDF5Error) in try file.root.attributes.write("NX_class", text: "NXroot") }
    for measurement in measurements {
      let name = names.claim(measurements.count == 1 ? "entry" : "entry_1")
      let entry = try writing { () throws(HDF5Error) in try file.root.createGroup(name, class: "NXentry") }
      var writer = NXdataEntryWriter(measurement: measurement, entry: entry)
      try writer.write()
      if first == nil { first = name }
    }
    try writing { () throws(HDF5Error) in
      if let first { try file.root.attributes.write("default", text: first) }
    }
  }
}

/// A signal with the values that are plotted.
struct PlottedSignal {
  var signal: Signal
  /// The channel that holds the values; nil for a formula.
  var stored: Channel?
  var dimensions: [Dimension]
  var values: Values

  /// The signals of a measurement that can be plotted. Where it has none, its first array of readings.
  static func list(of measurement: Measurement) -> [PlottedSignal] {
    guard !measurement.signals.isEmpty else {
      let reading = measurement.channels.first {
        $0.values.type.isNumeric && !$0.role.isCoordinate && !$0.values.shape.isEmpty
      }
      return reading.map { channel in
        let signal = Signal(name: "data", expression: SignalExpression.quoted(channel.name))
        return [PlottedSignal(signal: signal, stored: channel, dimensions: channel.dimensions, values: channel.values)]
      } ?? []
    }
    return measurement.signals.compactMap { signal in
      if let channel = signal.storedChannel.flatMap({ measurement.channel(named: $0) }) {
        guard channel.values.type.isNumeric, !channel.values.shape.isEmpty else { return nil }
        return PlottedSignal(signal: signal, stored: channel, dimensions: channel.dimensions, values: channel.values)
      }
      guard let result = DerivedValues.result(of: signal, in: measurement), !result.shape.isEmpty else { return nil }
      return PlottedSignal(
        signal: signal, stored: nil, dimensions: result.dimensions,
        values: Values(TypedArray(result.values, shape: result.shape)))
    }
  }
}
