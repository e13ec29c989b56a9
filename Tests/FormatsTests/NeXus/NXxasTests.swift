import Bytes
import DataModel
import HDF5
import Testing

@testable import Formats

@Suite("The official NXxas")
struct NXxasTests {
  /// A transmission scan that says everything NXxas asks for.
  static func completeMeasurement() -> Measurement {
    var measurement = HardCases.referenceFoil()
    measurement.startTime = "2024-05-01T10:00:00+02:00"
    measurement.metadata = Metadata([
      MetadataNode("Facility", children: [MetadataNode("name", .text("APS"))]),
      MetadataNode("Beamline", children: [MetadataNode("name", .text("13-ID-E"))]),
      MetadataNode(
        "Sample", children: [MetadataNode("name", .text("LiMn2O4")), MetadataNode("temperature", .text("300 K"))]),
      MetadataNode("Mono", children: [MetadataNode("d_spacing", .text("3.13553"))]),
    ])
    return measurement
  }

  private func write(_ measurement: Measurement, in folder: TemporaryFolder, definition: String? = nil) throws -> (
    File, [Finding]
  ) {
    guard case .file(let write)? = Format.nexus.writer?.encoding else { throw FormatError(.unwritable, "") }
    let document = HardCases.make("", [measurement]).document
    let findings = try write(document, folder("x.nxs"), WritingOptions(definition: definition))
    return (try File.open(folder("x.nxs")), findings)
  }

  @Test("is claimed when the data fill it, with every field and link of the definition")
  func complete() throws {
    let folder = try TemporaryFolder()
    let (file, findings) = try write(Self.completeMeasurement(), in: folder, definition: "NXxas")
    let entry = try file.root.group("entry")
    #expect(try !entry.contains("nxxas"))
    let texts = [
      "definition": "NXxas", "title": "LiMn2O4 with Mn foil", "start_time": "2024-05-01T10:00:00+02:00",
      "instrument/source/name": "APS", "instrument/source/type": "Synchrotron X-ray Source",
      "instrument/source/probe": "x-ray", "sample/name": "LiMn2O4", "monitor/mode": "timer",
      "data/mode": "Transmission",
    ]
    for (path, text) in texts { #expect(try entry.dataset(path).read().singleText == text, "\(path)") }
    let links = [
      "instrument/monochromator/energy": "data/energy", "instrument/incoming_beam/data": "data/i0",
      "instrument/absorbed_beam/data": "data/i1", "data/absorbed_beam": "data/i1", "monitor/data": "data/i0",
    ]
    for (link, original) in links {
      #expect(try entry.dataset(link).identity() == entry.dataset(original).identity(), "\(link)")
    }
    #expect(try entry.dataset("data/i1").attributes.text("target") == "/entry/instrument/absorbed_beam/data")
    #expect(findings.filter { $0.code == NeXusFinding.assumed.id }.count == 3)
    #expect(findings.allSatisfy { $0.severity == .note })
  }

  @Test("is not claimed without a start time, and the finding names what is missing")
  func incomplete() throws {
    var measurement = Self.completeMeasurement()
    measurement.startTime = nil
    let folder = try TemporaryFolder()
    let (file, findings) = try write(measurement, in: folder)
    let entry = try file.root.group("entry")
    #expect(try entry.dataset("definition").read().singleText == "NXxas_trans", "which asks for no start time")
    #expect(try !entry.contains("nxxas"))
    let refused = try #require(findings.first { $0.code == NeXusFinding.definitionIncomplete.id })
    #expect(refused.message == "the official NXxas was not claimed; missing: start_time: when the scan began")
    let forced = try write(measurement, in: try TemporaryFolder(), definition: "NXxas").1
    #expect(forced.map(\.severity) == [.warning])
  }

  @Test("metadata stay as written, and sample and instrument are filled with typed values")
  func crosswalk() throws {
    let folder = try TemporaryFolder()
    let (file, _) = try write(Self.completeMeasurement(), in: folder)
    let entry = try file.root.group("entry")
    #expect(try entry.dataset("metadata/Sample/temperature").read().singleText == "300 K")
    #expect(try entry.dataset("sample/temperature").read().singleNumber == 300)
    #expect(try entry.dataset("sample/temperature").attributes.text("units") == "K")
    #expect(try entry.dataset("instrument/monochromator/crystal/d_spacing").read().singleNumber == 3.13553)
  }
}

@Suite("NXdata")
struct PlotTests {
  @Test("without a coordinate's role the first column is the axis, and no signal")
  func firstColumnIsAxis() throws {
    let numbers = Values([1.0, 2.0, 3.0])
    let measurement = Measurement(
      channels: [
        Channel(name: "x", unit: "mm", values: numbers), Channel(name: "i0", role: .i0, values: numbers),
        Channel(name: "mutrans", role: .mu, values: numbers),
      ],
      signals: [Signal(name: "mutrans", expression: "mutrans")])
    let folder = try TemporaryFolder()
    guard case .file(let write)? = Format.nexus.writer?.encoding else { throw FormatError(.unwritable, "") }
    _ = try write(HardCases.make("", [measurement]).document, folder("x.nxs"), WritingOptions())
    let data = try File.open(folder("x.nxs")).root.group("entry/data").attributes
    #expect(try data.text("signal") == "mutrans")
    #expect(try data.read("axes").value?.strings == ["x"])
    #expect(try data.read("auxiliary_signals").value?.strings == ["i0"])
    #expect(try data.read("x_indices").value?.doubles() == [0])
  }
}
