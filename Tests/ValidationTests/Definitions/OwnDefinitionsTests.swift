import DataModel
import Testing
import Validation

@Suite("The definitions in our own words") struct OwnDefinitionsTests {
  private static let names = DefinitionSet.embeddedDefinitions().map(\.name)

  private func set(_ name: String) throws -> DefinitionSet {
    try #require(DefinitionSet.embeddedDefinitions().first { $0.name == name })
  }

  @Test("there is a set for each maker, and each has the definitions of its families")
  func families() throws {
    let expected = [
      "edgewise-nexus": ["NXxas", "NXxasproc"],
      "edgewise-xas": [
        "NXxas", "NXxas_herfd", "NXxas_pey", "NXxas_pfy", "NXxas_tey", "NXxas_tfy", "NXxas_trans", "NXxasproc",
      ],
      "edgewise-xas-proposal": ["NXxas", "NXxas_new", "NXxasproc"],
      "edgewise-xas-inheritance": ["NXxas", "NXxas_new", "NXxas_tfy", "NXxas_trans", "NXxasproc"],
    ]
    #expect(Set(Self.names) == Set(expected.keys))
    for (name, definitions) in expected {
      let applications = try set(name).documents.filter { $0.path.hasPrefix("applications/") }
      #expect(applications.map(\.name) == definitions)
    }
  }

  @Test("the two definitions called NXxas are told apart by their set")
  func twoNXxas() throws {
    func text(_ name: String) throws -> String {
      let set = try set(name)
      return String(decoding: try set.bytes(of: try #require(set.document(named: "NXxas"))), as: UTF8.self)
    }
    #expect(try text("edgewise-nexus").contains("incoming_beam"))
    #expect(try !text("edgewise-nexus").contains("is_experimental"))
    #expect(try text("edgewise-xas").contains("is_experimental"))
    #expect(try !text("edgewise-xas").contains("incoming_beam"))
  }

  @Test("a set is complete: every class and parent is in it, and nothing is an error or a warning", arguments: names)
  func lint(_ name: String) throws {
    let set = try set(name)
    let library = NXDLLibrary([set])
    let serious = try set.documents.flatMap { document in
      NXDLLint.findings(
        NXDLSubject(try NXDLDocument(try set.bytes(of: document)), file: document.path, library: library)
      ).filter { $0.severity != .note }
    }
    #expect(serious == [])
    #expect(set.documents.count >= 69)
  }

  /// What our definitions leave open is what the standard's leave open.
  @Test(
    "no note is made of ours that is not made of the standard's",
    .enabled(if: StandardDefinitions.isInstalled), arguments: names.filter(StandardDefinitions.areThere))
  func notes(_ name: String) throws {
    let ours = try notes(of: [try set(name)])
    let theirs = try notes(of: StandardDefinitions.sets(behind: name))
    #expect(ours.subtracting(theirs) == [])
    #expect(!ours.isEmpty && ours.count < theirs.count)
  }

  private func notes(of sets: [DefinitionSet]) throws -> Set<String> {
    let library = NXDLLibrary(sets)
    var names: Set<String> = []
    var notes: Set<String> = []
    for set in sets {
      for document in set.documents where document.kind == .nxdl && names.insert(document.name).inserted {
        let subject = NXDLSubject(
          try NXDLDocument(try set.bytes(of: document)), file: document.path, library: library)
        for finding in NXDLLint.findings(subject) {
          let path = (finding.location.path ?? "").replacing("NXCollection", with: "NXcollection")
          notes.insert("\(document.name) \(finding.code) \(path)")
        }
      }
    }
    return notes
  }

  @Test(
    "what a definition asks for is what the standard's asks for",
    .enabled(if: StandardDefinitions.isInstalled), arguments: names.filter(StandardDefinitions.areThere))
  func interface(_ name: String) throws {
    let set = try set(name)
    let standard = NXDLLibrary(StandardDefinitions.sets(behind: name))
    for document in set.documents {
      let theirs = try #require(standard[document.name], "\(document.name) is not in the standard")
      let ours = try NXDLDocument(try set.bytes(of: document))
      let difference = DefinitionInterface(ours).lines.difference(from: DefinitionInterface(theirs).lines)
      #expect(difference.isEmpty, "\(name)/\(document.name): \(difference)")
    }
  }
}

/// What is compiled in is what lies in Schemas/nexus.
@Suite("The tables of the compiled definitions") struct EmbeddedDefinitionsTests {
  private static let folders = [
    "edgewise-nexus": ["official"], "edgewise-xas": ["xas", "official"],
    "edgewise-xas-proposal": ["proposal", "official"], "edgewise-xas-inheritance": ["inheritance", "official"],
  ]

  @Test("every definition is in its set, with its bytes", arguments: DefinitionSet.embeddedDefinitions())
  func complete(_ set: DefinitionSet) throws {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    var expected: [String: [UInt8]] = [:]
    for folder in try #require(Self.folders[set.name]).reversed() {
      let files = DefinitionSet(folder: "/\(root)/Schemas/nexus/\(folder)", origin: .option)
      for document in files.documents { expected[document.path] = try files.bytes(of: document) }
    }
    #expect(set.documents.map(\.path) == expected.keys.sorted())
    for document in set.documents { #expect(try set.bytes(of: document) == expected[document.path]) }
  }
}
