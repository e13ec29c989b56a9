/// ALS 8.0.1 and its neighbours: scans of one motor, with a count time and a description of stated length.
import Bytes
import DataModel

extension BeamlineDialect {
  static let alsBeamline8 = BeamlineDialect(
    id: "als-8.0.1", name: "ALS 8.0.1 scans (text)",
    sign: { head in
      guard let time = head.firstLine(beginning: "Count Time (s):"),
        let description = head.firstLine(beginning: "Description Length:"), time < description
      else { return nil }
      return "line \(time) gives the count time, line \(description) the length of the description"
    },
    content: .text(TextLayout(labels: HeaderALS.labels, facts: HeaderALS.facts)), roles: HeaderALS.roles)
}

private enum HeaderALS {
  /// The line of labels begins with the time; tabs separate them.
  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    header.last(beginning: "Time (s)").map { LabelSplit.labels(header.lines[$0].text, LabelSplit.tab) }
  }

  static let roles: [RoleRule] = [
    RoleRule("time", .time, unit: "s"), RoleRule("mono energy", .energy, unit: "eV"),
    RoleRule("beam current", .monitor, unit: "mA"), RoleRule("counter 0", .i0), RoleRule("counter 1", .iey),
    RoleRule("counter 2", .ifluor),
  ]

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    if line.hasPrefix("Time (s)") { return [] }
    guard let time = line.text(behind: "Count Time (s):") else { return nil }
    return [HeaderFact("Scan.count_time", time, unit: "s")]
  }
}
