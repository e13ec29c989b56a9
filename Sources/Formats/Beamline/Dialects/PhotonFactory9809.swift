/// The 9809 format of Photon Factory, SPring-8, SAGA-LS and Aichi: angles, and counts with the dark counts beside them.
import Bytes
import DataModel

extension BeamlineDialect {
  static let format9809 = BeamlineDialect(
    id: "9809", name: "9809 of Photon Factory, SPring-8, SAGA-LS and Aichi SR (text)",
    sign: { head in
      let words = head.opening.split(separator: " ")
      guard words.first == "9809", words.count >= 2, head.lines.contains(where: Header9809.isOfLayout) else {
        return nil
      }
      return "the first line begins with 9809 and names \(words.dropFirst().joined(separator: " "))"
    },
    content: .text(TextLayout(table: TableMark("OFFSET").table, labels: Header9809.labels, facts: Header9809.facts)),
    roles: Header9809.roles, complete: Header9809.complete)
}

private enum Header9809 {
  /// hc in eV Å with which these programs turn energies into angles: their block tables give energies and their rows the
  /// angles, and 12398.52 reproduces one from the other where CODATA's value does not.
  static let hc = 12398.52

  /// The line of the monochromator, or the one of the labels: a number alone is no sign.
  static func isOfLayout(_ line: String) -> Bool {
    let line = line.uppercased()
    return line.contains("ANGLE(C)") || (line.contains("MONO") && line.contains("D="))
  }

  /// The row of labels stands two lines above the table, before the modes and the offsets of the counters.
  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    guard let words = words(header, "ANGLE(C)") else { return nil }
    let modes = values(header, "MODE")
    return words.enumerated().map { index, word in
      guard index >= 3 else { return [0: "angle_drive", 1: "angle_read", 2: "time/s"][index] ?? word }
      let stem = modes.indices.contains(index) ? counters[modes[index]] : nil
      return stem.map { "\($0)_\(word)" } ?? "counter_\(word)"
    }
  }

  /// What a counter counts, by its mode.
  private static let counters: [Double: String] = [1: "i0", 2: "itrans", 3: "ifluor", 5: "aux"]

  static let roles: [RoleRule] = [
    RoleRule("angle_read", .angle, "observed", unit: "degree"), RoleRule("angle_drive", .other, unit: "degree"),
    RoleRule("time", .time, unit: "s"), RoleRule("i0_*", .i0, unit: "counts"),
    RoleRule("itrans_*", .itrans, unit: "counts"), RoleRule("ifluor_*", .ifluor, unit: "counts"),
    RoleRule("aux_*", .other, unit: "counts"), RoleRule("counter_*", .other, unit: "counts"),
  ]

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    let words = line.split(separator: " ")
    switch number {
    case 1:
      guard words.count >= 2 else { return nil }
      return [HeaderFact("Facility.name", words[1])]
        + (words.count > 2 ? [HeaderFact("Beamline.name", words[2...].joined(separator: " "))] : [])
    case 2: return sample(line)
    case 3: return line.isEmpty ? nil : [HeaderFact("Sample.description", line)]
    default: break
    }
    let key = line.uppercased().filter { $0 != " " }
    if key.hasPrefix("RING:") {
      let numbers = line.numbers
      guard numbers.count >= 3 else { return nil }
      return [
        HeaderFact("Facility.energy", numbers[0], unit: "GeV"), HeaderFact("Facility.current", numbers[1], unit: "mA"),
        HeaderFact("Facility.current_at_end", numbers[2], unit: "mA"),
      ]
    }
    if key.hasPrefix("MONO:") {
      guard let spacing = line.number(behind: "D="), let crystal = words.dropFirst(2).first else { return nil }
      var facts = [
        HeaderFact("Mono.name", crystal), HeaderFact("Mono.d_spacing", spacing, unit: "Å"),
      ]
      if let angle = line.number(behind: "Initial angle=") {
        facts.append(HeaderFact("Mono.initial_angle", angle, unit: "degree"))
      }
      return facts
    }
    if words.first?.uppercased().hasPrefix("ANGLE(C)") == true { return [] }
    if let points = line.number(behind: "Points=") {
      return [HeaderFact("Scan.mode", line), HeaderFact("Scan.points", points)]
    }
    return nil
  }

  /// `hgcys  07.05.12 23:28 - 07.05.12 23:55`: year, month, day.
  private static func sample(_ line: String) -> [HeaderFact]? {
    guard let dash = line.firstRange(of: " - ") else { return nil }
    let before = line[..<dash.lowerBound].split(separator: " ")
    let behind = line[dash.upperBound...].split(separator: " ")
    guard before.count >= 2, behind.count >= 2, let start = time(before.suffix(2)), let end = time(behind.prefix(2))
    else { return nil }
    var facts = [HeaderFact("Scan.start_time", start), HeaderFact("Scan.end_time", end)]
    if before.count > 2 { facts.insert(HeaderFact("Sample.name", before.dropLast(2).joined(separator: " ")), at: 0) }
    if behind.count > 2 { facts.append(HeaderFact("Scan.serial", behind.dropFirst(2).joined(separator: " "))) }
    return facts
  }

  private static func time(_ words: ArraySlice<Substring>) -> String? {
    guard let date = words.first, let clock = words.last else { return nil }
    let parts = date.split(separator: ".").map { Int($0) }
    return parts.count == 3 ? LocalTime.iso(year: parts[0], month: parts[1], day: parts[2], time: clock) : nil
  }

  /// The words of the last line that begins with this one, given in capitals and written in any letters.
  private static func words(_ header: ScanHeader, _ first: String) -> [String]? {
    header.lines.last { $0.text.uppercased().hasPrefix(first) }?.text.split { $0 == " " || $0 == "\t" }.map(String.init)
  }

  /// The numbers behind a word at the beginning of one of the last lines, one per column; the word stands in the place
  /// of the first column.
  private static func values(_ header: ScanHeader, _ word: String) -> [Double] {
    guard let words = words(header, word)?.dropFirst() else { return [] }
    return [0] + words.map { NumberParser.double($0) ?? 0 }
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    scan.reportPointCount(announced: scan.number("Scan.points"))
    if let time = scan.index(of: .time) { scan.subtractDark(values(scan.header, "OFFSET"), time: time) }
    if let angle = scan.index(of: .angle) {
      scan.addEnergy(fromAngles: angle, dSpacing: scan.number("Mono.d_spacing"), hc: hc)
    }
  }
}
