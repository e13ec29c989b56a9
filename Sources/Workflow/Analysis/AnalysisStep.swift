/// A step of `edgewise analyze`: a row of its table.
import Analysis
import DataModel

/// One operation that users ask for by name.
public struct AnalysisStep: Sendable {
  /// A value or an array of the report: what it is called and what it means.
  public struct Output: Sendable {
    public let name: String
    public let unit: String?
    public let meaning: String

    init(_ name: String, unit: String? = nil, _ meaning: String) {
      self.name = name
      self.unit = unit
      self.meaning = meaning
    }
  }

  public let name: String
  /// What it does, in a sentence.
  public let summary: String
  public let parameters: [AnalysisParameter]
  public let values: [Output]
  public let arrays: [Output]
  /// Steps that it does first and whose parameters are among its own: `normalize.pre1` is then `pre1`.
  let contained: [String]
  /// Does it.
  let run: @Sendable (AnalysisInput, inout AnalysisParameters) throws(AnalysisError) -> AnalysisOutcome

  init(
    name: String, summary: String, parameters: [AnalysisParameter], values: [Output], arrays: [Output],
    contained: [String] = [],
    run: @escaping @Sendable (AnalysisInput, inout AnalysisParameters) throws(AnalysisError) -> AnalysisOutcome
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.values = values
    self.arrays = arrays
    self.contained = contained
    self.run = run
  }

  /// The parameter that every step has which works on a signal.
  static let signal = AnalysisParameter(
    "signal", .text,
    "What is analysed: mu, transmission, fluorescence, reference, the name of a signal or channel, or a formula such as "
      + "log(i0/i1). Without it the measurement's own mu, else transmission, else fluorescence.")
}

/// What came of a step.
struct AnalysisOutcome {
  var results: [AnalysisResult] = []
  var findings: [Finding] = []
  /// What `-o` writes.
  var measurements: [Measurement] = []
}

/// What came of one measurement, or of a whole series.
public struct AnalysisResult: Sendable {
  /// The file; nil for what came of several.
  public var file: String?
  public var selector: String?
  public var values: [AnalysisField] = []
  public var arrays: [(name: String, values: [Double])] = []
  /// Arrays of two dimensions, row after row.
  public var maps: [(name: String, columns: Int, values: [Double])] = []
  /// What it is called in figures; nil for its file and selector.
  public var label: String?
  /// What figures show beside the arrays, such as the members of a mean; not reported.
  public var companions: [AnalysisCurve] = []
}

/// A curve that is drawn beside results.
public struct AnalysisCurve: Sendable {
  public var name: String
  public var x: [Double]
  public var y: [Double]

  /// A curve; `x` and `y` are equally long.
  public init(_ name: String, x: [Double], y: [Double]) {
    self.name = name
    self.x = x
    self.y = y
  }
}

extension AnalysisStep {
  /// All steps, in the order of `--help`.
  public static let all: [AnalysisStep] = [
    .normalize, .background, .transform, .backtransform, .wavelet, .noise, .exafs, .lcf, .pca, .target, .mcr, .peaks,
    .merge, .align, .calibrate, .edges, .drift, .difference, .integrate, .rebin, .deglitch, .selfabsorption, .mback,
    .soft, .dichroism, .sweeps, .fluorescence, .pixels,
  ]

  /// The step of this name.
  public static func named(_ name: String) -> AnalysisStep? { all.first { $0.name == name } }
}
