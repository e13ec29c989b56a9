import DataModel
import Testing

@testable import Validation

/// The standard's own definitions, as they are published.
@Suite("The official definitions", .enabled(if: StandardDefinitions.isInstalled)) struct OfficialDefinitionsTests {
  private static let sets = ["edgewise-nexus", "edgewise-xas"].flatMap(StandardDefinitions.sets)

  /// Application definitions that speak of no entry, and why.
  private static let withoutEntry: [String: String] = [:]

  @Test("are all read and made, and nothing about them is a problem", arguments: sets)
  func all(_ set: DefinitionSet) throws {
    let library = DefinitionLibrary(sets: [set])
    let documents = set.documents.filter { $0.kind == .nxdl }
    #expect(documents.count >= 280)
    var without: [String] = []
    for document in documents {
      let definition = try #require(library.definition(document.name)?.definition, "\(document.path)")
      // NXroot alone extends nothing.
      #expect(definition.ancestry.last == (document.name == "NXroot" ? "NXroot" : "NXobject"), "\(document.path)")
      if definition.isApplication, definition.entry == nil { without.append(definition.name) }
    }
    #expect(library.takeProblems() == [])
    #expect(without == Self.withoutEntry.keys.sorted())
  }

  /// Counted in the files themselves: 142 of the 280 definitions of v2026.01 extend another class than NXobject.
  @Test("inherit through all generations")
  func inheritance() throws {
    let set = try #require(Self.sets.first)
    let library = DefinitionLibrary(sets: [set])
    let definitions = set.documents.filter { $0.kind == .nxdl }.compactMap { library.definition($0.name)?.definition }
    #expect(definitions.count == 280)
    #expect(definitions.filter { ($0.ancestry.dropFirst().first ?? "NXobject") != "NXobject" }.count == 142)
  }

  @Test("are known by their names where they are not at hand")
  func names() throws {
    let set = try #require(Self.sets.first)
    let library = DefinitionLibrary(sets: [set])
    let definitions = set.documents.filter { $0.kind == .nxdl }.compactMap { library.definition($0.name)?.definition }
    #expect(Set(definitions.filter(\.isApplication).map(\.name)) == OfficialNames.applications)
    #expect(Set(definitions.filter { !$0.isApplication }.map(\.name)) == OfficialNames.classes)
  }

  /// As the manual lists it.
  @Test("NXxas asks for what its page in the manual says")
  func absorption() throws {
    let set = try #require(Self.sets.first)
    let entry = try #require(DefinitionLibrary(sets: [set]).definition("NXxas")?.definition.entry)
    let required = [
      "definition", "start_time", "title", "NXdata", "NXdata/absorbed_beam", "NXdata/energy", "NXdata/mode",
      "NXinstrument",
      "NXinstrument/NXsource", "NXinstrument/NXsource/name", "NXinstrument/NXsource/probe",
      "NXinstrument/NXsource/type",
      "NXinstrument/absorbed_beam", "NXinstrument/absorbed_beam/data", "NXinstrument/incoming_beam",
      "NXinstrument/incoming_beam/data", "NXinstrument/monochromator", "NXinstrument/monochromator/energy", "NXmonitor",
      "NXmonitor/data", "NXmonitor/mode", "NXmonitor/preset", "NXsample", "NXsample/name",
    ]
    #expect(Self.required(in: entry).sorted() == required.sorted())
  }

  private static func required(in concept: Concept) -> [String] {
    concept.members.filter { $0.requirement == .required }.flatMap { member in
      let name = member.name.isEmpty ? member.type ?? "" : member.name
      return [name] + required(in: member).map { "\(name)/\($0)" }
    }
  }
}
