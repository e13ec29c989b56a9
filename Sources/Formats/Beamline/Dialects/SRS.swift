/// Daresbury's SRS format: its EXAFS stations, DUBBLE at ESRF, and Diamond's GDA, which kept it.
import Bytes
import DataModel

extension BeamlineDialect {
  static let srs = BeamlineDialect(
    id: "srs", name: "SRS of Daresbury, DUBBLE and Diamond GDA (text)",
    sign: { head in
      guard head.opening.hasPrefix("&"), head.opening.uppercased().hasPrefix("&SRS") else { return nil }
      return "the first line opens the header of an SRS file: &SRS"
    },
    content: .text(TextLayout(table: SRSTable.read, labels: SRSHeader.labels, facts: SRSHeader.facts)),
    roles: SRSHeader.roles, complete: SRSScan.complete)
}

/// What the header says, between `&SRS` and `&END`.
enum SRSHeader {
  static let endMark = "&END"
  /// What the columns hold that carry no labels, first those of the ionisation chambers, then the elements of the
  /// fluorescence detector.
  static let chambers = ["angle", "time", "i0", "it", "if", "im"]
  static let elementLabel = "med"

  /// Nil where a line of labels stands behind the header.
  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    guard let end = header.lines.lastIndex(where: { $0.text.uppercased().hasPrefix(endMark) }) else { return nil }
    let behind = Array(header.lines[(end + 1)...])
    let search = LabelSearch(lines: behind, columnCount: header.columnCount, delimiter: header.delimiter)
    let found = header.columnCount > 0 ? search.find() : LabelSearch.labelsWithoutTable(behind)
    if found?.isClear == true { return nil }
    let count = header.columnCount
    return Array(chambers.prefix(count)) + (0..<max(0, count - chambers.count)).map { "\(elementLabel)\($0 + 1)" }
  }

  static let roles: [RoleRule] = [
    RoleRule("energy", .energy, unit: "eV"), RoleRule("time", .time), RoleRule("i0", .i0, unit: "counts"),
    RoleRule("it", .itrans, unit: "counts"), RoleRule("im", .monitor, unit: "counts"),
    RoleRule("med*", .ifluor, unit: "counts"), RoleRule("encoder", .other),
    RoleRule("refer", .i0), RoleRule("signal*", .other),
  ]

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    let upper = line.uppercased()
    if upper.hasPrefix("&SRS") || upper.hasPrefix(endMark) || line.hasPrefix("<") { return [] }
    guard upper.hasPrefix("SRS"), let pairs = HeaderPairs.parse(line) else { return nil }
    return pairs.flatMap(facts)
  }

  private static let names: [String: String] = [
    "SRSRUN": "Scan.run", "SRSSTN": "Beamline.station", "SRSPRJ": "Scan.project", "SRSEXP": "Scan.experiment",
    "SRSTLE": "Scan.title", "SRSDAT": "Scan.date", "SRSTIM": "Scan.time",
  ]

  private static func facts(_ pair: HeaderPair) -> [HeaderFact] {
    let value = pair.value.filter { $0 != "'" }.trimmingBlanks()
    let key = pair.key.uppercased()
    if key.hasPrefix("SRSCN"), value.hasSuffix("mA"), NumberParser.double(String(value.dropLast(2))) != nil {
      return [HeaderFact("Facility.current", value.dropLast(2), unit: "mA")]
    }
    return [HeaderFact(names[key] ?? "Scan.\(pair.key)", value)]
  }
}

/// What remains to be done with the columns.
enum SRSScan {
  /// These programs know one crystal and one value of hc (eV Å); their files name neither.
  static let silicon111 = 3.13543
  static let hc = 12398.4244

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    setTimes(&scan)
    if scan.header.lines.contains(where: { $0.text.lowercased().contains("dubble") }) {
      scan.add(HeaderFact("Facility.name", "ESRF"), line: nil)
      scan.add(HeaderFact("Beamline.name", "DUBBLE"), line: nil)
    }
    reportAbort(&scan)
    scan.placePoints(by: scan.metadata.text("command"))
    if let angle = scan.index(named: SRSHeader.chambers[0]), angle == 0 { readAngles(&scan) }
    SRSSignals.state(&scan)
  }

  /// `SRSDAT=061017` is year, month, day. GDA writes these without leading zeros, and months from zero, and gives a
  /// full date elsewhere.
  private static func setTimes(_ scan: inout BeamlineScan) {
    if let date = scan.metadata.text("date") { scan.startTime = LocalTime.ctime(date) }
    scan.title = scan.metadata.text("Scan.title")
    guard scan.startTime == nil, let date = pairsOfDigits(scan.metadata.text("Scan.date")),
      let time = pairsOfDigits(scan.metadata.text("Scan.time")),
      let clock = scan.metadata.text("Scan.time")
    else { return }
    let text = "\(clock.prefix(2)):\(clock.dropFirst(2).prefix(2)):\(clock.suffix(2))"
    guard time[0] < 24 else { return }
    scan.startTime = LocalTime.iso(year: date[0], month: date[1], day: date[2], time: text)
  }

  private static func pairsOfDigits(_ text: String?) -> [Int]? {
    guard let text, text.utf8.count == 6 else { return nil }
    let digits = text.utf8.compactMap(\.digit).map { Int($0) }
    guard digits.count == 6 else { return nil }
    return [digits[0] * 10 + digits[1], digits[2] * 10 + digits[3], digits[4] * 10 + digits[5]]
  }

  private static func reportAbort(_ scan: inout BeamlineScan) {
    guard
      let mark = scan.metadata.nodes.last(where: {
        $0.name == ColumnsHeader.footerLine && $0.value?.text?.uppercased().contains("ABORTED") == true
      })
    else { return }
    scan.findings.append(
      Finding(
        BeamlineFinding.aborted, "The file ends with \"\(mark.value?.text ?? "")\": the scan was stopped.",
        at: .init(line: mark.line)))
  }

  /// The first column of a table without labels: angles in thousandths of a degree fall while the energy rises. Where
  /// the column rises it is the energy itself, and so it is where angles would mean energies that no station reached.
  private static func readAngles(_ scan: inout BeamlineScan) {
    let values = scan.columns[0].values.doubles()
    guard let first = values.first(where: \.isFinite), let last = values.last(where: \.isFinite) else { return }
    guard first >= last, highestEnergy(from: [first, last]) < reach else {
      scan.columns[0].draft = ColumnDraft(name: "energy")
      scan.columns[0].draft.role = .energy
      let course = first < last ? "rises" : "goes"
      let reason = first < last ? "since angles would fall" : "since angles as small as these were out of reach"
      scan.findings.append(
        Finding(
          ColumnsFinding.roleGuess,
          "The first column has no label and \(course) from \(NumberFormatter.text(first)) to "
            + "\(NumberFormatter.text(last)); it is taken for the energy, \(reason).",
          at: .init(path: ColumnRoles.rolePath("energy")), found: "energy"))
      return
    }
    scan.settle(0, .angle, unit: "millidegree")
    scan.findings.append(
      Finding(
        BeamlineFinding.assumedCrystal,
        "The file does not name its crystal; Si(111) with d = \(NumberFormatter.text(silicon111)) Å was assumed, and that "
          + "the first column gives the angle in thousandths of a degree.",
        at: .init(path: "/1/channels/\(scan.columns[0].draft.name)")))
    scan.addEnergy(fromAngles: 0, dSpacing: silicon111, hc: hc, scale: 0.001)
  }

  /// The highest energy (eV) that a station of this format scanned, with room to spare.
  private static let reach = 50_000.0

  private static func highestEnergy(from angles: [Double]) -> Double {
    let bragg = BraggEnergy(dSpacing: silicon111, hc: hc, degreesPerUnit: 0.001)
    return bragg.energies(angles).max() ?? .infinity
  }
}
