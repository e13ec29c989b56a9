import Bytes
import DataModel
import Foundation
import HDF5
import Testing
import Validation

@testable import Workflow

@Suite("Validating files") struct FileValidationTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func result(_ text: String, name: String, strict: Bool = false) throws -> ValidationResult {
    let path = try folder.write(text, to: name)
    let folders = DefinitionFolders(environment: { _ in nil }, executable: "/nowhere/bin/edgewise")
    return FileValidation(ValidationOptions(folders: folders, isStrict: strict)).result(
      InputEntry(InputAddress(file: path)))
  }

  @Test("content decides the format, and the validator of that format is asked")
  func formats() throws {
    #expect(try result("# XDI/1.0\n# Element.symbol: Cu\n#---\n1 2\n3 4\n", name: "a.dat").format == "xdi")
    let xml = try result("<a>\n<b/></a>", name: "a.dat")
    #expect(xml.format == "xml" && xml.verdict == .valid)
    #expect(xml.findings.map(\.code) == ["XML-NO-SCHEMA"])
    #expect(xml.findings.first?.location.file == xml.file)
    #expect(try result("<a>\n<b/></a>", name: "b.xml", strict: true).verdict == .invalid)
  }

  @Test("what nothing recognises is unreadable, and so is what only calls itself NeXus")
  func unreadable() throws {
    let junk = try result("\u{1}\u{2}\u{0}\u{7F}", name: "junk")
    #expect(junk.verdict == .unreadable && junk.format == nil)
    #expect(junk.findings.map(\.code) == ["FORMAT-UNKNOWN"])
    let text = try result("1 2\n3 4\n5 6\n", name: "scan.nxs")
    #expect(text.verdict == .unreadable && text.format == "nexus")
    #expect(text.findings.last?.code == "NX-H1")
    let broken = try result("<a>\n<b></a>", name: "a.xml")
    #expect(broken.verdict == .unreadable && broken.format == "xml")
    #expect(broken.findings.first?.location.line == 2)
  }

  @Test("a name that promises another format than the content has is a warning")
  func suffix() throws {
    let xdi = "# XDI/1.0\n# Element.symbol: Cu\n#---\n1 2\n3 4\n"
    #expect(try result(xdi, name: "a.nxs").findings.contains { $0.code == "VALIDATE-SUFFIX" })
    #expect(!(try result(xdi, name: "a.xdi").findings.contains { $0.code == "VALIDATE-SUFFIX" }))
    #expect(!(try result(xdi, name: "a.txt").findings.contains { $0.code == "VALIDATE-SUFFIX" }))
  }

  @Test("links to other files are followed as the options say")
  func externalLinks() throws {
    // beamtime/master.h5 links to raw/scan.h5, and that to raw/detector.h5.
    for (name, link, target) in [
      ("raw/detector.h5", nil, nil), ("raw/scan.h5", "detector", "detector.h5"),
      ("beamtime/master.h5", "entry", "../raw/scan.h5"),
    ] as [(String, String?, String?)] {
      try folder.write("", to: name)
      let file = try File.create(folder.path(name))
      if name.hasPrefix("raw") { try file.root.createGroup("entry").attributes.write("NX_class", text: "NXentry") }
      if let link, let target {
        let place = link == "entry" ? file.root : try file.root.group("entry")
        try place.createExternalLink(link, toFile: target, path: "/entry")
      }
      try file.close()
    }
    func codes(_ policy: ExternalLinkPolicy) -> [String] {
      let folders = DefinitionFolders(environment: { _ in nil }, executable: "/nowhere/bin/edgewise")
      return FileValidation(ValidationOptions(folders: folders, externalLinks: policy)).result(
        InputEntry(InputAddress(file: folder.path("beamtime/master.h5")))
      ).findings.filter { ["NX-L4", "NX-E3"].contains($0.code) }.map { "\($0.code) \($0.location.path ?? "")" }
    }
    #expect(codes(ExternalLinkPolicy()) == [])
    #expect(codes(ExternalLinkPolicy(.any, depth: 1)) == ["NX-L4 /entry/detector"])
    #expect(codes(ExternalLinkPolicy(.folder)) == ["NX-L4 /entry", "NX-E3 /"])
    #expect(codes(ExternalLinkPolicy(.off)) == ["NX-L4 /entry", "NX-E3 /"])
  }

  @Test("a part of an XML document cannot be validated")
  func selector() throws {
    let path = try folder.write("<a/>", to: "a.xml")
    let result = FileValidation(ValidationOptions()).result(InputEntry(InputAddress(file: path, selector: "1")))
    #expect(result.findings.map(\.code) == ["VALIDATE-SELECTOR"])
  }

  @Test("the limit keeps the order of the file and gives up notes first, errors last")
  func limit() {
    let codes: [Finding.Severity] = [.note, .error, .warning, .note, .error, .warning, .error]
    let findings = codes.enumerated().map { index, severity in
      Finding(XMLFinding.more, "\(index)", severity: severity)
    }
    func kept(_ limit: Int?) -> [String] { FindingLimit.kept(findings, limit: limit, file: "a").map(\.message) }
    #expect(kept(nil) == ["0", "1", "2", "3", "4", "5", "6"])
    #expect(kept(7) == kept(nil))
    #expect(kept(4) == ["1", "2", "4", "6", "1 warning, 2 notes more not listed"])
    #expect(kept(2) == ["1", "4", "1 error, 2 warnings, 2 notes more not listed"])
    #expect(kept(0) == ["3 errors, 2 warnings, 2 notes more not listed"])
  }

  @Test("the verdict counts the findings that are not listed")
  func verdictOfAll() {
    let findings = [Finding(XMLFinding.violation, "bad")]
    var use: SuppressionUse?
    let entry = ValidationRun(ValidationOptions(maximumFindings: 0)).entry(
      ValidationResult(judging: findings, of: "a", format: "xml"), &use)
    #expect(entry.result.verdict == .invalid)
    #expect(entry.counts[.error] == 1)
  }

  @Test("a deep look reads every value and says where that fails")
  func deep() {
    let document = InspectFixture.document([
      Channel(name: "mu", values: Values(source: CountingSource(shape: [1000], limit: 500))),
      Channel(name: "i0", values: Values(source: CountingSource(shape: [1000]))),
    ])
    let findings = InspectFinding.unreadableValues(in: document)
    #expect(findings.map(\.code) == ["INSPECT-VALUES"])
    #expect(findings.first?.location.path == "/entry/mu")
  }

  @Test("a result survives the way from worker to parent")
  func message() throws {
    let result = ValidationResult(
      file: "a", verdict: .invalid, format: "xml", definitions: ["x", "y"],
      findings: [Finding(XMLFinding.violation, "bad", at: Finding.Location(line: 3, path: "/a"))])
    var encoder = MessageEncoder()
    encoder.write(result)
    var decoder = MessageDecoder(encoder.bytes)
    #expect(try decoder.read(ValidationResult.self) == result)
  }

  @Test("the text says the verdict, the worst first, the same words once, and counts notes")
  func text() {
    let bad = FindingCode("T-BAD", .error, "", example: "", cure: "Mend it.")
    let findings =
      [Finding(XMLFinding.version, "a version")]
      + (1...8).map { Finding(bad, "it has no unit", at: Finding.Location(path: "/e\($0)"), expected: "eV") }
      + (1...7).map { Finding(XMLFinding.noSchema, "odd \($0)") }
    var text = ValidationText()
    let entry = ValidationReport.Entry(
      ValidationResult(judging: findings, of: "a.nxs", format: "nexus", definitions: ["NXxas"]))
    #expect(
      text.lines(for: entry).joined(separator: "\n") == """
        a.nxs: invalid (nexus, NXxas) · 8 errors, 7 warnings, 1 note
          error    T-BAD  /e1
                   it has no unit (expected eV)
                   and 7 more like this: /e2, /e3, /e4, /e5, /e6, …
                   Mend it.
          warning  XML-NO-SCHEMA
                   odd 1
                   Install the folder that holds the schema with `edgewise schemas add
                   DIR`, or name it with --definitions DIR.
          warning  XML-NO-SCHEMA
                   odd 2
          warning  XML-NO-SCHEMA
                   odd 3
          warning  XML-NO-SCHEMA
                   odd 4
          warning  XML-NO-SCHEMA
                   odd 5
                   and 2 more of XML-NO-SCHEMA: --verbose shows them
        """)
    var verbose = ValidationText(isVerbose: true)
    let all = verbose.lines(for: entry).joined(separator: "\n")
    for words in ["a version", "odd 7", "/e8"] { #expect(all.contains(words)) }
  }
}
