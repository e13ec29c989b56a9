import Bytes
import DataModel
import Testing

@testable import Formats

/// Reading and writing metadata documents without a disk.
enum MetaXMLTest {
  static func read(_ bytes: [UInt8], name: String = "test.meta.xml") throws -> Document {
    try MetaXMLReader.read(try ByteSource(name: name, bytes: bytes)).document
  }

  static func read(_ text: String) throws -> Document { try read(Array(text.utf8)) }

  static func write(_ document: Document) throws -> [UInt8] {
    try MetaXMLWriter.bytes(of: document, WritingOptions(time: "2026-01-02T03:04:05Z"))
  }

  static func text(_ document: Document) throws -> String { String(decoding: try write(document), as: UTF8.self) }

  static func projection(_ document: Document) -> Document { MetaXMLWriter.projection(of: document) }

  static func parse(_ text: String, name: String = "edited.meta.xml") throws -> MetadataDocument {
    try MetadataDocument(reading: try ByteSource(name: name, bytes: Array(text.utf8)))
  }

  /// Writes, reads, and holds the copy to the projection: part by part, by the comparison that users see.
  static func check(_ document: Document) throws {
    let bytes = try write(document)
    let copy = try read(bytes)
    #expect(copy.findings == document.findings.map { named($0, document.origin.name) })
    let expected = projection(document)
    #expect(try expected.differences(to: copy).map(\.description) == [])
    #expect(copy.measurements.count == document.measurements.count)
    for (original, copied) in zip(expected.measurements, copy.measurements) {
      #expect(copied.selector == original.selector)
      #expect(copied.origins == original.origins + (document.origin.name.isEmpty ? [] : [document.origin]))
      for (a, b) in zip(original.channels, copied.channels) {
        #expect(a.values.type == b.values.type && a.values.shape == b.values.shape)
        #expect(try a.values.checksum() == b.values.checksum())
        #expect(!b.values.areHere)
      }
    }
  }

  /// Findings come back with the name of the file that they were made about.
  private static func named(_ finding: Finding, _ file: String) -> Finding {
    var finding = finding
    finding.location.file = finding.location.file ?? (file.isEmpty ? nil : file)
    return finding
  }

  /// A small document with something in every part.
  static var sample: Document {
    let signal = Signal(
      name: "herfd", expression: "i0/`odd name`", mode: .highEnergyResolutionFluorescence, element: "Cu", edge: "K",
      emissionWindow: EmissionWindow(low: 8045.5, high: 8049.25, unit: "eV", line: "K-L3"))
    let measurement = Measurement(
      selector: "/entry1", title: "Cu foil", startTime: "2026-01-02T03:04:05", endTime: "",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values([8978.5, 8979.0, 8979.5])),
        Channel(
          name: "i0", role: .i0, unit: "", values: Values([1, 2, 3] as [Int32]), uncertainty: .poisson,
          mask: "good", metadata: Metadata([MetadataNode("gain", .integer(6), unit: "V/A")])),
        Channel(
          name: "odd name", role: .ifluor, qualifier: "Ka1", values: Values([1.5, .nan, -0.0]),
          uncertainty: .channel("i0")),
        Channel(name: "good", values: Values([1, 0, 1] as [UInt8])),
        Channel(
          name: "edges", role: .emissionEnergy, dimensions: ["emission+1"], values: Values([1, 2] as [Float])),
      ],
      signals: [signal],
      metadata: Metadata([
        MetadataNode(
          "Sample", children: [MetadataNode("name", .text("Cu"), line: 3), MetadataNode("temperature", .text("10 K"))])
      ]),
      steps: [
        Step(
          operation: "dead-time correction", program: "p", version: "1", time: "now",
          parameters: [StepParameter("tau", .number(1.25e-7), unit: "s", standardError: 2e-9)], inputs: ["a", "b"],
          outputs: ["c"])
      ],
      references: [
        Reference(
          .referenceFoil,
          to: .init(file: "foil.xdi", sha256: String(repeating: "ab", count: 32), selector: "1", channel: "irefer"),
          clockOffset: -0.5), Reference(.cycler, to: .init(sha256: "not a hash")),
      ],
      origins: [Origin(name: "older.dat", format: "columns", readerVersion: "0.0.9", header: "# one\r\n# two\n")])
    let finding = Finding(
      XDIFinding.all[0], "something", at: .init(line: 4, column: 2, path: "/x"), expected: "a", found: "b", hint: "c",
      rule: "d")
    return Document(
      origin: Origin(
        name: "cu.nxs", sha256: String(repeating: "0f", count: 32), size: 12, format: "nexus", readerVersion: "0.1.0"),
      metadata: Metadata([MetadataNode("journal", .text("first line\nsecond line"))]), measurements: [measurement],
      findings: [finding])
  }
}
