import Bytes
import DataModel
import Foundation
import Testing

@testable import Validation

@Suite("One file, several definitions") struct DefinitionVerdictTests {
  private func result(_ names: [String], _ spoil: (NeXusFixture) throws -> Void = { _ in }) throws -> ValidationResult {
    let file = try NeXusFixture.xas()
    try spoil(file)
    let asked = names.map { DefinitionName($0) }
    let outcome = NeXusValidator(library: Definitions.library(), asked: asked).validate(try file.survey())
    return ValidationResult(
      judging: outcome.findings, of: "a.nxs", format: "nexus", definitions: outcome.definitions,
      byDefinition: outcome.byDefinition)
  }

  @Test("a file may satisfy one and not the other, and each finding says whose it is")
  func sideBySide() throws {
    let result = try result(["NXxas", "fairmat:NXxas"])
    #expect(result.definitions == ["NXxas", "fairmat:NXxas"])
    #expect(try self.result(["NXxas", "official:NXxas", "nxxas"]).byDefinition.isEmpty)
    #expect(result.byDefinition.map(\.verdict) == [.valid, .invalid])
    #expect(result.verdict == .invalid)
    let missing = result.findings.filter { $0.code == "NX-P1" && $0.severity == .error }
    // FAIRmat's NXxas asks for these, and the official one for none of them.
    for word in ["element", "edge", "is_experimental", "energy", "intensity"] {
      #expect(missing.contains { $0.message.contains(word) }, "\(word)")
    }
    for finding in missing { #expect(result.definitions(thatGave: finding) == ["fairmat:NXxas"], "\(finding)") }
  }

  @Test("reports for machines and pages name the definition of a finding")
  func reports() throws {
    var report = ValidationReport()
    report.add(ValidationReport.Entry(try result(["NXxas", "fairmat:NXxas"])))
    let junit = String(decoding: try JUnitReport(report).bytes(), as: UTF8.self)
    #expect(junit.contains("the field is_experimental is required but missing (expected NX_BOOLEAN) [fairmat:NXxas]"))
    let page = String(decoding: HTMLReport(report, codes: { _ in nil }, time: "now").bytes(), as: UTF8.self)
    #expect(page.contains("for fairmat:NXxas") && page.contains("<td>fairmat:NXxas</td>"))
  }

  @Test("what both find is said once and counts for both; so does what concerns the file")
  func common() throws {
    let result = try result(["NXxas", "fairmat:NXxas"]) { file in
      try file.remove("/entry/sample/name")
      try file.removeAttribute("/", "default")
    }
    let shared = result.findings.filter { $0.location.path == "/entry/sample" && $0.severity == .error }
    #expect(shared.count == 1)
    #expect(shared.allSatisfy { result.definitions(thatGave: $0).isEmpty })
    #expect(result.findings.contains { $0.code == "NX-F1" && result.definitions(thatGave: $0).isEmpty })
    let official = try #require(result.byDefinition.first)
    #expect(official.verdict == .invalid && official.counts[.error] == 1 && official.counts[.warning] == 1)
  }

  @Test("a name that one of them knows is not unknown")
  func known() throws {
    let result = try result(["NXxas", "fairmat:NXxas"]) { file in
      try file.numbers("/entry/intensity", NeXusFixture.energies)
      try file.text("/entry/my_own", "x")
    }
    let unknown = result.findings.filter { $0.code == "NX-S9" }.compactMap(\.location.path)
    #expect(unknown == ["/entry/my_own"])
  }

  @Test("of an entry and its subentries the one that fits is held against a definition")
  func subentry() throws {
    let result = try result(["NXxas", "NXprobe"]) { file in
      try file.group("/entry/probe", "NXsubentry")
      try file.text("/entry/probe/definition", "NXprobe")
    }
    let probe = try #require(result.byDefinition.last)
    #expect(result.byDefinition.map(\.verdict) == [.valid, .invalid])
    #expect(probe.own.allSatisfy { $0.location.path?.hasPrefix("/entry/probe") == true }, "\(probe.own)")
  }

  @Test("a file that names two definitions gets a verdict on each; one alone needs none")
  func claimed() throws {
    let two = try result([]) { file in
      try file.group("/entry/probe", "NXsubentry")
      try file.text("/entry/probe/definition", "NXprobe")
    }
    #expect(two.byDefinition.map(\.definition) == ["NXxas", "NXprobe"])
    #expect(two.byDefinition.map(\.verdict) == [.valid, .invalid])
    #expect(try result([]).byDefinition.isEmpty)
  }

  @Test("an array in definition claims each of its names, and neither forbids the other")
  func array() throws {
    let result = try result([]) { file in
      try file.remove("/entry/definition")
      try file.array("/entry/definition", TypedArray(["NXxas", "NXprobe"]))
    }
    #expect(result.byDefinition.first?.verdict == .valid)
    #expect(!result.findings.contains { $0.location.path == "/entry/definition" })
  }

  @Test("a definition that nobody has is said once")
  func unknown() throws {
    let findings = try result(["NXxas", "nowhere/NXxas"]).findings.filter { $0.code == "NX-E2" }
    #expect(findings.count == 1 && findings.first?.location.path == "/")
  }
}

@Suite("Names of definitions") struct DefinitionNameTests {
  /// The maker's set by the words of the families table; the name of the file may differ from what a file says.
  @Test(
    "mean a definition and the sets that it may be from",
    arguments: [
      ("NXxas", "NXxas", "edgewise-nexus"), ("official:NXxas", "NXxas", "edgewise-nexus"),
      ("fairmat:nxxas", "NXxas", "edgewise-xas"), ("NXxas_trans", "NXxas_trans", "edgewise-xas"),
      ("NXxas_new", "NXxas_new", "edgewise-xas-proposal"),
      ("inheritance:NXxas_trans", "NXxas_trans", "edgewise-xas-inheritance"),
      ("NXxas_transmission", "NXxas_trans", "edgewise-xas-inheritance"),
      ("edgewise-xas/NXxas", "NXxas", "edgewise-xas"),
      ("NXprobe", "NXprobe", nil),
    ])
  func meaning(text: String, name: String, set: String?) throws {
    let meant = DefinitionName(text)
    #expect(meant.name == name)
    let found = try #require(Definitions.library().definition(meant))
    #expect(found.name == name)
    if let set { #expect(found.set == set) }
  }

  @Test("of installed sets count with their version, and of no other set")
  func versions() {
    func admits(_ name: String, _ set: String, _ origin: DefinitionSet.Origin = .user) -> Bool {
      DefinitionName(name).admits(
        DefinitionSet(name: set, origin: origin, folder: nil, version: nil, source: [], documents: []))
    }
    #expect(admits("NXxas", "nexusformat-2.1.0") && !admits("NXxas", "pynxtools-0.16.0"))
    #expect(admits("fairmat:NXxas", "pynxtools-0.16.0") && !admits("fairmat:NXxas", "edgewise-xas-proposal"))
    #expect(admits("NXxas", "mine", .option) && !admits("fairmat:NXxas", "mine", .option))
    #expect(admits("mine/NXxas", "mine") && !admits("mine/NXxas", "yours"))
    #expect(admits("NXarchive", "mine"))
  }
}
