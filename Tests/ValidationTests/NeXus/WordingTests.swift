import Bytes
import CHDF5
import DataModel
import Testing

@testable import Validation

/// Messages that once said the wrong thing, or the right thing in the wrong place.
@Suite("What findings say") struct WordingTests {
  private func findings(_ change: (NeXusFixture) throws -> Void) throws -> [Finding] {
    let file = try NeXusFixture.xas()
    try change(file)
    return NeXusValidator(library: Definitions.library()).validate(try file.survey()).findings
  }

  @Test("the name of a kind of unit in place of a unit is recognised")
  func category() throws {
    let path = "/entry/instrument/monochromator/energy"
    let finding = try #require(
      try findings { try $0.attribute(path, "units", "NX_ENERGY") }.first { $0.code == "NX-U2" })
    #expect(finding.severity == .error)
    #expect(finding.message == "NX_ENERGY is a kind of unit, not the unit of energy")
    #expect(finding.hint == "Write the unit itself.")
  }

  @Test(
    "what is official and not at hand is no fault of the file",
    arguments: [
      ("NXfluo", "NXcsg", ["warning NX-E2", "note NX-N5"]), ("NXflou", "NXcsq", ["error NX-E2", "error NX-N5"]),
    ])
  func official(definition: String, className: String, expected: [String]) throws {
    let findings = try findings { file in
      try file.replace("/entry/definition", text: definition)
      try file.group("/entry/sample/shape", className)
    }
    let found = findings.filter { ["NX-E2", "NX-N5"].contains($0.code) }.map { "\($0.severity.rawValue) \($0.code)" }
    #expect(found == expected)
  }

  @Test("an empty unit where a base class alone asks for one is a warning, as a missing one is")
  func emptyUnit() throws {
    let findings = try findings { file in
      try file.numbers("/entry/sample/thickness", [1.5], units: " ")
      try file.numbers("/entry/sample/temperature", [300])
    }
    let found = findings.map { "\($0.severity.rawValue) \($0.code) \($0.location.path ?? "")" }
    #expect(found.contains("warning NX-U3 /entry/sample/thickness@units"), "\(found)")
    #expect(found.contains("warning NX-U1 /entry/sample/temperature"), "\(found)")
  }

  @Test("axes that the signal names are spoken of at the signal")
  func axes() throws {
    let findings = try findings { file in
      try file.removeAttribute("/entry/data", "axes")
      try file.attribute("/entry/instrument/absorbed_beam/data", "axes", "nothing")
    }
    #expect(findings.contains { $0.code == "NX-X4" && $0.location.path == "/entry/data/absorbed_beam@axes" })
  }

  @Test("a path that lacks its first slash is recognised", arguments: [true, false])
  func slash(isThere: Bool) throws {
    let findings = try findings { file in
      try file.group("/entry/sample/moves", "NXtransformations")
      if isThere { try file.numbers("/entry/sample/moves/phi", [1], units: "deg") }
      try file.text("/entry/sample/depends_on", "entry/sample/moves/phi")
    }
    let finding = try #require(findings.first { $0.code == "NX-K2" })
    #expect(finding.hint?.hasPrefix("Is /entry/sample/moves/phi meant?") == isThere)
  }

  @Test("a damaged text is not contrasted with what it is declared to be when that is the same")
  func encoding() throws {
    let findings = try findings { try $0.rawTitle([0xFF, 0x41], H5T_CSET_UTF8) }
    #expect(
      findings.first { $0.code == "NX-H5" }?.message == "the text is declared to be UTF-8, but is not valid UTF-8")
  }

  @Test("what a definition rules out is called so")
  func ruledOut() throws {
    let folder = try TestFolder()
    try folder.write(
      """
      <definition name="NXruled" extends="NXobject" type="group" category="application"
          xmlns="http://definition.nexusformat.org/nxdl/3.1">
        <group type="NXentry"><field name="definition"/><field name="old" minOccurs="0" maxOccurs="0"/></group>
      </definition>
      """, to: "NXruled.nxdl.xml")
    let file = try NeXusFixture()
    try file.group("/entry", "NXentry")
    try file.text("/entry/definition", "NXruled")
    try file.text("/entry/old", "x")
    let findings = NeXusValidator.own(folder.path).validate(try file.survey()).findings
    #expect(findings.first { $0.code == "NX-P4" }?.message == "the definition does not allow the field old")
  }
}
