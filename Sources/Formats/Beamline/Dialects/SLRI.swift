/// Beamline 8 of SLRI (Siam Photon). No real file seen: built after the description of others.
import Bytes
import DataModel

extension BeamlineDialect {
  static let slriBL8 = BeamlineDialect(
    id: "slri-bl8", name: "SLRI BL8 (text)",
    sign: { head in
      head.opening.contains("BL8: X-ray Absorption Spectroscopy")
        ? "the first line is that of SLRI's beamline 8: \(head.opening)" : nil
    },
    content: .text(TextLayout(labels: SLRIHeader.labels, facts: SLRIHeader.facts)), roles: SLRIHeader.roles,
    complete: SLRIHeader.complete)
}

private enum SLRIHeader {
  /// Units stand in brackets as words of their own.
  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    guard let line = header.last(beginning: "Energy") else { return nil }
    var labels: [String] = []
    for word in header.lines[line].text.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
      if word.hasPrefix("("), let last = labels.popLast() {
        labels.append(last + " " + word)
      } else {
        labels.append(String(word))
      }
    }
    return labels
  }

  static let roles: [RoleRule] = [
    RoleRule("energy", .energy, unit: "eV"), RoleRule("braggangle", .angle, unit: "degree"),
    RoleRule("timestep", .time, unit: "s"), RoleRule("i0", .i0), RoleRule("i1", .itrans), RoleRule("mu", .mu),
    RoleRule("sca*", .ifluor),
  ]

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    if number == 1 {
      return [
        HeaderFact("Facility.name", "SLRI"), HeaderFact("Beamline.name", "BL8"), HeaderFact("Scan.program", line),
      ]
    }
    if line.hasPrefix("Energy"), line.contains("BraggAngle") { return [] }
    if line.hasPrefix("E0 (eV)"), let value = line.numbers.first {
      return [HeaderFact("Scan.edge_energy", value, unit: "eV")]
    }
    return nil
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    setTimes(&scan)
    if scan.columns.contains(where: { $0.draft.role == .ifluor }) {
      scan.isFluorescence = true
    }
    let edge = scan.number("Scan.edge_energy")
    scan.concludeEdge(from: edge)
    // Half the K edge of argon, which fills the first ionisation chamber.
    let step = 1603.0
    guard let edge, abs(edge - step) < 200, let i0 = scan.index(of: .i0) else { return }
    scan.findings.append(
      Finding(
        BeamlineFinding.harmonic,
        "The edge at \(NumberFormatter.text(edge)) eV lies near 1603 eV, where the second harmonic of the beam meets the "
          + "K edge of the argon in the first chamber: \"\(scan.columns[i0].draft.name)\" has a step of its own there.",
        at: .init(path: "/1/channels/\(scan.columns[i0].draft.name)")))
  }

  /// `Experiment date: March 5, 2012` and `Duration: 10:20:30 - 10:45:12`.
  private static func setTimes(_ scan: inout BeamlineScan) {
    let lines = scan.header.lines.map(\.text)
    guard let dateLine = lines.first(where: { $0.hasPrefix("Experiment date") }) else { return }
    let words = dateLine.split { " ,:\t".contains($0) }
    guard let place = words.indices.dropFirst(2).first(where: { LocalTime.month(words[$0]) != nil }),
      words.indices.contains(place + 2)
    else { return }
    let duration = lines.first { $0.hasPrefix("Duration") }?.split { $0 == " " || $0 == "\t" } ?? []
    let clocks = duration.filter { $0.contains(":") && $0.first?.isNumber == true }
    func time(_ clock: Substring?) -> String? {
      LocalTime.iso(
        year: Int(words[place + 2]), month: LocalTime.month(words[place]), day: Int(words[place + 1]), time: clock ?? ""
      )
    }
    scan.startTime = time(clocks.first)
    // A scan over midnight would end before it began.
    if clocks.count == 2, let end = time(clocks[1]), let start = scan.startTime, end > start { scan.endTime = end }
  }
}
