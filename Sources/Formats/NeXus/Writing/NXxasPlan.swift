import Bytes
import DataModel

/// How a measurement fills the official definition NXxas (v2026.01), or why it cannot.
struct NXxasPlan {
  /// Names that the definition wants in the NXdata for links and a field of its own.
  static let reservedFields = ["absorbed_beam", "mode"]

  let energy: Channel
  let incomingBeam: Channel
  let absorbedBeam: Channel
  let mode: String
  let title: String
  let startTime: String
  let sourceName: String
  let sampleName: String
  /// Where the definition asks for more than the data say: the NXDL path, the value, and what it rests on.
  let assumptions: [(path: String, value: String, reason: String)]

  static let sourceType = "Synchrotron X-ray Source"
  static let probe = "x-ray"
  static let monitorMode = "timer"

  enum Outcome {
    case complete(NXxasPlan)
    /// What the definition demands and the data do not have, in words.
    case incomplete(missing: [String])
  }

  static func make(for measurement: Measurement, fileName: String) -> Outcome {
    var missing: [String] = []
    func need<Value>(_ value: Value?, _ what: String) -> Value? {
      if value == nil { missing.append(what) }
      return value
    }
    let signal = need(measurement.signals.first, "a signal")
    let energy = need(energyChannel(of: measurement), "an energy per point (floating point)")
    let points = energy?.values.shape ?? []
    let incoming = need(
      beam(.i0, in: measurement, shape: points), "instrument/incoming_beam/data: the incoming beam per point")
    let absorbed = need(
      signal.flatMap { absorbedBeam(of: $0, in: measurement, shape: points) },
      "instrument/absorbed_beam/data: the beam that the signal was measured with")
    let mode = need(
      signal?.mode.flatMap { NXxasMode.text(for: $0) }, "data/mode: a detection mode that NXxas knows")
    let startTime = need(measurement.startTime, "start_time")
    let sourceName = need(
      measurement.instrument.facility?.value ?? measurement.instrument.beamline?.value,
      "instrument/source/name: facility or beamline")
    let sampleName = need(measurement.sample.name?.value ?? measurement.title, "sample/name")
    guard let energy, let incoming, let absorbed, let mode, let startTime, let sourceName, let sampleName else {
      return .incomplete(missing: missing)
    }
    var assumptions = [
      ("instrument/source/type", sourceType, "the file names no kind of source that NXsource lists"),
      ("monitor/mode", monitorMode, "scans count to a preset time unless they say otherwise"),
      ("monitor/preset", "NaN", "the file does not give the preset"),
    ]
    if measurement.title == nil { assumptions.append(("title", sampleName, "taken from the sample's name")) }
    return .complete(
      NXxasPlan(
        energy: energy, incomingBeam: incoming, absorbedBeam: absorbed, mode: mode,
        title: measurement.title ?? sampleName, startTime: startTime, sourceName: sourceName, sampleName: sampleName,
        assumptions: assumptions))
  }

  private static func energyChannel(of measurement: Measurement) -> Channel? {
    measurement.channels.first { channel in
      channel.role == .energy && channel.values.shape.count == 1
        && (channel.values.type == .float64 || channel.values.type == .float32)
    }
  }

  private static func beam(_ role: ChannelRole, in measurement: Measurement, shape: [Int]) -> Channel? {
    measurement.channels.first { channel in
      channel.role == role && channel.values.shape == shape && channel.values.type.isNumeric
        && !channel.values.type.isComplex
    }
  }

  /// The detector behind a signal: of the channels in its formula the one that is no monitor of the incoming beam.
  private static func absorbedBeam(of signal: Signal, in measurement: Measurement, shape: [Int]) -> Channel? {
    let preferred: [ChannelRole] =
      switch signal.mode {
      case .transmission: [.itrans, .mu]
      case .fluorescence, .partialFluorescence, .highEnergyResolutionFluorescence: [.ifluor, .mu]
      default: [.iey, .mu]
      }
    for role in preferred {
      if let channel = beam(role, in: measurement, shape: shape) { return channel }
    }
    return nil
  }
}
