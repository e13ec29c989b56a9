/// Makes a measurement of the labels and columns of an Origin table.
import Bytes
import DataModel

struct OriginAssembly {
  let head: OriginHead
  let columns: [TypedArray]
  private(set) var findings: [Finding] = []

  init(head: OriginHead, columns: [TypedArray]) {
    self.head = head
    self.columns = columns
  }

  // MARK: Of other programs

  /// Names and units as they stand; roles by names in common use, as in other tables.
  mutating func foreign() -> Measurement {
    var scan = BeamlineScan()
    for (index, array) in columns.enumerated() {
      let name = String(head.names[index].trimmingBlanks())
      var column = BeamlineScan.Column(
        name.isEmpty ? "col\(index + 1)" : name,
        unit: OriginHead.unit(head.units[index]).map(OriginHead.withoutBrackets),
        array)
      let comment = String(head.comments[index].trimmingBlanks())
      if !comment.isEmpty { column.metadata.nodes.append(MetadataNode("comment", .text(comment))) }
      scan.columns.append(column)
    }
    var drafts = scan.columns.map(\.draft)
    _ = ColumnDraft.makeNamesUnique(&drafts)
    _ = ColumnRoles.assignByName(&drafts)
    let guesses = ColumnRoles.assignByValues(&drafts) { EnergyEvidence(columns[$0].doubles()) }
    if !guesses.isEmpty { scan.columns[0].draft.role = drafts[0].role }
    let measurement = scan.measurement()
    findings += guesses + scan.findings
    return measurement
  }

  // MARK: Of Edgewise

  /// What was written: the columns of channels, and the signals that their comments describe.
  mutating func own() -> Measurement {
    let first = OriginComment(parsing: head.comments[0])
    let title = first["title"]
    var scan = BeamlineScan()
    var lines: [EdgewiseLine] = []
    var signals: [(order: Int, line: EdgewiseLine)] = []
    var derived: [(name: String, values: TypedArray)] = []
    for (index, array) in columns.enumerated() {
      let comment = index == 0 ? first : OriginComment(parsing: head.comments[index], title: title)
      if let name = comment["signal"] {
        let expression = comment["formula"] ?? SignalExpression.quoted(comment["name"] ?? head.names[index])
        var line = EdgewiseLine(.signal, ["name": name, "expression": expression])
        line.fields += comment.fields.filter { Self.signalKeys.contains($0.key) }
          .map { EdgewiseLine.Field(name: $0.key, value: $0.value) }
        signals.append((comment["order"].flatMap { Int($0) } ?? signals.count, line))
        if comment["formula"] != nil {
          derived.append((name, array))
          continue
        }
      }
      lines.append(line(index, comment, number: scan.columns.count + 1))
      scan.columns.append(BeamlineScan.Column(head.names[index], array))
    }
    let ordered = signals.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
    lines += ordered.map(\.element.line)
    lines.append(
      EdgewiseLine(
        .measurement,
        [
          "title": title, "start_time": first["start_time"], "end_time": first["end_time"],
          "dimension": first["dimension"],
        ]))
    var reader = OwnColumns(lines: lines)
    var measurement = reader.measurement(&scan)
    findings += reader.findings + scan.findings
    for (name, values) in derived { check(name, values, &measurement) }
    return measurement
  }

  private static let signalKeys: Set<String> = [
    "mode", "element", "edge", "window_low", "window_high", "window_unit", "window_line",
  ]

  private func line(_ index: Int, _ comment: OriginComment, number: Int) -> EdgewiseLine {
    let unit = comment["unit"] ?? (head.units[index].isEmpty ? nil : head.units[index])
    return EdgewiseLine(
      .column,
      [
        "column": "\(number)", "name": comment["name"] ?? head.names[index], "role": comment["role"],
        "qualifier": comment["qualifier"], "unit": unit, "type": comment["type"],
        "uncertainty": comment["uncertainty"], "mask": comment["mask"],
      ])
  }

  /// Columns of signals are worked out anew. Where somebody changed one, it is kept, and said.
  private mutating func check(_ name: String, _ values: TypedArray, _ measurement: inout Measurement) {
    guard let signal = measurement.signals.first(where: { $0.name == name }), let model = measurement.channels.first,
      let computed = DerivedValues.values(
        of: signal, in: measurement, dimensions: model.dimensions, shape: model.values.shape),
      !DerivedValues.agree(values.doubles(), computed)
    else { return }
    findings.append(DerivedValues.keep(values, of: signal, model.dimensions, in: &measurement, number: 1))
  }
}
