/// The fluorescence of a detector of several elements: corrected for dead time, weighted, summed.
import Bytes
public import DataModel

/// The corrected sum of a detector's elements as a further channel of the measurement.
///
/// The counts N of each element are multiplied by its factor f (true over kept rate) and its weight w. The variance of
/// the sum is that of the raw counts, which are Poisson distributed, carried through: Σ w² f² N. The factors are taken
/// as exact, since they rest on all photons of an element and not on its window.
///
/// Where an element has no factor at a point (it kept no photon, or more than its model allows), it is left out there,
/// and the sum of the others is divided by their share of the counts over the points that all elements have. Elements
/// that counted nothing at all, or never have a factor, do not take part.
public struct FluorescenceSum: Sendable {
  /// The operation of the step.
  public static let operation = "dead-time correction"

  /// The measurement with the channels `ifluor_corrected` and `ifluor_corrected_stddev`, a signal of them in front of
  /// its others, and the step. What it had is unchanged.
  public let measurement: Measurement
  /// The name of the channel with the sum.
  public let channelName: String
  /// The corrected sum, in counts; NaN where no element is left.
  public let values: [Double]
  /// Its variance, in counts².
  public let variances: [Double]
  /// What was found about each element, those left out included, in the order of the channels.
  public let elements: [Element]
  public let step: Step
  public let findings: [Finding]

  /// One element of the detector.
  public struct Element: Sendable, Hashable {
    /// Its number, or the name of its channel where it has none.
    public var name: String
    public var channel: String
    /// The mean of its factors; NaN where it has none.
    public var meanFactor = Double.nan
    /// The largest part of its photons that was lost in the dead time, 0 to 1.
    public var largestLoss = 0.0
    /// Its part of all corrected counts of the elements that are summed, before weights.
    public var share = 0.0
    /// What it counts for in the sum; 0 where it is left out.
    public var weight = 0.0
    /// At how many points it has no factor.
    public var pointsLeftOut = 0
    public var flags: Set<Flag> = []
  }

  /// What is particular about an element.
  public enum Flag: String, Sendable, Hashable, CaseIterable {
    /// Left out because the options say so.
    case excluded
    /// Left out because it counted nothing.
    case dead
    /// Left out because its model gives no factor at any point.
    case unusable
    /// Its share is more than ten median absolute deviations above the median one.
    case hot
    /// It lost more than half of its photons at some points.
    case saturated
    /// Nothing tells its dead time.
    case uncorrected
  }

  /// Corrects and sums.
  ///
  /// Throws when there are no counts of fluorescence, when they are corrected already, when channels do not fit
  /// together, when the model needs what the measurement does not have, when an element that is to be left out does not
  /// exist, or when none is left.
  public init(
    _ measurement: Measurement, options: FluorescenceOptions = FluorescenceOptions()
  ) throws(AnalysisError) {
    let source = try FluorescenceElements(measurement, window: options.window)
    let time = try CountingTime(options.time, measurement, of: source)
    var work = try ElementWork(source, options, seconds: time.seconds)
    try work.weigh(options.weights)
    let sum = work.sum()
    let name = Self.freeName("ifluor_corrected" + Self.suffix(options.window), in: measurement)
    let deviation = Self.freeName(name + "_stddev", in: measurement)
    let step = work.step(options, time: time, outputs: [name, deviation])
    self.measurement = Self.measurement(
      measurement, source, named: name, deviation, sum.values, sum.variances, step, window: options.window)
    channelName = name
    values = sum.values
    variances = sum.variances
    elements = work.elements
    self.step = step
    let path = measurement.selector.hasPrefix("/") ? measurement.selector : "/" + measurement.selector
    findings = time.findings + work.findings(at: path, lost: sum.values.count { $0.isNaN })
  }

  /// What tells the names of a further window apart.
  private static func suffix(_ window: String?) -> String {
    window.map { "_" + $0.replacing(" ", with: "_") } ?? ""
  }

  private static func freeName(_ wanted: String, in measurement: Measurement) -> String {
    var name = wanted
    var number = 2
    while measurement.channel(named: name) != nil {
      name = "\(wanted)_\(number)"
      number += 1
    }
    return name
  }

  /// The channel that the whole of a signal is divided by.
  private static func monitor(of signal: Signal) -> String? {
    guard case .binary(.divide, _, .channel(let name))? = try? SignalExpression(parsing: signal.expression) else {
      return nil
    }
    return name
  }

  private static func measurement(
    _ before: Measurement, _ source: FluorescenceElements, named name: String, _ deviation: String, _ values: [Double],
    _ variances: [Double], _ step: Step, window: String?
  ) -> Measurement {
    var result = before
    result.channels.append(
      Channel(
        name: name, role: .ifluor, qualifier: "corrected", unit: "counts", dimensions: source.dimensions,
        values: Values(TypedArray(values, shape: source.shape)), uncertainty: .channel(deviation)))
    result.channels.append(
      Channel(
        name: deviation, role: .stddev, unit: "counts", dimensions: source.dimensions,
        values: Values(TypedArray(variances.map { $0.squareRoot() }, shape: source.shape))))
    let counted = Set(source.elements.map(\.channel))
    let known =
      before.signals.first { !counted.isDisjoint(with: FluorescenceElements.channelNames($0)) }
      ?? before.signals.first { $0.mode == .fluorescence }
    let monitor =
      (known.flatMap(Self.monitor) ?? before.channel(.i0)?.name)
      .map { "/" + SignalExpression.quoted($0) } ?? ""
    var signal = Signal(
      name: "fluorescence_corrected" + suffix(window),
      expression: SignalExpression.quoted(name) + monitor, mode: .fluorescence, element: known?.element,
      edge: known?.edge, emissionWindow: known?.emissionWindow)
    let wanted = signal.name
    var number = 2
    while result.signals.contains(where: { $0.name == signal.name }) {
      signal.name = "\(wanted)_\(number)"
      number += 1
    }
    result.signals.insert(signal, at: 0)
    result.steps.append(step)
    return result
  }
}
