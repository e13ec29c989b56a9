/// Fourier transforms in the words of parameters.
import Analysis
import DataModel

extension AnalysisStep {
  /// The parameter that steps have which work on chi(k).
  static let fineStructure = AnalysisParameter(
    "signal", .text,
    "What is transformed: the name of a channel, or a formula such as k3chi/k^3. Without it the measurement's chi, or "
      + "what background removal makes of its mu.")

  static let windows: AnalysisParameter.Kind = .choice(FourierWindow.Form.allCases.map(\.rawValue))
}

extension XAFSTransform {
  /// The parameters of the transform, under their names with `prefix`.
  static func parameters(prefix: String = "") -> [AnalysisParameter] {
    [
      AnalysisParameter(prefix + "kmin", .number, unit: "1/Å", standard: "0", "Where the window over k begins."),
      AnalysisParameter(prefix + "kmax", .number, unit: "1/Å", standard: "20", "Where it ends."),
      AnalysisParameter(
        prefix + "kweight", .number, standard: "2", "The power of k that chi is multiplied by; 2.5 is one too."),
      AnalysisParameter(prefix + "dk", .number, unit: "1/Å", standard: "1", "The width of the window's tapers."),
      AnalysisParameter(prefix + "dk2", .number, unit: "1/Å", "That of the upper one; without it as dk."),
      AnalysisParameter(prefix + "window", AnalysisStep.windows, standard: "kaiser", "The form of the window."),
      AnalysisParameter(prefix + "rmax_out", .number, unit: "Å", standard: "10", "The largest distance of the result."),
      AnalysisParameter(prefix + "nfft", .integer, standard: "2048", "The points of the transform, a power of two."),
      AnalysisParameter(
        prefix + "kstep", .number, unit: "1/Å",
        "The step of k that chi is brought to; without it that of the data, 0.05 where it is uneven."),
    ]
  }

  /// What the parameters say.
  init(_ parameters: AnalysisParameters, prefix: String = "") throws(AnalysisError) {
    self.init(
      window: try FourierWindow(
        parameters, range: (prefix + "kmin", prefix + "kmax"), tapers: (prefix + "dk", prefix + "dk2"),
        form: prefix + "window"),
      weight: parameters.number(prefix + "kweight") ?? 2,
      largestDistance: parameters.number(prefix + "rmax_out") ?? 10,
      pointCount: parameters.integer(prefix + "nfft") ?? 2048, step: parameters.number(prefix + "kstep"))
  }
}

extension FourierWindow {
  /// A window from the parameters of these names.
  init(
    _ parameters: AnalysisParameters, range: (String, String), tapers: (String, String), form: String
  ) throws(AnalysisError) {
    let low = parameters.number(range.0) ?? 0
    let high = parameters.number(range.1) ?? 20
    guard low < high else { throw AnalysisError("\(range.0)=\(low) has to be below \(range.1)=\(high)") }
    try self.init(
      parameters.choice(form, .kaiser), over: low...high, taper: parameters.number(tapers.0) ?? 1,
      highTaper: parameters.number(tapers.1))
  }
}
