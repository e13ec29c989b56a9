/// A model of peaks over a baseline.

/// What a spectrum is made of: peaks and steps, and what lies under them.
public struct PeakModel: Sendable {
  public var peaks: [PeakComponent]
  /// Fitted together with the peaks.
  public var baseline: [PeakComponent]
  /// The places of the knots of a cubic spline that is part of the baseline; its values there are variables. At least two,
  /// rising.
  public var knots: [Double] = []
  /// Worked out from the data and taken away before the fit.
  public var background: CurveBackground?
  /// The points outside are what the baseline is fitted to, before the peaks and without them; nil for all at once.
  public var excluded: ClosedRange<Double>?
  /// Parameters (PEAK_PARAMETER) that are one variable for all spectra that are fitted together.
  public var shared: Set<String> = []
  /// Where spectra are fitted; nil for all of it.
  public var range: ClosedRange<Double>?

  /// A model of these parts.
  public init(peaks: [PeakComponent], baseline: [PeakComponent] = []) {
    self.peaks = peaks
    self.baseline = baseline
  }

  /// Every parameter of the model, PEAK_PARAMETER; those of the spline are baseline_k1, baseline_k2 ...
  public var parameterNames: [String] {
    (peaks + baseline).flatMap { part in part.shape.parameterNames.map { "\(part.name)_\($0)" } } + knotNames
  }

  var knotNames: [String] { knots.indices.map { "baseline_k\($0 + 1)" } }

  /// The model with the baseline alone.
  var baselineOnly: PeakModel {
    var result = self
    result.peaks = []
    result.shared = []
    return result
  }

  /// What is wrong with it, whatever the data.
  func check() throws(AnalysisError) {
    let names = (peaks + baseline).map(\.name)
    for (place, name) in names.enumerated() where names[..<place].contains(name) {
      throw AnalysisError("two parts of the model are called \(name)")
    }
    guard !names.isEmpty || !knots.isEmpty || background != nil else {
      throw AnalysisError("the model has no peaks and no baseline")
    }
    guard knots.isEmpty || (knots.count >= 2 && zip(knots, knots.dropFirst()).allSatisfy { $0 < $1 }) else {
      throw AnalysisError("the knots of the baseline have to rise, and there have to be two")
    }
    let known = Set(parameterNames)
    if let stranger = shared.sorted().first(where: { !known.contains($0) }) {
      throw AnalysisError(
        "shared: the model has no parameter \(stranger); its parameters: " + parameterNames.joined(separator: ", "))
    }
    for part in peaks + baseline {
      if let stranger = part.starts.keys.sorted().first(where: { !part.shape.parameterNames.contains($0) }) {
        throw AnalysisError(
          "\(part.name) (\(part.shape.rawValue)) has no \(stranger); it has "
            + part.shape.parameterNames.joined(separator: ", "))
      }
    }
  }
}
