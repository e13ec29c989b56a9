/// The database of Lytle: positions of a stepping motor instead of energies.
import Bytes
import DataModel

extension BeamlineDialect {
  static let lytle = BeamlineDialect(
    id: "lytle", name: "Lytle database (text)",
    sign: { head in
      let words = LytleHeader.words(head.opening.uppercased())
      guard words.starts(with: LytleHeader.names) || words.starts(with: LytleHeader.otherNames) else { return nil }
      return "the first line names the motor positions of a scan as Lytle's database does: "
        + words.prefix(5).joined(separator: " ")
    },
    content: .bytes { bytes throws(FormatError) in
      let head = TextHead(bytes)
      if LytleHeader.words(head.opening.uppercased()).starts(with: LytleHeader.otherNames) {
        throw FormatError(
          .unreadable,
          "this is a file of Lytle's database whose header begins with CUEDGE START STOP: it lists neither the "
            + "d-spacing nor the motor steps per degree, so its positions cannot be turned into energies. Convert it "
            + "with the database's own programs first", at: .init(line: 1))
      }
      let layout = TextLayout(table: LytleHeader.mark.table, labels: LytleHeader.labels, facts: LytleHeader.facts)
      return try BeamlineText(layout: layout).read(bytes)
    },
    roles: LytleHeader.roles, complete: LytleHeader.complete)
}

private enum LytleHeader {
  static let names = ["NPTS", "NS", "CUEDGE", "CUHITE", "DSPACE", "STPDEG"]
  static let otherNames = ["CUEDGE", "START", "STOP", "BEG"]
  /// hc in eV Å with which the energies of these files are usually worked out (2π times 1973.3 eV Å, rounded).
  private static let hc = 12398.61

  /// The title follows the last of these lines, and it may be a number.
  static let mark = TableMark("DELTA:", "DELEND:", "SEC:", "OFFSET:", isLast: true, linesBehind: 1)

  static func words(_ line: String) -> [String] { line.split { $0 == " " || $0 == "\t" }.map(String.init) }

  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    ["steps", "i0", "it", "if", "ir"].prefix(header.columnCount).map { $0 }
  }

  static let roles: [RoleRule] = [
    RoleRule("steps", .other, "monochromator"), RoleRule("i0", .i0), RoleRule("it", .itrans),
    RoleRule("if", .ifluor), RoleRule("ir", .irefer),
  ]

  /// The names in the first line belong to the numbers in the second; the title ends with three counts and the date.
  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    let words = words(line)
    if words.map({ $0.uppercased() }).starts(with: names) { return [] }
    if words.count >= names.count, line.numbers.count == words.count { return values(words) }
    if let label = words.first, label.hasSuffix(":") {
      return [HeaderFact("Scan.\(label.dropLast().lowercased())", words.dropFirst().joined(separator: " "))]
    }
    guard !line.isEmpty else { return nil }
    return title(line)
  }

  private static let keys = [
    "Scan.points", "Scan.detectors", "Scan.copper_edge", "Scan.copper_height", "Mono.d_spacing",
    "Mono.steps_per_degree", "Mono.steps_per_mm", "Scan.first_step", "Scan.last_step", "Scan.scale",
  ]

  private static func values(_ words: [String]) -> [HeaderFact] {
    zip(keys, words).map { HeaderFact($0, $1, unit: $0 == "Mono.d_spacing" ? "Å" : nil) }
  }

  private static func title(_ line: String) -> [HeaderFact] {
    guard let gap = line.firstRange(of: "    ") else { return [HeaderFact("Sample.name", line)] }
    return [
      HeaderFact("Sample.name", line[..<gap.lowerBound]),
      HeaderFact("Scan.serial", words(String(line[gap.upperBound...])).joined(separator: " ")),
    ]
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    scan.reportPointCount(announced: scan.number("Scan.points"))
    guard let steps = scan.index(named: "steps") else { return }
    guard let perDegree = scan.number("Mono.steps_per_degree"), perDegree > 0 else {
      scan.addEnergy(fromAngles: steps, dSpacing: nil)
      return
    }
    scan.addEnergy(
      fromAngles: steps, dSpacing: scan.number("Mono.d_spacing"), hc: hc, scale: 1 / perDegree)
  }
}
