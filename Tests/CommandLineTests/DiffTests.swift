import Foundation
import Testing

@Suite("edgewise diff") struct DiffTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test("equal files: exit 0, and an empty list")
  func equal() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    try folder.write(Sample.xdi(), to: "b.xdi")
    let json = try Edgewise.run("diff", "a.xdi", "b.xdi", "--format", "json", in: folder)
    #expect(json.status == 0)
    #expect(try json.json()["schema"] as? String == "edgewise.diff/1")
    #expect(try json.json()["equal"] as? Bool == true)
    #expect((try json.json()["differences"] as? [Any])?.isEmpty == true)
    #expect(try Edgewise.run("diff", "a.xdi", "b.xdi", in: folder).output == "equal\n")
  }

  @Test("differences name path and both values; ignored keys and tolerances take them away")
  func different() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let changed = Sample.xdi(name: "Cu powder").replacingOccurrences(of: "8972.5 ", with: "8972.500001 ")
    try folder.write(changed, to: "b.xdi")
    let outcome = try Edgewise.run("diff", "a.xdi", "b.xdi", "--format", "json", in: folder)
    #expect(outcome.status == 1)
    #expect(try outcome.json()["equal"] as? Bool == false)
    let differences = try #require(try outcome.json()["differences"] as? [[String: Any]])
    let paths = differences.compactMap { $0["path"] as? String }
    #expect(Set(paths) == ["/1/title", "/1/channels/energy/values", "/1/metadata/Sample.name"])
    let title = try #require(differences.first { $0["path"] as? String == "/1/title" })
    #expect(title["a"] as? String == "Cu foil")
    #expect(title["b"] as? String == "Cu powder")
    let close = try Edgewise.run(
      "diff", "a.xdi", "b.xdi", "--rtol", "1e-9", "--ignore", "Sample.name", "--ignore", "title", in: folder)
    #expect(close.status == 0)
    let tight = try Edgewise.run(
      "diff", "a.xdi", "b.xdi", "--rtol", "1e-11", "--ignore", "Sample.name", "--ignore", "title", in: folder)
    #expect(tight.status == 1)
  }

  @Test("an input that cannot be read: exit 3, and not called equal")
  func unreadable() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let text = try Edgewise.run("diff", "a.xdi", "missing.xdi", in: folder)
    #expect(text.status == 3)
    #expect(text.output == "")
    #expect(text.errors.contains("missing.xdi") && text.errors.contains("FILE-MISSING"))
    let json = try Edgewise.run("diff", "missing.xdi", "a.xdi", "--format", "json", in: folder)
    #expect(json.status == 3)
    #expect(try json.json()["equal"] as? Bool == false)
  }

  @Test("a file that crashes the worker: exit 3, whichever of the two it is")
  func crash() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    try folder.write(Sample.xdi(), to: "b.xdi")
    for name in ["a.xdi", "b.xdi"] {
      let outcome = try Edgewise.run(
        "diff", "a.xdi", "b.xdi", in: folder, environment: ["EDGEWISE_PLANTED_FAULT": "crash:reading:\(name)"])
      #expect(outcome.status == 3)
      #expect(outcome.errors.contains("\(name): error:") && outcome.errors.contains("WORKER-CRASH"))
    }
  }
}
