/// Counting times in seconds, one per point.
import Bytes
import DataModel

struct CountingTime {
  /// Nil where nothing tells it.
  let seconds: [Double]?
  /// Where it comes from, for the step.
  let source: String?
  let findings: [Finding]

  /// Seconds per tick of EPICS's scaler at GSECARS (50 MHz).
  private static let tick = 1 / 5e7

  init(
    _ option: FluorescenceOptions.Time, _ measurement: Measurement, of elements: FluorescenceElements
  ) throws(AnalysisError) {
    let channel: Channel
    switch option {
    case .seconds(let time):
      guard time > 0, time.isFinite else {
        throw AnalysisError("time=\(NumberFormatter.text(time)) is no counting time in seconds")
      }
      seconds = [Double](repeating: time, count: elements.pointCount)
      source = "\(NumberFormatter.text(time)) s"
      findings = []
      return
    case .channel(let name):
      guard let found = measurement.channel(named: name) else {
        throw AnalysisError("there is no channel \"\(name)\" with counting times")
      }
      channel = found
    case .measured:
      guard let found = measurement.channels.first(where: { Self.fits($0, elements) && $0.role == .time }) else {
        (seconds, source, findings) = (nil, nil, [])
        return
      }
      channel = found
    }
    guard Self.fits(channel, elements) else {
      throw AnalysisError(
        "the counting times in \"\(channel.name)\" have the shape \(channel.values.shape), the counts \(elements.shape)"
      )
    }
    let values = try FluorescenceElements.values(of: channel)
    let whole = (0..<elements.pointCount).map { values[$0 % max(1, values.count)] }
    source = channel.name
    if channel.name.uppercased() == "TSCALER" {
      seconds = whole.map { $0 * Self.tick }
      findings = []
    } else if let unit = channel.unit, !unit.isEmpty {
      guard let converted = PhysicalUnit.convert(whole, from: unit, to: "s") else {
        throw AnalysisError("the counting times in \"\(channel.name)\" are in \"\(unit)\", which is no unit of time")
      }
      seconds = converted
      findings = []
    } else {
      seconds = whole
      findings = [
        Finding(
          FluorescenceFinding.timeUnit, "The counting times in \"\(channel.name)\" have no unit; seconds were assumed.",
          at: .init(path: "/\(measurement.selector)/channels/\(channel.name)"))
      ]
    }
  }

  /// Whether there is one time per point, or per point of each spectrum alike.
  private static func fits(_ channel: Channel, _ elements: FluorescenceElements) -> Bool {
    let shape = channel.values.shape
    return channel.values.type.isNumeric && !shape.isEmpty && Array(elements.shape.suffix(shape.count)) == shape
      && Array(elements.dimensions.suffix(shape.count)) == channel.dimensions
  }
}
