/// NSLS X10C: a header with NUL bytes, and numbers that touch each other where one is negative.
import Bytes
import DataModel

extension BeamlineDialect {
  static let x10c = BeamlineDialect(
    id: "x10c", name: "NSLS X10C (text)",
    sign: { head in
      guard head.opening.hasPrefix("EXAFS "), let line = head.firstLine(with: X10C.start) else { return nil }
      return "the first line begins with EXAFS, and line \(line) says DATA START"
    },
    content: .text(TextLayout(table: TableMark("DATA START").table, labels: X10C.labels, facts: X10C.facts)),
    roles: X10C.roles, complete: X10C.complete)
}

enum X10C {
  static let start = " DATA START"

  /// The header does not name the columns. The second one counts the ticks of a clock (2^18 per second); the fourth and
  /// the sixth are what the beamline's users divide by each other.
  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    guard header.columnCount > 0 else { return nil }
    let known = [0: "energy", 1: "clock", 3: "i0", 5: "itrans"]
    return (0..<header.columnCount).map { known[$0] ?? "col\($0 + 1)" }
  }

  static let roles: [RoleRule] = [
    RoleRule("energy", .energy, unit: "eV"), RoleRule("clock", .other, unit: "counts"),
    RoleRule("i0", .i0, unit: "counts"), RoleRule("itrans", .itrans, unit: "counts"),
  ]

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    if number == 1 {
      let words = line.split(separator: " ")
      guard words.count >= 3, let time = time(words[1], words[2]) else { return nil }
      let rest = words.dropFirst(3).joined(separator: " ")
      return [HeaderFact("Scan.start_time", time)] + (rest.isEmpty ? [] : [HeaderFact("Scan.mode", rest)])
    }
    return line == start.trimmingBlanks() ? [] : nil
  }

  /// `25-SEP-2002` and `16:23:41.15`.
  private static func time(_ date: Substring, _ clock: Substring) -> String? {
    let parts = date.split(separator: "-")
    guard parts.count == 3 else { return nil }
    return LocalTime.iso(year: Int(parts[2]), month: LocalTime.month(parts[1]), day: Int(parts[0]), time: clock)
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    let points = numbers(below: "NPTS", &scan)
    if let count = points.first {
      scan.add(HeaderFact("Scan.points", count), line: nil)
      scan.reportPointCount(announced: NumberParser.double(count))
    }
    // The column called MILLER holds the spacing of the crystal's planes.
    let crystal = numbers(below: "THETA_OFF", &scan)
    if crystal.count > 3, NumberParser.double(crystal[3]) ?? 0 > 0 {
      scan.add(HeaderFact("Mono.d_spacing", crystal[3], unit: "Å"), line: nil)
    }
    if let steps = numbers(below: "STEP_DEG", &scan).first {
      scan.add(HeaderFact("Mono.steps_per_degree", steps), line: nil)
    }
    // These have been taken off already: what is stored plus dark current times time is a whole number of counts.
    for (index, dark) in numbers(below: "DARKCURRENT", &scan).enumerated()
    where scan.columns.indices.contains(index + 1) && NumberParser.double(dark) ?? 0 != 0 {
      scan.columns[index + 1].metadata.nodes += [
        MetadataNode("offset", .text(dark), unit: "counts/s"), MetadataNode("offset_is_subtracted", .text("yes")),
      ]
    }
  }

  /// The numbers of the line below a title; title and line are taken out of the metadata.
  private static func numbers(below title: String, _ scan: inout BeamlineScan) -> [String] {
    guard let place = scan.header.last(beginning: title), scan.header.lines.indices.contains(place + 1) else {
      return []
    }
    let line = scan.header.lines[place + 1]
    let numbers = line.text.numbers.map(String.init)
    // Titles with numbers that stay lines of the header keep both.
    if ["STEP_DEG", "DARKCURRENT"].contains(title) {
      scan.dropHeaderLines([line.number, scan.header.lines[place].number])
    }
    return numbers
  }
}
