import Foundation
import Testing

@Suite("Athena projects on the command line") struct ProjectTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    try folder.write(Self.project, to: "p.prj")
  }

  static let project = """
    # Athena project file -- Demeter version 0.9.26
    # This file created at 2015-02-04T09:32:08
    # Using Demeter 0.9.26 with perl 5.018002 and using Larch 0.9.24 on linux

    $old_group = 'abcde';
    @args = ('label','Cu foil','bkg_z','Cu','fft_edge','k','bkg_eshift','1.5','referencegroup','vwxyz');
    @x = ('8970','8980','8990');
    @y = ('0.1','0.9','1.0');
    [record]   # create object and set arrays in ifeffit

    $old_group = 'vwxyz';
    @args = ('label','12','is_chi',1);
    @x = ('0','1','2');
    @y = ('0.0','0.1','-0.1');
    [record]   # create object and set arrays in ifeffit

    @journal = ('a note');

    1;

    """

  @Test("a record is found by its label in quotes, by its key and by its number")
  func selectors() throws {
    for (selector, title) in [("\"Cu foil\"", "Cu foil"), ("vwxyz", "12"), ("2", "12"), ("\"12\"", "12")] {
      let run = try Edgewise.run("inspect", "p.prj::\(selector)", "--format", "json", in: folder)
      #expect(run.status == 0)
      let measurements = try run.files().first?["measurements"] as? [[String: Any]]
      #expect(measurements?.count == 1)
      #expect(measurements?.first?["title"] as? String == title)
    }
  }

  @Test("a project goes through NeXus and back without a difference")
  func roundTrip() throws {
    let there = try Edgewise.run("convert", "p.prj", "-o", "p.nxs", "--verify", in: folder)
    #expect(there.status == 0)
    let back = try Edgewise.run("convert", "p.nxs", "-o", "q.prj", "--verify", in: folder)
    #expect(back.status == 0)
    #expect(back.output.contains("verified: 2 measurements, 4 arrays bit for bit"))
    #expect(try Edgewise.run("diff", "p.prj", "q.prj", in: folder).output == "equal\n")
    #expect(try Data(contentsOf: folder.url.appendingPathComponent("q.prj")).starts(with: [0x1f, 0x8b]))
  }

  @Test("--apply-shift adds bkg_eshift to the energies, once")
  func applyShift() throws {
    let run = try Edgewise.run("convert", "p.prj", "-o", "s.prj", "--apply-shift", "--verify", in: folder)
    #expect(run.status == 0)
    let shifted = try Edgewise.run("inspect", "s.prj", "--values", "--format", "json", in: folder)
    let measurements = try #require(try shifted.files().first?["measurements"] as? [[String: Any]])
    let x = try measurements.map { try #require(($0["channels"] as? [[String: Any]])?.first)["values"] as? [Double] }
    // 1.5 eV for the foil; the other record states no shift.
    #expect(x == [[8971.5, 8981.5, 8991.5], [0, 1, 2]])
    let again = try Edgewise.run(
      "convert", "s.prj", "-o", "t.prj", "--apply-shift", "--format", "json", in: folder)
    let findings = try #require(try again.files().first?["findings"] as? [[String: Any]])
    #expect(findings.contains { $0["code"] as? String == "SHIFT-NONE" })
    #expect(try Edgewise.run("diff", "s.prj", "t.prj", in: folder).output == "equal\n")
  }

  @Test("a record as XDI has the columns that XDI names, and becomes a record with the same parameters again")
  func throughXDI() throws {
    let there = try Edgewise.run("convert", "p.prj", "-o", "x/", "--to", "xdi", "--verify", in: folder)
    #expect(there.status == 0)
    let foil = try String(contentsOf: folder.url.appendingPathComponent("x/p-Cu_foil.xdi"), encoding: .utf8)
    #expect(foil.contains("# Column.1: energy eV\n# Column.2: mu\n"))
    #expect(foil.contains("# args.bkg_eshift: 1.5\n"))
    let back = try Edgewise.run(
      "convert", "x/p-Cu_foil.xdi", "x/p-12.xdi", "-o", "back.prj", "--verify", "--format", "json", in: folder)
    #expect(back.status == 0)
    let json = try Edgewise.run("inspect", "back.prj", "--values", "--format", "json", in: folder)
    let measurements = try #require(try json.files().first?["measurements"] as? [[String: Any]])
    #expect(measurements.map { $0["title"] as? String } == ["Cu foil", "12"])
    let channels = try measurements.map { try #require($0["channels"] as? [[String: Any]]) }
    #expect(channels.map { $0.map { $0["role"] as? String } } == [["energy", "mu"], ["k", "chi"]])
    #expect(channels[0].map { $0["values"] as? [Double] } == [[8970, 8980, 8990], [0.1, 0.9, 1]])
    let metadata = try #require(measurements[0]["metadata"] as? [[String: Any]])
    #expect(metadata.contains { $0["key"] as? String == "args.bkg_eshift" && $0["value"] as? String == "1.5" })
  }

  @Test("spectra of several files become one project")
  func container() throws {
    try folder.write(Sample.xdi(name: "first"), to: "a.xdi")
    try folder.write(Sample.xdi(name: "second"), to: "b.xdi")
    let run = try Edgewise.run("convert", "a.xdi", "b.xdi", "p.prj", "-o", "all.prj", "--verify", in: folder)
    #expect(run.status == 0)
    #expect(run.output.contains("verified: 4 measurements"))
    let report = try Edgewise.run("inspect", "all.prj", "--format", "json", in: folder)
    let measurements = try report.files().first?["measurements"] as? [[String: Any]]
    #expect(measurements?.map { $0["title"] as? String } == ["first", "second", "Cu foil", "12"])
  }
}
