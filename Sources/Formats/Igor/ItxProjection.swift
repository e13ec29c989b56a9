/// What of a document Igor text can hold: the numeric channels of one and two dimensions and texts of one, the signals
/// over them, and metadata of families and keys.
import Bytes
import DataModel

enum ItxProjection {
  static func project(_ document: Document) -> Document {
    var result = Document(origin: document.origin)
    let measurements = document.measurements.map(project).filter { !$0.channels.isEmpty }
    for (measurement, folder) in zip(measurements, folders(of: measurements, origin: document.origin)) {
      var measurement = measurement
      measurement.selector = folder
      result.measurements.append(measurement)
    }
    return result
  }

  static func project(_ measurement: Measurement) -> Measurement {
    var names: Set<String> = []
    let channels = measurement.channels.filter { isHeld($0) && names.insert($0.name).inserted }
    return Measurement(
      title: measurement.title, startTime: measurement.startTime, endTime: measurement.endTime,
      channels: channels.map { cut($0, names) },
      signals: measurement.signals.filter { ColumnsProjection.needs($0, only: names) },
      metadata: OwnMetadata.projection(measurement.metadata))
  }

  /// The data folder of each measurement: its title, or the name of its file.
  private static func folders(of measurements: [Measurement], origin: Origin) -> [String] {
    var names = IgorNames()
    let file = origin.name.split(separator: ".").first.map(String.init) ?? ""
    return measurements.map { measurement in
      names.claim(measurement.title.flatMap { $0.isEmpty ? nil : $0 } ?? (file.isEmpty ? "measurement" : file))
    }
  }

  private static func isHeld(_ channel: Channel) -> Bool {
    let type = channel.values.type
    guard channel.dimensions.count == channel.values.shape.count, !type.isComplex,
      channel.dimensions.allSatisfy({ !$0.name.isEmpty && !$0.name.contains(",") })
    else { return false }
    return channel.dimensions.count == 1 || (channel.dimensions.count == 2 && type.isNumeric)
  }

  private static func cut(_ channel: Channel, _ names: Set<String>) -> Channel {
    var result = channel
    result.metadata = Metadata()
    if let mask = channel.mask, !names.contains(mask) { result.mask = nil }
    if case .channel(let name) = channel.uncertainty, !names.contains(name) { result.uncertainty = .none }
    return result
  }
}
