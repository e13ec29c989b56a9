/// NSLS X11A before XDAC: the program EDC.
import Bytes
import DataModel

extension BeamlineDialect {
  static let x11a = BeamlineDialect(
    id: "x11a", name: "NSLS X11A EDC (text)",
    sign: { head in
      let line = head.opening.drop { $0 == "#" || $0 == " " }
      return line.hasPrefix("NSLS/X11 EDC-") ? "the first line is that of EDC: \(line)" : nil
    },
    content: .text(TextLayout(labels: HeaderEDC.labels, facts: HeaderEDC.facts)),
    roles: [
      RoleRule("energy", .energy, unit: "eV"), RoleRule("i0", .i0), RoleRule("i", .itrans), RoleRule("it", .itrans),
      RoleRule("if", .ifluor), RoleRule("iref", .irefer), RoleRule("ir", .irefer),
    ],
    complete: HeaderEDC.complete)
}

private enum HeaderEDC {
  /// hc in eV Å with which the users of these files made spacings of `HC/2D`: XDI files of theirs state 3.135301 Å for
  /// 1977.260 eV. The energies themselves are stored and need no constant.
  private static let hc = 12398.61
  private static let detectors = "DETECTORS"

  /// The names of the detectors stand behind `DETECTORS`, the first one without a blank; the energy comes before them.
  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    guard let line = header.last(beginning: detectors) else { return nil }
    let names = header.lines[line].text.dropFirst(detectors.count).split(separator: " ").map(String.init)
    return header.columnCount == 0 || names.count + 1 == header.columnCount ? ["energy"] + names : nil
  }

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    if let rest = line.text(behind: "NSLS/X11 EDC-") { return opening(rest) }
    if line.hasPrefix(detectors) { return [] }
    var facts: [HeaderFact] = []
    if let value = value(in: line, behind: "HC/2D="), let energy = NumberParser.double(value), energy > 0 {
      let spacing = (hc / energy / 2 * 1e6).rounded() / 1e6
      facts += [
        HeaderFact("Mono.description", line), HeaderFact("Mono.d_spacing", NumberFormatter.text(spacing), unit: "Å"),
      ]
    }
    if let value = value(in: line, behind: "STPDEG=") { facts.append(HeaderFact("Mono.steps_per_degree", value)) }
    if let value = value(in: line, behind: "E0=") { facts.append(HeaderFact("Scan.edge_energy", value, unit: "eV")) }
    if let value = value(in: line, behind: "NPTS=") {
      facts += [HeaderFact("Scan.points", value), HeaderFact("Scan.parameters", line)]
    }
    for (mark, key) in [("GAINS", "Detector.gains"), ("OFFSETS", "Detector.offsets")] where line.hasPrefix(mark) {
      facts.append(HeaderFact(key, line.dropFirst(mark.count)))
    }
    return facts.isEmpty ? nil : facts
  }

  /// `5.02 15-Sep-92 01:52:53 E- ENERGY=2.584GEV`: all years are of the last century.
  private static func opening(_ text: Substring) -> [HeaderFact]? {
    let words = text.split(separator: " ")
    guard let version = words.first else { return nil }
    var facts = [HeaderFact("Scan.program", "EDC \(version)")]
    if words.count > 2 {
      let date = words[1].split(separator: "-")
      if date.count == 3, let year = Int(date[2]),
        let time = LocalTime.iso(
          year: year < 100 ? 1900 + year : year, month: LocalTime.month(date[1]), day: Int(date[0]), time: words[2])
      {
        facts.append(HeaderFact("Scan.start_time", time))
      }
    }
    if let energy = value(in: String(text), behind: "ENERGY=") {
      facts.append(HeaderFact("Facility.energy", energy, unit: "GeV"))
    }
    return facts
  }

  /// The number that follows a mark, with or without blanks between them; `6400.` and `2.584GEV` hold one.
  private static func value(in line: String, behind mark: String) -> String? {
    guard let text = line.text(behind: mark) else { return nil }
    var digits = text.trimmingBlanks().prefix { $0.isNumber || $0 == "." || $0 == "-" }
    if digits.last == "." { digits = digits.dropLast() }
    return NumberParser.double(String(digits)) == nil ? nil : String(digits)
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    scan.reportPointCount(announced: scan.number("Scan.points"))
  }
}
