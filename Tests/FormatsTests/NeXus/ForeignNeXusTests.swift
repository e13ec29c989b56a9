import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("Real NeXus files", .enabled(if: Corpus.isPresent))
struct ForeignNeXusTests {
  static let files =
    Corpus.files(in: ["nexus-xmcd"], suffixes: [".nxs"])
    + Corpus.files(in: ["nexus-real"], suffixes: ["NXxas.hdf5", "NXxasproc.hdf5"])

  static func read(_ path: String) throws -> Document {
    guard let read = Format.nexus.read else { throw FormatError(.unreadable, "NeXus must be readable") }
    return try read(try ByteSource(path))
  }

  @Test("are read and come back equal through NeXus", arguments: files)
  func roundTrip(_ path: String) throws {
    let document = try Self.read(path)
    #expect(document.measurements.count == 1)
    #expect(document.findings.filter { $0.severity == .error }.map(\.message) == [])
    let folder = try TemporaryFolder()
    let copy = try NeXusRoundTrip.run(document, in: folder)
    #expect(try document.differences(to: copy).map(\.description) == [])
    let second = try NeXusRoundTrip.run(copy, in: try TemporaryFolder())
    #expect(try document.differences(to: second).map(\.description) == [])
  }

  @Test(
    "hold the same scan as the beamline's text", arguments: Corpus.files(in: ["nexus-xmcd"], suffixes: [".nxs"]))
  func sameAsText(_ path: String) throws {
    let measurement = try Self.read(path).measurements[0]
    let columns = try textColumns(path.replacingOccurrences(of: "_nxxas.nxs", with: ".dat"))
    func stored(_ place: String) throws -> [Double] {
      let channel = measurement.channels.first { $0.metadata.text("path") == place }
      return try #require(channel, "\(place)").values.load().doubles()
    }
    #expect(try stored("instrument/mono/energy") == columns["fastEnergy"])
    #expect(try stored("raw/energy") == columns["fastEnergy"])
    #expect(try stored("instrument/incoming_beam/data") == columns["C2"])
    for (yield, column) in [("tey", "idio"), ("tfy", "ifio")] {
      let ratio = try #require(columns[column])
      let expected = zip(try #require(columns[yield == "tey" ? "C1" : "C3"]), try #require(columns["C2"])).map {
        $0 / $1
      }
      let values = try stored("raw/\(yield)")
      #expect(zip(values, expected).allSatisfy { abs($0 - $1) <= 1e-12 * abs($1) })
      // The file's own ratio is printed with twelve digits.
      #expect(zip(values, ratio).allSatisfy { abs($0 - $1) < 1e-9 })
    }
    #expect(measurement.signals.first?.name == "Auto_edge_background")
    #expect(measurement.signals.map(\.name).contains("divide_by_preedge"))
    let beams = try #require(measurement.signals.last)
    #expect(beams.name == "electron_yield")
    #expect(beams.expression == "`instrument/absorbed_beam/data`/`instrument/incoming_beam/data`")
    #expect(measurement.signals.first?.element == "Fe")
    #expect(measurement.sample.temperature?.value == 1.9)
  }

  /// An independent reading of the text: split and convert.
  private func textColumns(_ path: String) throws -> [String: [Double]] {
    let lines = try String(contentsOfFile: path, encoding: .isoLatin1).split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex { $0.contains("&END") })
    let labels = lines[start + 1].split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) }
    var columns: [String: [Double]] = [:]
    for line in lines[(start + 2)...] {
      let cells = line.split(separator: "\t").compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
      guard cells.count == labels.count else { continue }
      for (label, cell) in zip(labels, cells) { columns[label, default: []].append(cell) }
    }
    return columns
  }
}
