import Foundation
import Testing

@Suite("edgewise validate") struct ValidateTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Runs the program without the definitions of this machine.
  private func run(
    _ arguments: String..., input: Data? = nil, environment: [String: String] = [:]
  ) throws -> Edgewise.Outcome {
    let own = ["XDG_DATA_HOME": folder.path("data"), "SOURCE_DATE_EPOCH": "1800000000"]
    return try Edgewise.start(
      ["validate"] + arguments, in: folder, input: input, environment: own.merging(environment) { $1 }
    ).end()
  }

  private func writeFiles() throws {
    try folder.write(Sample.xdi(), to: "good.xdi")
    try folder.write(
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:plate">
        <xs:element name="plate"><xs:complexType>
          <xs:attribute name="energy" type="xs:decimal"/><xs:attribute name="edge" type="xs:NCName"/>
        </xs:complexType></xs:element>
      </xs:schema>
      """, to: "plates/plate.xsd")
    try folder.write("<plate xmlns='urn:plate' energy='8979'/>", to: "good.xml")
    try folder.write("<plate xmlns='urn:plate'\n energy='high' edge='K 1'/>", to: "bad.xml")
    try folder.write("<plate", to: "cut.xml")
    try folder.write(Sample.junk, to: "junk")
    try folder.write("", to: "empty.nxs")
  }

  private func verdicts(_ outcome: Edgewise.Outcome) throws -> [String] {
    try outcome.files().map { "\($0["file"] ?? "") \($0["verdict"] ?? "")" }
  }

  @Test("each file gets its verdict, the worst decides the exit code, and none stops the others")
  func verdicts() throws {
    try writeFiles()
    let all = try run(
      "bad.xml", "good.xml", "cut.xml", "junk", "empty.nxs", "missing", "good.xdi", "--definitions", "plates",
      "--format", "json")
    #expect(all.status == 3)
    #expect(
      try verdicts(all) == [
        "bad.xml invalid", "good.xml valid", "cut.xml unreadable", "junk unreadable", "empty.nxs unreadable",
        "missing unreadable", "good.xdi valid",
      ])
    let summary = try #require(try all.json()["summary"] as? [String: Int])
    #expect(summary == ["files": 7, "valid": 2, "invalid": 1, "unreadable": 4])
    #expect(try run("bad.xml", "good.xml", "--definitions", "plates").status == 1)
    #expect(try run("good.xml", "good.xdi", "--definitions", "plates").status == 0)
    let findings = try #require(try all.files()[0]["findings"] as? [[String: Any]])
    #expect(findings.map { $0["code"] as? String } == ["XML-SCHEMA", "XML-SCHEMA"])
    let place = try #require(findings[0]["location"] as? [String: Any])
    #expect(place["file"] as? String == "bad.xml" && place["path"] as? String == "/plate/@energy")
    #expect(try all.files()[1]["definitions"] as? [String] == ["plates/plate.xsd"])
  }

  @Test("with --strict a warning makes a file invalid")
  func strict() throws {
    try writeFiles()
    #expect(try run("good.xml").status == 0)
    #expect(try run("good.xml", "--strict").status == 1)
  }

  @Test("reports keep to their schema, whatever happened")
  func conformity() throws {
    try writeFiles()
    try folder.write("[XML-SCHEMA]\nreason = known\n[XDI-*]\nreason = none\n", to: "known.txt")
    let schema = try JSONSchema("edgewise.validate/1", in: folder)
    for extra in [[], ["--suppress", "known.txt"], ["--max-findings", "1"], ["--deep", "--strict"]] {
      let outcome = try Edgewise.start(
        ["validate", "-r", ".", "missing", "--definitions", "plates", "--format", "json"] + extra, in: folder
      ).end()
      #expect(try schema.complaints(about: outcome.output) == [], "\(extra)")
    }
  }

  @Test("a converted file satisfies the definitions of two makers, and says so for each")
  func definitions() throws {
    try writeFiles()
    #expect(try Edgewise.run("convert", "good.xdi", "-o", "good.nxs", in: folder).status == 0)
    let outcome = try run(
      "good.nxs", "--definition", "NXxas", "--definition", "NXxas_trans", "--format", "json")
    #expect(outcome.status == 0)
    let rows = try #require(try outcome.files()[0]["by_definition"] as? [[String: Any]])
    #expect(rows.map { $0["definition"] as? String } == ["NXxas", "NXxas_trans"])
    #expect(rows.map { $0["verdict"] as? String } == ["valid", "valid"])
    #expect(try JSONSchema("edgewise.validate/1", in: folder).complaints(about: outcome.output) == [])
    let other = try run("good.nxs", "--definition", "official:NXxas", "--definition", "NXxas_tey")
    #expect(other.status == 1)
    let table = other.output.split(separator: "\n").dropFirst().prefix(3).map { line in
      line.split(separator: " ").prefix(2).joined(separator: " ")
    }
    #expect(table == ["definition verdict", "NXxas valid", "NXxas_tey invalid"])
    #expect(other.output.contains("For NXxas_tey"))
    #expect(try run("good.nxs", "--definition", "fairmat:NXnothing").errors.contains("fairmat:NXxas"))
  }

  @Test("a crash costs one file")
  func crash() throws {
    try writeFiles()
    let outcome = try run(
      "good.xml", "good.xdi", "--format", "json", environment: ["EDGEWISE_PLANTED_FAULT": "crash:reading:good.xml"])
    #expect(outcome.status == 3)
    #expect(try verdicts(outcome) == ["good.xml unreadable", "good.xdi valid"])
    let findings = try #require(try outcome.files()[0]["findings"] as? [[String: Any]])
    #expect(findings.map { $0["code"] as? String } == ["WORKER-CRASH"])
  }

  @Test("standard input is validated like a file")
  func standardInput() throws {
    try writeFiles()
    let xml = Data("<plate xmlns='urn:plate' energy='x'/>".utf8)
    let outcome = try run("-", "--definitions", "plates", "--format", "json", input: xml)
    #expect(outcome.status == 1)
    #expect(try verdicts(outcome) == ["- invalid"])
    #expect(try run("-", "--format", "json", input: Data(Sample.xdi().utf8)).status == 0)
  }

  @Test("our own metadata document is held against its schema, and a fault in it is found on its line")
  func metadata() throws {
    try writeFiles()
    #expect(try Edgewise.run("convert", "good.xdi", "-o", "a.meta.xml", in: folder).status == 0)
    let good = try run("a.meta.xml", "--format", "json")
    #expect(good.status == 0)
    #expect(try good.files()[0]["definitions"] as? [String] == ["edgewise-metadata-1.xsd"])
    let text = try folder.text("a.meta.xml")
    let cut = try #require(text.range(of: "role=\"energy\""))
    try folder.write(text.replacingCharacters(in: cut, with: "role=\"eneergy\""), to: "b.meta.xml")
    let line = text[..<cut.lowerBound].split(separator: "\n", omittingEmptySubsequences: false).count
    let bad = try run("b.meta.xml", "--format", "json")
    #expect(bad.status == 1)
    let finding = try #require((try bad.files()[0]["findings"] as? [[String: Any]])?.first)
    #expect(finding["code"] as? String == "META-XML-SCHEMA")
    #expect((finding["location"] as? [String: Any])?["line"] as? Int == line)
  }

  @Test("suppressed findings do not count; expired and useless suppressions are told")
  func suppressions() throws {
    try writeFiles()
    try folder.write("[XML-SCHEMA]\npath = /plate/@*\nreason = known\nexpires = 2027-01-15\n", to: "known.txt")
    // 1800000000 is 2027-01-15 in UTC.
    let holding = try run("bad.xml", "--definitions", "plates", "--suppress", "known.txt", "--format", "json")
    #expect(holding.status == 0)
    #expect((try holding.json()["summary"] as? [String: Int])?["suppressed"] == 2)
    #expect(try holding.json()["findings"] == nil)
    let expired = try run(
      "bad.xml", "--definitions", "plates", "--suppress", "known.txt", "--format", "json",
      environment: ["SOURCE_DATE_EPOCH": "1800086400"])
    #expect(expired.status == 1)
    let findings = try #require(try expired.json()["findings"] as? [[String: Any]])
    #expect(findings.map { $0["code"] as? String } == ["SUPPRESS-EXPIRED"])
    let strict = try run(
      "good.xml", "--definitions", "plates", "--suppress", "known.txt", "--strict",
      environment: ["SOURCE_DATE_EPOCH": "1800086400"])
    #expect(strict.status == 1 && strict.output.contains("known.txt: line 1"))
    #expect(try run("good.xml", "--suppress", "known.txt").output.contains("SUPPRESS-UNUSED"))
    let sarif = try run("bad.xml", "--definitions", "plates", "--suppress", "known.txt", "--format", "sarif")
    #expect(sarif.output.contains("\"justification\": \"known\""))
  }

  @Test("senseless options and broken suppression files are usage errors")
  func usage() throws {
    try writeFiles()
    try folder.write("[XML-SCHEMA]\nreason = x\nexpires = tomorrow\n", to: "known.txt")
    let cases: [([String], String)] = [
      (["good.xml", "--suppress", "known.txt"], "known.txt:3: 'tomorrow' is no date"),
      (["good.xml", "--suppress", "nowhere.txt"], "nowhere.txt"), (["good.xml", "--format", "yaml"], "yaml"),
      (["good.xml", "--max-findings", "-1"], "max-findings"),
      (["good.xml", "--external-links", "some"], "'off', 'folder' or 'any'"),
      (["good.xml", "--external-depth", "0"], "from 1 to 16"),
      (["good.xml", "--external-depth", "17"], "from 1 to 16"), (["good.xml", "--profile", "nope"], "'nope'"),
      (["good.xml", "--definitions", "nowhere"], "nowhere"),
      (["good.xml", "--definitions", "plates", "--definition", "plat.xsd"], "Nearest: plate.xsd"), ([], "path"),
    ]
    for (arguments, words) in cases {
      let outcome = try Edgewise.start(["validate"] + arguments, in: folder).end()
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.output == "" && outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
    }
  }

  @Test(
    "a report goes to a file whole, and never over an input or, unless asked for, another file",
    arguments: [
      "text", "json", "sarif", "junit", "html",
    ])
  func reportFile(form: String) throws {
    try writeFiles()
    let printed = try run("bad.xml", "--definitions", "plates", "--format", form)
    let first = try run("bad.xml", "--definitions", "plates", "--format", form, "-o", "report")
    #expect(first.status == 1 && first.output == "")
    #expect(try folder.text("report") == printed.output)
    #expect(first.errors == "1 file: 1 invalid\n")
    let again = try run("good.xml", "--format", form, "-o", "report")
    #expect(again.status == 4 && again.errors.contains("OUTPUT-EXISTS"))
    #expect(try folder.text("report") == printed.output)
    #expect(try run("good.xml", "--format", form, "-o", "report", "--on-exist", "skip").status == 0)
    #expect(try folder.text("report") == printed.output)
    let state = try folder.state("report")
    #expect(
      try run("bad.xml", "--definitions", "plates", "--format", form, "-o", "report", "--on-exist", "update").status
        == 1)
    #expect(try folder.state("report") == state)
    #expect(try run("good.xml", "--format", form, "-o", "report", "--on-exist", "overwrite").status == 0)
    #expect(try folder.text("report") != printed.output)
    let over = try run("good.xml", "--format", form, "-o", "good.xml", "--on-exist", "overwrite")
    #expect(over.status == 4 && over.errors.contains("OUTPUT-IS-INPUT"))
    #expect(try folder.text("good.xml").hasPrefix("<plate"))
    #expect(try run("good.xml", "--format", form, "-o", "nowhere/report").status == 4)
  }

  @Test("inputs keep their bytes and times")
  func untouched() throws {
    try writeFiles()
    let names = ["good.xdi", "good.xml", "bad.xml", "junk"]
    let before = try names.map { try folder.state($0) }
    _ = try run("-r", ".", "--deep", "--definitions", "plates")
    #expect(try names.map { try folder.state($0) } == before)
  }
}
