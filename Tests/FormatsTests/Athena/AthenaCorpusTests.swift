import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("Real Athena projects", .enabled(if: Corpus.isPresent))
struct AthenaCorpusTests {
  static let files = Corpus.files(in: ["athena-prj"], suffixes: [".prj"])
  static let perl = files.filter { !$0.hasSuffix("json_unzipped.prj") }

  /// An independent reading: the lines of the unpacked text.
  static func lines(_ path: String) throws -> [String] {
    let text = try ByteSource(path).withBytes { TextEncoding.utf8.decode($0) }
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }

  @Test("there are enough of them")
  func count() { #expect(Self.files.count == 38) }

  @Test("the probe is certain of each, and no other format is", arguments: files)
  func probe(_ path: String) throws {
    let identification = FormatRegistry.identify(try ByteSource(path))
    #expect(identification.format?.id == "athena")
    #expect(identification.confidence == .certain)
    #expect(identification.findings.isEmpty)
  }

  @Test("records, labels and arrays are as many as the lines say", arguments: perl)
  func counts(_ path: String) throws {
    let document = try AthenaReader.read(try ByteSource(path))
    let lines = try Self.lines(path)
    #expect(document.measurements.count == lines.count { $0.hasPrefix("[record]") })
    let names = lines.compactMap { line in AthenaArray.names.first { line.hasPrefix("@\($0) = ") } }
    #expect(document.measurements.flatMap(\.channels).map(\.name) == names)
    let groups = lines.filter { $0.hasPrefix("$old_group") }.compactMap { $0.split(separator: "'").dropFirst().first }
    #expect(document.measurements.map(\.selector) == groups.map(String.init))
    #expect(!document.measurements.contains { $0.signals.isEmpty })
  }

  @Test("every number is read as an independent reading reads it", arguments: perl)
  func numbers(_ path: String) throws {
    let document = try AthenaReader.read(try ByteSource(path))
    var channels = document.measurements.flatMap(\.channels)[...]
    for line in try Self.lines(path) {
      guard let name = AthenaArray.names.first(where: { line.hasPrefix("@\($0) = ") }) else { continue }
      let next = channels.popFirst()
      let channel = try #require(next)
      #expect(channel.name == name)
      let list = line.dropFirst(name.count + 5).prefix { $0 != ")" }
      let expected = list.split(separator: ",").map { item in
        Double(item.trimmingCharacters(in: CharacterSet(charactersIn: "' "))) ?? .nan
      }
      let values = try channel.values.load().doubles()
      #expect(values.map(\.bitPattern) == expected.map(\.bitPattern), "\(name)")
    }
  }

  @Test("through NeXus and back, every record, argument, array and journal line is the same", arguments: files)
  func throughNeXus(_ path: String) throws {
    let document = try AthenaReader.read(try ByteSource(path))
    let folder = try TemporaryFolder()
    let copy = try NeXusRoundTrip.run(document, in: folder)
    let again = try AthenaTest.read(try AthenaWriter.bytes(copy, WritingOptions()))
    AthenaTest.expectNone(try document.differences(to: again))
    #expect(again.measurements.map(\.selector) == document.measurements.map(\.selector))
  }

  @Test("written back without loss; a second round changes no byte", arguments: files)
  func roundTrip(_ path: String) throws {
    try AthenaTest.checkLossless(try AthenaReader.read(try ByteSource(path)))
  }

  @Test("the hostile statement is text, and is never written as a statement")
  func danger() throws {
    let path = try #require(Self.files.first { $0.hasSuffix("danger.prj") })
    let document = try AthenaReader.read(try ByteSource(path))
    let journal = try #require(document.metadata.nodes.first { $0.name == "journal" })
    #expect(journal.value?.text == "system(\"hephaestus\")")
    let line = try #require(try Self.lines(path).firstIndex { $0.hasPrefix("@journal") })
    #expect(AthenaTest.places(document).contains("ATHENA-CODE \(line + 1)"))
    let written = try AthenaTest.text(document).split(separator: "\n")
    #expect(!written.contains { $0.hasPrefix("@journal") })
    #expect(written.filter { $0.contains("hephaestus") } == ["@edgewise_kept = ('@journal','system(\"hephaestus\")');"])
  }

  @Test("only the hostile file holds anything that is no literal; none is damaged")
  func findings() throws {
    for path in Self.files {
      let codes = Set(try AthenaReader.read(try ByteSource(path)).findings.map(\.code))
      #expect(codes.isDisjoint(with: ["ATHENA-DAMAGED", "ATHENA-TRUNCATED", "ATHENA-LINE", "ATHENA-JSON"]), "\(path)")
      #expect(codes.contains("ATHENA-CODE") == path.hasSuffix("danger.prj"), "\(path)")
    }
  }

  @Test("XDI metadata, signals and references of a project with a reference channel")
  func nickelOxide() throws {
    let path = try #require(Self.files.first { $0.hasSuffix("NiO.prj") })
    let document = try AthenaReader.read(try ByteSource(path))
    let record = try #require(document.measurements.first { $0.title == "NiO.000" })
    #expect(record.metadata.text("Mono.d_spacing") == "1.6375")
    #expect(record.metadata.text("comments")?.hasPrefix("NiO in PEG\nN2 in I0/ItIr") ?? false)
    #expect(record.startTime == "2014-08-30T15:47:40")
    #expect(
      record.signals == [Signal(name: "mu", expression: "y", mode: .transmission, element: "Ni", edge: "K")])
    #expect(record.references == [Reference(.referenceFoil, to: .init(selector: "sdhhl"))])
    #expect(record.steps.map(\.operation).contains("energy-shift"))
    #expect(record.channel(named: "signal")?.role == .itrans)
  }
}
