import Foundation
import Testing

@Suite("edgewise schemas") struct InspectSchemasTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func run(_ arguments: String...) throws -> Edgewise.Outcome {
    try Edgewise.start(arguments, in: folder, environment: ["XDG_DATA_HOME": folder.path("data")]).end()
  }

  private static let definition = #"<definition name="NXmine" extends="NXobject" category="application"/>"#

  private func writeSet() throws {
    try folder.write(Self.definition, to: "mine/applications/NXmine.nxdl.xml")
    try folder.write(
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:element name="definition"><xs:complexType>
          <xs:attribute name="name" type="xs:NCName" use="required"/>
          <xs:anyAttribute processContents="skip"/>
        </xs:complexType></xs:element>
      </xs:schema>
      """, to: "mine/nxdl.xsd")
  }

  @Test("every report keeps to the schema that the program shows")
  func conformity() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    try folder.write(Sample.xdi(name: "other").replacingOccurrences(of: "Cu\n", with: "Xx\n"), to: "b.xdi")
    try folder.write("1 2 nan\n2 4 1\n3 6 1\n", to: "c.dat")
    try folder.write(Sample.junk, to: "junk")
    try writeSet()
    try folder.write("<definition nam=\"x\"/>", to: "bad.nxdl.xml")
    let reports: [(schema: String, arguments: [String])] = [
      ("formats", ["formats"]), ("identify", ["identify", "a.xdi", "junk", "missing"]),
      ("inspect", ["inspect", "a.xdi", "b.xdi", "c.dat", "junk", "missing", "--values"]),
      ("convert", ["convert", "a.xdi", "b.xdi", "-o", "all.nxs", "--verify"]),
      ("convert", ["convert", "a.xdi", "missing", "-o", "xdi/", "--to", "columns"]),
      ("inspect", ["inspect", "all.nxs"]), ("diff", ["diff", "a.xdi", "b.xdi"]), ("diff", ["diff", "a.xdi", "junk"]),
      ("explain", ["explain", "--all"]), ("schemas", ["schemas", "list"]), ("schemas", ["schemas", "path"]),
      ("schemas", ["schemas", "add", "mine"]),
      ("schemas", ["schemas", "lint", "bad.nxdl.xml", "mine/applications/NXmine.nxdl.xml", "junk"]),
    ]
    for (name, arguments) in reports {
      let outcome = try Edgewise.start(
        arguments + ["--format", "json"], in: folder, environment: ["XDG_DATA_HOME": folder.path("data")]
      ).end()
      let complaints = try JSONSchema("edgewise.\(name)/1", in: folder).complaints(about: outcome.output)
      #expect(complaints == [], "\(arguments)")
    }
  }

  @Test("the schema check of these tests would notice a stranger")
  func checkOfTheCheck() throws {
    let schema = try JSONSchema("edgewise.diff/1", in: folder)
    #expect(try schema.complaints(about: #"{"schema":"edgewise.diff/1","equal":true,"differences":[]}"#) == [])
    for text in [
      #"{"schema":"edgewise.diff/2","equal":true,"differences":[]}"#,
      #"{"schema":"edgewise.diff/1","equal":1,"differences":[]}"#,
      #"{"schema":"edgewise.diff/1","equal":true}"#,
      #"{"schema":"edgewise.diff/1","equal":true,"differences":[],"x":1}"#,
      #"{"schema":"edgewise.diff/1","equal":true,"differences":[{"path":"a","a":1,"b":null}]}"#,
    ] {
      #expect(try schema.complaints(about: text).count == 1, "\(text)")
    }
  }

  @Test("a set is added once, listed, shown, and used for lint")
  func sets() throws {
    try writeSet()
    let added = try run("schemas", "add", "mine")
    #expect(added.status == 0 && added.output.contains("Added mine"))
    let again = try run("schemas", "add", "mine")
    #expect(again.status == 4 && again.errors.contains("exists"))
    #expect(try run("schemas", "add", "mine", "--replace").status == 0)
    #expect(try run("schemas", "list").output.contains("mine  1 definition, 1 XML schema · user"))
    #expect(try run("schemas", "show", "NXmine").output == Self.definition)
    #expect(try run("schemas", "show", "mine/NXmine").output == Self.definition)
    #expect(try run("schemas", "path").output.contains(folder.path("data") + "/edgewise/definitions"))
    try folder.write("<definition>\n</definition>", to: "bad.nxdl.xml")
    let lint = try run("schemas", "lint", "bad.nxdl.xml", "mine/applications/NXmine.nxdl.xml")
    #expect(lint.status == 1)
    #expect(lint.output.contains("bad.nxdl.xml: invalid") && lint.output.contains("bad.nxdl.xml:1"))
    #expect(lint.output.hasSuffix("mine/applications/NXmine.nxdl.xml: valid\n"))
    try folder.write("<definition", to: "broken.nxdl.xml")
    #expect(try run("schemas", "lint", "broken.nxdl.xml").status == 3)
  }

  @Test("unknown names, folders that are not there and folders without definitions are refused")
  func refusals() throws {
    let unknown = try run("schemas", "show", "edgewise.inspct/1")
    #expect(unknown.status == 2 && unknown.errors.contains("edgewise.inspect/1"))
    #expect(try run("schemas", "list", "--definitions", "nowhere").status == 2)
    #expect(try run("schemas", "add", "nowhere").status == 3)
    #expect(!folder.exists("data"))
  }
}
