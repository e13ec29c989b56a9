/// The search for edges in the words of parameters.
import Analysis
import Datasets

enum EdgeWords {
  /// The parameters of every step that looks for an edge.
  static let parameters = [
    AnalysisParameter(
      "range", .window, unit: "eV",
      "Where the edge is looked for: energies, or what begins at or below 0 is relative to e0; without it the whole scan."
    ),
    AnalysisParameter(
      "width", .number, unit: "eV",
      "Half the width of the local polynomials that the edge is read off; without it 2.5e-4 of its energy, and at least "
        + "four energy steps."),
  ]
}

extension EdgeLocator {
  /// What the parameters say; relative ranges are relative to `e0`.
  init(_ parameters: AnalysisParameters, relativeTo e0: Double?) throws(AnalysisError) {
    self.init()
    if let range = parameters.window("range") {
      let shift = range.lowerBound > 0 ? 0 : e0 ?? 0
      searchRange = (range.lowerBound + shift)...(range.upperBound + shift)
    }
    if let width = parameters.number("width") {
      guard width > 0 else { throw AnalysisError("width=\(width) is not above 0") }
      halfWidth = width
    }
  }
}
