/// ISS (8-ID) and QAS (7-BM) at NSLS-II: averaged scans as columns under a header of keys and values.
import Bytes
import DataModel

extension BeamlineDialect {
  static let nsls2 = BeamlineDialect(
    id: "nsls2-iss-qas", name: "NSLS-II ISS 8-ID and QAS 7-BM (text)",
    sign: { head in
      let names: Set<Substring> = ["ISS", "QAS", "8-ID", "7-BM"]
      guard head.has("NSLS-II") else { return nil }
      func value(_ key: String) -> Substring? {
        head.lines.prefix(20).lazy.compactMap { $0.drop { $0 == "#" || $0 == " " }.text(behind: "\(key):") }.first
          .map { $0.trimmingBlanks() }
      }
      guard head.opening.hasPrefix("#"), value("Facility") == "NSLS-II", let beamline = value("Beamline"),
        !names.isDisjoint(with: beamline.split { " ()/,".contains($0) })
      else { return nil }
      return "the header names NSLS-II and beamline \(beamline)"
    },
    content: .text(TextLayout(facts: HeaderNSLS2.facts)), roles: HeaderNSLS2.roles, complete: HeaderNSLS2.complete)
}

private enum HeaderNSLS2 {
  /// Keys of the header that the suite knows under other names.
  private static let keys: [String: String] = [
    "Facility": "Facility.name", "Beamline": "Beamline.name", "Year": "Facility.year", "Cycle": "Facility.cycle",
    "SAF": "Facility.SAF", "Proposal": "Facility.GUP", "PI": "Sample.experimenters", "Name": "Sample.name",
    "Sample name": "Sample.name", "Element": "Element.symbol", "Edge": "Element.edge", "Scan ID": "Scan.transient_id",
    "UID": "Scan.uid", "Trajectory name": "Scan.trajectory",
  ]
  private static let times: [String: String] = [
    "Start": "Scan.start_time", "Start time": "Scan.start_time", "End": "Scan.end_time", "Stop": "Scan.end_time",
    "End time": "Scan.end_time", "Stop time": "Scan.end_time",
  ]

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    guard let colon = line.firstRange(of: ":") else { return nil }
    let key = String(line[..<colon.lowerBound].trimmingBlanks())
    let value = line[colon.upperBound...].trimmingBlanks()
    if let path = keys[key] { return [HeaderFact(path, value)] }
    if let path = times[key] { return [HeaderFact(path, time(value) ?? String(value))] }
    if key == "E0", let energy = value.numbers.first { return [HeaderFact("Scan.edge_energy", energy, unit: "eV")] }
    return nil
  }

  /// `07/09/2019  15:25:20`.
  private static func time(_ text: Substring) -> String? {
    let words = text.split { $0 == " " || $0 == "T" }
    guard words.count >= 2 else { return nil }
    let slashed = words[0].split(separator: "/").map { Int($0) }
    if slashed.count == 3 {
      return LocalTime.iso(
        year: slashed[2], month: slashed[0], day: slashed[1], time: words.dropFirst().joined(separator: " "))
    }
    let dashed = words[0].split(separator: "-").map { Int($0) }
    return dashed.count == 3 ? LocalTime.iso(year: dashed[0], month: dashed[1], day: dashed[2], time: words[1]) : nil
  }

  /// Currents are negative where amplifiers invert; the sign goes out in the quotients.
  static let roles: [RoleRule] = [
    RoleRule("energy", .energy, unit: "eV"), RoleRule("i0", .i0), RoleRule("it", .itrans), RoleRule("ir", .irefer),
    RoleRule("iff", .ifluor), RoleRule("pips", .ifluor), RoleRule("xs_ch*_roi01", .ifluor),
    RoleRule("xs_roi01_ch*", .ifluor),
  ]

  /// The elements of a detector are more than one signal of it: the ion chamber `iff` is one of its own.
  @Sendable static func complete(_ scan: inout BeamlineScan) {
    let elements = scan.columns.indices.filter { scan.columns[$0].draft.qualifier != nil }
    guard !elements.isEmpty else { return }
    for index in scan.columns.indices where scan.columns[index].draft.role == .ifluor && !elements.contains(index) {
      scan.columns[index].draft.role = .other
    }
  }
}
