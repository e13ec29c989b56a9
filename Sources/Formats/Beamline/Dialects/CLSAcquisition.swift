/// The acquisition program of the Canadian Light Source: HXMA and SXRMB, and SGM before Acquaman.
import Bytes
import DataModel

extension BeamlineDialect {
  static let clsAcquisition = BeamlineDialect(
    id: "cls-dacq", name: "CLS Data Acquisition: HXMA, SXRMB and others (text)",
    sign: { head in
      guard head.opening.hasPrefix("#") else { return nil }
      let isOurs = head.opening.uppercased().drop { $0 == "#" || $0 == " " }.hasPrefix("CLS DATA ACQUISITION")
      return isOurs ? "the first line says CLS Data Acquisition" : nil
    },
    content: .text(TextLayout(labels: CLSEvents.labels, facts: CLSEvents.facts)), roles: CLSEvents.roles,
    complete: CLSEvents.complete)

  static let clsSGM = BeamlineDialect(
    id: "cls-sgm", name: "CLS SGM 2004 to 2010 (text)",
    sign: { head in
      guard !head.opening.hasPrefix("# CLS Data Acquisition"), let line = head.firstLine(beginning: "#(1) "),
        head.line(line).contains("Event-ID"), head.line(line).contains("BL1611-ID-1")
      else { return nil }
      return "line \(line) lists what SGM's events of kind 1 hold"
    },
    content: .text(TextLayout(labels: CLSEvents.labels, facts: CLSEvents.facts)), roles: CLSEvents.roles,
    complete: CLSEvents.complete)
}

enum CLSEvents {
  /// Events of kind 1 are the rows of the table. A first line lists their process variables, a second one their names,
  /// as `$(EnergyFeedback)`, where there is one.
  private static func cells(_ line: HeaderLine, _ event: Int) -> [String]? {
    let mark = "(\(event))"
    guard line.text.hasPrefix(mark) else { return nil }
    return line.text.dropFirst(mark.count).split { $0 == " " || $0 == "\t" }.map { word in
      String(word.filter { $0 != "\"" })
    }
  }

  private static func rows(_ header: ScanHeader, _ event: Int) -> (variables: [String], names: [String]) {
    let rows = header.lines.compactMap { cells($0, event) }
    let isNamed = { (row: [String]) in row.contains { $0.hasPrefix("$(") } }
    return (rows.last { !isNamed($0) } ?? [], rows.last(where: isNamed) ?? [])
  }

  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    let (variables, names) = rows(header, 1)
    let found = names.isEmpty ? variables.map(known) : names.map(withoutSigns)
    return found.isEmpty ? nil : found
  }

  /// `$(EnergyFeedback)` without its signs; `$(Background)[0]` is `Background[0]`.
  private static func withoutSigns(_ name: String) -> String {
    String(name.filter { !"$()".contains($0) })
  }

  /// SGM's process variables under the names that its users have for them.
  private static func known(_ variable: String) -> String { variablesOfSGM[variable] ?? variable }

  private static let variablesOfSGM: [String: String] = [
    "BL1611-ID-1:Energy": "eV", "BL1611-ID-1:Energy:fbk": "EnergyFeedback", "PCT1402-01:mA:fbk": "RingCurrent",
    "A1611-4-13:A:fbk": "Photodiode", "A1611-4-14:A:fbk": "I0", "A1611-4-15:A:fbk": "TEY", "A1611-4-16:A:fbk": "TFY",
    "TCGC1611-423:pressure:fbk": "pressure", "MCA1611-01:DeadFraction": "sdd_deadtime",
    "MCA1611-01:GetChannels": "sdd_fileOffset",
  ]

  static let roles: [RoleRule] = [
    RoleRule("energyachieved", .energy, unit: "eV"), RoleRule("ev", .energy, unit: "eV"),
    RoleRule("absenergyname", .other, unit: "eV"), RoleRule("energyfeedback", .energy, unit: "eV"),
    RoleRule("energyfeedback", .other, unit: "eV"), RoleRule("acqdwellmsec", .time, unit: "ms"),
    RoleRule("ringcurrent", .monitor, unit: "mA"), RoleRule("kname", .other), RoleRule("event-id", .other),
    RoleRule("i0", .i0), RoleRule("tey", .iey), RoleRule("tfy", .ifluor),
  ]

  /// What HXMA's counters of the ion chambers and of the Lytle detector are, by the end of the process variable.
  private static let counters: [(ending: String, role: ChannelRole)] = [
    ("mcs03:fbk", .ifluor), ("mcs04:fbk", .i0), ("mcs05:fbk", .itrans), ("mcs06:fbk", .irefer),
  ]

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    if line.uppercased() == "CLS DATA ACQUISITION" { return [HeaderFact("Scan.program", line)] }
    return LocalTime.ctime(line).map { [HeaderFact("Scan.start_time", $0)] }
  }

  /// Process variables of the energy, the one to use first, where the file does not name its columns.
  private static let energies = [":energy:sp", ":energy:fbk", ":energy"]

  private static func findEnergy(_ scan: inout BeamlineScan, _ variables: [String]) {
    guard scan.index(of: .energy) == nil else { return }
    let lower = variables.map { $0.lowercased() }
    let named = scan.columns.firstIndex { $0.draft.name.lowercased().contains("energy") }
    let found = energies.lazy.compactMap { ending in lower.firstIndex { $0.hasSuffix(ending) } }.first ?? named
    guard let found, scan.columns.indices.contains(found) else { return }
    scan.settle(found, .energy, unit: "eV")
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    let variables = rows(scan.header, 1).variables
    scan.dropHeaderLines(Set(scan.header.lines.filter { cells($0, 1) != nil }.map(\.number)))
    for index in scan.columns.indices where variables.indices.contains(index) {
      let variable = variables[index]
      scan.columns[index].metadata.nodes.append(MetadataNode("pv", .text(variable)))
      guard let counter = counters.first(where: { variable.hasSuffix($0.ending) && variable.hasPrefix("BL1606-I") }),
        !scan.columns[index].draft.isSettled
      else { continue }
      scan.columns[index].draft.role = counter.role
      scan.columns[index].draft.unit = "counts"
      scan.columns[index].draft.isSettled = true
    }
    findEnergy(&scan, variables)
    if scan.columns.first?.draft.name.lowercased() == "event-id" { scan.columns[0].draft.isSettled = true }
    if let energy = scan.index(of: .energy), scan.columns[energy].draft.name == "EnergyAchieved" { nameEdge(&scan) }
    takeBackground(&scan)
  }

  /// Event 2 holds the energy of the edge.
  private static func nameEdge(_ scan: inout BeamlineScan) {
    guard let place = rows(scan.header, 2).names.firstIndex(of: "$(EdgeEnergy)"), let line = background(scan.header)
    else { return }
    // The second name stands for four numbers.
    let value = place + 3
    if line.indices.contains(value), line[value] > 0 {
      scan.add(HeaderFact("Scan.edge_energy", NumberFormatter.text(line[value]), unit: "eV"), line: nil)
    }
  }

  /// `Background counts time=0(x .1 microseconds), 0, 0, 0, 0, 11867.000, 5.0000`: time, four counters, further values.
  private static func background(_ header: ScanHeader) -> [Double]? {
    guard let line = header.lines.last(where: { $0.text.hasPrefix("Background counts time=") }) else { return nil }
    let cells = line.text.dropFirst("Background counts time=".count).split(
      separator: ",", omittingEmptySubsequences: false)
    let numbers = cells.map { cell in
      NumberParser.double(String(cell.prefix { $0 != "(" }.trimmingBlanks())) ?? .nan
    }
    return numbers.isEmpty ? nil : numbers
  }

  /// The dark counts of the four counters, taken off in the signals.
  private static func takeBackground(_ scan: inout BeamlineScan) {
    let counters = scan.columns.indices.filter { scan.columns[$0].draft.name.lowercased().hasPrefix("detector") }
    guard let numbers = background(scan.header), counters.count == 4, numbers.count > counters.count,
      let time = scan.index(of: .time)
    else { return }
    let counts = numbers.dropFirst().prefix(counters.count)
    guard counts.contains(where: { $0 != 0 }) else { return }
    guard numbers[0] > 0, numbers[0].isFinite else {
      scan.findings.append(
        Finding(
          BeamlineFinding.darkUnknown,
          "The header lists dark counts (\(counts.map { NumberFormatter.text($0) }.joined(separator: ", "))) that were "
            + "counted in no time; they were not taken off."))
      return
    }
    var rates = [Double](repeating: 0, count: scan.columns.count)
    for (index, count) in zip(counters, counts) { rates[index] = count / (numbers[0] * 1e-7) }
    scan.subtractDark(rates, time: time, perSecond: 1000)
  }
}
