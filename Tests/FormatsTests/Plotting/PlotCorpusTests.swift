import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Real spectra for plotting programs", .enabled(if: Corpus.isPresent)) struct PlotCorpusTests {
  static let files =
    Corpus.files(in: ["xdi", "beamline-text"], suffixes: [".xdi", ".dat"])
    + Corpus.files(in: ["spec"], suffixes: ["EXAFS_Cu.dat"])
    + Corpus.files(in: ["athena-prj"], suffixes: ["Copper.prj"])

  @Test("read back as what was to be written; what cannot be written says why", arguments: files)
  func roundTrip(_ path: String) throws {
    let source = try ByteSource(path)
    let format = try #require(FormatRegistry.identify(source).format)
    let document = try PlotTest(format: format).read([UInt8](source.prefix(source.count)))
    for test in [PlotTest(format: .origin), PlotTest(format: .itx), PlotTest(format: .xy)] {
      do {
        let found = try test.read(try test.bytes(document))
        #expect(try test.project(document).differences(to: found).map(\.description) == [], "\(test.format.id)")
      } catch let error as FormatError {
        // Two columns need a signal; any table has a place in the others.
        #expect(test.format.id == "xy" && error.kind == .unwritable, "\(error)")
        #expect(error.message.contains("signal"))
      }
    }
  }

  @Test("of XDI files nothing is lost in Igor text", arguments: Corpus.files(in: ["xdi"], suffixes: ["_rt.xdi"]))
  func lossless(_ path: String) throws {
    let document = try PlotTest(format: .xdi).read([UInt8](try ByteSource(path).prefix(1 << 20)))
    #expect(try PlotTest(format: .itx).losses(document) == [])
  }
}
