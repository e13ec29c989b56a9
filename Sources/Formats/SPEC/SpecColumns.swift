/// The columns of a scan with their labels, roles and signals.
import Bytes
import DataModel

struct SpecColumns {
  let words: SpecScanText
  let table: NumericTable?
  /// The line of the scan's `#S`.
  let line: Int
  private(set) var findings: [Finding] = []

  init(words: SpecScanText, table: NumericTable?, line: Int) {
    self.words = words
    self.table = table
    self.line = line
  }

  /// The measurement without its spectra.
  mutating func measurement(motors: Set<String>, headerComments: [String]) -> Measurement {
    var scan = BeamlineScan()
    scan.columns = columns()
    if let own = words.ownLines {
      var reader = OwnColumns(lines: own)
      var measurement = reader.measurement(&scan)
      findings += reader.findings + scan.findings
      measurement.metadata = words.metadata
      return measurement
    }
    SpecHabit.apply(
      to: &scan,
      facts: SpecHabit.Facts(command: words.title ?? "", comments: headerComments, motors: motors))
    // SPEC has no fields that name title, element or edge: the metadata need not be searched for them, scan by scan.
    var measurement = scan.measurement()
    findings += scan.findings
    measurement.metadata = words.metadata
    measurement.title = words.title
    measurement.startTime = words.startTime
    measurement.endTime = words.endTime
    return measurement
  }

  private mutating func columns() -> [BeamlineScan.Column] {
    let labels = labels()
    let arrays = table.map { $0.columns.map(\.array) } ?? labels.map { _ in TypedArray([Double]()) }
    if table == nil, words.ownLines == nil {
      findings.append(
        Finding(SpecFinding.emptyScan, "The scan has no row of numbers.", at: .init(line: line), found: "0 rows"))
    }
    return arrays.enumerated().map { index, array in
      let label = labels.indices.contains(index) ? ColumnLabel(parsing: labels[index]) : ColumnLabel(name: "")
      return BeamlineScan.Column(label.name.isEmpty ? "col\(index + 1)" : label.name, unit: label.unit, array)
    }
  }

  private mutating func labels() -> [String] {
    let count = table?.columns.count
    guard let line = words.labels else {
      if let count, words.ownLines == nil {
        findings.append(
          Finding(
            SpecFinding.labels, "The scan names none of its \(count) columns; they are called col1 to col\(count).",
            at: .init(line: self.line), expected: "a line #L with \(count) labels"))
      }
      return []
    }
    let labels = SpecLine.names(line.rest, count: count ?? words.columnCount)
    guard let count, words.ownLines == nil else { return labels }
    if labels.count != count {
      findings.append(
        Finding(
          SpecFinding.labels,
          "The scan has \(labels.count) labels for \(count) columns; they were given to the first ones.",
          at: .init(line: line.number), expected: "\(count) labels", found: "\(labels.count) labels"))
    } else if let stated = words.columnCount, stated != count {
      findings.append(
        Finding(
          SpecFinding.columnCount, "#N states \(stated) columns; labels and rows have \(count).",
          at: .init(line: line.number), expected: "\(count)", found: "#N \(stated)"))
    }
    return labels
  }
}

extension SpecScanText {
  /// The number of columns that `#N` states and the labels confirm.
  var statedColumnCount: Int? {
    guard let columnCount, let labels, SpecLine.names(labels.rest, count: columnCount).count == columnCount else {
      return nil
    }
    return columnCount
  }
}
