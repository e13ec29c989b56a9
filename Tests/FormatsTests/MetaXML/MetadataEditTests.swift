import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("Applying an edited metadata document")
struct MetadataEditTests {
  struct Edit: Sendable, CustomTestStringConvertible {
    let name: String
    let old: String
    let new: String
    /// The changes that the step must record: path, old, new.
    let changes: [[String?]]

    var testDescription: String { name }
  }

  static let edits = [
    Edit(
      name: "a title", old: "<title>Cu foil</title>", new: "<title>Copper</title>",
      changes: [["title", "Cu foil", "Copper"]]),
    Edit(name: "no title", old: "<title>Cu foil</title>", new: "", changes: [["title", "Cu foil", nil]]),
    Edit(
      name: "a time", old: "<end_time></end_time>", new: "<end_time>later</end_time>",
      changes: [["end_time", "", "later"]]),
    Edit(
      name: "a changed value", old: "<text>10 K</text>", new: "<text>11 K</text>",
      changes: [["metadata/Sample.temperature", "10 K", "11 K"]]),
    Edit(
      name: "an added value", old: "<item name=\"Sample\">",
      new: "<item name=\"Sample\"><item name=\"formula\" unit=\"x\"><numbers type=\"int8\">7</numbers></item>",
      changes: [["metadata/Sample.formula", nil, "7 (int8) x"]]),
    Edit(
      name: "a removed value", old: "<item name=\"temperature\"><text>10 K</text></item>", new: "",
      changes: [["metadata/Sample.temperature", "10 K", nil]]),
    Edit(
      name: "metadata of the file", old: "first line", new: "1st line",
      changes: [["document/metadata/journal", "first line\nsecond line", "1st line\nsecond line"]]),
    Edit(
      name: "metadata of a channel", old: "<numbers type=\"int64\">6<", new: "<numbers type=\"int64\">7<",
      changes: [["channels/i0/metadata/gain", "6 (int64) V/A", "7 (int64) V/A"]]),
    Edit(
      name: "a unit", old: "role=\"energy\" unit=\"eV\"", new: "role=\"energy\" unit=\"keV\"",
      changes: [["channels/energy/unit", "eV", "keV"]]),
    Edit(
      name: "role and qualifier", old: "role=\"ifluor\" qualifier=\"Ka1\"", new: "role=\"irefer\"",
      changes: [["channels/odd name/role", "ifluor", "irefer"], ["channels/odd name/qualifier", "Ka1", nil]]),
    Edit(
      name: "a dimension", old: "<dimension name=\"emission\" edges=\"true\"/>", new: "<dimension name=\"pixel\"/>",
      changes: [["channels/edges/dimensions", "[emission+1]", "[pixel]"]]),
    Edit(
      name: "uncertainty and mask", old: "<uncertainty kind=\"poisson\"/>",
      new: "<uncertainty kind=\"channel\" channel=\"odd name\"/>",
      changes: [["channels/i0/uncertainty", "poisson", "channel odd name"]]),
    Edit(
      name: "a signal", old: "<expression>i0/`odd name`</expression>", new: "<expression>`odd name`/i0</expression>",
      changes: [
        [
          "signals/1/herfd", "herfd; i0/`odd name`; herfd; Cu; K; 8045.5...8049.25 eV K-L3",
          "herfd; `odd name`/i0; herfd; Cu; K; 8045.5...8049.25 eV K-L3",
        ]
      ]),
    Edit(
      name: "a reference", old: "<reference relation=\"cycler\" checksum=\"not a hash\"/>", new: "",
      changes: [["references/2/cycler", "cycler; not a hash", nil]]),
  ]

  private func edited(_ edit: Edit) throws -> MetadataDocument {
    let text = try MetaXMLTest.text(MetaXMLTest.sample)
    // An empty element may be written in one tag.
    let source =
      text.contains(edit.old) ? text : text.replacingOccurrences(of: "<end_time/>", with: "<end_time></end_time>")
    #expect(source.components(separatedBy: edit.old).count == 2, "once: \(edit.old)")
    return try MetaXMLTest.parse(source.replacingOccurrences(of: edit.old, with: edit.new))
  }

  @Test("each change is taken over, is recorded with old and new, and nothing else changes", arguments: edits)
  func change(_ edit: Edit) throws {
    let data = MetaXMLTest.sample
    let (result, findings) = try data.applying(metadata: try edited(edit), time: "2026-11-21T12:00:00Z")
    #expect(findings.map(\.code) == ["META-XML-APPLIED"])
    var differences = try data.differences(to: result)
    let index = try #require(differences.firstIndex { $0.aspect == .step })
    #expect(differences.remove(at: index).a == nil)
    let places = differences.map { difference in
      let isFile = difference.path.hasPrefix("/metadata")
      return [isFile ? "document" + difference.path : String(difference.path.dropFirst(3)), difference.a, difference.b]
    }
    #expect(Set(places) == Set(edit.changes))
    let steps = result.measurements[0].steps
    #expect(steps.count == 2)
    let last = try #require(steps.last)
    #expect(last.operation == "edit metadata" && last.time == "2026-11-21T12:00:00Z")
    #expect(last.inputs == ["edited.meta.xml"])
    #expect(last.parameters.first?.name == "sha256" && last.parameters.first?.value.text?.utf8.count == 64)
    let recorded = stride(from: 1, to: last.parameters.count, by: 2).map { index -> [String?] in
      let (old, new) = (last.parameters[index], last.parameters[index + 1])
      #expect(
        old.name.dropFirst(4) == new.name.dropFirst(4) && old.name.hasPrefix("old ") && new.name.hasPrefix("new "))
      return [String(old.name.dropFirst(4)), old.value.text, new.value.text]
    }
    #expect(Set(recorded) == Set(edit.changes))
  }

  @Test("without a change there is no step")
  func unchanged() throws {
    let data = MetaXMLTest.sample
    let (result, findings) = try data.applying(metadata: try MetaXMLTest.parse(try MetaXMLTest.text(data)))
    #expect(findings == [])
    #expect(try data.differences(to: result).isEmpty)
  }

  private func refused(_ old: String, _ new: String) throws -> [String] {
    let text = try MetaXMLTest.text(MetaXMLTest.sample)
    #expect(text.contains(old))
    let edit = try MetaXMLTest.parse(
      text.replacingOccurrences(of: old, with: new).replacingOccurrences(of: "Cu foil", with: "also changed"))
    let (result, findings) = try MetaXMLTest.sample.applying(metadata: edit)
    #expect(try MetaXMLTest.sample.differences(to: result).isEmpty, "nothing is changed")
    return findings.filter { $0.severity == .error }.map(\.code)
  }

  @Test("metadata of other arrays, of nonsense, or against the schema change nothing")
  func refusals() throws {
    let energy = "3bd6cf19c768ed12e7de2ad614f1855a70bf4fed3c9989d7b96e406e1edd48df"
    let own = try MetaXMLTest.sample.measurements[0].channels[0].values.checksum()
    #expect(try refused(own, energy) == ["META-XML-ARRAYS"])
    #expect(try refused("type=\"uint8\"", "type=\"int8\"") == ["META-XML-ARRAYS"])
    #expect(try refused("<expression>i0/", "<expression>i9/") == ["META-XML-PART"])
    #expect(try refused("<expression>i0/", "<expression>(i0/") == ["META-XML-PART"])
    #expect(try refused("mask=\"good\"", "mask=\"bad\"") == ["META-XML-PART"])
    #expect(try refused("<dimension name=\"emission\" edges=\"true\"/>", "") == ["META-XML-PART"])
    #expect(try refused("role=\"energy\"", "role=\"eneergy\"").contains("META-XML-SCHEMA"))
  }

  @Test("channels and steps are no matter of metadata: a warning, and they stay")
  func records() throws {
    let text = try MetaXMLTest.text(MetaXMLTest.sample)
    let renamed = text.replacingOccurrences(of: "<channel name=\"edges\"", with: "<channel name=\"borders\"")
      .replacingOccurrences(of: "operation=\"dead-time correction\"", with: "operation=\"nothing\"")
    let (result, findings) = try MetaXMLTest.sample.applying(metadata: try MetaXMLTest.parse(renamed))
    #expect(findings.map(\.code) == ["META-XML-CHANNEL", "META-XML-CHANNEL", "META-XML-RECORD"])
    #expect(try MetaXMLTest.sample.differences(to: result).isEmpty)
  }

  @Test("an edited view is reported and not applied; one that was left as it was is not reported")
  func views() throws {
    let text = try MetaXMLTest.text(MetaXMLTest.sample)
    let tree = text.replacingOccurrences(of: "<text>10 K</text>", with: "<text>11 K</text>")
    #expect(
      try MetaXMLTest.sample.applying(metadata: try MetaXMLTest.parse(tree)).findings.map(\.code)
        == ["META-XML-APPLIED"])
    let view = text.replacingOccurrences(of: ">10.0<", with: ">11.0<")
    let (result, findings) = try MetaXMLTest.sample.applying(metadata: try MetaXMLTest.parse(view))
    #expect(findings.map(\.code) == ["META-XML-VIEW"])
    #expect(try MetaXMLTest.sample.differences(to: result).isEmpty)
  }

  private func measurement(_ selector: String, _ title: String?, _ value: Double) -> DataModel.Measurement {
    Measurement(selector: selector, title: title, channels: [Channel(name: "x", values: Values([value]))])
  }

  private func document(_ measurements: [DataModel.Measurement]) -> Document {
    Document(origin: Origin(name: "x", format: "xdi", readerVersion: "0"), measurements: measurements)
  }

  @Test("measurements are paired by selector, then by order, then by title")
  func pairs() {
    func pairs(_ data: [(String, String)], _ metadata: [(String, String)]) -> [[Int]] {
      let result = MeasurementPairs(
        data.map { measurement($0.0, $0.1, 1) }, metadata.map { measurement($0.0, $0.1, 1) })
      return result.matched.map { [$0.data, $0.metadata] } + [result.unmatched]
    }
    #expect(pairs([("1", "a"), ("2", "b")], [("2", "b"), ("1", "a")]) == [[0, 1], [1, 0], []])
    #expect(pairs([("/a", "a"), ("/b", "b")], [("1", "b"), ("2", "a")]) == [[0, 0], [1, 1], []])
    #expect(pairs([("/x", "b")], [("1", "a"), ("2", "b")]) == [[0, 1], [0]])
    #expect(pairs([("1", "a"), ("1", "b")], [("1", "a"), ("1", "b")]) == [[0, 0], [1, 1], []])
    #expect(pairs([("9", "a")], []) == [[]])
    #expect(pairs([], [("9", "a")]) == [[0]])
  }

  @Test("one of several measurements takes its own changes; the others are named")
  func oneOfSeveral() throws {
    let data = document([measurement("1", "a", 1), measurement("2", "b", 2)])
    let text = try MetaXMLTest.text(data).replacingOccurrences(of: "<title>b<", with: "<title>c<")
    let single = document([measurement("2", "b", 2)])
    let (result, findings) = try single.applying(metadata: try MetaXMLTest.parse(text))
    #expect(findings.map(\.code) == ["META-XML-MEASUREMENT", "META-XML-APPLIED"])
    #expect(result.measurements.map(\.title) == ["c"])
    let swapped = document([measurement("2", "b", 1), measurement("1", "a", 2)])
    #expect(
      try swapped.applying(metadata: try MetaXMLTest.parse(text)).findings.map(\.code)
        == ["META-XML-ARRAYS", "META-XML-ARRAYS"])
  }
}
