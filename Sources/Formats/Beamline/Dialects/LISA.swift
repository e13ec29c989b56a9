/// LISA (BM08) of ESRF: one line of labels above energies that were worked out from the angle.
import Bytes
import DataModel

extension BeamlineDialect {
  static let lisa = BeamlineDialect(
    id: "lisa", name: "ESRF LISA BM08 (text)",
    sign: { head in
      guard head.opening.drop(while: { $0 == "#" || $0 == " " }).hasPrefix("eBraggEnergy"), head.opening.hasPrefix("#")
      else { return nil }
      return "the labels begin with eBraggEnergy, as LISA writes them"
    },
    content: .text(TextLayout()),
    roles: [
      RoleRule("ebraggenergy", .energy, unit: "eV"), RoleRule("i0_eh1", .i0), RoleRule("i1_eh1", .itrans),
      RoleRule("mu", .mu, "transmission"), RoleRule("mu_ref", .mu, "reference"), RoleRule("ir_eh2", .irefer),
      RoleRule("fluo", .ifluor), RoleRule("mu_fluo", .mu, "fluorescence"),
    ])
}
