import DataModel
import Testing
import Validation
import XML

@Suite("The authoring rules for definitions") struct NXDLLintTests {
  private func findings(_ bytes: [UInt8], file: String) throws -> [Finding] {
    let document = try NXDLDocument(bytes, file: file)
    return NXDLLint.findings(NXDLSubject(document, file: file, library: PlantedDefinition.library))
  }

  @Test("a planted fault is found, at its line, and nothing else is", arguments: PlantedDefinition.all)
  func planted(_ planted: PlantedDefinition) throws {
    let found = try findings(PlantedDefinition.text(head: planted.head, planted.faulty), file: planted.file)
    #expect(found.map(\.code) == [planted.code.id])
    let finding = try #require(found.first)
    #expect(finding.severity == planted.severity ?? planted.code.severity)
    #expect(finding.location.line == planted.line)
    #expect(finding.location.path == planted.path)
  }

  @Test("without its rule a planted fault goes unseen", arguments: PlantedDefinition.all)
  func mutation(_ planted: PlantedDefinition) throws {
    let document = try NXDLDocument(PlantedDefinition.text(head: planted.head, planted.faulty), file: planted.file)
    let subject = NXDLSubject(document, file: planted.file, library: PlantedDefinition.library)
    let others = NXDLLint.rules.filter { $0.code != planted.code }
    #expect(others.count < NXDLLint.rules.count)
    #expect(!NXDLLint.findings(subject, rules: others).contains { $0.code == planted.code.id })
  }

  @Test("what comes close to a fault and is none passes", arguments: PlantedDefinition.all)
  func sound(_ planted: PlantedDefinition) throws {
    let found = try findings(PlantedDefinition.text(head: planted.soundHead, planted.sound), file: "NXmine.nxdl.xml")
    #expect(found == [])
  }

  @Test("every code has a planted fault")
  func complete() {
    #expect(Set(PlantedDefinition.all.map(\.code.id)) == Set(NXDLFinding.all.map(\.id)))
  }

  @Test("a cycle names its way, a missing grandparent names who asks for it")
  func inheritance() throws {
    let cycle = try findings(
      PlantedDefinition.text(head: "name=\"NXmine\" extends=\"NXa\" category=\"base\"", ""), file: "NXmine.nxdl.xml")
    #expect(cycle.first?.message.contains("NXmine extends NXa extends NXb extends NXa") == true)
    let orphan = try findings(
      PlantedDefinition.text(head: "name=\"NXmine\" extends=\"NXorphan\" category=\"base\"", ""),
      file: "NXmine.nxdl.xml")
    #expect(orphan.first?.message.contains("'NXnowhere'") == true)
    #expect(orphan.first?.message.contains("by way of NXorphan") == true)
  }

  @Test("a definition that extends itself ends the search")
  func itself() throws {
    let found = try findings(
      PlantedDefinition.text(head: "name=\"NXa\" extends=\"NXa\" category=\"base\"", ""), file: "NXa.nxdl.xml")
    #expect(found.map(\.code) == ["NXDL-CYCLE"])
  }

  @Test("a long target through groups of any name is followed, each place once")
  func longTarget() throws {
    let groups = "<group type=\"NXmine\"/><group type=\"NXloop\"/><field name=\"end\"/>"
    let loop = PlantedDefinition.text(head: "name=\"NXloop\" extends=\"NXobject\" category=\"base\"", groups)
    let target = String(repeating: "/any", count: 60)
    let mine = PlantedDefinition.text(
      "<group type=\"NXloop\">\n</group>\n<link name=\"l\" target=\"\(target)/end\"/>\n<link name=\"m\" "
        + "target=\"\(target)/NXno\"/>"
    )
    let library = NXDLLibrary(["NXloop": loop, "NXmine": mine, "NXobject": PlantedDefinition.text("")])
    let found = NXDLLint.findings(NXDLSubject(try NXDLDocument(mine), file: "NXmine.nxdl.xml", library: library))
    #expect(found.map(\.code) == ["NXDL-LINK"])
    #expect(found.first?.location.path == "/m@target")
    #expect(found.first?.message.contains("'NXno'") == true)
  }

  @Test("what is not stated is not filled in, and elements inside a doc are text")
  func reading() throws {
    let document = try NXDLDocument(
      PlantedDefinition.text(
        "<group type=\"NXentry\">\n<doc>a <group type=\"NXx\"/> b</doc>\n<field name=\"f\"/></group>"))
    #expect(document.nodes.map(\.element) == [.definition, .group, .field])
    #expect(document.nodes.map(\.line) == [1, 2, 4])
    #expect(document.nodes[1]["minOccurs"] == nil)
    #expect(document.nodes[2].type == nil)
    #expect(document.nodes[2].flag("optional") == nil)
    #expect(document.path(of: 2) == "/NXentry/f")
  }
}
