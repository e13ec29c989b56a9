import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("Real XDI files", .enabled(if: Corpus.isPresent))
struct XDICorpusTests {
  static let files = Corpus.files(in: ["xdi", "xasdatalibrary", "larch-text"], suffixes: [".xdi"])

  static func name(_ path: String) -> String { URL(fileURLWithPath: path).lastPathComponent }

  @Test("there are enough of them")
  func count() { #expect(Self.files.count == 60) }

  @Test("the probe is certain of each", arguments: files)
  func probe(_ path: String) throws {
    guard case .certain = XDIProbe.match(try ByteSource(path)) else {
      Issue.record("not certain of \(path)")
      return
    }
  }

  /// An independent reading: lines without #, split at blanks.
  static func table(_ path: String) throws -> [[Double]] {
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.map { line in
      line.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    }.filter { !$0.isEmpty }
  }

  @Test("every number is read as an independent reading reads it", arguments: files)
  func numbers(_ path: String) throws {
    let document = try XDIReader.read(try ByteSource(path))
    let rows = try Self.table(path)
    let channels = try #require(document.measurements.first?.channels)
    let width = try #require(rows.first?.count)
    #expect(channels.count >= width)
    for (index, channel) in channels.prefix(width).enumerated() {
      let values = try channel.values.load().doubles()
      #expect(values == rows.map { $0[index] }, "column \(index + 1)")
    }
  }

  @Test("every field of the header is in the metadata, in order", arguments: files)
  func fields(_ path: String) throws {
    let document = try XDIReader.read(try ByteSource(path))
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    var expected: [String] = []
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let body = line.dropFirst().trimmingCharacters(in: .whitespaces)
      if body.hasPrefix("///") || body.hasPrefix("---") || !line.hasPrefix("#") { break }
      let parts = body.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      expected.append(parts.joined(separator: "="))
    }
    let metadata = try #require(document.measurements.first?.metadata)
    let found = metadata.flattened().filter { $0.key.contains(".") && !$0.key.hasPrefix("XDI.") }
      .map { "\($0.key)=\($0.node.value?.text ?? "")" }
    #expect(found == expected)
  }

  @Test("XDI to XDI loses nothing", arguments: files)
  func roundTrip(_ path: String) throws {
    let document = try XDIReader.read(try ByteSource(path))
    let projection = XDITest.projection(document)
    #expect(try document.differences(to: projection).map(\.path) == [])
    let copy = try XDITest.read(try XDITest.write(document))
    #expect(try projection.differences(to: copy).map(\.path) == [])
    #expect(copy.findings.map(\.code).sorted() == document.findings.map(\.code).sorted(), "the copy is as good")
  }

  @Test("the files of the XDI project that have no fault give no finding")
  func faultless() throws {
    let names = [
      "co_metal_rt", "cu_metal_10K", "cu_metal_rt", "fe2o3_rt", "fe3c_rt", "fe_metal_rt", "fen_rt", "ni_metal_rt",
    ]
    for path in Self.files where path.contains("/xdi/") && names.contains(String(Self.name(path).dropLast(4))) {
      #expect(XDITest.places(try XDIReader.read(try ByteSource(path))) == [], "\(path)")
    }
  }

  @Test("blocks of a 2-D scan become a channel")
  func outer() throws {
    let path = try #require(Self.files.first { $0.hasSuffix("nonxafs_2d.xdi") })
    let document = try XDIReader.read(try ByteSource(path))
    let values = try XDITest.doubles(document, "x2d")
    #expect(values.count == 203)
    #expect(Set(values).count == 41)
    #expect(values.first == 1.0 && values[5] == 1.1 && values.last == 5.0)
    let written = XDITest.text(try XDITest.write(document))
    #expect(written.components(separatedBy: "# Outer.value:").count == 42)
  }

  @Test("signals, element and edge come out of the header")
  func signals() throws {
    let path = try #require(Self.files.first { $0.hasSuffix("/xdi/pt_metal_rt.xdi") })
    let measurement = try #require(try XDIReader.read(try ByteSource(path)).measurements.first)
    #expect(measurement.title == "Pt metal foil")
    #expect(measurement.startTime == "2001-06-27T04:10:45")
    #expect(
      measurement.signals == [
        Signal(name: "transmission", expression: "ln(i0/itrans)", mode: .transmission, element: "Pt", edge: "L3")
      ])
    #expect(measurement.channels.map(\.role) == [.energy, .time, .itrans, .i0])
    #expect(measurement.channels.map(\.unit) == ["eV", nil, nil, nil])
  }

  @Test("beamline files without XDI fields are refused")
  func otherFiles() throws {
    for path in Corpus.files(in: ["beamline-text", "larch-text", "spec"], suffixes: [".dat", ".xmu", ".spec"]) {
      let match = XDIProbe.match(try ByteSource(path))
      if case .certain = match {
        let start = String(decoding: try ByteSource(path).prefix(6), as: UTF8.self)
        #expect(start == "# XDI/" || start.hasPrefix("#XDI/"), "\(path)")
      } else {
        #expect(match == .no, "\(path)")
      }
    }
  }
}
