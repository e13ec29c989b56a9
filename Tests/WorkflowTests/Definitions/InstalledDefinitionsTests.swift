import DataModel
import Foundation
import Testing
import Validation
import Workflow

/// Held against the definitions that `make deps` installs; left out where they are not.
@Suite("Checking whole sets of definitions") struct InstalledDefinitionsTests {
  private static let sets = DefinitionFolders().sets().filter { $0.origin == .user }
  private static let names = ["nexusformat-2.1.0": 280, "pynxtools-0.16.0": 291]
  private static var installed: [DefinitionSet] { sets.filter { names[$0.name] != nil } }

  @Test(
    "what the standard itself publishes has no error and no warning", .enabled(if: installed.count == 2),
    arguments: installed)
  func clean(_ set: DefinitionSet) throws {
    let lint = DefinitionLint(sets: Self.sets)
    let folder = try #require(set.folder)
    let definitions = set.documents.filter { $0.kind == .nxdl }
    #expect(definitions.count == Self.names[set.name])
    var notes = 0
    let start = ContinuousClock.now
    for document in definitions {
      let result = lint.result("\(folder)/\(document.path)")
      #expect(result.verdict == .valid, "\(result)")
      #expect(result.findings.filter { $0.severity != .note } == [])
      #expect(result.findings.allSatisfy { ($0.location.line ?? 0) > 0 })
      notes += result.findings.count
    }
    // Some of its definitions are old: that the rules look at them at all shows in the notes.
    #expect(notes > 300)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test("our own definitions obey nxdl.xsd", .enabled(if: installed.count == 2))
  func own() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../../Schemas/nexus"
    ).standardizedFileURL.path
    let lint = DefinitionLint(sets: DefinitionSet.embeddedDefinitions() + Self.sets)
    let files = FolderTree.files(below: root, depth: 3).filter { $0.hasSuffix(".nxdl.xml") }
    #expect(files.count == 101)
    for file in files {
      let result = lint.result("\(root)/\(file)")
      #expect(result.findings.filter { $0.severity != .note } == [], "\(file)")
    }
  }
}
