import DataModel
import HDF5
import Testing
import Validation

/// A file of others whose whole report was held against what the file holds, item by item.
struct InspectedFile: Sendable, CustomTestStringConvertible {
  let file: String
  /// The errors and warnings, all of them true.
  let serious: [String]
  /// Where the definition that it claims is not inside the program.
  var needsInstalled = false

  var testDescription: String { file }
}

@Suite("NeXus files of others", .enabled(if: Corpus.isPresent)) struct RealFileTests {
  private static let families = ["nexus-bad", "nexus-real", "hdf5-facility", "nexus-xmcd"]
  /// What lies in these folders and is no HDF5.
  private static let foreign: Set<String> = ["mda", "xml", "dat"]

  @Test("are each judged, whatever is in them", arguments: Corpus.files(in: families))
  func result(file: String) {
    let isForeign = Self.foreign.contains(file.split(separator: ".").last.map(String.init) ?? "")
    let judged = JudgedFile(file, by: .own())
    #expect(judged.lines.contains("error NX-H1 ") == isForeign)
    for finding in judged.findings {
      #expect(!finding.message.isEmpty)
      #expect(finding.hint?.isEmpty == false, "\(finding.code)")
      #expect(isForeign || finding.location.path?.hasPrefix("/") == true, "\(finding.code)")
    }
  }

  @Test("have the faults that are in them, and no others", arguments: reports.filter { !$0.needsInstalled })
  func inspected(_ file: InspectedFile) {
    #expect(JudgedFile(file.file, by: .own()).serious.filter(Self.isAboutTheFile) == file.serious.sorted())
  }

  @Test(
    "have the faults that are in them by definitions that are installed", .enabled(if: StandardDefinitions.isInstalled),
    arguments: reports)
  func inspectedWithInstalled(_ file: InspectedFile) {
    #expect(JudgedFile(file.file, by: .installed()).serious.filter(Self.isAboutTheFile) == file.serious.sorted())
  }

  /// Whether a filter can be had says something about the machine, not about the file.
  private static func isAboutTheFile(_ line: String) -> Bool { line != "error NX-H3 /entry/data/data" }
}

extension RealFileTests {
  static let reports: [InspectedFile] = inTests + fromFacilities

  /// Files that another validator's authors made to break its rules. None of their definitions is published.
  private static let inTests = [
    InspectedFile(file: "nexus-bad/badtimeattributes.h5", serious: ["error NX-D1 /@file_time"]),  // 2012:08-15T...
    // No default anywhere, and a class NXwool.
    InspectedFile(
      file: "nexus-bad/group.h5",
      serious: [
        "error NX-E2 /entry/definition", "error NX-N5 /entry/wool@NX_class", "warning NX-F1 /", "warning NX-F1 /entry",
      ]),
    // The soft link hugo leads to /target/doesnotexist; the target of description is /target/guggelhupf, which is not there
    // and is named once, although two links lead to the object.
    InspectedFile(
      file: "nexus-bad/link.h5",
      serious: ["error NX-E2 /entry/definition", "error NX-L1 /entry/hugo", "error NX-L2 /target/description@target"]),
    // Seven entries with a chain each. badatt: a type "truglation", a vector of four, an offset in letters. brokenlink,
    // notfound, startwrong: names that are not there. missatt: no vector. unterminated and good: chains that end. No
    // rotation_angle has a unit.
    InspectedFile(
      file: "nexus-bad/depends.h5",
      serious: [
        "error NX-C1 /badatt/sample/transform/x@transformation_type", "error NX-K3 /badatt/sample/transform/z@vector",
        "warning NX-T1 /badatt/sample/transform/z@offset", "error NX-K2 /brokenlink/sample/transform/depends_on",
        "error NX-K2 /brokenlink/sample/transform/x@depends_on", "warning NX-K3 /missatt/sample/transform/z",
        "error NX-K2 /notfound/sample/transform/depends_on", "error NX-K2 /notfound/sample/transform/x@depends_on",
        "error NX-K2 /startwrong/sample/transform/depends_on",
      ]
        + ["badatt", "brokenlink", "good", "missatt", "notfound", "startwrong", "unterminated"].flatMap {
          ["error NX-E2 /\($0)/definition", "warning NX-U1 /\($0)/sample/rotation_angle"]
        }),
  ]

  private static let fromFacilities = [
    // An example that was generated from the definition of 2020: scalars for arrays, no mode, no units, times without zone.
    InspectedFile(
      file: "nexus-real/NXxas.hdf5",
      serious: [
        "error NX-P1 /entry/data", "error NX-C2 /entry/instrument/source/type", "warning NX-D1 /@file_time",
        "warning NX-D1 /entry/start_time", "warning NX-M1 /entry/instrument/absorbed_beam/data",
        "warning NX-M1 /entry/instrument/incoming_beam/data", "warning NX-M1 /entry/instrument/monochromator/energy",
        "warning NX-M1 /entry/monitor/data", "warning NX-U1 /entry/instrument/monochromator/energy",
      ]),
    // The same maker. The attribute axis = "1" is a text.
    InspectedFile(
      file: "nexus-real/NXxasproc.hdf5",
      serious: [
        "warning NX-D1 /@file_time", "warning NX-D1 /entry/XAS_data_reduction/date", "warning NX-M1 /entry/data/data",
        "warning NX-M1 /entry/data/energy", "warning NX-T1 /entry/data/energy@axis",
      ]),
    // Classes Facility and Filler, signal = 1 on the field, a file_time with a blank for the T, no default.
    InspectedFile(
      file: "nexus-real/ID34_not_complete.h5",
      serious: [
        "error NX-N5 /entry1/geometryN@NX_class", "error NX-N5 /facility@NX_class", "warning NX-D1 /@file_time",
        "warning NX-F1 /", "warning NX-F1 /entry1", "warning NX-X11 /entry1/data/data",
      ]),
    // A collection with a blank and a dash in its name; a class "link_rules"; times that are empty; no data in the detector
    // but in NXdata, where a link is asked for; "see xsize and ysize" for a size; lengths without units; a spread of int8;
    // NXgeometry.
    InspectedFile(
      file: "nexus-real/AgBehenate_228.hdf5",
      serious: [
        "error NX-D1 /entry/end_time", "error NX-D1 /entry/start_time", "error NX-N1 /entry/instrument/15ID-D metadata",
        "error NX-N5 /entry/link_rules@NX_class", "error NX-P1 /entry/instrument/detector",
        "error NX-T1 /entry/instrument/collimator/geometry/shape/size",
        "error NX-T1 /entry/instrument/monochromator/wavelength_spread", "warning NX-F1 /", "warning NX-F1 /entry",
        "warning NX-L3 /entry/data/data", "warning NX-S8 /entry/instrument/collimator/geometry",
        "warning NX-S8 /entry/instrument/collimator/geometry", "warning NX-U1 /entry/sample/thickness",
        "warning NX-X11 /entry/data/data",
      ]
        + ["beam_center_x", "beam_center_y", "distance", "x_pixel_size", "y_pixel_size"].map {
          "error NX-U1 /entry/instrument/detector/\($0)"
        }, needsInstalled: true),
    // A detector's file: images, and nothing that says so.
    InspectedFile(
      file: "hdf5-facility/fe55__data_000001.h5",
      serious: ["warning NX-F1 /", "warning NX-F1 /entry", "warning NX-X13 /entry/data"]),
    // Two scans. The files of one detector are missing; the times have no zone; sequencenumber is sequence_number.
    InspectedFile(
      file: "hdf5-facility/20240213s.h5",
      serious: ["29270", "29271"].flatMap {
        [
          "error NX-L1 /entry\($0)/measurement/eiger_xes", "error NX-L1 /entry\($0)/instrument/eiger_xes",
          "warning NX-D1 /entry\($0)/end_time", "warning NX-D1 /entry\($0)/start_time",
          "warning NX-S9 /entry\($0)/instrument/pcap/data/sequencenumber",
        ]
      }),
    // Every NX_class is an array of one text.
    InspectedFile(
      file: "hdf5-facility/testcalib.nxs",
      serious: [
        "/entry_0", "/entry_0/instrument", "/entry_0/instrument/detector", "/entry_0/instrument/detector/beam",
        "/global",
      ]
      .map { "warning NX-N5 \($0)@NX_class" }),
    // NXxas without title and monitor, with a monochromator called mono; of three NXdata that might be the one asked for, the
    // default one is held against it: mode "tey", arrays of its own in place of links. A field of 0 V is an integer.
    InspectedFile(
      file: "nexus-xmcd/236463_nxxas.nxs",
      serious: [
        "error NX-P1 /entry", "error NX-P1 /entry", "error NX-P1 /entry/instrument",
        "error NX-C1 /entry/Auto_edge_background/mode", "warning NX-L3 /entry/Auto_edge_background/absorbed_beam",
        "warning NX-L3 /entry/Auto_edge_background/energy", "warning NX-D1 /entry/start_time",
        "warning NX-D1 /entry/end_time", "warning NX-D1 /entry/process/date", "warning NX-D1 /entry/process/date",
        "warning NX-D1 /entry/read_dat/date", "warning NX-D1 /entry/read_dat/date",
        "warning NX-T1 /entry/sample/electric_field",
      ]),
  ]
}
