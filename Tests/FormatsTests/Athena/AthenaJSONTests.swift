import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("The JSON flavour of Athena projects")
struct AthenaJSONTests {
  static let text = """
    {"_____header1": "# Athena project file -- Demeter version 0.9.26",
    "_____header2": "# This file created at 2018-04-29T14:56:25",
    "aaaaa": {"args": {"label":"second","bkg_z":"Fe","fft_edge":"k","npts":442,"bkg_e0":"7112.5","titles":["é"],
     "bkg_fixstep":null,"ok":true},
     "x": ["7000","7100.5",7200],
     "y": ["0.1",0.2,null], "signal": []},
    "bbbbb": {"args": {"label":"first"}, "x": ["1"], "y": ["2"],
     "xdi": {"metadata": {"Mono": {"name": "Si(111)"}}, "extra_version": "A/1"}},
    "_____journal": ["one","two"],
    "_____lcf": {"a": [1, {}]},
    "_____order": ["bbbbb","aaaaa"]
    }

    """

  @Test("records come in the stated order, numbers as text or not, nothing is lost")
  func reading() throws {
    let document = try AthenaTest.read(Self.text)
    #expect(document.measurements.map(\.title) == ["first", "second"])
    let record = document.measurements[1]
    #expect(try AthenaTest.doubles(record, "x") == [7000, 7100.5, 7200])
    #expect(try AthenaTest.doubles(record, "y")[2].isNaN)
    #expect(record.signals.first?.element == "Fe")
    #expect(AthenaTest.argument(record, "npts")?.text(ofAttribute: "literal") == "bare")
    #expect(AthenaTest.argument(record, "bkg_fixstep")?.value == .missing)
    #expect(document.measurements[0].metadata.text("Mono.name") == "Si(111)")
    #expect(document.metadata.text("flavour") == "json")
    #expect(document.metadata.nodes.first { $0.name == "journal" }?.children.map(\.value?.text) == ["one", "two"])
    #expect(AthenaTest.places(document) == ["ATHENA-NUMBER 3", "ATHENA-EMPTY 3"])
    let text = try AthenaTest.checkLossless(document)
    #expect(text.hasPrefix("{\"_____header1\":\"# Athena project file"))
  }

  @Test("as Perl it says the same, but for what Perl has no word for")
  func toPerl() throws {
    var document = try AthenaTest.read(Self.text)
    document.metadata.nodes[0].value = .text("perl")
    let differences = try document.differences(to: try AthenaTest.check(document))
    #expect(differences.map(\.path) == ["/metadata/_____lcf", "/2/metadata/args.ok"])
  }

  @Test("a damaged or truncated part costs itself only")
  func damaged() throws {
    let broken = try AthenaTest.read(Self.text.replacing("\"7000\"", with: "7000x"))
    #expect(broken.measurements.map(\.title) == ["first"])
    #expect(AthenaTest.places(broken).prefix(1) == ["ATHENA-JSON 5"])
    let bytes = Array(Self.text.utf8)
    for length in 70..<bytes.count - 2 {
      let document = try AthenaTest.read(Array(bytes[..<length]))
      #expect(document.findings.contains { $0.code == "ATHENA-TRUNCATED" }, "\(length)")
      try AthenaTest.check(document)
    }
  }

  @Test("records that share a name keep the places that the order gives that name")
  func sharedNames() throws {
    let records = ["first", "other", "second"].map { label in
      "\"\(label == "other" ? "bbbbb" : "aaaaa")\": {\"args\": {\"label\": \"\(label)\"}, \"x\": [\"1\"], \"y\": [\"2\"]}"
    }
    let document = try AthenaTest.read(
      "{\"_____header1\": \"# Athena project file -- Demeter version 0.9.26\",\n\(records.joined(separator: ",\n")),\n"
        + "\"_____journal\": [],\n\"_____order\": [\"aaaaa\", \"bbbbb\", \"aaaaa\"]}\n")
    #expect(document.measurements.map(\.title) == ["first", "other", "second"])
    try AthenaTest.check(document)
  }

  @Test("the order may name what is not there, and forget what is")
  func order() throws {
    let document = try AthenaTest.read(Self.text.replacing("[\"bbbbb\",", with: "[\"ccccc\","))
    #expect(document.measurements.map(\.title) == ["second", "first"])
    #expect(document.findings.filter { $0.code == "ATHENA-ORDER" }.count == 2)
  }
}
