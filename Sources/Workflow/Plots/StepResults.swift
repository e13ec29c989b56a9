/// What the figure of a step is made from.
import Plotting

/// The results of a step with the names under which they are drawn.
struct StepResults {
  let parameters: AnalysisParameters
  /// What is drawn: all results, or as many of a long series as can be told apart.
  let results: [AnalysisResult]
  /// One for each, different from each other where they can be.
  let names: [String]
  /// How many results there were.
  let count: Int

  /// More curves than this are a dark area and a file that no viewer opens.
  static let limit = 300

  init(_ results: [AnalysisResult], _ parameters: AnalysisParameters) {
    self.parameters = parameters
    count = results.count
    self.results = Self.thinned(results, to: Self.limit)
    names = CurveNames.names(self.results.map { (file: $0.file, selector: $0.selector, label: $0.label) })
  }

  /// Members of a series, evenly chosen, with the first and the last.
  static func thinned<Element>(_ all: [Element], to limit: Int) -> [Element] {
    guard all.count > limit, limit > 1 else { return all }
    return (0..<limit).map { all[$0 * (all.count - 1) / (limit - 1)] }
  }

  /// The only result with its name; nil when there are several.
  var single: (result: AnalysisResult, name: String)? {
    results.count == 1 ? (results[0], names[0]) : nil
  }

  /// How its curves are coloured and told apart.
  var style: SeriesStyle { SeriesStyle(results.count, of: count, isSeries: CurveNames.areSeries(names)) }

  /// The name of the only result; of several nothing that could be said of all.
  var title: String { single?.name ?? "" }

  /// A curve for each result that has both arrays.
  func lines(_ x: String, _ y: String, width: Double = 1.6) -> [Figure.Mark] {
    results.indices.compactMap { index in
      guard let x = results[index].array(x), let y = results[index].array(y) else { return nil }
      return .line(
        Figure.Line(
          style.isNamed ? names[index] : "", x: x, y: y, color: style.color(index),
          width: results.count > 8 ? min(width, 1.2) : width))
    }
  }
}

extension AnalysisResult {
  /// The array of this name.
  func array(_ name: String) -> [Double]? { arrays.first { $0.name == name }?.values }

  /// The curve of this name that was kept for figures.
  func companion(_ name: String) -> AnalysisCurve? { companions.first { $0.name == name } }

  /// The number of this name, whether it is fitted or not.
  func number(_ name: String) -> Double? { values.first { $0.name == name }?.value.number }

  /// The value of this name.
  func value(_ name: String) -> AnalysisValue? { values.first { $0.name == name }?.value }

  /// The text of this name.
  func text(_ name: String) -> String? {
    if case .text(let text)? = values.first(where: { $0.name == name })?.value { text } else { nil }
  }
}

extension AnalysisValue {
  /// The number, whether it is fitted or not; nil for what is none.
  var number: Double? {
    switch self {
    case .number(let number), .estimate(let number, _): number
    case .integer(let number): Double(number)
    default: nil
    }
  }

  /// The standard error of a fitted value.
  var standardError: Double? { if case .estimate(_, let error) = self { error } else { nil } }

  /// A fitted value with its standard error, which is nil for what was held, lies at a bound or has none.
  var fitted: (value: Double, error: Double?)? {
    if let value = self["value"]?.number { return (value, nil) }
    return number.map { ($0, standardError.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }) }
  }

  /// The members of a list; none for what is no list.
  var members: [AnalysisValue] { if case .list(let members) = self { members } else { [] } }

  /// The members of an object with their names; none for what is none.
  var fields: [AnalysisField] { if case .object(let fields) = self { fields } else { [] } }

  /// The numbers of a list, NaN for what is none.
  var numbers: [Double] { members.map { $0.number ?? .nan } }

  /// The text; nil for what is none.
  var words: String? { if case .text(let text) = self { text } else { nil } }

  /// A member of an object.
  subscript(name: String) -> AnalysisValue? {
    if case .object(let fields) = self { fields.first { $0.name == name }?.value } else { nil }
  }
}
