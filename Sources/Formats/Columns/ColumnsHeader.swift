/// What the lines before a table say: labels, metadata, and what Edgewise wrote about its own file.
import DataModel

struct ColumnsHeader {
  var metadata = Metadata()
  var labels: LabelLine?
  /// Where the label line stands, counted from 1.
  var labelLineNumber: Int?
  var labelText: String?
  /// Lines that Edgewise wrote about the file itself; nil for files of other programs.
  var ownLines: [EdgewiseLine]?
  var findings: [Finding] = []

  /// Analyses header lines for a table of so many columns.
  init(_ lines: [HeaderLine], columnCount: Int, delimiter: NumericTable.Delimiter) {
    let labels = LabelSearch(lines: lines, columnCount: columnCount, delimiter: delimiter).find()
    self.init(lines, labels: labels)
  }

  /// Analyses header lines of which it is known which one holds the labels.
  init(_ lines: [HeaderLine], labels: LabelLine?) {
    self.labels = labels
    labelLineNumber = labels.map { lines[$0.line].number }
    labelText = labels.map { lines[$0.line].text }
    let firstText = lines.firstIndex { $0.kind == .text }
    if let firstText, lines[firstText].text == EdgewiseLine.marker { ownLines = [] }
    for (index, line) in lines.enumerated() where line.kind == .text {
      if ownLines != nil, index == firstText { continue }
      // A label line that could not be used stays what it is: a line of the header.
      if let labels, labels.isClear, [labels.line, labels.unitsLine].contains(index) { continue }
      if let labels, labels.otherLines.contains(index) { continue }
      add(line, named: Self.headerLine)
    }
  }

  /// Adds a line to the metadata: its pairs, or itself under `name`.
  mutating func add(_ line: HeaderLine, named name: String) {
    guard let pairs = HeaderPairs.parse(line.text) else {
      metadata.nodes.append(MetadataNode(name, .text(line.text), line: line.number))
      return
    }
    for pair in pairs { add(pair, of: line) }
  }

  private mutating func add(_ pair: HeaderPair, of line: HeaderLine) {
    guard let (family, key) = pair.familyAndKey else {
      metadata.nodes.append(MetadataNode(pair.key, .text(pair.value), line: line.number))
      return
    }
    guard ownLines != nil, family == EdgewiseLine.family else {
      metadata.append(MetadataNode(key, .text(pair.value), line: line.number), toFamily: family)
      return
    }
    guard let own = EdgewiseLine(key: key, text: pair.value, number: line.number) else {
      reject(line.number, "it is not one that this version of Edgewise knows")
      return
    }
    if own.kind == .metadata { addMetadata(own) } else { ownLines?.append(own) }
  }

  private mutating func addMetadata(_ own: EdgewiseLine) {
    guard let key = own["key"] else { return reject(own.number, "it names no key") }
    let node = MetadataNode(key, .text(own["value"] ?? ""), line: own.number)
    if let family = own["family"] {
      metadata.append(node, toFamily: family)
    } else {
      metadata.nodes.append(node)
    }
  }

  mutating func reject(_ line: Int, _ reason: String) {
    findings.append(
      Finding(
        ColumnsFinding.badDeclaration, "This line of Edgewise was not used: \(reason).", at: .init(line: line)))
  }

  /// The name of nodes that hold a header line which is no `key: value`.
  static let headerLine = "header_line"
  /// The name of nodes that hold a line after the table, and of comments between its rows.
  static let footerLine = "footer_line"
  static let commentLine = "comment_line"

  /// What follows the name may be a description.
  private static func isUnit(_ text: String) -> Bool {
    !text.isEmpty && (ColumnLabel.isUnit(text) || PhysicalUnit.parse(text) != nil)
  }

  /// The names and units that XDI-like `Column.N: name unit` fields give, by number of the column from 1.
  var columnFields: [Int: ColumnLabel] {
    var result: [Int: ColumnLabel] = [:]
    for node in metadata.nodes where node.name.lowercased() == "column" {
      for child in node.children {
        guard let number = Int(child.name), let text = child.value?.text else { continue }
        let words = (text.split(separator: "||").first ?? "").split { $0 == " " || $0 == "\t" }
        guard let name = words.first else { continue }
        let rest = words.dropFirst().joined(separator: " ")
        result[number] = ColumnLabel(name: String(name), unit: Self.isUnit(rest) ? rest : nil)
      }
    }
    return result
  }
}

extension Metadata {
  /// The values under a key of the top level or of a family, compared without regard to case, in order.
  private func texts(_ keys: [String]) -> [(key: String, text: String, line: Int?)] {
    let wanted = Set(keys)
    return flattened().compactMap { key, node in
      guard wanted.contains(key.lowercased()), let text = node.value?.text?.trimmingBlanks(), !text.isEmpty else {
        return nil
      }
      return (key, String(text), node.line)
    }
  }

  /// A title, where a field evidently is one.
  var evidentTitle: String? {
    for key in ["sample.name", "title", "name", "sample", "srstle"] {
      if let found = texts([key]).last { return found.text }
    }
    return nil
  }

  var evidentStartTime: String? { texts(["scan.start_time"]).last?.text }
  var evidentEndTime: String? { texts(["scan.end_time"]).last?.text }

  /// The absorbing element and the edge, as the header's fields name them, with a finding for what is none.
  func evidentEdge() -> (element: String?, edge: String?, findings: [Finding]) {
    var findings: [Finding] = []
    func first(_ keys: [String], _ meaning: String, _ isValid: (String) -> Bool) -> String? {
      let found = texts(keys)
      if let valid = found.last(where: { isValid($0.text) }) { return valid.text }
      if let wrong = found.last {
        findings.append(
          Finding(
            ColumnsFinding.elementGuess,
            "\"\(wrong.key)\" says \"\(wrong.text)\", which is no \(meaning); it was not used.",
            at: .init(line: wrong.line), expected: meaning, found: wrong.text))
      }
      return nil
    }
    let element = first(["element.symbol", "element", "atom", "scanparameters.element"], "symbol of an element") {
      Element(symbol: $0) != nil
    }
    let edge = first(["element.edge", "edge", "scanparameters.edge"], "absorption edge") {
      EdgeLabel(parsing: $0) != nil
    }
    return (element, edge, findings)
  }
}
