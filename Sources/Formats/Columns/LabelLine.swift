/// Which line of a header names the columns, and what it says.
import Bytes

/// The column labels of a table, with the lines that they came from.
struct LabelLine: Hashable {
  /// In column order; their number is not always that of the columns.
  var labels: [String]
  /// The index of the label line among the header lines.
  var line: Int
  /// The units of a row that holds nothing but units, in column order, and that row's index.
  var units: [String]?
  var unitsLine: Int?
  /// False when it cannot be told which label belongs to which column.
  var isClear = true
  /// The other lines of labels that stand one below the other.
  var otherLines: Range<Int> = 0..<0
}

/// Finds the label line: the last line (after the dashes, if any) that has as many cells as there are columns.
struct LabelSearch {
  let lines: [HeaderLine]
  let columnCount: Int
  let delimiter: NumericTable.Delimiter

  private static let reach = 6

  func find() -> LabelLine? {
    let candidates = candidates()
    let fitting = candidates.compactMap { index in labels(of: index).map { (index: index, labels: $0) } }
    guard let nearest = fitting.first else {
      return labelPerLine() ?? candidates.first.flatMap(misfit)
    }
    if fitting.count > 1, isUnitsRow(nearest.labels) {
      let named = fitting[1]
      return LabelLine(labels: named.labels, line: named.index, units: nearest.labels, unitsLine: nearest.index)
    }
    // A sentence may have as many words as there are columns: a line of known names goes before it.
    let isSentence = lines[nearest.index].isProse && columnCount > 1 && knownNames(nearest.labels) == 0
    let better = isSentence ? fitting.first { 2 * knownNames($0.labels) >= columnCount } : nil
    let chosen = better ?? nearest
    return LabelLine(labels: chosen.labels, line: chosen.index)
  }

  private func knownNames(_ labels: [String]) -> Int {
    labels.count { RoleTable.entry(forColumn: ColumnLabel(parsing: $0).name) != nil }
  }

  /// Labels one below the other, as many as there are columns, directly before the table.
  private func labelPerLine() -> LabelLine? {
    guard columnCount >= 2, let last = lines.lastIndex(where: { $0.kind != .blank }) else { return nil }
    let first = last - columnCount + 1
    guard first >= 0, lines[first...last].allSatisfy({ $0.kind == .text && $0.text.utf8.count <= 40 }) else {
      return nil
    }
    let before = first > 0 ? lines[first - 1] : nil
    let standsApart = before.map { $0.kind != .text || HeaderPairs.parse($0.text) != nil } ?? true
    let labels = lines[first...last].map(\.text)
    guard standsApart, areNames(labels), knownNames(labels) >= 2 else { return nil }
    return LabelLine(labels: labels, line: last, otherLines: first..<last)
  }

  /// The lines that may be label lines, the nearest to the table first.
  private func candidates() -> [Int] {
    var result: [Int] = []
    for index in lines.indices.reversed() where result.count < Self.reach {
      switch lines[index].kind {
      case .blank: continue
      case .text: result.append(index)
      case .ruler: if !result.isEmpty { return result.filter(mayBeLabels) }
      }
    }
    return result.filter(mayBeLabels)
  }

  private func mayBeLabels(_ index: Int) -> Bool { HeaderPairs.parse(lines[index].text) == nil }

  /// The labels of a line that has as many of them as there are columns.
  private func labels(of index: Int) -> [String]? {
    let text = lines[index].text
    // SPEC writes `#L`, Fortran programs write `C` before their labels.
    if let mark = text.first, mark == "L" || mark == "C", let rest = text.dropFirst().first,
      rest == " " || rest == "\t",
      let found = fittingLabels(String(text.dropFirst(2)))
    {
      return found
    }
    return fittingLabels(text)
  }

  private func fittingLabels(_ text: String) -> [String]? {
    for way in ways {
      var labels = LabelSplit.labels(text, way)
      if labels.count == columnCount + 1, let first = labels.first, Self.marks.contains(first) { labels.removeFirst() }
      if labels.count == columnCount, areNames(labels) { return labels }
    }
    return nil
  }

  /// The table's own way to separate cells comes first.
  private var ways: [LabelSplit.Way] {
    var result: [LabelSplit.Way] = []
    if case .byte(let byte) = delimiter { result.append(.byte(byte)) }
    for way in [LabelSplit.tab, LabelSplit.comma, LabelSplit.semicolon, .wide, .blanks] where !result.contains(way) {
      result.append(way)
    }
    return result
  }

  /// A line with numbers in half of its cells, or with empty cells only, names nothing.
  private func areNames(_ labels: [String]) -> Bool {
    let numbers = labels.count { NumberParser.double($0) != nil }
    return 2 * numbers < labels.count && labels.contains { !$0.isEmpty }
      && labels.allSatisfy { $0.utf8.count <= 256 }
  }

  private func isUnitsRow(_ labels: [String]) -> Bool {
    let units = labels.count { isUnit($0) }
    return units > 0 && labels.allSatisfy { isUnit($0) || $0.isEmpty || $0 == "-" || $0 == "1" }
  }

  private func isUnit(_ label: String) -> Bool { ColumnLabel.isUnit(Self.withoutBrackets(label)) }

  /// The unit that a cell of a units row gives; nil for none.
  static func unit(_ cell: String) -> String? {
    let unit = withoutBrackets(cell)
    return unit.isEmpty || unit == "-" ? nil : unit
  }

  private static func withoutBrackets(_ text: String) -> String {
    for (open, close) in [("(", ")"), ("[", "]")] where text.hasPrefix(open) && text.hasSuffix(close) {
      return String(text.dropFirst().dropLast())
    }
    return text
  }

  private static let marks: Set<String> = ["#", "*", "%", "!", ";", "//", "L", "C", "-"]

  /// The line nearest to the table as a label line with too few or too many labels, when something speaks for it:
  /// dashes before it, delimiters in it, or names that the field knows.
  private func misfit(_ index: Int) -> LabelLine? {
    let text = lines[index].text
    let delimited = [LabelSplit.tab, LabelSplit.comma, LabelSplit.semicolon]
      .first { ways.first == $0 && LabelSplit.labels(text, $0).count > 1 }
    if let delimited {
      let labels = LabelSplit.labels(text, delimited)
      return areNames(labels) ? LabelLine(labels: labels, line: index) : nil
    }
    let cells = LabelSplit.labels(text, .blanks)
    guard cells.count > 1, areNames(cells) else { return nil }
    let isWellKnown = 2 * knownNames(cells) >= cells.count
    let wide = LabelSplit.labels(text, .wide).count
    let followsRuler = lines[..<index].last { $0.kind != .blank }?.kind == .ruler
    guard followsRuler || isWellKnown || (knownNames(cells) > 0 && wide > 1) else { return nil }
    // Where some labels are separated by one blank and others by more, single blanks may stand inside labels.
    let isClear = wide == cells.count || (wide == 1 && isWellKnown)
    return LabelLine(labels: cells, line: index, isClear: isClear)
  }
}

extension HeaderLine {
  /// Sentences have single blanks between their words, label lines mostly not.
  var isProse: Bool { LabelSplit.labels(text, .wide).count <= 1 }
}
