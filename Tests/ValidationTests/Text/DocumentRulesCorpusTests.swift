import Bytes
import DataModel
import Formats
import Testing
import Validation

/// Real files: everything that is found in them was looked at, and is true.
@Suite("Rules on real files", .enabled(if: Corpus.isPresent)) struct DocumentRulesCorpusTests {
  private static let families = ["xdi", "xasdatalibrary", "larch-text", "athena-prj", "nexus-xmcd", "beamline-text"]

  /// Errors and warnings by file, each with the number of its findings.
  private static let judged: [String: [String: Int]] = [
    // Both limits of the pre-edge are 0, in a record that was taken for holmium.
    "athena-prj/CuHERFD_samples.prj": ["ATHENA-RANGE": 1],
    // A k weight of 15, and a transform that ends at -2.
    "athena-prj/athena_MN.prj": ["ATHENA-VALUE": 1, "ATHENA-RANGE": 1],
    // I0 falls from 160000 to -20 counts at 10290 eV: the beam was lost; eleven records share it.
    "athena-prj/yb_iron.prj": ["XAS-I0-POSITIVE": 11],
    // 6389.9975 eV three times at the beginning.
    "beamline-text/APS10BM_2019.dat": ["XAS-ENERGY-DUPLICATE": 1],
    // The ion chamber behind the sample was not used, or was not there.
    "beamline-text/APS20ID_2018.dat": ["XAS-ITRANS-POSITIVE": 1],
    "beamline-text/SSRLmicro_2008.dat": ["XAS-SIGNAL-CONSTANT": 1],
    "beamline-text/ssrlmicro.dat": ["XAS-SIGNAL-CONSTANT": 1],
    // Angles are written to 0.0001 degrees, and the monochromator did not move every time.
    "beamline-text/PF9A_2022.dat": ["XAS-ENERGY-DUPLICATE": 1],
    // The dark current was subtracted from a beam that a thick sample absorbs.
    "beamline-text/NSLS6BM_2019.dat": ["XAS-ITRANS-POSITIVE": 1],
    // Line 181 lies 0.02 eV below line 180.
    "beamline-text/SLS_PHOENIX_2023.dat": ["XAS-ENERGY-ORDER": 1],
  ]

  @Test("errors and warnings are the ones that were judged to be true") func warnings() throws {
    let folder = try #require(Corpus.folder)
    var found: [String: [String: Int]] = [:]
    var spectra = 0
    for file in Corpus.files(in: Self.families) {
      guard let source = try? ByteSource(folder + "/" + file), let format = FormatRegistry.identify(source).format,
        let document = try? format.read?(source)
      else { continue }
      spectra += document.measurements.count
      for finding in DocumentRules.check(document, format: format.id) where finding.severity != .note {
        found[file, default: [:]][finding.code, default: 0] += 1
      }
    }
    #expect(spectra > 500)
    #expect(found == Self.judged)
  }

  @Test("the valid ones among the bad XDI files stay valid", arguments: ["bad_00", "bad_26", "bad_27"])
  func validXDI(name: String) throws {
    let folder = try #require(Corpus.folder)
    let read = try #require(Format.xdi.read)
    let document = try read(try ByteSource("\(folder)/xdi-bad/\(name).xdi"))
    let findings = document.findings + DocumentRules.check(document, format: "xdi")
    let errors = findings.filter { $0.severity == .error }.map(\.message)
    #expect(errors.isEmpty)
  }
}
