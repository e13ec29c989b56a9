/// What the header lines and comments of one scan say.
import Bytes
import DataModel

struct SpecScanText {
  private(set) var title: String?
  private(set) var startTime: String?
  private(set) var endTime: String?
  private(set) var metadata = Metadata()
  /// The text of `#L`, and its line.
  private(set) var labels: SpecLine?
  /// What `#N` states.
  private(set) var columnCount: Int?
  /// What is said about spectra (`#@MCA`, `#@CALIB` ...).
  private(set) var spectrumFacts: [MetadataNode] = []
  private(set) var findings: [Finding] = []
  /// Lines that Edgewise wrote about the scan itself; nil for files of other programs.
  var ownLines: [EdgewiseLine]?
  var names: SpecNames
  private var userXML: [SpecLine] = []

  init(names: SpecNames = SpecNames(), isOwn: Bool = false) {
    self.names = names
    ownLines = isOwn ? [] : nil
  }

  /// The family of what stands in the file under a letter.
  static let family = "SPEC"
  static let comment = "comment"

  /// Takes a line. `row` is the number of rows before it, where it stands between rows.
  mutating func add(_ line: SpecLine, row: Int? = nil) {
    if line.key == "UXML" {
      userXML.append(line)
      return
    }
    endUserXML()
    if let handler = Self.handlers[line.key] {
      handler(&self, line, row)
    } else if line.key.hasPrefix("@") {
      spectrumFacts.append(MetadataNode(line.key, .text(line.rest), line: line.number))
    } else if names.take(line) {
      return
    } else if let (letter, index) = line.numbered, let row = SpecNames.families[letter] {
      addValues(line, names: names.names(row.names, index, count: SpecLine.narrowNames(line.rest).count), row)
    } else {
      keep(line, as: line.key.isEmpty ? Self.comment : line.key)
    }
  }

  /// To be called behind the last line.
  mutating func end() { endUserXML() }

  /// Keeps a line that is none of a header.
  mutating func addText(_ text: String, line: Int) {
    guard !text.isEmpty else { return }
    append(MetadataNode("text", .text(text), line: line))
    findings.append(
      Finding(
        SpecFinding.line, "This line is neither a row of numbers nor a line of the header.", at: .init(line: line),
        found: String(text.prefix(80))))
  }

  /// Reports lines that were too many to be kept.
  mutating func reportUnlisted(_ count: Int) {
    guard count > 0 else { return }
    findings.append(
      Finding(ColumnsFinding.longFooter, "\(count) lines of text in and behind the table were not kept."))
  }

  private typealias Handler = @Sendable (inout SpecScanText, SpecLine, _ row: Int?) -> Void

  private static let handlers: [String: Handler] = [
    "S": { scan, line, _ in scan.addTitle(line) },
    "D": { scan, line, _ in scan.addDate(line) },
    "T": { scan, line, _ in scan.addCountTime(line) },
    "N": { scan, line, _ in scan.addColumnCount(line) },
    "L": { scan, line, _ in scan.addLabels(line) },
    "C": { scan, line, row in scan.addComment(line, row) },
    "U": { scan, line, _ in scan.addUser(line) },
    "MD": { scan, line, _ in scan.addPair(line) },
  ]

  private mutating func append(_ node: MetadataNode, to family: String = family) {
    metadata.append(node, toFamily: family)
  }

  private mutating func keep(_ line: SpecLine, as name: String) {
    append(MetadataNode(name, .text(line.rest), line: line.number))
  }

  // MARK: The lines one by one

  private mutating func addTitle(_ line: SpecLine) {
    guard let first = line.rest.split(whereSeparator: { $0 == " " || $0 == "\t" }).first, Int(first) != nil else {
      title = line.rest.isEmpty ? nil : line.rest
      findings.append(
        Finding(
          SpecFinding.number, "The scan has no number.", at: .init(line: line.number), expected: "#S and a number",
          found: "#S \(line.rest)"))
      return
    }
    let command = line.rest[first.endIndex...].trimmingBlanks()
    title = command.isEmpty ? nil : String(command)
  }

  private mutating func addDate(_ line: SpecLine) {
    guard ownLines == nil else { return }
    guard startTime == nil, let reading = SpecTime.read(line.rest) else {
      if startTime == nil, !line.rest.isEmpty {
        findings.append(
          Finding(
            SpecFinding.date, "The date of the scan was not understood and is kept as text.",
            at: .init(line: line.number), found: line.rest))
      }
      return keep(line, as: "date")
    }
    startTime = reading.iso
    append(MetadataNode("start_time", .text(reading.iso), line: line.number), to: "Scan")
    guard reading.isAmbiguous else { return }
    keep(line, as: "date")
    findings.append(
      Finding(
        SpecFinding.date, "The date was read with the day before the month.", at: .init(line: line.number),
        expected: reading.iso, found: line.rest))
  }

  private static let units = ["(seconds)": "s", "(sec)": "s", "(s)": "s", "(ms)": "ms"]

  private mutating func addCountTime(_ line: SpecLine) {
    let words = SpecLine.narrowNames(line.rest)
    guard words.count == 2, let unit = Self.units[words[1].lowercased()], NumberParser.double(words[0]) != nil else {
      return keep(line, as: "T")
    }
    append(MetadataNode("count_time", .text(words[0]), unit: unit, line: line.number), to: "Scan")
  }

  private mutating func addColumnCount(_ line: SpecLine) {
    guard columnCount == nil, let count = line.firstNumber, count >= 0 else { return keep(line, as: "N") }
    columnCount = count
  }

  private mutating func addLabels(_ line: SpecLine) {
    guard labels == nil else {
      findings.append(
        Finding(
          SpecFinding.labels, "A second line of labels stands in the scan; the first one was used.",
          at: .init(line: line.number), found: "#L \(line.rest)"))
      return keep(line, as: "L")
    }
    labels = line
  }

  private static let endOfScan = "Acquisition ended at "

  private mutating func addComment(_ line: SpecLine, _ row: Int?) {
    if ownLines != nil, line.rest == SpecOwn.marker { return }
    if line.rest.hasPrefix(Self.endOfScan), endTime == nil,
      let reading = SpecTime.read(String(line.rest.dropFirst(Self.endOfScan.count))), !reading.isAmbiguous
    {
      endTime = reading.iso
      return append(MetadataNode("end_time", .text(reading.iso), line: line.number), to: "Scan")
    }
    var node = MetadataNode(Self.comment, .text(line.rest), line: line.number)
    if let row { node.attributes = [MetadataAttribute("rows_before", .integer(Int64(row)))] }
    append(node)
    let words = line.rest.lowercased()
    if words.contains("aborted") || words.hasSuffix("exit_status = abort") || words.hasSuffix("exit_status = fail") {
      findings.append(
        Finding(
          SpecFinding.aborted, "The scan was not completed: \"\(line.rest)\".", at: .init(line: line.number),
          found: line.rest))
    }
  }

  private mutating func addUser(_ line: SpecLine) {
    guard ownLines != nil, let own = SpecOwn.line(line) else { return keep(line, as: "U") }
    if own.kind == .metadata {
      if !OwnMetadata.add(own, to: &metadata) { findings.append(OwnColumns.rejection(own, "it names no key")) }
    } else {
      ownLines?.append(own)
    }
  }

  /// `#MD key = value`, as bluesky writes it.
  private mutating func addPair(_ line: SpecLine) {
    guard let sign = line.rest.firstRange(of: " = ") else { return keep(line, as: "MD") }
    let key = line.rest[..<sign.lowerBound].trimmingBlanks()
    guard !key.isEmpty else { return keep(line, as: "MD") }
    let value = String(line.rest[sign.upperBound...].trimmingBlanks())
    append(MetadataNode(String(key), .text(value), line: line.number), to: "MD")
  }

  private mutating func addValues(
    _ line: SpecLine, names: [String]?, _ row: (names: Character, family: String)
  ) {
    let values = SpecLine.narrowNames(line.rest)
    guard let names, names.count == values.count else {
      if !values.isEmpty || names?.isEmpty == false {
        let listed = names.map { "\($0.count) names" } ?? "no line of names"
        findings.append(
          Finding(
            SpecFinding.motors,
            "#\(line.key) has \(values.count) values and #\(row.names)\(line.key.dropFirst()) \(listed); "
              + "the line is kept as text.", at: .init(line: line.number), expected: listed,
            found: "\(values.count) values"))
      }
      return keep(line, as: line.key)
    }
    for (name, value) in zip(names, values) {
      let number = NumberParser.double(value)
      append(MetadataNode(name, number.map { .number($0) } ?? .text(value), line: line.number), to: row.family)
    }
  }

  // MARK: XML in comments

  private mutating func endUserXML() {
    guard let first = userXML.first else { return }
    let text = userXML.map(\.rest).joined(separator: "\n")
    if let node = SpecUserXML.node(text, line: first.number) {
      metadata.nodes.append(node)
    } else {
      for line in userXML { keep(line, as: "UXML") }
      findings.append(
        Finding(
          SpecFinding.userXML, "The XML in lines \(first.number) to \(userXML[userXML.count - 1].number) is damaged.",
          at: .init(line: first.number)))
    }
    userXML = []
  }
}
