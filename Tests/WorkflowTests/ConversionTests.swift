import Foundation
import Testing

@testable import Bytes
@testable import DataModel
@testable import Formats
@testable import Workflow

@Suite("Planning and writing conversions") struct ConversionTests {
  private func entries(_ names: [(folder: String, file: String)]) -> [InputEntry] {
    names.map { InputEntry(InputAddress(parsing: $0.file), folder: $0.folder) }
  }

  private func stems(_ files: String...) -> [String] {
    OutputNames(entries(files.map { ("", $0) }), formats: FormatRegistry.all).stems
  }

  @Test("an output is called after its input, without what tells the format")
  func stemNames() {
    #expect(
      stems("x/Cu foil.xdi", "y.nxs", "z.xdi.gz", "scan.0001", "scan.0002", "a.b.spec", "-", ".h5") == [
        "Cu_foil", "y", "z", "scan.0001", "scan.0002", "a.b", "stdin", "h5",
      ])
    #expect(stems("a.h5::/entry1", "a.h5::2", "a.h5::\"Cu/Zn\"") == ["a-entry1", "a-2", "a-Cu_Zn"])
    #expect(stems("../../etc/passwd", "-rf.dat", "\u{1B}[1m.dat") == ["passwd", "rf", "1m"])
  }

  @Test("inputs of the same name are numbered, and no number takes a name that another input has by right")
  func collisions() {
    let names = OutputNames(
      entries([("", "1/a.dat"), ("", "2/a.dat"), ("", "a-2.dat"), ("", "3/a.xdi"), ("d", "a.dat")]),
      formats: FormatRegistry.all)
    #expect(names.stems == ["a", "a-3", "a-2", "a-4", "d/a"])
    #expect(names.renamed == [1, 3])
  }

  @Test("measurements are called after their titles; two inputs never choose one name")
  func measurementNames() {
    let names = OutputNames(entries([("", "a.h5"), ("", "a-b.h5"), ("", "a-c.h5")]), formats: FormatRegistry.all)
    let many = ["b", "c", "b-x", "d", "d", "e/f"].map { Measurement(selector: "s", title: $0) }
    let (first, hasClash) = names.names(forInput: 0, measurements: many)
    #expect(first == ["a-_2", "a-_3", "a-_4", "a-d", "a-d-2", "a-e_f"])
    #expect(hasClash)
    let (second, _) = names.names(forInput: 1, measurements: many)
    #expect(second.first == "a-b-b")
    #expect(Set(first).isDisjoint(with: second))
    #expect(names.names(forInput: 0, measurements: [many[0]]).names == ["a"])
  }

  @Test("one file, a folder, a common file: the plan follows target and output")
  func plans() throws {
    let folder = try TestFolder()
    let one = entries([("", "a.xdi")])
    let two = entries([("", "a.xdi"), ("", "b.xdi")])
    func outputs(_ entries: [InputEntry], _ output: String, _ target: Format) throws -> [String] {
      let plan = try ConversionPlan(entries, output: output, target: target)
      return plan.inputCounts.indices.map { plan.plannedOutput(of: $0) }
    }
    #expect(try outputs(one, "x.nxs", .nexus) == ["x.nxs"])
    #expect(try outputs(one, "x/", .nexus) == ["x/a.nxs"])
    #expect(try outputs(two, "x.nxs", .nexus) == ["x.nxs"])
    #expect(try outputs(two, "x/", .nexus) == ["x/a.nxs", "x/b.nxs"])
    #expect(try outputs(two, "x", .columns) == ["x/a.dat", "x/b.dat"])
    #expect(try outputs(one, folder.url.path, .xdi) == [folder.url.path + "/a.xdi"])
    #expect(throws: ConversionPlanError.self) { try outputs(two, "x.xdi", .xdi) }
    #expect(throws: ConversionPlanError.self) { try outputs(one, "-", .nexus) }
    #expect(throws: ConversionPlanError.self) { try outputs(two, "-", .xdi) }
    #expect(throws: ConversionPlanError.self) { try outputs(one, "", .xdi) }
  }

  @Test("documents become one without losing metadata or origins")
  func merging() {
    func document(_ name: String, _ metadata: [MetadataNode]) -> Document {
      Document(
        origin: Origin(name: name, sha256: name, format: "f", readerVersion: "v"), metadata: Metadata(metadata),
        measurements: [Measurement(selector: "1", title: name)])
    }
    let journal = MetadataNode("journal", .text("j"))
    let one = document("a", [journal])
    #expect(Document.merged([one]).origin.name == "a")
    #expect(Document.merged([one]).measurements[0].origins.isEmpty)
    let two = Document.merged([one, document("b", [])])
    #expect(two.metadata.nodes == [journal])
    #expect(two.origin.name == "")
    #expect(two.measurements.map { $0.origins.map(\.name) } == [["a"], ["b"]])
    let three = Document.merged([one, document("b", []), document("c", [journal])])
    #expect(three.metadata.flattened().map(\.key) == ["a.journal", "c.journal"])
  }

  @Test("the time is UTC in ISO 8601")
  func time() {
    #expect(ConversionTime.text(secondsSince1970: 0) == "1970-01-01T00:00:00Z")
    #expect(ConversionTime.text(secondsSince1970: 1_709_164_800) == "2024-02-29T00:00:00Z")
  }

  /// A format for tests that writes the titles of the measurements and reads back what `damage` makes of them.
  private func titles(
    damage: @escaping @Sendable (String) -> String, projected: Bool = false
  ) -> Format {
    Format(
      id: "titles", name: "titles", extensions: [".titles"], techniques: [], isContainer: true,
      probe: { _ in .certain(reason: "test") },
      read: { source in
        let text = damage(String(decoding: source.prefix(1000), as: UTF8.self))
        return Document(
          origin: Origin(name: "", format: "titles", readerVersion: ""),
          measurements: text.split(separator: "\n").map { Measurement(title: String($0)) })
      },
      writer: Format.Writer(
        projection: { document, _ in
          var document = document
          if projected {
            for index in document.measurements.indices { document.measurements[index].startTime = nil }
          }
          return document
        },
        encoding: .text { document, _ in Array(document.measurements.compactMap(\.title).joined(separator: "\n").utf8) }
      ))
  }

  private func write(_ document: Document, as format: Format, to path: String) throws -> OutputReport {
    let writer = OutputWriter(
      options: ConversionOptions(target: format, verifies: true), writer: try #require(format.writer),
      inputFiles: [], inputTime: nil, createsFolders: false, context: .none)
    return writer.write(
      document, OutputReport(inputs: ["in"], output: path, format: format.id, status: .failed))
  }

  private let document = Document(
    origin: Origin(name: "in", format: "x", readerVersion: ""),
    measurements: [Measurement(title: "one", startTime: "now"), Measurement(title: "two")])

  @Test("what the projection leaves out is a loss with path and values, and the rest is verified")
  func losses() throws {
    let folder = try TestFolder()
    let report = try write(document, as: titles(damage: { $0 }, projected: true), to: folder.path("x.titles"))
    #expect(report.status == .written)
    #expect(report.verified == true)
    #expect(report.findings.map(\.code) == ["LOSS-TIME"])
    #expect(report.findings.first?.location.path == "/1/start_time")
    #expect(report.findings.first?.expected == "now")
    #expect(report.exitStatus(strict: false) == .done)
    #expect(report.exitStatus(strict: true) == .found)
  }

  @Test("an output that reads back differently is not verified: each difference is an error, exit 1")
  func verification() throws {
    let folder = try TestFolder()
    var plain = document
    plain.measurements[0].startTime = nil
    let damaged = titles(damage: { $0.replacingOccurrences(of: "two", with: "tow") })
    let report = try write(plain, as: damaged, to: folder.path("x.titles"))
    #expect(report.status == .written)
    #expect(report.verified == false)
    #expect(report.findings.map(\.code) == ["VERIFY-DIFFERENCE"])
    #expect(report.findings.first?.expected == "two" && report.findings.first?.found == "tow")
    #expect(report.exitStatus(strict: false) == .found)
  }

  @Test("a writer that refuses leaves no file behind")
  func refusal() throws {
    let folder = try TestFolder()
    let format = Format(
      id: "no", name: "no", extensions: [".no"], techniques: [], isContainer: true, probe: { _ in .no },
      writer: Format.Writer(
        projection: { document, _ in document },
        encoding: .file { (_, path, _) throws(FormatError) in
          _ = FileManager.default.createFile(atPath: path, contents: Data("half".utf8))
          throw FormatError(.unwritable, "no numbers")
        }))
    let report = try write(document, as: format, to: folder.path("x.no"))
    #expect(report.status == .failed)
    #expect(report.failure == .unwritable)
    #expect(report.findings.map(\.code) == ["OUTPUT-UNWRITABLE"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test("the text report groups losses by kind and counts outputs")
  func textReport() {
    var report = OutputReport(inputs: ["a.nxs"], output: "b.xdi", format: "xdi", status: .written)
    report.measurements = 1
    report.arrays = 3
    report.verified = true
    report.findings = LossFinding.findings(
      for: ["A", "B", "C", "D"].map { Difference(.metadata, "/1/metadata/\($0)", a: "x", b: nil) }, format: "xdi",
      output: "b.xdi")
    var text = ConversionText(style: TextStyle(isUnicode: false))
    #expect(
      text.lines(for: report) == [
        "a.nxs -> b.xdi: xdi, 1 measurement; verified: 1 measurement, 3 arrays bit for bit",
        "  LOSS-METADATA xdi cannot hold this metadata (4 times): A, B, C, ...",
      ])
    #expect(text.summary == nil)
    report.status = .failed
    #expect(text.lines(for: report).first == "a.nxs -> b.xdi: not converted")
    #expect(text.summary == "1 written, 1 failed")
  }
}
