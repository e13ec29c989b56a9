/// The data collectors of SSRL that write text: EXAFS and MicroEXAFS.
import Bytes
import DataModel

extension BeamlineDialect {
  static let ssrl = BeamlineDialect(
    id: "ssrl", name: "SSRL EXAFS and MicroEXAFS Data Collector (text)",
    sign: { head in
      let line = head.opening
      let isCollector = line.hasPrefix("SSRL ") && line.contains("EXAFS Data Collector")
      guard isCollector, !head.bytes.prefix(80).contains(0) else { return nil }
      return "the first line is that of SSRL's collector: \(line)"
    },
    content: .text(TextLayout(table: TableMark("DATA:").table, labels: SSRLHeader.labels, facts: SSRLHeader.facts)),
    roles: SSRLHeader.roles, complete: SSRLHeader.complete)
}

enum SSRLHeader {
  /// One label per line between `Data:` and a blank line.
  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    guard let data = header.last(beginning: "Data:") else { return nil }
    return header.lines[(data + 1)...].filter { $0.kind != .blank }.map(\.text)
  }

  static let roles: [RoleRule] = [
    RoleRule("achieved energy", .energy, unit: "eV"), RoleRule("requested energy", .energy, unit: "eV"),
    RoleRule("requested energy", .other, unit: "eV"),
    RoleRule("real time clock", .time, unit: "s"), RoleRule("i0", .i0, unit: "counts"),
    RoleRule("i1", .itrans, unit: "counts"), RoleRule("i2", .irefer, unit: "counts"),
    RoleRule("lytle", .ifluor, unit: "counts"), RoleRule("pips", .ifluor, unit: "counts"),
    RoleRule("sca1.*", .ifluor, unit: "counts"), RoleRule("sca1_*", .ifluor, unit: "counts"),
    RoleRule("ff*", .ifluor, unit: "counts"), RoleRule("icr.*", .other, DetectorElement.inputRate),
    RoleRule("icr*", .other, DetectorElement.inputRate), RoleRule("icr_*", .other, DetectorElement.inputRate),
  ]

  /// The lines have their places: title, date, counts, detector and region file, crystal, parameters, six comments.
  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    switch number {
    case 1: return [HeaderFact("Scan.program", line)]
    case 2: return LocalTime.ctime(line).map { [HeaderFact("Scan.start_time", $0)] }
    case 3:
      let numbers = line.numbers
      guard numbers.count == 2, line.hasPrefix("PTS:") else { return nil }
      return [HeaderFact("Scan.points", numbers[0]), HeaderFact("Scan.columns", numbers[1])]
    case 4: return [HeaderFact("Scan.detector_file", line)]
    case 5: return [HeaderFact("Scan.region_file", line)]
    case 6: return crystal(line)
    // MicroEXAFS has no parameters; its comments begin behind a line that says so.
    case 7: return line.isEmpty ? nil : line == "COMMENTS" ? [] : [HeaderFact("Scan.parameters", line)]
    case 8: return line.isEmpty ? nil : [HeaderFact("Sample.name", line)]
    default: return ["Data:", "Weights:", "Offsets:"].contains(line) ? [] : nil
    }
  }

  /// `2-3 unfocused  0.000 -2 Si(220) 1.920156 100000`: beamline, mirror, crystal, d-spacing, steps per degree.
  private static func crystal(_ line: String) -> [HeaderFact]? {
    let words = line.split { $0 == " " || $0 == "\t" }
    guard let place = words.firstIndex(where: { $0.contains("(") && $0.contains(")") }),
      words.indices.contains(place + 1), NumberParser.double(String(words[place + 1])) != nil
    else { return line.isEmpty ? nil : [HeaderFact("Beamline.name", line)] }
    var facts = [HeaderFact("Mono.name", words[place]), HeaderFact("Mono.d_spacing", words[place + 1], unit: "Å")]
    if place > 0 { facts.insert(HeaderFact("Beamline.name", words[..<place].joined(separator: " ")), at: 0) }
    if words.indices.contains(place + 2) { facts.append(HeaderFact("Mono.steps_per_degree", words[place + 2])) }
    return facts
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    let weights = numbers(below: "Weights:", &scan)
    let offsets = numbers(below: "Offsets:", &scan)
    describe(&scan, weights: weights, offsets: offsets)
    // The labels, one per line.
    if let data = scan.header.last(beginning: "Data:") {
      scan.dropHeaderLines(Set(scan.header.lines[data...].map(\.number)))
    }
    scan.reportPointCount(announced: scan.number("Scan.points"))
    scan.isFluorescence = scan.columns.count { $0.draft.role == .ifluor } > 1
  }

  /// The words of the line below a title, one per column; the line is taken out of the metadata.
  private static func numbers(below title: String, _ scan: inout BeamlineScan) -> [String] {
    guard let place = scan.header.last(beginning: title), scan.header.lines.indices.contains(place + 1) else {
      return []
    }
    let line = scan.header.lines[place + 1]
    scan.dropHeaderLines([line.number])
    return line.text.split { $0 == " " || $0 == "\t" }.map(String.init)
  }

  /// Puts weights and offsets to their columns. The collector has taken the offsets off already: what is stored, plus
  /// offset times counting time, is a whole number of counts.
  static func describe(_ scan: inout BeamlineScan, weights: [String], offsets: [String]) {
    for index in scan.columns.indices {
      if weights.indices.contains(index) {
        scan.columns[index].metadata.nodes.append(MetadataNode("weight", .text(weights[index])))
      }
      guard offsets.indices.contains(index), NumberParser.double(offsets[index]) ?? 0 != 0 else { continue }
      scan.columns[index].metadata.nodes += [
        MetadataNode("offset", .text(offsets[index]), unit: "counts/s"),
        MetadataNode("offset_is_subtracted", .text("yes")),
      ]
    }
  }
}
