/// Cells in columns that line up.
struct TextTable {
  enum Alignment { case left, right }

  struct Column {
    var title: String
    var alignment: Alignment
    /// Whether cells that are too wide lose their beginning: the end of a path says more.
    var keepsEnd: Bool

    init(_ title: String, _ alignment: Alignment = .left, keepsEnd: Bool = false) {
      self.title = title
      self.alignment = alignment
      self.keepsEnd = keepsEnd
    }
  }

  var columns: [Column]
  private(set) var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; missing cells are empty, surplus ones dropped.
  mutating func add(_ cells: [String]) {
    rows.append(columns.indices.map { cells.indices.contains($0) ? cells[$0] : "" })
  }

  /// The table without its columns of empty cells.
  func withoutEmptyColumns() -> TextTable {
    keeping(columns.indices.filter { column in rows.contains { !$0[column].isEmpty } })
  }

  /// The table without the column of this title.
  func withoutColumn(_ title: String) -> TextTable {
    keeping(columns.indices.filter { columns[$0].title != title })
  }

  private func keeping(_ kept: [Int]) -> TextTable {
    var result = TextTable(kept.map { columns[$0] })
    for row in rows { result.add(kept.map { row[$0] }) }
    return result
  }

  /// The width of the first column when nothing is cut.
  var firstWidth: Int { widths.first ?? 0 }

  /// The columns that the table takes when nothing is cut.
  var naturalWidth: Int { widths.reduce(0, +) + Self.gap * max(0, columns.count - 1) }

  /// The lines, with the titles first if there are any. What does not fit is cut in the widest left-aligned column.
  func lines(indent: Int = 2, _ style: TextStyle) -> [String] {
    var widths = widths
    let surplus = indent + naturalWidth - style.width
    if surplus > 0, let widest = widestText(widths) { widths[widest] = max(Self.least, widths[widest] - surplus) }
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    if columns.contains(where: { !$0.title.isEmpty }) {
      lines.append(margin + style.ink(.faint, line(columns.map(\.title), widths, style)))
    }
    for row in rows { lines.append(margin + line(row, widths, style)) }
    return lines
  }

  private static let gap = 2
  private static let least = 8

  private var widths: [Int] {
    columns.indices.map { column in
      rows.reduce(DisplayText.width(columns[column].title)) { max($0, DisplayText.width($1[column])) }
    }
  }

  private func widestText(_ widths: [Int]) -> Int? {
    let left = columns.indices.filter { columns[$0].alignment == .left }
    let patient = left.filter { columns[$0].keepsEnd && widths[$0] > Self.least }
    return (patient.isEmpty ? left : patient).max { widths[$0] < widths[$1] }
  }

  private func line(_ cells: [String], _ widths: [Int], _ style: TextStyle) -> String {
    var parts: [String] = []
    for (column, cell) in cells.enumerated() {
      let text =
        columns[column].keepsEnd
        ? DisplayText.fittedEnd(cell, to: widths[column], style)
        : DisplayText.fitted(cell, to: widths[column], style)
      parts.append(
        columns[column].alignment == .right
          ? DisplayText.rightAligned(text, to: widths[column])
          : column == cells.count - 1 ? text : DisplayText.padded(text, to: widths[column]))
    }
    var line = parts.joined(separator: String(repeating: " ", count: Self.gap))
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
