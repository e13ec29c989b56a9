/// A record for a measurement that did not come from a project: its default signal over energy or wave number.
import Bytes
import DataModel
import Glibc

struct ForeignRecord {
  let measurement: Measurement
  /// The file that the measurement came from.
  let origin: Origin

  init(_ measurement: Measurement, origin: Origin) {
    self.measurement = measurement
    self.origin = origin
  }

  /// The record; nil when no signal is a curve that a project can hold. Throws when values cannot be read.
  func record() throws(BlockError) -> AthenaRecord? {
    for signal in measurement.signals {
      guard let formula = try? SignalExpression(parsing: signal.expression),
        let data = try? formula.evaluate(over: measurement), data.shape.count == 1, !data.values.isEmpty,
        let abscissa = try ForeignAbscissa(measurement, dimensions: data.dimensions, count: data.values.count)
      else { continue }
      return try record(signal, formula, data.values, abscissa, data.dimensions)
    }
    return nil
  }

  private func record(
    _ signal: Signal, _ formula: SignalExpression, _ data: [Double], _ abscissa: ForeignAbscissa,
    _ dimensions: [Dimension]
  ) throws(BlockError) -> AthenaRecord {
    var record = AthenaRecord()
    record.arrays = [AthenaArray(name: "x", values: abscissa.values), AthenaArray(name: "y", values: data)]
    let monitor = measurement.channels.first { $0.role == .i0 && fits($0, dimensions, data.count) }
    if let monitor { record.arrays.append(AthenaArray(name: "i0", values: try monitor.values.load().doubles())) }
    let detector = try detector(formula, dimensions, data.count)
    if let detector { record.arrays.append(AthenaArray(name: "signal", values: detector.values)) }
    let deviation = try deviation(signal, dimensions, data.count)
    if let deviation { record.arrays.append(AthenaArray(name: "stddev", values: deviation)) }
    record.xdi = xdi()
    var arguments = ForeignArguments(
      measurement: measurement, signal: signal, origin: origin, abscissa: abscissa, data: data)
    arguments.columns = .init(
      energy: abscissa.name, i0: monitor?.name, signal: detector?.name,
      formula: signal.storedChannel == nil ? signal.expression : nil)
    arguments.comments = record.xdi?.comments
    record.arguments = arguments.arguments()
    return record
  }

  /// Whether a channel has one real number for each point.
  private func fits(_ channel: Channel, _ dimensions: [Dimension], _ count: Int) -> Bool {
    channel.dimensions == dimensions && channel.values.shape == [count] && channel.values.type.isNumeric
      && !channel.values.type.isComplex
  }

  // MARK: Arrays beside the data

  /// What stands for the detector in the formula: the only other channel than I0, or what is divided by I0.
  private func detector(
    _ formula: SignalExpression, _ dimensions: [Dimension], _ count: Int
  ) throws(BlockError) -> (name: String, values: [Double])? {
    guard case .channel = formula else {
      let others = formula.channelNames.compactMap { measurement.channel(named: $0) }.filter { $0.role != .i0 }
      if others.count == 1, let only = others.first, fits(only, dimensions, count) {
        return (only.name, try only.values.load().doubles())
      }
      guard case .binary(.divide, let above, .channel(let below)) = formula,
        measurement.channel(named: below)?.role == .i0, let sum = try? above.evaluate(over: measurement),
        sum.shape == [count]
      else { return nil }
      return (others.map(\.name).joined(separator: "+"), sum.values)
    }
    return nil
  }

  private func deviation(_ signal: Signal, _ dimensions: [Dimension], _ count: Int) throws(BlockError) -> [Double]? {
    guard let name = signal.storedChannel,
      case .channel(let deviation)? = measurement.channel(named: name)?.uncertainty,
      let channel = measurement.channel(named: deviation), fits(channel, dimensions, count)
    else { return nil }
    return try channel.values.load().doubles()
  }

  /// The metadata of two levels, with the times where they have none.
  private func xdi() -> AthenaXDI? {
    var xdi = AthenaXDI(nodes: measurement.metadata.nodes.filter { !ForeignArguments.isCarried($0) }) ?? AthenaXDI()
    for (key, time) in [("start_time", measurement.startTime), ("end_time", measurement.endTime)] {
      guard let time, !time.isEmpty, xdi.text("scan", key) == nil else { continue }
      xdi.families = AthenaXDI.canonical(
        xdi.families + [MetadataNode("Scan", children: [MetadataNode(key, .text(time))])])
    }
    return xdi.isEmpty ? nil : xdi
  }
}

/// The axis of a record: energies in eV, or wave numbers in 1/Å.
struct ForeignAbscissa {
  let name: String
  let values: [Double]
  /// Wave numbers rather than energies.
  let isWaveNumber: Bool

  /// The first axis of the data that can be converted; nil when there is none.
  init?(_ measurement: Measurement, dimensions: [Dimension], count: Int) throws(BlockError) {
    let axes = measurement.channels.filter {
      $0.dimensions == dimensions && $0.values.shape == [count] && $0.values.type.isNumeric
        && !$0.values.type.isComplex
    }
    for role in [ChannelRole.energy, .angle, .k] {
      for axis in axes where axis.role == role {
        guard let values = Self.converted(try axis.values.load().doubles(), axis, measurement) else { continue }
        name = axis.name
        self.values = values
        isWaveNumber = role == .k
        return
      }
    }
    return nil
  }

  private static func converted(_ values: [Double], _ axis: Channel, _ measurement: Measurement) -> [Double]? {
    switch axis.role {
    case .energy:
      guard let unit = axis.unit, unit != "eV", !unit.isEmpty else { return values }
      return PhysicalUnit.convert(values, from: unit, to: "eV")
    case .k:
      guard let unit = axis.unit, unit != "1/angstrom", !unit.isEmpty else { return values }
      return PhysicalUnit.convert(values, from: unit, to: "1/angstrom")
    default:
      guard let spacing = measurement.instrument.monochromatorDSpacing?.value, spacing > 0,
        let angles = PhysicalUnit.convert(values, from: axis.unit ?? "degree", to: "radian")
      else { return nil }
      let bragg = BraggEnergy(dSpacing: spacing)
      let energies = angles.map { bragg.energy(atRadians: $0) }
      return energies.allSatisfy { $0.isFinite && $0 > 0 } ? energies : nil
    }
  }
}
