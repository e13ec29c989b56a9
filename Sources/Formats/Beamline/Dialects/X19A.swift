/// The old program of NSLS X19A: a header in sentences, and the spectrum worked out already.
import Bytes
import DataModel

extension BeamlineDialect {
  static let x19a = BeamlineDialect(
    id: "x19a", name: "NSLS X19A, before XDAC (text)",
    sign: { head in
      guard let crystal = head.firstLine(with: "CRYSTAL SET", within: 20), head.line(crystal).contains("EDGE IS"),
        head.firstLine(with: "NSLS X19A", within: 20) != nil
      else { return nil }
      return "the header names NSLS X19A, and crystal and edge in line \(crystal)"
    },
    content: .text(TextLayout(facts: X19AHeader.facts)), roles: X19AHeader.roles, complete: X19AHeader.complete)
}

private enum X19AHeader {
  static let roles: [RoleRule] = [
    RoleRule("e", .energy, unit: "eV"), RoleRule("xmu(trans)", .mu, "transmission"),
    RoleRule("xmu(fluor)", .mu, "fluorescence"),
  ]

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    if number == 1 { return [HeaderFact("Sample.name", line)] }
    if line.contains("NSLS X19A") {
      return [
        HeaderFact("Facility.name", "NSLS"), HeaderFact("Beamline.name", "X19A"), HeaderFact("Scan.program", line),
      ]
    }
    if line.hasPrefix("CRYSTAL SET"), let energy = line.text(behind: "EDGE IS")?.numbers.first {
      let crystal = line.text(behind: "CRYSTAL SET")?.split(separator: " ").first ?? ""
      return [HeaderFact("Mono.reflection", crystal), HeaderFact("Scan.edge_energy", energy, unit: "keV")]
    }
    if line.contains("DATA POINTS COLLECTED"), let count = line.numbers.first {
      return [HeaderFact("Scan.points", count)]
    }
    return times(line)
  }

  /// `SCAN STARTED: 05:04:43  5-NOV-95 SCAN FINISHED: 05:27:40`
  private static func times(_ line: String) -> [HeaderFact]? {
    guard let text = line.text(behind: "SCAN STARTED: ") else { return nil }
    let words = text.split(separator: " ")
    guard words.count >= 2 else { return nil }
    let date = words[1].split(separator: "-")
    guard date.count == 3 else { return nil }
    func time(_ clock: Substring) -> String? {
      LocalTime.iso(year: Int(date[2]), month: LocalTime.month(date[1]), day: Int(date[0]), time: clock)
    }
    guard let start = time(words[0]) else { return nil }
    var facts = [HeaderFact("Scan.start_time", start)]
    // Only the time of day is given; a scan over midnight would end before it began.
    if let clock = line.text(behind: "SCAN FINISHED: ")?.split(separator: " ").first, let end = time(clock), end > start
    {
      facts.append(HeaderFact("Scan.end_time", end))
    }
    return facts
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    scan.reportPointCount(announced: scan.number("Scan.points"))
    scan.concludeEdge(from: scan.number("Scan.edge_energy").map { $0 * 1000 })
  }
}
