import DataModel
import Foundation
import Testing
import Validation

/// A file with one planted fault, or none.
struct Mutant: Sendable, CustomTestStringConvertible {
  let name: String
  let fault: String
  /// `error`, `warning`, or `ok` where nothing is wrong.
  let expected: String
  let base: String
  /// The paths that differ from the sound file.
  let changed: [String]

  var testDescription: String { "\(name): \(fault)" }
  var file: String { "nexus-mutants/\(name).h5" }

  /// The places where the fault may be reported: what was changed, and what holds it.
  var places: Set<String> { Set(changed).union(changed.map(Self.home)) }

  /// The group of a field, the object of an attribute.
  static func home(_ path: String) -> String {
    if let at = path.lastIndex(of: "@") { return String(path[..<at]) }
    let end = path.lastIndex(of: "/") ?? path.startIndex
    return end == path.startIndex ? "/" : String(path[..<end])
  }

  static let all: [Mutant] = {
    guard let folder = Corpus.folder,
      let data = FileManager.default.contents(atPath: folder + "/nexus-mutants/manifest.json"),
      let manifest = try? JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
    else { return [] }
    return manifest.keys.sorted().compactMap { name in
      guard let entry = manifest[name], let fault = entry["fault"] as? String,
        let expected = entry["expect"] as? String,
        let base = entry["base"] as? String
      else { return nil }
      return Mutant(
        name: name, fault: fault, expected: expected, base: base, changed: entry["changed"] as? [String] ?? [])
    }
  }()
  static let faulty = all.filter { $0.expected != "ok" }
  static let sound = all.filter { $0.expected == "ok" }
  static var definitions: String { (Corpus.folder ?? "") + "/nexus-mutants/definitions" }

  func judged(by validator: NeXusValidator = .own(Mutant.definitions)) -> JudgedFile { JudgedFile(file, by: validator) }
}

@Suite("Files with one planted fault", .enabled(if: Corpus.has("nexus-mutants"))) struct MutantTests {
  @Test("are all there")
  func count() {
    #expect(Mutant.faulty.count == 85)
    #expect(Mutant.sound.count == 12)
  }

  @Test("the fault is found with its severity at its place", arguments: Mutant.faulty)
  func fault(mutant: Mutant) {
    let judged = mutant.judged()
    let wanted = judged.findings.filter { $0.severity.rawValue == mutant.expected }
    #expect(
      wanted.contains { finding in mutant.changed.isEmpty || finding.location.path.map(mutant.places.contains) ?? false
      },
      "\(judged.lines)")
    #expect(mutant.expected == "error" || !judged.findings.contains { $0.severity == .error }, "\(judged.lines)")
  }

  /// Of a fault in an array the axes beside it are named too, of one in a group what links to it; never anything else.
  @Test("nothing is said of places that have nothing to do with the fault", arguments: Mutant.faulty)
  func elsewhere(mutant: Mutant) {
    guard !mutant.changed.isEmpty else { return }
    let neighbourhood = Set(mutant.places.map(Mutant.home)).union(mutant.places)
    let serious = mutant.judged().findings.filter { $0.severity != .note }
    let far = serious.compactMap(\.location.path).filter { path in
      !neighbourhood.contains(path) && !neighbourhood.contains(Mutant.home(path))
        && !neighbourhood.contains(Mutant.home(Mutant.home(path)))
    }
    #expect(far == [])
    #expect(serious.count <= 4)
  }

  @Test("a file without a fault is valid, without a warning", arguments: Mutant.sound)
  func control(mutant: Mutant) {
    let judged = mutant.judged()
    #expect(judged.serious == [])
    #expect(judged.definitions == ["NX\(["val": "valtest", "child": "valchild"][mutant.base] ?? mutant.base)"])
  }

  @Test("of a missing group with all that it holds, the group alone is named")
  func outermost() throws {
    let mutant = try #require(Mutant.faulty.first { $0.name == "p04_no_instrument" })
    #expect(mutant.judged().lines.filter { $0.contains("NX-P1") } == ["error NX-P1 /entry"])
  }

  @Test("a required name may be misspelt: it is missing, and the other name is unknown")
  func partialName() throws {
    let mutant = try #require(Mutant.faulty.first { $0.name == "v36_partial_typo" })
    #expect(mutant.judged().lines == ["error NX-P1 /entry", "note NX-S9 /entry/enrgyK"])
  }

  @Test(
    "the installed definitions lead to the same findings as those inside the program",
    .enabled(if: StandardDefinitions.isInstalled), arguments: Mutant.all)
  func installed(mutant: Mutant) {
    #expect(mutant.judged(by: .installed(Mutant.definitions)).lines == mutant.judged().lines)
  }

  @Test(
    "definitions of one's own are not needed for the official NXxas", arguments: Mutant.all.filter { $0.base == "xas" })
  func builtIn(mutant: Mutant) {
    #expect(mutant.judged(by: .own()).lines == mutant.judged().lines)
  }
}
