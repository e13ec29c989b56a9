// A template as a dialect: it is read by the same machinery as the built-in ones.
import Bytes
import DataModel

extension Format {
  /// The format that a template describes.
  public init(_ template: ColumnTemplate) { self.init(template.dialect) }
}

extension ColumnTemplate {
  /// The row of the table of dialects that the template stands for.
  var dialect: BeamlineDialect {
    BeamlineDialect(
      id: "template", name: name, sign: { sign(in: $0) },
      content: .text(TextLayout(table: { table($0, from: $1) })), complete: { complete(&$0) })
  }

  private func sign(in head: TextHead) -> String? {
    guard !sign.isEmpty, sign.allSatisfy({ head.firstLine(with: $0) != nil }) else { return nil }
    return "the header has what the template \"\(name)\" asks for: \(sign.joined(separator: ", "))"
  }

  private func table(_ text: Span<UInt8>, from start: Int) -> TableReading? {
    let fitting = TableDialect.all.filter { dialect in
      (delimiter == nil || dialect.delimiter == delimiter?.cells) && (!hasDecimalComma || dialect.decimalComma)
    }
    return TableReading.largest(text, from: start, dialects: fitting)
  }

  private func complete(_ scan: inout BeamlineScan) {
    for column in columns { apply(column, to: &scan) }
    for setting in metadata where scan.metadata.first(setting.key) == nil {
      scan.add(HeaderFact(setting.key, setting.value, unit: setting.unit), line: nil)
    }
    if let bragg {
      if let angle = scan.index(of: .angle) {
        scan.addEnergy(
          fromAngles: angle, dSpacing: bragg.dSpacing ?? scan.number("Mono.d_spacing"),
          hc: bragg.hc ?? BraggEnergy.codata, scale: bragg.degreesPerUnit)
      } else {
        scan.findings.append(
          Finding(
            TemplateFinding.noColumn, "The template works out energies from angles, and gives no column the role angle."
          ))
      }
    }
    if !signals.isEmpty {
      scan.signals = signals.map { Signal(name: $0.name, expression: $0.formula, mode: $0.mode) }
    }
    scan.steps.append(
      Step(
        operation: "template", program: "edgewise", version: EdgewiseVersion.string,
        parameters: [StepParameter("name", .text(name)), StepParameter("status", .text(status))]))
    if status != "verified" {
      scan.findings.append(
        Finding(
          TemplateFinding.unverified,
          "The template \"\(name)\" is \(status): nobody has held it against a real file yet."))
    }
  }

  private func apply(_ column: Column, to scan: inout BeamlineScan) {
    let place = column.number.map { $0 - 1 } ?? column.label.flatMap { scan.index(named: $0) }
    guard let place, scan.columns.indices.contains(place) else {
      let what = column.number.map { "column \($0)" } ?? "a column \"\(column.label ?? "")\""
      scan.findings.append(
        Finding(
          TemplateFinding.noColumn, "The template describes \(what), and the file has none.",
          found: "\(scan.columns.count) columns: " + scan.columns.map(\.draft.name).joined(separator: ", ")))
      return
    }
    scan.columns[place].draft.name = column.name ?? scan.columns[place].draft.name
    scan.columns[place].draft.role = column.role
    scan.columns[place].draft.qualifier = column.qualifier
    scan.columns[place].draft.unit = column.unit ?? scan.columns[place].draft.unit
    scan.columns[place].draft.isSettled = true
  }
}

extension ColumnTemplate.Delimiter {
  /// The name of a delimiter of the table reader; nil for one that templates do not know.
  init?(_ cells: NumericTable.Delimiter) {
    guard let found = Self.allCases.first(where: { $0.cells == cells }) else { return nil }
    self = found
  }

  var cells: NumericTable.Delimiter {
    switch self {
    case .blanks: .blanks
    case .tab: .tab
    case .comma: .comma
    case .semicolon: .semicolon
    }
  }
}
