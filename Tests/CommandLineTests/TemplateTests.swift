import Foundation
import Testing

@Suite("edgewise template") struct TemplateTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private var environment: [String: String] { ["XDG_CONFIG_HOME": folder.url.path] }

  @Test("a proposed template, saved among the user's, reads the next file by its name")
  func workflow() throws {
    try folder.write("# energy i0 itrans\n7100 10 5\n7101 11 5\n7102 12 5\n", to: "one.txt")
    try folder.write("7200 20 10\n7201 21 10\n7202 22 10\n", to: "two.txt")
    let proposed = try Edgewise.run("template", "new", "one.txt", "--name", "my beamline", in: folder)
    #expect(proposed.status == 0)
    let templates = folder.url.appendingPathComponent("edgewise/templates")
    try FileManager.default.createDirectory(at: templates, withIntermediateDirectories: true)
    try Data(proposed.output.utf8).write(to: templates.appendingPathComponent("mine.yaml"))
    let read = try Edgewise.run(
      "inspect", "two.txt", "--template", "mine", "--format", "json", in: folder, environment: environment)
    #expect(read.status == 0)
    let measurement = try #require((try read.files()[0]["measurements"] as? [[String: Any]])?.first)
    let channels = try #require(measurement["channels"] as? [[String: Any]])
    #expect(channels.map { $0["role"] as? String } == ["energy", "i0", "itrans"])
    #expect(channels[0]["first"] as? Double == 7200)
    let list = try Edgewise.run("template", "list", "--format", "json", in: folder, environment: environment)
    let names = (try list.json()["templates"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    #expect(names == ["mine", "bsrf-1w1b", "easyxafs", "nsrrc", "peaxis", "ssrf-bl14w1"])
  }

  @Test("a damaged template is listed as unusable and refused with its line")
  func damaged() throws {
    try folder.write("name: x\ncolumns:\n  - {column: one}\n", to: "bad.yaml")
    try folder.write("1 2\n3 4\n", to: "one.txt")
    let read = try Edgewise.run("inspect", "one.txt", "--template", "bad.yaml", in: folder)
    #expect(read.status == 2)
    #expect(read.errors.contains("bad.yaml, line 3"))
    let unknown = try Edgewise.run("template", "show", "nothing", in: folder, environment: environment)
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("easyxafs"))
    let missing = try Edgewise.run("template", "new", "nowhere.txt", in: folder)
    #expect(missing.status == 3)
  }

  @Test("a declared zone is recorded and changes no time")
  func timezone() throws {
    try folder.write("# Scan.start_time: 2020-01-02T03:04:05\n# energy i0\n7100 10\n7101 11\n7102 12\n", to: "one.txt")
    let read = try Edgewise.run(
      "inspect", "one.txt", "--timezone", "Europe/Paris", "--format", "json", in: folder)
    let measurement = try #require((try read.files()[0]["measurements"] as? [[String: Any]])?.first)
    #expect(measurement["start_time"] as? String == "2020-01-02T03:04:05")
    let steps = String(describing: measurement["steps"] ?? "")
    #expect(steps.contains("timezone") && steps.contains("Europe/Paris"))
    #expect(try Edgewise.run("inspect", "one.txt", "--timezone", "Mars/Base", in: folder).status == 2)
  }
}
