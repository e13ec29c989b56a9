/// Beamline B18 of Diamond. No real file seen: built after the description of others.
import Bytes
import DataModel

extension BeamlineDialect {
  static let b18 = BeamlineDialect(
    id: "b18", name: "Diamond B18 (text)",
    sign: { head in
      guard head.line(1).contains("Diamond"), head.line(2).contains("B18-CORE XAS") else { return nil }
      return "the first two lines name Diamond and B18-CORE XAS"
    },
    content: .text(
      TextLayout(facts: { line, number in
        switch number {
        case 1: [HeaderFact("Facility.name", "Diamond Light Source"), HeaderFact("Scan.program", line)]
        case 2: [HeaderFact("Beamline.name", "B18")]
        default: nil
        }
      })),
    roles: [
      RoleRule("qexafs_energy", .energy, unit: "eV"), RoleRule("energy", .energy, unit: "eV"),
      RoleRule("i0", .i0), RoleRule("it", .itrans), RoleRule("iref", .irefer),
      RoleRule("lni0it", .mu, "transmission"), RoleRule("lnitiref", .mu, "reference"),
      RoleRule("ffi0", .mu, "fluorescence"),
    ], complete: B18Scan.complete)
}

private enum B18Scan {
  /// The 36 elements of the germanium detector stand in the columns from the eighth on, the incoming beam in the third.
  private static let elements = 7..<43
  private static let incoming = 2

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    guard scan.columns.count >= elements.upperBound,
      elements.allSatisfy({ scan.columns[$0].draft.role == .other && !scan.columns[$0].draft.isSettled })
    else { return }
    if scan.index(of: .energy) == nil { scan.settle(0, .energy, unit: "eV") }
    if scan.index(of: .i0) == nil { scan.settle(incoming, .i0) }
    for index in elements { scan.settle(index, .ifluor, String(index - elements.lowerBound + 1)) }
    scan.isFluorescence = true
    scan.findings.append(
      Finding(
        ColumnsFinding.roleGuess,
        "The columns 8 to 43 are taken for the 36 elements of the fluorescence detector because of their places.",
        at: .init(path: "/1/channels"), found: "ifluor"))
  }
}
