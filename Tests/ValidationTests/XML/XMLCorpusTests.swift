// Real schemas and documents of the field, where the corpus is at hand.
import Bytes
import DataModel
import Foundation
import Testing
import Validation

extension Corpus {
  static func validator(_ set: String) -> XMLDocumentValidator {
    XMLDocumentValidator(
      SchemaLibrary(
        DefinitionFolders(
          options: ["\(folder ?? "")/\(set)"], environment: { _ in nil }, executable: "/nowhere/bin/edgewise")))
  }

  static func documents(in family: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder ?? "")/\(family)").filter { $0.hasSuffix(".xml") }
      .sorted()
      .map { "\(folder ?? "")/\(family)/\($0)" }
  }
}

@Suite("Real XML against real schemas") struct XMLCorpusTests {
  @Test("all DataCite examples are valid", .enabled(if: Corpus.has("datacite/kernel-4.7")))
  func datacite() throws {
    let validator = Corpus.validator("datacite/kernel-4.7")
    let documents = try Corpus.documents(in: "datacite/kernel-4.7/example")
    #expect(documents.count > 0)
    for path in documents {
      let outcome = validator.validate(try ByteSource(path))
      #expect(outcome.schema == "kernel-4.7/metadata.xsd")
      #expect(outcome.findings.map(\.code) == ["XML-SCHEMA-VERSION"], "\(path)")
    }
  }

  @Test(
    "a fault that is planted in a DataCite example is found on its line",
    .enabled(if: Corpus.has("datacite/kernel-4.7")),
    arguments: [
      ("resourceTypeGeneral=\"Dataset\"", "resourceTypeGeneral=\"Spectrum\"", "resourceTypeGeneral"),
      ("<publicationYear>", "<publicationYear>in ", "publicationYear"),
      ("<titles>", "<titels/><titles>", "titels"), ("<publisher", "<publischer/><publisher", "publischer"),
      ("nameType=\"Personal\"", "nameType=\"Person\"", "nameType"),
    ])
  func planted(good: String, bad: String, word: String) throws {
    let validator = Corpus.validator("datacite/kernel-4.7")
    let path = "\((Corpus.folder ?? ""))/datacite/kernel-4.7/example/datacite-example-full-v4.xml"
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    let cut = try #require(text.range(of: good))
    let faulty = text.replacingCharacters(in: cut, with: bad)
    let line = text[..<cut.lowerBound].split(separator: "\n", omittingEmptySubsequences: false).count
    let findings = validator.validate(try source(faulty)).findings.filter { $0.severity == .error }
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.location.line == line)
    #expect("\(finding.location.path ?? "") \(finding.message)".contains(word))
  }

  @Test("ICAT documents are held against the version that they state", .enabled(if: Corpus.has("icat")))
  func icat() throws {
    let validator = Corpus.validator("icat")
    let documents = try Corpus.documents(in: "icat")
    #expect(documents.count > 0)
    for path in documents {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      let isOld = String(decoding: bytes, as: UTF8.self).contains("<icatingest version=\"1.0\">")
      let outcome = validator.validate(try ByteSource(path))
      #expect(outcome.schema == (isOld ? "icat/ingest-10.xsd" : "icat/ingest-11.xsd"))
      #expect(outcome.findings == [], "\(path)")
    }
  }

  @Test("a canSAS document without data lacks its entries", .enabled(if: Corpus.has("cansas")))
  func cansas() throws {
    let outcome = Corpus.validator("cansas").validate(try source("<SASroot xmlns='urn:cansas1d:1.1' version='1.1'/>"))
    #expect(outcome.schema == "cansas/cansas1d.xsd")
    #expect(outcome.findings.map(\.code) == ["XML-SCHEMA"])
    #expect(outcome.findings.first?.location.path == "/SASroot")
    #expect(outcome.findings.first?.expected?.contains("SASentry") ?? false)
  }
}
