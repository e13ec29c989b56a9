/// The column labels in headers of the LabVIEW Control Panel: a numbered legend, or cells of fixed width.

enum LabVIEWLegend {
  /// A label has so many characters; longer ones are cut, shorter ones filled up with blanks.
  private static let width = 21
  private static let title = "readable list of column headings"

  /// The legend's labels in column order; nil when there is none that names every column once.
  static func labels(_ header: ScanHeader) -> [String]? {
    guard let start = header.lines.firstIndex(where: { $0.text.contains(title) }) else { return nil }
    var labels: [Int: String] = [:]
    for index in header.lines.indices.dropFirst(start + 1) {
      guard header.lines[index].kind == .text else { break }
      let body = Array(header.raw[index].drop { $0 == "#" })
      guard let cells = fixedCells(body) ?? spacedCells(body) else { return nil }
      for (number, label) in cells { labels[number] = label }
    }
    let count = header.columnCount > 0 ? header.columnCount : labels.count
    let result = (1...max(1, count)).compactMap { labels[$0] }
    return result.count == count && count == labels.count ? result.map(withoutStar) : nil
  }

  /// Whether a line of the header is one of the legend.
  static func isEntry(_ line: String) -> Bool { spacedCells(Array(line))?.isEmpty == false }

  /// ` 1) Mono Energy (alt) *  11) XMAP4:TiKa_Sum`: number, bracket, blank, and a label of fixed width.
  private static func fixedCells(_ text: [Character]) -> [(Int, String)]? {
    var cells: [(Int, String)] = []
    var place = 0
    while let found = number(text, from: place) {
      let end = min(found.end + width, text.count)
      let label = text[found.end..<end]
      // A narrower legend would put the next entry into this label.
      guard spacedStarts(label).isEmpty else { return nil }
      cells.append((found.value, String(String(label).trimmingBlanks())))
      place = end
    }
    return text[place...].allSatisfy({ $0 == " " }) ? cells : nil
  }

  /// Entries with any space between them.
  private static func spacedCells(_ text: [Character]) -> [(Int, String)]? {
    let starts = spacedStarts([" "] + text[...])
    guard let first = starts.first, text[..<first].allSatisfy({ $0 == " " }) else { return nil }
    return zip(starts, starts.dropFirst() + [text.count]).compactMap { start, end in
      number(text, from: start).map { ($0.value, String(String(text[$0.end..<end]).trimmingBlanks())) }
    }
  }

  /// Where ` 12) ` begins in a text: the places of blanks before a number, counted without the first character.
  private static func spacedStarts(_ text: some Collection<Character>) -> [Int] {
    let text = Array(text)
    return text.indices.filter { index in
      guard text[index] == " ", index + 1 < text.count, text[index + 1].isNumber else { return false }
      return number(text, from: index).map { $0.end > 0 } ?? false
    }
  }

  /// A number with a bracket behind it, and where the label begins.
  private static func number(_ text: [Character], from start: Int) -> (value: Int, end: Int)? {
    var place = start
    while place < text.count, text[place] == " " { place += 1 }
    var end = place
    while end < text.count, text[end].isNumber { end += 1 }
    guard end > place, end + 1 < text.count, text[end] == ")", text[end + 1] == " ",
      let value = Int(String(text[place..<end]))
    else { return nil }
    return (value, end + 2)
  }

  /// The last line of the header as cells of fixed width, else cut at the stars that mark what was moved, else at wide
  /// gaps; nil when none of these gives one label per column.
  static func lastLine(_ header: ScanHeader) -> (labels: [String], line: Int)? {
    guard let index = header.lines.lastIndex(where: { $0.kind == .text }), header.columnCount > 0 else { return nil }
    let body = Array(header.raw[index].drop { $0 == "#" })
    let text = header.lines[index].text
    let ways = [
      fixedLabels(body[...]), fixedLabels(body.drop { $0 == " " }), starredLabels(text, .wide),
      starredLabels(text, .blanks),
    ]
    guard let labels = ways.first(where: { $0.count == header.columnCount }) else { return nil }
    return (labels.map(withoutStar), header.lines[index].number)
  }

  private static func fixedLabels(_ text: ArraySlice<Character>) -> [String] {
    let end = (text.lastIndex { $0 != " " } ?? text.startIndex - 1) + 1
    let starts = Array(stride(from: text.startIndex, to: max(end, text.startIndex), by: width))
    guard starts.allSatisfy({ text[$0] != " " }) else { return [] }
    return starts.map { String(String(text[$0..<min($0 + width, end)]).trimmingBlanks()) }
  }

  private static func starredLabels(_ text: String, _ way: LabelSplit.Way) -> [String] {
    let parts = text.split(separator: "*").map { String($0.trimmingBlanks()) }
    guard let last = parts.last else { return [] }
    return parts.dropLast() + LabelSplit.labels(last, way)
  }

  /// A star behind a label marks what the scan moved.
  private static func withoutStar(_ label: String) -> String {
    label.hasSuffix("*") ? String(label.dropLast().trimmingBlanks()) : label
  }
}
