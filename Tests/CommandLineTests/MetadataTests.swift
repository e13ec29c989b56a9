import Foundation
import Testing

@Suite("edgewise with metadata documents") struct MetadataTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.write(Sample.xdi(), to: "a.xdi")
    #expect(try Edgewise.run("convert", "a.xdi", "-o", "a.meta.xml", in: folder).status == 0)
  }

  private func edit(_ old: String, _ new: String, to name: String = "edited.meta.xml") throws {
    let text = try String(contentsOf: folder.url.appendingPathComponent("a.meta.xml"), encoding: .utf8)
    #expect(text.contains(old))
    try folder.write(text.replacingOccurrences(of: old, with: new), to: name)
  }

  @Test("converting lists every array as a loss and nothing else, and verifies")
  func losses() throws {
    let outcome = try Edgewise.run(
      "convert", "a.xdi", "-o", "b.meta.xml", "--verify", "--format", "json", in: folder)
    #expect(outcome.status == 0)
    let row = try #require(try outcome.files().first)
    #expect(row["format"] as? String == "meta-xml" && row["verified"] as? Bool == true)
    let findings = try #require(row["findings"] as? [[String: Any]])
    let losses = findings.filter { ($0["code"] as? String)?.hasPrefix("LOSS-") ?? false }
    #expect(losses.map { $0["code"] as? String } == Array(repeating: "LOSS-VALUES", count: 3))
    #expect(
      losses.map { ($0["location"] as? [String: Any])?["path"] as? String }
        == ["energy", "i0", "itrans"].map { "/1/channels/\($0)/values" })
    #expect(losses.first?["expected"] as? String == "4 of float64")
  }

  @Test("diff finds that the values are absent and whether their checksums agree, and what else differs")
  func diff() throws {
    let same = try Edgewise.run("diff", "a.xdi", "a.meta.xml", in: folder)
    #expect(same.status == 1)
    #expect(
      same.output.split(separator: "\n").map(String.init)
        == ["energy", "i0", "itrans"].map {
          "/1/channels/\($0)/values: 4 of float64 ≠ not in this file; its checksum agrees"
        })
    #expect(try Edgewise.run("diff", "a.xdi", "a.meta.xml", "--ignore", "values", in: folder).output == "equal\n")
    try edit("<title>Cu foil", "<title>Copper")
    let title = try Edgewise.run("diff", "a.meta.xml", "edited.meta.xml", in: folder)
    #expect(title.status == 1 && title.output == "/1/title: Cu foil ≠ Copper\n")
    try folder.write(Sample.xdi().replacingOccurrences(of: "8972.5", with: "8972.6"), to: "other.xdi")
    let values = try Edgewise.run("diff", "other.xdi", "a.meta.xml", in: folder)
    let lines = values.output.split(separator: "\n")
    #expect(lines.count == 3 && lines[0].hasSuffix("its checksum is that of other values"))
    #expect(lines.dropFirst().allSatisfy { $0.hasSuffix("its checksum agrees") })
  }

  @Test("inspect shows what is there and says that values are not")
  func inspect() throws {
    let text = try Edgewise.run("inspect", "a.meta.xml", in: folder)
    #expect(text.status == 0)
    #expect(text.output.contains("the values are not in this file"))
    #expect(!text.output.contains("nan") && !text.output.contains("unreadable") && !text.output.contains("no plot"))
    #expect(text.output.contains("ln(i0/itrans)"))
    let json = try Edgewise.run("inspect", "a.meta.xml", "--values", "--format", "json", in: folder)
    #expect(json.status == 0)
    let measurement = try #require((try json.files().first?["measurements"] as? [[String: Any]])?.first)
    let channel = try #require((measurement["channels"] as? [[String: Any]])?.first)
    #expect((channel["sha256"] as? String)?.count == 64)
    #expect(channel["values"] is NSNull && channel["first"] is NSNull && channel["nonfinite"] is NSNull)
    #expect(channel["shape"] as? [Int] == [4])
  }

  @Test("an edited document changes what is converted, verified and traceable; losses stay right")
  func apply() throws {
    try edit("<text>desk</text>", "<text>table</text>")
    let outcome = try Edgewise.run(
      "convert", "a.xdi", "-o", "b.nxs", "--metadata", "edited.meta.xml", "--verify", in: folder)
    #expect(outcome.status == 0 && outcome.output.contains("verified"))
    let diff = try Edgewise.run("diff", "a.xdi", "b.nxs", in: folder)
    let lines = diff.output.split(separator: "\n")
    #expect(lines.first == "/1/metadata/Beamline.name: desk ≠ table")
    #expect(lines.count == 2 && lines[1].contains("old metadata/Beamline.name=desk; new metadata/Beamline.name=table"))
    let lossy = try Edgewise.run(
      "convert", "a.xdi", "-o", "b.xdi", "--metadata", "edited.meta.xml", "--verify", in: folder)
    #expect(lossy.status == 0 && lossy.output.contains("LOSS-STEP"))
    #expect(try folder.text("b.xdi").contains("# Beamline.name: table"))
  }

  @Test("one document speaks of the measurements of several inputs, whole or in groups")
  func severalInputs() throws {
    try folder.write(Sample.xdi(name: "second", points: 5), to: "b.xdi")
    #expect(try Edgewise.run("convert", "a.xdi", "b.xdi", "-o", "all.meta.xml", in: folder).status == 0)
    let text = try folder.text("all.meta.xml").replacingOccurrences(
      of: "<item name=\"name\" line=\"9\"><text>second<", with: "<item name=\"name\" line=\"9\"><text>third<")
    try folder.write(text, to: "all-edited.meta.xml")
    let options = ["a.xdi", "b.xdi", "--metadata", "all-edited.meta.xml", "--verify", "--format", "json"]
    func run(_ more: String...) throws -> Edgewise.Outcome {
      try Edgewise.start(["convert"] + options + more, in: folder).end()
    }
    let together = try run("-o", "all.nxs")
    #expect(together.status == 0)
    #expect(together.output.components(separatedBy: "META-XML-APPLIED").count == 2)
    #expect(try Edgewise.run("diff", "a.xdi", "all.nxs::1", in: folder).status == 0)
    let changed = try Edgewise.run("diff", "b.xdi", "all.nxs::2", in: folder).output.split(separator: "\n")
    #expect(changed.first == "/1/metadata/Sample.name: second ≠ third" && changed.count == 2)
    #expect(try run("-o", "groups/", "--to", "nexus", "--group-by", "Sample.name").status == 0)
    #expect(try folder.files().filter { $0.hasPrefix("groups/") } == ["groups/Cu_foil.nxs", "groups/third.nxs"])
  }

  @Test("metadata of other data, ill-formed or absent: exit 3, and nothing is written")
  func refusals() throws {
    try folder.write(Sample.xdi(points: 5), to: "other.xdi")
    try folder.write("<document xmlns=\"urn:edgewise:metadata:1\" version=\"1\"><measurement>", to: "broken.meta.xml")
    for (input, metadata, words) in [
      ("other.xdi", "a.meta.xml", "META-XML-ARRAYS"), ("a.xdi", "broken.meta.xml", "FORMAT-DAMAGED"),
      ("a.xdi", "a.xdi", "FORMAT-DAMAGED"), ("a.xdi", "nowhere.meta.xml", "FILE-MISSING"),
    ] {
      let outcome = try Edgewise.run("convert", input, "-o", "b.nxs", "--metadata", metadata, in: folder)
      #expect(outcome.status == 3, "\(metadata)")
      #expect(outcome.errors.contains(words), "\(metadata): \(outcome.errors)")
    }
    #expect(try !folder.files().contains("b.nxs"))
    #expect(try Edgewise.run("inspect", "broken.meta.xml", in: folder).status == 3)
  }

  @Test("a document that breaks its schema is read, and that is an exit of 1 with line and element")
  func schema() throws {
    try edit("role=\"i0\"", "role=\"i00\"")
    let outcome = try Edgewise.run("inspect", "edited.meta.xml", "--format", "json", in: folder)
    #expect(outcome.status == 1)
    let findings = try #require(try outcome.files().first?["findings"] as? [[String: Any]])
    let finding = try #require(findings.first { $0["code"] as? String == "META-XML-SCHEMA" })
    let place = try #require(finding["location"] as? [String: Any])
    #expect((place["line"] as? Int ?? 0) > 20)
    #expect((place["path"] as? String)?.hasSuffix("/channel[2]/@role") ?? false)
  }

  @Test("the metadata document is never replaced by the output")
  func isInput() throws {
    let before = try folder.text("a.meta.xml")
    let outcome = try Edgewise.run(
      "convert", "a.xdi", "-o", "a.meta.xml", "--metadata", "a.meta.xml", "--on-exist", "overwrite", in: folder)
    #expect(outcome.status == 4 && outcome.errors.contains("OUTPUT-IS-INPUT"))
    #expect(try folder.text("a.meta.xml") == before)
  }

  @Test("the schema is shown as it is")
  func show() throws {
    let outcome = try Edgewise.run("schemas", "show", "edgewise-metadata-1.xsd", in: folder)
    #expect(outcome.status == 0 && outcome.output.contains("targetNamespace=\"urn:edgewise:metadata:1\""))
  }
}
