import Foundation
import Testing

@testable import Validation

@Suite("Two definitions side by side") struct DefinitionComparisonTests {
  private func definition(_ name: String) throws -> ClassDefinition {
    try #require(Definitions.library().definition(DefinitionName(name)))
  }

  private func comparison(_ left: String, _ right: String) throws -> DefinitionComparison {
    let definitions = try [left, right].enumerated().map { index, text in
      let xml = """
        <definition name="NXmine\(index)" extends="NXobject" type="group" category="application"
            xmlns="http://definition.nexusformat.org/nxdl/3.1"><group type="NXentry">\(text)</group></definition>
        """
      let document = try DefinitionDocument(Array(xml.utf8), file: "NXmine\(index).nxdl.xml")
      return ClassDefinition(document, extending: nil, set: "mine")
    }
    return DefinitionComparison(definitions[0], definitions[1])
  }

  @Test("the official NXxas and FAIRmat's NXxas_trans share source and sample, and differ in their names")
  func families() throws {
    let comparison = DefinitionComparison(try definition("NXxas"), try definition("NXxas_trans"))
    #expect(
      comparison.both.map(\.left.path) == [
        "NXinstrument/NXsource/type", "NXinstrument/NXsource/name", "NXinstrument/NXsource/probe", "NXsample/name",
        "NXdata/energy",
      ])
    let official = Set(comparison.leftOnly.map(\.path))
    #expect(official.isSuperset(of: ["title", "start_time", "NXmonitor/preset", "NXdata/mode"]))
    #expect(!official.contains("NXsample/name"))
    let theirs = comparison.rightOnly.filter { !$0.isConditional }.map(\.path)
    #expect(Set(theirs) == ["definition", "element/name", "edge", "is_experimental", "energy", "intensity"])
    let energy = try #require(comparison.rightOnly.first { $0.path == "energy" })
    #expect(energy.type == "NX_FLOAT" && energy.units == "NX_ENERGY" && energy.rank == "1")
    #expect(comparison.rightOnly.contains { $0.path == "NXinstrument/itrans/data" && $0.isConditional })
    #expect(
      comparison.conflicts == [
        .init(path: "definition", about: "values", left: "\"NXxas\"", right: "\"NXxas_trans\"")
      ])
  }

  @Test("the official NXxas and FAIRmat's of the same name do not exclude each other")
  func namesakes() throws {
    let comparison = DefinitionComparison(try definition("NXxas"), try definition("fairmat:NXxas"))
    #expect(comparison.isPossible)
    #expect(comparison.both.contains { $0.left.path == "definition" })
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let left: String
    let right: String
    let path: String
    let about: String
    let mine: String
    let its: String

    init(_ left: String, _ right: String, _ path: String, _ about: String, _ mine: String, _ its: String) {
      (self.left, self.right, self.path, self.about, self.mine, self.its) = (left, right, path, about, mine, its)
    }

    var testDescription: String { about }
  }

  @Test("what nothing can satisfy is told with both sides", arguments: cases)
  func conflicts(_ row: Case) throws {
    let expected = DefinitionComparison.Conflict(path: row.path, about: row.about, left: row.mine, right: row.its)
    #expect(try comparison(row.left, row.right).conflicts == [expected])
  }

  private static let cases: [Case] = [
    Case("<field name='a' type='NX_FLOAT'/>", "<field name='a'/>", "a", "type", "NX_FLOAT", "NX_CHAR"),
    Case(
      "<field name='a' type='NX_FLOAT' units='NX_LENGTH'/>", "<field name='a' type='NX_NUMBER' units='NX_TIME'/>", "a",
      "unit", "NX_LENGTH", "NX_TIME"),
    Case("<group name='a' type='NXbeam'/>", "<group name='a' type='NXdata'/>", "a", "class", "NXbeam", "NXdata"),
    Case("<group name='a' type='NXbeam'/>", "<field name='a'/>", "a", "kind", "group", "field"),
    Case(
      "<field name='a'><dimensions rank='1'/></field>", "<field name='a'><dimensions rank='2'/></field>", "a",
      "dimensions", "1", "2"),
    Case(
      "<group type='NXbeam'><field name='a'><enumeration><item value='x'/></enumeration></field></group>",
      "<group name='b' type='NXbeam'><field name='a'><enumeration><item value='y'/></enumeration></field></group>",
      "b/a", "values", "\"x\"", "\"y\""),
    Case("<attribute name='m' type='NX_INT'/>", "<attribute name='m'/>", "@m", "type", "NX_INT", "NX_CHAR"),
  ]

  @Test(
    "what some value satisfies is no conflict",
    arguments: [
      ("<field name='a' type='NX_FLOAT'/>", "<field name='a' type='NX_NUMBER'/>"),
      ("<field name='a' units='NX_ENERGY' type='NX_FLOAT'/>", "<field name='a' units='NX_ANY' type='NX_FLOAT'/>"),
      (
        "<field name='a'><enumeration><item value='x'/><item value='y'/></enumeration></field>",
        "<field name='a'><enumeration><item value='y'/></enumeration></field>"
      ),
      ("<field name='a' optional='true'/>", "<field name='a' type='NX_INT' optional='true'/>"),
      ("<link name='a' target='/NXentry/b'/>", "<field name='a' type='NX_INT'/>"),
    ])
  func noConflict(left: String, right: String) throws { #expect(try comparison(left, right).isPossible) }
}
