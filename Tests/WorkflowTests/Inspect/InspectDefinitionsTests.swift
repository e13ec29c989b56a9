import Bytes
import DataModel
import Foundation
import Testing

@testable import Validation
@testable import Workflow

@Suite("Sets of definitions") final class InspectDefinitionsTests {
  private let root: String

  init() throws {
    root = NSTemporaryDirectory() + "/edgewise-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  private func write(_ text: String, to path: String) throws {
    let file = URL(fileURLWithPath: "\(root)/\(path)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func folders(options: [String] = []) -> DefinitionFolders {
    DefinitionFolders(
      options: options, environment: { ["XDG_DATA_HOME": self.root + "/data"][$0] },
      executable: root + "/usr/bin/edgewise")
  }

  private func makeSet(_ path: String, mark: String) throws {
    try write("<definition name=\"NXa\"><!-- \(mark) --></definition>", to: "\(path)/applications/NXa.nxdl.xml")
    try write("v2026.01\n", to: "\(path)/NXDL_VERSION")
  }

  @Test("sets are looked for in options, data folder, prefix and program, in this order; hidden folders are none")
  func order() throws {
    try makeSet("mine", mark: "option")
    try makeSet("data/edgewise/definitions/b-set", mark: "user")
    try makeSet("data/edgewise/definitions/.half", mark: "unfinished")
    try makeSet("usr/share/edgewise/definitions/c-set", mark: "prefix")
    let sets = folders(options: [root + "/mine/"]).sets()
    #expect(sets.prefix(6).map(\.name) == ["mine", "b-set", "c-set", "edgewise", "edgewise-nexus", "edgewise-xas"])
    #expect(sets.prefix(4).map(\.origin) == [.option, .user, .prefix, .embedded])
    #expect(sets.dropFirst(3).allSatisfy { $0.origin == .embedded && $0.folder == nil })
    #expect(sets.prefix(4).map(\.version) == ["v2026.01", "v2026.01", "v2026.01", "0.1.0"])
    let marks = try sets.prefix(3).map { set in
      String(decoding: try set.bytes(of: try #require(set.document(named: "nxA"))), as: UTF8.self)
    }
    #expect(zip(marks, ["option", "user", "prefix"]).allSatisfy { $0.contains($1) })
  }

  @Test("a relative XDG_DATA_HOME does not count, HOME does")
  func dataFolder() {
    let folders = DefinitionFolders(
      environment: { ["XDG_DATA_HOME": "data", "HOME": "/home/ada"][$0] }, executable: "/opt/bin/edgewise")
    #expect(
      folders.all.map(\.path) == ["/home/ada/.local/share/edgewise/definitions", "/opt/share/edgewise/definitions"])
  }

  @Test("the program carries the JSON Schemas of all its reports")
  func embedded() throws {
    let set = DefinitionSet.embedded(version: "0.1.0")
    let verbs = [
      "analyze", "convert", "diff", "explain", "formats", "identify", "inspect", "recipe", "schemas", "templates",
      "validate",
    ]
    let names = verbs.map { "edgewise.\($0)/1" }
    let reports = set.documents.filter { $0.kind == .json }
    #expect(reports.map(\.name) == names)
    #expect(set.documents.filter { $0.kind == .xsd }.map(\.name) == ["edgewise-metadata-1.xsd"])
    for document in reports {
      let schema = try JSONValue(parsing: try set.bytes(of: document))
      #expect(schema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
      #expect(schema["$id"]?.string == "urn:edgewise:schema:\(document.name)")
      #expect(schema["properties"]?["schema"]?["const"]?.string == document.name)
      #expect(schema["additionalProperties"]?.bool == false)
    }
  }

  @Test("a set is copied whole, is not overwritten, and is replaced when asked for; nothing else remains")
  func add() throws {
    try makeSet("mine", mark: "one")
    try write("no definition", to: "mine/notes.doc")
    try write("<xsd/>", to: "mine/nxdl.xsd")
    let target = root + "/data/edgewise/definitions"
    func add(replacing: Bool) throws -> DefinitionInstall {
      try DefinitionInstall(from: root + "/mine", named: nil, below: target, replacing: replacing)
    }
    let first = try add(replacing: false)
    #expect(first.set.documents.map(\.path) == ["applications/NXa.nxdl.xml", "nxdl.xsd"])
    #expect(first.set.version == "v2026.01" && !first.replaced)
    try makeSet("mine", mark: "two")
    let refusal = #expect(throws: FileError.self) { try add(replacing: false) }
    #expect(refusal?.kind == .exists)
    let file = target + "/mine/applications/NXa.nxdl.xml"
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("one"))
    #expect(try add(replacing: true).replaced)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("two"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: target) == ["mine"])
    let kept = try FileManager.default.contentsOfDirectory(atPath: target + "/mine").sorted()
    #expect(kept == ["NXDL_VERSION", "SOURCE.txt", "applications", "nxdl.xsd"])
  }

  @Test("a folder without definitions, no folder, and a name with a path are refused; nothing is left behind")
  func refusals() throws {
    try write("text", to: "empty/readme.txt")
    try makeSet("mine", mark: "x")
    let target = root + "/data/definitions"
    let cases: [(String, String?, FileError.Kind)] = [
      ("empty", nil, .empty), ("missing", nil, .notFound), ("mine", "../up", .invalidName),
      ("mine", ".x", .invalidName),
    ]
    for (source, name, kind) in cases {
      let error = #expect(throws: FileError.self) {
        try DefinitionInstall(from: "\(root)/\(source)", named: name, below: target, replacing: true)
      }
      #expect(error?.kind == kind)
    }
    #expect(!FileManager.default.fileExists(atPath: target))
  }

  @Test("violations of the schema are located; broken XML and a missing schema make a file unreadable")
  func lint() throws {
    try write(
      """
      <?xml version="1.0"?>
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:include schemaLocation="nxdlTypes.xsd"/>
        <xs:element name="definition"><xs:complexType>
          <xs:sequence><xs:element name="field" type="named" maxOccurs="unbounded"/></xs:sequence>
          <xs:anyAttribute processContents="skip"/>
        </xs:complexType></xs:element>
      </xs:schema>
      """, to: "set/nxdl.xsd")
    try write(
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:complexType name="named"><xs:attribute name="name" type="xs:NCName" use="required"/></xs:complexType>
      </xs:schema>
      """, to: "set/nxdlTypes.xsd")
    func head(_ name: String) -> String { "<definition name=\"\(name)\" extends=\"NXobject\" category=\"base\">" }
    try write(
      "<definition name=\"NXobject\" category=\"base\"><field name=\"n\"/></definition>", to: "set/NXobject.nxdl.xml")
    try write(head("good") + "\n<field name=\"a\"/>\n</definition>", to: "good.nxdl.xml")
    try write(head("bad") + "\n<field name=\"a\"/>\n<field nam=\"b\"/>\n</definition>", to: "bad.nxdl.xml")
    try write(head("other") + "\n<field name=\"a\"/>\n</definition>", to: "misnamed.nxdl.xml")
    try write(head("noted") + "\n<field name=\"A\"/>\n</definition>", to: "noted.nxdl.xml")
    try write("<definition>\n<field>\n</definition>", to: "broken.nxdl.xml")
    let lint = DefinitionLint(sets: [DefinitionSet(folder: root + "/set", origin: .option)])
    let good = lint.result(root + "/good.nxdl.xml")
    #expect(good.verdict == .valid && good.findings == [] && good.status == .done)
    let bad = lint.result(root + "/bad.nxdl.xml")
    #expect(bad.verdict == .invalid && bad.status == .found)
    #expect(bad.findings.allSatisfy { $0.code == "NXDL-SCHEMA" && $0.location.line == 3 })
    #expect(bad.findings.first?.location.path?.hasPrefix("/definition/field[2]") == true)
    let misnamed = lint.result(root + "/misnamed.nxdl.xml")
    #expect(misnamed.verdict == .invalid && misnamed.findings.map(\.code) == ["NXDL-FILE-NAME"])
    #expect(misnamed.findings.first?.location.file == root + "/misnamed.nxdl.xml")
    let noted = lint.result(root + "/noted.nxdl.xml")
    #expect(noted.verdict == .valid && noted.findings.map(\.code) == ["NXDL-NAME-TYPE"])
    let broken = lint.result(root + "/broken.nxdl.xml")
    #expect(broken.verdict == .unreadable && broken.findings.map(\.code) == ["NXDL-XML"])
    #expect(broken.findings.first?.location.line == 3)
    #expect(DefinitionLint(sets: []).result(root + "/good.nxdl.xml").findings.map(\.code) == ["NXDL-NO-SCHEMA"])
    #expect(lint.result(root + "/missing").findings.map(\.code) == ["FILE-MISSING"])
  }
}
