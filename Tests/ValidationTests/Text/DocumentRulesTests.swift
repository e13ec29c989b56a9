import Bytes
import DataModel
import Formats
import Testing
import Validation

@Suite("Rules for whole documents") struct DocumentRulesTests {
  private static func document(_ energies: [Double], definition: String? = nil) -> Document {
    let metadata = definition.map { Metadata([MetadataNode("definition", .text($0))]) } ?? Metadata()
    return Document(
      origin: Origin(name: "a", format: "test", readerVersion: "0"),
      measurements: [
        Measurement(
          channels: [
            Channel(name: "energy", role: .energy, values: Values(energies)),
            Channel(name: "mu", role: .mu, values: Values(energies.indices.map { Double($0 * $0) })),
          ], metadata: metadata)
      ])
  }

  @Test("a format that is absorption, a definition and the user declare it; nothing else does") func declared() {
    // A current over a voltage.
    let energies = (0..<50).map { Double($0) / 100 - 0.25 }
    let document = Self.document(energies)
    let code = [PhysicsFinding.energyPositive.id]
    #expect(DocumentRules.check(document, format: "columns").allSatisfy { !$0.code.hasPrefix("XAS-") })
    #expect(DocumentRules.check(document, format: "nexus").isEmpty)
    #expect(DocumentRules.check(document, format: "xdi").map(\.code).filter { $0.hasPrefix("XAS-") } == code)
    #expect(
      DocumentRules.check(Self.document(energies, definition: "NXxas_trans"), format: "nexus").map(\.code) == code)
    let asked = DocumentRules.Options(isPhysicsAskedFor: true)
    #expect(DocumentRules.check(document, format: "nexus", options: asked).map(\.code) == code)
    let silent = DocumentRules.Options(isPhysicsAskedFor: true, checksPhysics: false)
    #expect(DocumentRules.check(document, format: "nexus", options: silent).isEmpty)
  }

  @Test("rules of the format and physics stand in one list") func both() throws {
    var text = "# XDI/1.0\n# Column.1: energy eV\n# Column.2: mutrans\n# Sample.temperature: -300 C\n# ---\n"
    for point in 0..<30 { text += "\(7000 + (point == 7 ? 6 : point)) 0.\(100 + point)\n" }
    let document = try TextRuleSupport.document(text, .xdi)
    #expect(
      DocumentRules.check(document, format: "xdi").map(\.code) == [
        TextRuleFinding.fieldRange.id, PhysicsFinding.energyDuplicate.id,
      ])
  }

  @Test("columns whose labels are exchanged are noticed, although their energies are none") func exchanged() throws {
    let scan = CopperScan()
    var text = "# energy mu\n"
    for (point, energy) in scan.energies.enumerated() {
      text += "\(scan.mu[point] + (point.isMultiple(of: 2) ? 0.01 : 0)) \(energy)\n"
    }
    let document = try TextRuleSupport.document(text, .columns)
    let codes = DocumentRules.check(document, format: "columns").map(\.code)
    #expect(codes.contains(PhysicsFinding.axisSwapped.id))
  }
}
