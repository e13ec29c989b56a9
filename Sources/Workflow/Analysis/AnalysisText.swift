/// The report of `analyze` for people.
import DataModel

/// Lays results out: what they are of, a line for each value, a table for each list.
struct AnalysisText {
  let style: TextStyle

  func report(_ outcome: AnalysisOutcome, output: String?, plot: String? = nil) -> String {
    var lines = outcome.results.count > 1 ? together(outcome.results) : outcome.results.flatMap(single)
    let written = [outcome.measurements.isEmpty ? nil : output, outcome.results.isEmpty ? nil : plot].compactMap { $0 }
    if !lines.isEmpty, !written.isEmpty { lines.append("") }
    lines += written.map { "\(style.sign("→", "->")) \(DisplayText.printable($0))" }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A line for each result.
  private func together(_ results: [AnalysisResult]) -> [String] {
    rowsTable(
      results.map { result in
        [AnalysisField("file", AnalysisValue(result.file)), AnalysisField("selector", AnalysisValue(result.selector))]
          + result.values.filter { !Self.isTable($0.value) }
      }
    ).lines(style)
  }

  private func single(_ result: AnalysisResult) -> [String] {
    let name = [result.file, result.selector].compactMap { $0 }.joined(separator: "::")
    var table = TextTable([.init(""), .init("")])
    var lists: [String] = []
    for field in result.values {
      if case .list(let rows) = field.value, Self.isTable(field.value) {
        lists += [""] + rowsTable(rows.map(Self.fields)).lines(style)
      } else if case .object(let parts) = field.value, !Self.isFitted(parts) {
        for part in parts {
          let name = DisplayText.printable(part.name)
          table.add([field.name == "parameters" ? name : "\(Self.words(field.name)) \(name)", cell(part.value)])
        }
      } else {
        table.add([Self.words(field.name), cell(field.value)])
      }
    }
    return (name.isEmpty ? [] : [style.ink(.strong, DisplayText.printable(name))]) + table.lines(style) + lists
  }

  /// A list of objects, which takes a table of its own.
  private static func isTable(_ value: AnalysisValue) -> Bool {
    if case .list(let rows) = value, case .object? = rows.first { true } else { false }
  }

  private static func fields(of value: AnalysisValue) -> [AnalysisField] {
    if case .object(let fields) = value { fields } else { [] }
  }

  /// A table with a column for each field; fields of fields have columns of their own.
  private func rowsTable(_ rows: [[AnalysisField]]) -> TextTable {
    let flat = rows.map { row in
      row.flatMap { field -> [AnalysisField] in
        guard case .object(let inner) = field.value, !Self.isFitted(inner) else { return [field] }
        return inner.map { AnalysisField("\(field.name) \($0.name)", $0.value) }
      }
    }
    let titles = Self.titles(flat)
    var table = TextTable(
      [.init("", .right)]
        + titles.map { title in
          .init(
            Self.words(title), ["file", "selector", "label", "signal"].contains(title) ? .left : .right,
            keepsEnd: title == "file")
        })
    for (number, row) in flat.enumerated() {
      let cells = titles.map { title in row.first { $0.name == title }.map { cell($0.value) } ?? "" }
      table.add(["\(number + 1)"] + cells)
    }
    return table.withoutEmptyColumns()
  }

  /// The names of all fields in the order of the longest row; those that other rows have besides stand behind their kin.
  private static func titles(_ rows: [[AnalysisField]]) -> [String] {
    var titles = (rows.max { $0.count < $1.count } ?? []).map(\.name)
    var seen = Set(titles)
    for field in rows.joined() where seen.insert(field.name).inserted {
      let family = field.name.prefix { $0 != " " }
      let place = titles.lastIndex { $0.prefix { $0 != " " } == family } ?? titles.count - 1
      titles.insert(field.name, at: place + 1)
    }
    return titles
  }

  /// Whether fields are a fitted value without an error, `value`, `stderr` and perhaps `bound`.
  private static func isFitted(_ fields: [AnalysisField]) -> Bool {
    fields.first?.name == "value" && fields.dropFirst().first?.name == "stderr"
  }

  private static func words(_ name: String) -> String { name.replacing("_", with: " ") }

  private func cell(_ value: AnalysisValue) -> String {
    switch value {
    case .absent: ""
    case .number(let number): DisplayNumber.significant(number, digits: 7)
    case .integer(let number): String(number)
    case .flag(let flag): flag ? "yes" : ""
    case .text(let text): DisplayText.printable(text)
    case .estimate(let value, let error): DisplayNumber.estimate(value, error, sign: style.sign("±", "+-"))
    case .list(let values): values.map { cell($0) }.joined(separator: " ")
    case .object(let fields) where Self.isFitted(fields):
      cell(fields[0].value) + (fields.count > 2 ? " (at its bound)" : "")
    case .object(let fields):
      fields.map { "\(Self.words($0.name)) \(cell($0.value))" }.joined(separator: ", ")
    }
  }
}
