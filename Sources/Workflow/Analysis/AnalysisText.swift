/// The report of `analyze` for people.
import DataModel

/// Lays results out: what they are of, a line for each value, a table for each list.
struct AnalysisText {
  let style: TextStyle

  func report(_ outcome: AnalysisOutcome, output: String?) -> String {
    var lines: [String] = []
    for result in outcome.results {
      if !lines.isEmpty { lines.append("") }
      if let file = result.file {
        lines.append(style.ink(.strong, DisplayText.printable([file, result.selector].compactMap { $0 }.joined(separator: "::"))))
      }
      lines += values(result.values)
    }
    if let output, !outcome.measurements.isEmpty {
      if !lines.isEmpty { lines.append("") }
      lines.append("\(style.sign("→", "->")) \(DisplayText.printable(output))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func values(_ fields: [AnalysisField]) -> [String] {
    var table = TextTable([.init(""), .init("")])
    var lists: [String] = []
    for field in fields {
      if case .list(let rows) = field.value, case .object(let first)? = rows.first {
        lists += [""] + rowsTable(rows, titles: first.map(\.name)).lines(style)
      } else {
        table.add([field.name.replacing("_", with: " "), cell(field.value)])
      }
    }
    return table.lines(style) + lists
  }

  private func rowsTable(_ rows: [AnalysisValue], titles: [String]) -> TextTable {
    var table = TextTable(
      [.init("", .right)]
        + titles.map { title in
          let isText = ["file", "selector", "label"].contains(title)
          return .init(title, isText ? .left : .right, keepsEnd: title == "file")
        })
    for (number, row) in rows.enumerated() {
      guard case .object(let fields) = row else { continue }
      table.add(["\(number + 1)"] + fields.map { cell($0.value) })
    }
    return table.withoutEmptyColumns()
  }

  private func cell(_ value: AnalysisValue) -> String {
    switch value {
    case .absent: ""
    case .number(let number): DisplayNumber.significant(number, digits: 7)
    case .integer(let number): String(number)
    case .flag(let flag): flag ? "yes" : ""
    case .text(let text): DisplayText.printable(text)
    case .estimate(let value, let error):
      "\(DisplayNumber.significant(value, digits: 6)) \(style.sign("±", "+-")) \(DisplayNumber.significant(error, digits: 2))"
    case .list(let values): values.map { cell($0) }.joined(separator: " ")
    case .object(let fields):
      fields.map { "\($0.name.replacing("_", with: " ")) \(cell($0.value))" }.joined(separator: ", ")
    }
  }
}
