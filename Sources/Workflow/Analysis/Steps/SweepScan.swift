/// A scan that goes back and forth, taken apart.
import Analysis
import Bytes
import DataModel
import Datasets

struct SweepScan {
  /// Where it is read from when it is binned.
  let place: AnalysisInput.Place
  let file: String
  let sha256: String?
  /// What the file says of it; channels are not kept.
  let measurement: Measurement
  let axisName: String
  /// The channels that are binned, without values: numbers along the axis that are no coordinates.
  let channels: [Channel]
  /// What one unit of the axis is in eV.
  let unitInElectronvolts: Double
  /// In the order of their points; their ranges in the unit of the axis.
  let sweeps: [Sweep]
  let findings: [Finding]

  private static func channels(of measurement: Measurement, along axis: Channel) -> [Channel] {
    measurement.channels.filter { channel in
      channel.name != axis.name && channel.dimensions.first == axis.dimensions.first
        && channel.values.shape.first == axis.values.shape.first && channel.dimensions.count <= 2
        && channel.values.type.isNumeric && !channel.values.type.isComplex && !channel.role.isCoordinate
        && channel.values.shape.dropFirst().allSatisfy { $0 <= widest }
    }
  }

  /// Detectors with more numbers at a point are not binned.
  private static let widest = 4096

  /// Takes all measurements apart. Throws when one has no axis.
  static func all(in input: AnalysisInput, _ parameters: AnalysisParameters) throws(AnalysisError) -> [SweepScan] {
    var scans: [SweepScan] = []
    for item in input.measurements {
      do throws(AnalysisError) {
        scans.append(try SweepScan(item, parameters))
      } catch {
        throw AnalysisError("\(item.document.origin.name) \(item.measurement.selector): \(error.description)")
      }
    }
    return scans
  }

  private init(_ item: AnalysisInput.Item, _ parameters: AnalysisParameters) throws(AnalysisError) {
    place = item.place
    file = item.document.origin.name
    sha256 = item.document.origin.sha256
    let axis = try Self.axis(of: item.measurement, parameters.text("axis"))
    axisName = axis.name
    // The values would keep the file in memory; their names and shapes are enough until it is read again.
    channels = Self.channels(of: item.measurement, along: axis).map { channel in
      var channel = channel
      channel.values = Values(absent: ArrayRecord(type: channel.values.type, shape: channel.values.shape, sha256: nil))
      return channel
    }
    var husk = item.measurement
    husk.channels = []
    measurement = husk
    var findings: [Finding] = []
    if let text = axis.unit, !text.isEmpty {
      guard let scale = PhysicalUnit.convert([1], from: text, to: "eV")?.first, scale > 0 else {
        throw AnalysisError(
          "the axis \"\(axis.name)\" is in \(text), which is no unit of energy; energies follow from angles with "
            + "--set Mono.d_spacing=...")
      }
      unitInElectronvolts = scale
    } else {
      unitInElectronvolts = 1
      findings.append(
        Finding(
          ResolveFinding.unitAssumed, "\"\(axis.name)\" has no unit; eV was assumed",
          at: .init(file: file, path: "/\(measurement.selector)/channels/\(axis.name)")))
    }
    self.findings = findings
    sweeps = try Sweep.split(
      axis.values, share: min(1, max(0, parameters.number("turn") ?? TurningPoints.defaultShare)))
  }

  private static func axis(of measurement: Measurement, _ name: String?) throws(AnalysisError) -> Channel {
    let found = name.map { measurement.channel(named: $0) } ?? measurement.channel(.energy)
    guard let found, found.dimensions.count == 1, found.values.type.isNumeric else {
      let names = measurement.channels.map(\.name).joined(separator: ", ")
      throw AnalysisError(
        name.map { "\"\($0)\" is no channel of numbers along one dimension" }
          ?? "it has no energies along one dimension"
          + "; say with axis= which channel they are: \(names)")
    }
    return found
  }
}

/// What most sweeps cover.
struct SweepRange {
  /// From the median of their beginnings to the median of their ends, in eV.
  let range: ClosedRange<Double>
  /// The median number of points.
  let points: Int
  /// The distance of points that are spread evenly, rounded up to 1, 2 or 5 of a power of ten, in eV.
  let step: Double
  private let scale: Double

  init(of scans: [SweepScan]) throws(AnalysisError) {
    let sweeps = scans.flatMap { scan in
      scan.sweeps.map {
        (
          low: $0.range.lowerBound * scan.unitInElectronvolts,
          high: $0.range.upperBound * scan.unitInElectronvolts, count: $0.points.count
        )
      }
    }
    let widest = sweeps.map { $0.high - $0.low }.max() ?? 0
    let whole = sweeps.filter { $0.high - $0.low >= 0.5 * widest }
    guard widest > 0, !whole.isEmpty else { throw AnalysisError("the axis does not move: there is nothing to bin") }
    let low = Self.middle(whole.map(\.low))
    let high = Self.middle(whole.map(\.high))
    range = low...max(low, high)
    points = Int(Self.middle(whole.map { Double($0.count) }))
    step = Self.roundStep((high - low) / Double(max(1, points - 1)))
    scale = scans.first?.unitInElectronvolts ?? 1
  }

  /// The part of the usual range that a sweep covers.
  func coverage(of sweep: Sweep) -> Double {
    let low = max(range.lowerBound, sweep.range.lowerBound * scale)
    let high = min(range.upperBound, sweep.range.upperBound * scale)
    return range.upperBound > range.lowerBound ? max(0, high - low) / (range.upperBound - range.lowerBound) : 1
  }

  private static func middle(_ values: [Double]) -> Double {
    let ordered = values.sorted()
    return ordered.isEmpty ? 0 : ordered[ordered.count / 2]
  }

  /// The next of 1, 2, 5 times a power of ten, at least 1 µeV.
  static func roundStep(_ step: Double) -> Double {
    var power = 1e-6
    while power < 1e6 {
      for factor in [1.0, 2, 5] where factor * power >= step * (1 - 1e-9) { return factor * power }
      power *= 10
    }
    return power
  }
}
