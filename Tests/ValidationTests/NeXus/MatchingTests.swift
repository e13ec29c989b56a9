import Bytes
import DataModel
import Testing

@testable import Validation

/// Rules that have no code of their own: they decide what stands for what, and which length is which.
@Suite("What stands for what") struct MatchingTests {
  /// What is changed in a file that fulfils the definition, and what has to be said then.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let expected: [String]
    let change: @Sendable (NeXusFixture) throws -> Void

    init(_ description: String, _ expected: [String], change: @escaping @Sendable (NeXusFixture) throws -> Void) {
      testDescription = description
      self.expected = expected
      self.change = change
    }
  }

  private static let definition = """
    <definition name="NXmatching" extends="NXobject" type="group" category="application"
        xmlns="http://definition.nexusformat.org/nxdl/3.1">
      <symbols><symbol name="nP"/></symbols>
      <group type="NXentry">
        <field name="definition"/>
        <group type="NXinstrument">
          <group name="mono" type="NXcomponent"/>
          <group name="first" type="NXdetector"/>
          <group type="NXdetector"/>
          <group name="OTHER" nameType="any" type="NXcrystal" optional="true"><field name="type"/></group>
        </group>
        <field name="energy" type="NX_FLOAT" units="NX_ENERGY"><dimensions rank="1"><dim index="1" value="nP"/></dimensions></field>
        <field name="image" type="NX_NUMBER" units="eV/mm">
          <dimensions rank="3">
            <dim index="1" value="nX"/><dim index="2" value="nY"/><dim index="3" value="nZ" required="false"/>
          </dimensions>
        </field>
        <field name="stack" type="NX_NUMBER" units="NX_ANY">
          <dimensions rank="dataRank"><dim index="1" value="nScan"/><dim index="2" value="nP"/></dimensions>
        </field>
        <field name="line" optional="true" minOccurs="1"/>
        <field name="flag" optional="false" recommended="true"/>
      </group>
    </definition>
    """

  private static let cases: [Case] = [
    Case("a file that has it all", []) { _ in },
    Case("S4: minOccurs counts more than optional", ["error NX-P1 /entry"]) { try $0.remove("/entry/line") },
    Case("S4: optional counts more than recommended", ["error NX-P1 /entry"]) { try $0.remove("/entry/flag") },
    Case(
      "S7: a class that extends another one stands for it, the parent of neither does not",
      ["error NX-P6 /entry/instrument/mono"]
    ) {
      try $0.attribute("/entry/instrument/mono", "NX_class", "NXuser")
    },
    Case("P7: one group does not stand for two", ["error NX-P1 /entry/instrument"]) {
      try $0.remove("/entry/instrument/second")
    },
    Case("P7: the name that is asked for goes before the class", ["error NX-P1 /entry/instrument"]) {
      try $0.remove("/entry/instrument/first")
      try $0.group("/entry/instrument/third", "NXdetector")
    },
    Case("P2: nothing is missing inside a group that may be left out", []) {
      try $0.remove("/entry/instrument/any_name")
    },
    Case(
      "N2: any name will do where any is allowed, and what is in it counts", ["error NX-P1 /entry/instrument/any_name"]
    ) {
      try $0.remove("/entry/instrument/any_name/type")
    },
    Case("M5: a dimension that is not required may be there", []) {
      try $0.replace("/entry/image", [1, 2, 3, 4], units: "eV/mm", shape: [2, 1, 2])
    },
    Case("M5: one that is required may not be left out", ["error NX-M1 /entry/image"]) {
      try $0.replace("/entry/image", [1, 2], units: "eV/mm")
    },
    Case("M6: of a rank that is open, the last dimensions are meant", ["error NX-M4 /entry/stack"]) {
      try $0.replace("/entry/stack", [1, 2])
    },
    Case("M6: with all dimensions each is what it is called", []) {
      try $0.replace("/entry/stack", [1, 2, 3, 4, 5, 6], shape: [2, 3])
    },
    Case("U5: a unit like the example is fine", []) { try $0.attribute("/entry/image", "units", "keV/cm") },
    Case("U5: a unit of another quantity than the example is not", ["error NX-U3 /entry/image@units"]) {
      try $0.attribute("/entry/image", "units", "eV")
    },
    Case("U4: a rotation is not measured in millimetres", ["error NX-U3 /entry/sample/moves/phi@units"]) {
      try $0.attribute("/entry/sample/moves/phi", "units", "mm")
    },
    Case("U4: a translation is", []) {
      try $0.attribute("/entry/sample/moves/phi", "units", "mm")
      try $0.attribute("/entry/sample/moves/phi", "transformation_type", "translation")
    },
  ]

  private func file() throws -> NeXusFixture {
    let file = try NeXusFixture()
    try file.group("/entry", "NXentry")
    try file.text("/entry/definition", "NXmatching")
    try file.group("/entry/instrument", "NXinstrument")
    for (name, className) in [
      ("mono", "NXmonochromator"), ("first", "NXdetector"), ("second", "NXdetector"), ("any_name", "NXcrystal"),
    ] {
      try file.group("/entry/instrument/\(name)", className)
    }
    try file.text("/entry/instrument/any_name/type", "Si")
    try file.numbers("/entry/energy", [1, 2, 3], units: "eV")
    try file.numbers("/entry/image", [1, 2], units: "eV/mm", shape: [2, 1])
    try file.numbers("/entry/stack", [1, 2, 3])
    try file.text("/entry/line", "K-L3")
    try file.text("/entry/flag", "x")
    try file.group("/entry/sample", "NXsample")
    try file.text("/entry/sample/depends_on", "moves/phi")
    try file.group("/entry/sample/moves", "NXtransformations")
    try file.numbers("/entry/sample/moves/phi", [1, 2, 3], units: "deg")
    for (name, text) in [("transformation_type", "rotation"), ("depends_on", ".")] {
      try file.attribute("/entry/sample/moves/phi", name, text)
    }
    try file.attribute("/entry/sample/moves/phi", "vector", TypedArray([0.0, 1, 0]))
    return file
  }

  @Test("is decided as the definition language says", arguments: cases)
  func decision(_ example: Case) throws {
    let folder = try TestFolder()
    try folder.write(Self.definition, to: "NXmatching.nxdl.xml")
    let file = try file()
    try example.change(file)
    let findings = NeXusValidator.own(folder.path).validate(try file.survey()).findings
    let serious = findings.filter { $0.severity != .note }.map {
      "\($0.severity.rawValue) \($0.code) \($0.location.path ?? "")"
    }
    #expect(serious == example.expected, "\(findings.map(\.message))")
  }
}
