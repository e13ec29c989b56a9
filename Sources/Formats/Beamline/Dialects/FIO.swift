/// The .fio files of DESY: EXAFS scans of the old HASYLAB, and scans of PETRA's Sardana.
import Bytes
import DataModel

extension BeamlineDialect {
  static let fio = BeamlineDialect(
    id: "fio", name: "DESY .fio of HASYLAB and PETRA (text)", extensions: [".fio"],
    sign: { head in
      guard head.opening.hasPrefix("!") || FIOHeader.opensSection(head.opening),
        let section = head.lines.prefix(30).lazy.map({ $0.trimmingBlanks() }).first(where: FIOHeader.opensSection)
      else { return nil }
      return "comment lines begin with !, and \(section) opens a section, as in .fio files"
    },
    content: .text(TextLayout(table: FIOTable.read, labels: FIOHeader.labels, facts: FIOHeader.facts)),
    complete: FIOScan.complete)
}

enum FIOHeader {
  /// Comments, parameters, data.
  private static let sections: Set<String> = ["%c", "%p", "%d"]

  static func opensSection(_ line: Substring) -> Bool { sections.contains(line.lowercased()) }

  /// One line per column: `Col 3 CUOX_0005_DELTA  FLOAT`; the type may be missing.
  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    let names = header.lines.compactMap { name($0.text) }
    return names.isEmpty ? nil : names.map(String.init)
  }

  private static func name(_ line: String) -> Substring? {
    let words = line.split { $0 == " " || $0 == "\t" }
    guard words.count >= 3, words[0] == "Col", Int(words[1]) != nil else { return nil }
    return words[2]
  }

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    if name(line) != nil || ["c", "p", "d"].contains(line.lowercased()) { return [] }
    if let text = line.text(behind: "EXAFS-Scan started at ") {
      return [HeaderFact("Scan.program", "EXAFS-Scan")] + start(text)
    }
    if let mark = line.firstRange(of: "cquisition started at ") {
      let words = line[..<mark.lowerBound].split(separator: " ")
      let user = words.count == 3 && words[0] == "user" ? [HeaderFact("Scan.user", words[1])] : []
      return user + start(line[mark.upperBound...])
    }
    if let text = line.text(behind: "ring current I_doris="), let current = text.split(separator: " ").first {
      return [HeaderFact("Facility.current", current.filter { !$0.isLetter }, unit: "mA")]
    }
    return name(ofScan: line) ?? region(line)
  }

  private static func start(_ text: some StringProtocol) -> [HeaderFact] {
    (time(text) ?? LocalTime.ctime(text)).map { [HeaderFact("Scan.start_time", $0)] } ?? []
  }

  /// `28-Mar-2001 21:30:02`
  private static func time(_ text: some StringProtocol) -> String? {
    let words = text.split(separator: " ")
    guard let date = words.first?.split(separator: "-"), date.count == 3, let year = Int(date[2]), words.count > 1
    else {
      return nil
    }
    return LocalTime.iso(year: year, month: LocalTime.month(date[1]), day: Int(date[0]), time: words[1])
  }

  /// `Name: cuox_0005 from 8850 to 10197.44`
  private static func name(ofScan line: String) -> [HeaderFact]? {
    let words = line.split(separator: " ")
    guard words.count == 6, words[0] == "Name:", words[2] == "from", words[4] == "to" else { return nil }
    return [
      HeaderFact("Scan.name", words[1]), HeaderFact("Scan.start", words[3], unit: "eV"),
      HeaderFact("Scan.end", words[5], unit: "eV"),
    ]
  }

  /// `9040         1            2            8979         1`: energy, step, time, edge and power of a region.
  private static func region(_ line: String) -> [HeaderFact]? {
    let words = line.split { $0 == " " || $0 == "\t" }
    guard words.count == 5, line.numbers.count == 5 else { return nil }
    let region = HeaderFact("Scan.region", words.joined(separator: " "))
    return words[3] == "0" ? [region] : [region, HeaderFact("Scan.edge_energy", words[3], unit: "eV")]
  }
}

/// What remains to be done with the columns.
enum FIOScan {
  @Sendable static func complete(_ scan: inout BeamlineScan) {
    scan.title = scan.metadata.text("Scan.name")
    if isHASYLAB(scan) {
      readHASYLAB(&scan)
    } else {
      readPETRA(&scan)
    }
  }

  /// EXAFS-Scan called all columns after the scan, the first two by its name alone; its comments may be missing.
  private static func isHASYLAB(_ scan: BeamlineScan) -> Bool {
    let names = scan.columns.map(\.draft.name)
    guard names.count > 2, names[0] == names[1] else { return false }
    return names.dropFirst(2).allSatisfy { $0.hasPrefix(names[0] + "_") }
  }

  /// What the part of a label behind the scan's name means.
  private static let columns: [String: (role: ChannelRole, qualifier: String?, unit: String?)] = [
    "SAMPLE_TIME": (.time, nil, "s"), "HHTHETA": (.angle, "observed", "degree"),
    "HHENERGY": (.other, "observed energy", "eV"), "DELTA": (.other, "step", "eV"), "STEPS": (.other, "motor", nil),
  ]

  /// EXAFS-Scan: the energy, the spectrum, and counters, all under the name of the scan.
  private static func readHASYLAB(_ scan: inout BeamlineScan) {
    guard let name = scan.columns.first?.draft.name else { return }
    scan.settle(0, .energy, unit: "eV")
    var counters: [Int] = []
    for index in scan.columns.indices.dropFirst(2) {
      let rest = String(scan.columns[index].draft.name.dropFirst(name.count + 1))
      if let known = columns[rest] {
        scan.settle(index, known.role, known.qualifier, unit: known.unit)
      } else if rest.first == "C", Int(rest.dropFirst()) != nil {
        counters.append(index)
        scan.columns[index].draft.isSettled = true
      }
    }
    readSpectrum(&scan, counters)
    if let reference = scan.index(named: name + "_REF"), let itrans = scan.index(of: .itrans),
      let found = FormulaEvidence(scan, reference).logarithm(of: counters), found.above == itrans
    {
      scan.settle(reference, .mu, "reference")
      scan.settle(found.below, .irefer, unit: "counts")
      note(&scan, reference, "ln(\(label(scan, found.above))/\(label(scan, found.below)))")
    }
    scan.concludeEdge(from: scan.number("Scan.edge_energy"))
  }

  /// The second column is the spectrum: which counters it was made of, its values prove.
  private static func readSpectrum(_ scan: inout BeamlineScan, _ counters: [Int]) {
    let evidence = FormulaEvidence(scan, 1)
    if let found = evidence.logarithm(of: counters) {
      scan.settle(1, .mu, "transmission")
      scan.settle(found.above, .i0, unit: "counts")
      scan.settle(found.below, .itrans, unit: "counts")
      note(&scan, 1, "ln(\(label(scan, found.above))/\(label(scan, found.below)))")
    } else if let found = evidence.quotient(of: counters) {
      scan.settle(1, .mu, "fluorescence")
      scan.settle(found.below, .i0, unit: "counts")
      scan.settle(found.above, .ifluor, unit: "counts")
      note(&scan, 1, "\(label(scan, found.above))/\(label(scan, found.below))")
    } else {
      scan.settle(1, .mu)
    }
  }

  private static func label(_ scan: BeamlineScan, _ index: Int) -> String { scan.columns[index].draft.name }

  private static func note(_ scan: inout BeamlineScan, _ result: Int, _ formula: String) {
    scan.findings.append(
      Finding(
        ColumnsFinding.roleGuess,
        "What the counters measured follows from column \(result + 1), which is \(formula) in every row.",
        at: .init(path: "/1/channels"), found: formula))
  }

  /// Sardana gives the command in the first comment, and the end of the scan behind the table.
  private static func readPETRA(_ scan: inout BeamlineScan) {
    let command = scan.header.lines.first { ScanCommand($0.text) != nil }?.text
    scan.title = command
    scan.placePoints(by: command)
    let footer = scan.metadata.nodes.last { $0.value?.text?.contains("cquisition ended at ") == true }
    if let time = footer?.value?.text?.text(behind: "cquisition ended at ").flatMap({ LocalTime.ctime($0) }) {
      scan.endTime = time
    }
  }
}
