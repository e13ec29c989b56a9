import Bytes
import DataModel
import HDF5
import Testing

@testable import Formats

@Suite("Plain NXdata") struct NXdataTests {
  private func write(_ document: Document, _ folder: TemporaryFolder) throws -> String {
    guard case .file(let encode)? = Format.nxdata.writer?.encoding else {
      throw FormatError(.unwritable, "NXdata must be a file format")
    }
    let path = folder("x.nxdata.h5")
    _ = try encode(document, path, WritingOptions())
    return path
  }

  private func project(_ document: Document) throws -> Document {
    try #require(Format.nxdata.writer).projection(document, WritingOptions())
  }

  @Test("the default chain leads to the values of the signal over the energies")
  func chain() throws {
    let folder = try TemporaryFolder()
    let file = try File.open(try write(PlotTest.document(PlotTest.copper), folder))
    let root = file.root
    #expect(try root.attributes.text("default") == "entry")
    let entry = try root.group("entry")
    #expect(try entry.attributes.text("default") == "transmission")
    #expect(try entry.attributes.text("NX_class") == "NXentry")
    #expect(try entry.links().map(\.name) == ["title", "start_time", "element", "edge", "transmission"])
    let data = try entry.group("transmission")
    #expect(try data.attributes.text("NX_class") == "NXdata")
    #expect(try data.attributes.text("signal") == "transmission")
    #expect(try data.attributes.read("axes").value?.strings == ["energy"])
    #expect(try data.dataset("energy").attributes.text("units") == "eV")
    #expect(try data.dataset("energy").read().doubles() == [8979, 8980.5, 8982.25])
    let values = try data.dataset("transmission").read().doubles()
    // ln 1, ln 2, ln 4
    #expect(zip(values, [0, 0.693147180559945, 1.38629436111989]).allSatisfy { abs($0 - $1) < 1e-14 })
    #expect(try data.dataset("transmission").attributes.text("long_name") == "ln(i0/i1)")
  }

  @Test("of the hard cases what is written reads back as was said", arguments: HardCases.all)
  func hardCases(_ hard: HardCases.Case) throws {
    let folder = try TemporaryFolder()
    let path = try write(hard.document, folder)
    let found = try NeXusReader.read(try ByteSource(path))
    let expected = try project(hard.document)
    #expect(try expected.differences(to: found).map(\.description) == [])
    #expect(!expected.measurements.isEmpty)
  }

  @Test("signals share their energies, errors stand beside their values, and hostile names are read back as was said")
  func several() throws {
    let folder = try TemporaryFolder()
    let document = PlotTest.document(
      HardCases.threeYields(), HardCases.merge(), PlotTest.hostile, PlotTest.numbers)
    let path = try write(document, folder)
    let found = try NeXusReader.read(try ByteSource(path))
    #expect(try project(document).differences(to: found).map(\.description) == [])
    #expect(found.measurements.count == 4)
    #expect(found.measurements[0].signals.map(\.name) == ["tey", "tfy", "pfy"])
    #expect(found.measurements[0].channels.filter { $0.role == .energy }.count == 1)
    #expect(found.measurements[1].channels.map(\.name) == ["energy", "mu", "mu_errors"])
    #expect(found.measurements[1].channels[1].uncertainty == .channel("mu_errors"))
  }

  @Test("a measurement without anything to plot is refused with its arrays")
  func refused() throws {
    let folder = try TemporaryFolder()
    let text = Channel(name: "text", values: Values(TypedArray(["a"])))
    let error = #expect(throws: FormatError.self) {
      try write(PlotTest.document(Measurement(channels: [text])), folder)
    }
    #expect(error?.message.contains("text (1, text)") == true)
    #expect(FormatRegistry.format(forOutput: "x.nxdata.h5")?.id == "nxdata")
    #expect(FormatRegistry.format(forOutput: "x.h5")?.id == "nexus")
  }
}
