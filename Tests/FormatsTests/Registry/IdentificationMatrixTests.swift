import Bytes
import Foundation
import Testing

@testable import Formats

/// What every file of the corpus is, whatever it is called. The table was made by looking into the files.
@Suite("Every file is taken for what it is", .enabled(if: Corpus.isPresent)) struct IdentificationMatrixTests {
  /// What a path (from the family on) ends in, and the format; the first row that fits counts. Nil for what is not read.
  private static let expected: [(ending: String, format: String?)] = [
    ("APS10BM_2019.dat", "mrcat"), ("APS13ID_2019.dat", "xdi"), ("APS20ID_2018.dat", "aps-labview"),
    ("APS9BM_2006.dat", "spec"), ("CLSHXMA.dat", "cls-dacq"), ("hxma.dat", "cls-dacq"),
    ("ESRF_SNBL_2013.dat", "spec"), ("snbl.dat", "spec"), ("FDMNES_2022_Mo2C_out.dat", "fdmnes"),
    ("NSLS6BM_2019.dat", "xdi"), ("NSLS_XDAC_2011.dat", "xdac"), ("PF9A_2022.dat", "9809"), ("pfbl12c.dat", "9809"),
    ("SLS_PHOENIX_2023.dat", "phoenix"), ("SSRL1_2006.dat", "ssrl"), ("ssrla.dat", "ssrl"),
    ("SSRLmicro_2008.dat", "ssrl"), ("ssrlmicro.dat", "ssrl"), ("ssrlb.dat", "ssrl-binary"), ("x15b.dat", "x15b"),
    ("x10c.dat", "x10c"), ("lytle.dat", "lytle"), ("srs9.dat", "srs"), ("srsc.dat", "srs"),
    ("generic_columns_no_header.dat", "columns"), ("mn_cpmnco3.dat", "x19a"), ("sno2_l3.dat", "columns"),
    ("twoc.dat", "spec"), ("user6idd.dat", "spec"), ("EXAFS_Cu.dat", "spec"), ("20220311-161530.dat", "spec"),
    ("33id_spec.dat", "spec"), ("APS_spec_data.dat", "spec"), (".spec", "spec"), (".spc", "spec"), (".fio", "fio"),
    (".prj", "athena"), (".xdi", "xdi"), (".mda", "mda"), (".xmu", "columns"), (".nxs", "nexus"), (".h5", "nexus"),
    (".hdf5", "nexus"), ("-AI.txt", "als-bcs"), ("-1D.txt", "als-camera"), ("-2D.txt", "als-camera"),
    ("channelsToEnergies++.txt", "columns"), (".tif", nil), (".xml", nil),
  ]
  private static let byFamily = ["feff": "feff", "nexus-xmcd": "srs"]

  static let files = Corpus.files(
    in: [
      "beamline-text", "spec", "fio", "feff", "hdf5-facility", "nexus-real", "als-irixs", "larch-text", "athena-prj",
      "xdi",
      "xasdatalibrary", "nexus-xmcd",
    ],
    suffixes: [
      ".dat", ".spec", ".spc", ".fio", ".prj", ".xdi", ".mda", ".xmu", ".nxs", ".h5", ".hdf5", ".txt", ".tif", ".xml",
    ])

  private static func format(_ path: String) -> String? {
    if let row = expected.first(where: {
      path.hasSuffix("/" + $0.ending) || !$0.ending.contains(".dat") && path.hasSuffix($0.ending)
    }) {
      return row.format
    }
    return byFamily.first { path.contains("/\($0.key)/") }?.value
  }

  private static let textFormats: Set<String> = Set(FormatRegistry.all.map(\.id)).subtracting([
    "nexus", "athena", "mda", "ssrl-binary", "x15b", "meta-xml",
  ])

  @Test("called scan.dat, each is one thing and nothing else", arguments: files) func matrix(_ path: String) throws {
    let expected = Self.format(path)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let found = FormatRegistry.identify(try ByteSource(name: "scan.dat", bytes: bytes))
    #expect(found.format?.id == expected, "\(path)")
    #expect(found.findings.isEmpty, "\(path)")
    #expect(found.confidence == (expected == nil ? .none : expected == "columns" ? .probable : .certain), "\(path)")
    #expect(!found.reason.isEmpty)
    guard let expected, Self.textFormats.contains(expected) else { return }
    // With other line ends, and behind a byte order mark, it is still that.
    var windows: [UInt8] = [0xEF, 0xBB, 0xBF]
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A, index == 0 || bytes[index - 1] != 0x0D { windows.append(0x0D) }
      windows.append(byte)
    }
    let again = FormatRegistry.identify(try ByteSource(name: "scan.prj", bytes: windows))
    #expect(again.format?.id == expected, "\(path) with CRLF behind a mark")
  }

  @Test("the corpus has files for most rows of the registry") func coverage() {
    #expect(Set(Self.files.compactMap(Self.format)).count > 20)
  }
}
