import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Reading Athena projects")
struct AthenaReaderTests {
  @Test("a record becomes a measurement: arrays, label, key, absorber, parameters")
  func record() throws {
    let document = try AthenaTest.read(
      AthenaTest.project(
        args: "'label','Cu foil','bkg_z','Cu','fft_edge','l3','ln',1,'bkg_e0',8979,'titles',['one','two']",
        "@i0 = (10,20,30);", "@signal = ('5','6','7');", "@stddev = ('.1','.2','.3');"))
    let record = try AthenaTest.only(document)
    #expect(record.selector == "abcde")
    #expect(record.title == "Cu foil")
    #expect(record.channels.map(\.name) == ["x", "y", "i0", "signal", "stddev"])
    #expect(record.channels.map(\.role) == [.energy, .mu, .i0, .itrans, .stddev])
    #expect(record.channels.map(\.unit) == ["eV", nil, nil, nil, nil])
    #expect(try AthenaTest.doubles(record, "y") == [0.5, 0.75, 1])
    #expect(try AthenaTest.doubles(record, "i0") == [10, 20, 30])
    #expect(record.channel(named: "y")?.uncertainty == .channel("stddev"))
    #expect(
      record.signals == [Signal(name: "mu", expression: "y", mode: .transmission, element: "Cu", edge: "L3")])
    #expect(AthenaTest.argument(record, "titles")?.children.map(\.value?.text) == ["one", "two"])
    #expect(AthenaTest.argument(record, "bkg_e0")?.text(ofAttribute: "literal") == "bare")
    #expect(AthenaTest.argument(record, "bkg_z")?.attributes == [])
    #expect(document.metadata.text("header.version") == "# Athena project file -- Demeter version 0.9.26")
    #expect(document.metadata.text("flavour") == "perl")
  }

  @Test(
    "flags say what the arrays are",
    arguments: [
      ("'is_chi',1", ChannelRole.k, "1/angstrom", ChannelRole.chi), ("'is_nor','1'", .energy, "eV", .norm),
      ("'is_xmudat',1", .energy, "eV", .mu), ("'is_chi',0,'is_xmu','1'", .energy, "eV", .mu),
      ("'is_rsp',1", .r, "angstrom", .other), ("'datatype','chi'", .k, "1/angstrom", .chi),
    ])
  func kinds(_ args: String, _ axis: ChannelRole, _ unit: String, _ data: ChannelRole) throws {
    let record = try AthenaTest.only(try AthenaTest.read(AthenaTest.project(args: args)))
    #expect(record.channels.map(\.role) == [axis, data])
    #expect(record.channels[0].unit == unit)
  }

  @Test("H is what Athena writes when it does not know the absorber")
  func unsetElement() throws {
    let record = try AthenaTest.only(try AthenaTest.read(AthenaTest.project(args: "'bkg_z','H','fft_edge','k'")))
    #expect(record.signals.first?.element == nil)
    #expect(record.signals.first?.edge == nil)
    #expect(record.title == "abcde", "a record without label is called by its key")
  }

  static let detections: [(String, ChannelRole, DetectionMode?)] = [
    ("'ln','1','numerator','$2','denominator','$3'", .itrans, .transmission),
    ("'ln',0,'numerator','$4','denominator','$2'", .ifluor, .fluorescence),
    ("'mu_str','(fe.if) / (fe.i0)'", .ifluor, .fluorescence),
    ("'mu_str','ln(abs((fe.i0) / (fe.it)))','ln',0", .itrans, .transmission),
    ("'ln',0,'numerator','$4','denominator','1'", .other, nil), ("'label','x'", .other, nil),
  ]

  @Test("how the signal was detected follows from the parameters", arguments: detections)
  func detection(_ args: String, _ role: ChannelRole, _ mode: DetectionMode?) throws {
    let document = try AthenaTest.read(AthenaTest.project(args: args, "@signal = ('5','6','7');"))
    let record = try AthenaTest.only(document)
    #expect(record.channel(named: "signal")?.role == role)
    #expect(record.signals.first?.mode == mode)
    #expect(document.findings.contains { $0.code == "ATHENA-ROLE" })
  }

  @Test("Larch's copy of y is no detector")
  func copy() throws {
    let record = try AthenaTest.only(
      try AthenaTest.read(AthenaTest.project(args: "'ln',1", "@signal = ('0.5','0.75','1');")))
    #expect(record.channel(named: "signal")?.role == .other)
  }

  @Test("arrays of other lengths keep all values and get dimensions of their own")
  func lengths() throws {
    let document = try AthenaTest.read(
      AthenaTest.project("@stddev = ('1','2');", "@i0 = ('1','2','3','4');", "@signal = ();"))
    let record = try AthenaTest.only(document)
    #expect(
      record.channels.map(\.dimensions) == [[.point], [.point], ["stddev_point"], ["i0_point"], ["signal_point"]])
    #expect(record.channel(named: "y")?.uncertainty == Uncertainty.none)
    #expect(
      AthenaTest.places(document).filter { !$0.hasPrefix("ATHENA-ROLE") } == [
        "ATHENA-LENGTH 9", "ATHENA-LENGTH 10", "ATHENA-EMPTY 11",
      ])
    let text = try AthenaTest.checkLossless(document)
    #expect(text.contains("@signal = ();"))
  }

  @Test("an array of undef, and cells that are no numbers, are kept as they are")
  func cells() throws {
    let document = try AthenaTest.read(
      AthenaTest.project("@i0 = (undef);", "@stddev = ('1','n/a',undef);", "@signal = ('nan','inf',' 3 ');"))
    let record = try AthenaTest.only(document)
    #expect(try AthenaTest.doubles(record, "stddev").map { $0.isNaN } == [false, true, true])
    #expect(try AthenaTest.doubles(record, "signal")[1...] == [.infinity, 3])
    #expect(
      AthenaTest.places(document).filter { !$0.hasPrefix("ATHENA-ROLE") } == [
        "ATHENA-EMPTY 9", "ATHENA-NUMBER 10",
      ])
    let text = try AthenaTest.checkLossless(document)
    #expect(text.contains("@i0 = (undef);"))
    #expect(text.contains("@stddev = ('1.0','n/a',undef);"))
    #expect(text.contains("@signal = ('nan','inf','3.0');"))
  }

  @Test("parameters survive whatever they are: undef, empty names, repeats, hashes, numbers as text")
  func arguments() throws {
    let args = "'','update_bkg','bkg_fixstep',undef,'a',{'k' => [1,'1']},'label','15.','tag',1e5,'a','.28','z',[]"
    let document = try AthenaTest.read(AthenaTest.project(args: args))
    let text = try AthenaTest.checkLossless(document)
    #expect(text.contains("@args = (\(args));"))
  }

  @Test("steps say what the parameters say, in the units and words of the analysis")
  func steps() throws {
    let args = """
      'bkg_e0','7112.0','bkg_pre1',-150,'bkg_pre2','-30','bkg_nor1','150.000','bkg_nor2',800,'bkg_nnorm',3,\
      'bkg_step','1.5','bkg_fixstep','0','bkg_eshift','-1.25','bkg_rbkg','1.1','bkg_win','Kaiser-Bessel','bkg_clamp1',\
      'None','bkg_clamp2','Strong','bkg_stan','vwxyz','fft_kmax','15.','fft_win','hanning','bft_rmax',3,\
      'mu_str','ln(a/b)'
      """
    let document = try AthenaTest.read(AthenaTest.project(args: args))
    let record = try AthenaTest.only(document)
    #expect(
      record.steps.map(\.operation) == [
        "import", "energy-shift", "normalize", "background", "transform", "backtransform",
      ])
    func parameter(_ step: String, _ name: String) -> StepParameter? {
      record.steps.first { $0.operation == step }?.parameters.first { $0.name == name }
    }
    #expect(parameter("energy-shift", "shift") == StepParameter("shift", .number(-1.25), unit: "eV"))
    #expect(parameter("energy-shift", "applied")?.value == .text("no"))
    #expect(parameter("normalize", "e0") == StepParameter("e0", .number(7112), unit: "eV"))
    #expect(parameter("normalize", "nnorm")?.value == .number(2), "three coefficients are a parabola")
    #expect(parameter("normalize", "edge_step_fixed")?.value == .integer(0))
    #expect(parameter("background", "window")?.value == .text("kaiser"))
    #expect(parameter("background", "clamp_lo")?.value == .number(0))
    #expect(parameter("background", "clamp_hi")?.value == .number(24))
    #expect(parameter("background", "standard")?.value == .text("vwxyz"))
    #expect(parameter("transform", "kmax") == StepParameter("kmax", .number(15), unit: "1/angstrom"))
    #expect(record.references == [Reference(.standard, to: .init(selector: "vwxyz"))])
    #expect(document.findings.contains { $0.code == "ATHENA-REFERENCE" })
    #expect(record.steps[2].version == "0.9.26")
  }

  @Test("Larch counts degrees where Athena counts coefficients")
  func larchDegree() throws {
    let text = AthenaTest.project(args: "'bkg_nnorm','2'").replacing(
      "# Using Demeter", with: "# Using Larch version 0.9.43a, Python 3.6.8 #")
    let record = try AthenaTest.only(try AthenaTest.read(text))
    #expect(record.steps.first?.parameters.first { $0.name == "nnorm" }?.value == .number(2))
  }

  @Test("$xdi becomes families and keys; its line feeds are real ones; the rest is kept")
  func xdi() throws {
    let hash =
      "bless( {'metadata' => {'Mono' => {'name' => 'Si(311)'},'Scan' => {'start_time' => '2014-08-30T15:47:40'"
      + "}},'comments' => 'a\\nb','extra_version' => 'XDAC/1.4','ok' => 0,'array_labels' => []}, 'Xray::XDI' )"
    let document = try AthenaTest.read(AthenaTest.project("$xdi = \(hash);"))
    let record = try AthenaTest.only(document)
    #expect(record.metadata.nodes.map(\.name) == ["group", "args", "Mono", "Scan", "comments", "xdi"])
    #expect(record.metadata.text("Mono.name") == "Si(311)")
    #expect(record.metadata.text("comments") == "a\nb")
    #expect(record.metadata.text("xdi.extra_version") == "XDAC/1.4")
    #expect(record.startTime == "2014-08-30T15:47:40")
    try AthenaTest.checkLossless(document)
  }

  @Test("XDI metadata of old projects are salvaged from the parameters, which stay")
  func oldXDI() throws {
    let args = "'xdi_mono',{'name' => 'Si(111)'},'xdi_sample',{},'xdi_comments',['one','two'],'xdi_version','1.0'"
    let document = try AthenaTest.read(AthenaTest.project(args: args))
    let record = try AthenaTest.only(document)
    #expect(record.metadata.text("Mono.name") == "Si(111)")
    #expect(record.metadata.text("comments") == "one\ntwo")
    #expect(record.metadata.text("args.xdi_mono.name") == "Si(111)")
    let text = try AthenaTest.checkLossless(document)
    #expect(!text.contains("$xdi"))
  }

  @Test("the file's own statements are kept in order, with their literals")
  func statements() throws {
    let end = """
      @journal = ('Notes \\'of\\' May','',"caf\\x{e9}");
      %plot_features = ('xmin' => undef,'kw' => '2');
      @indicator = (0,['','E','25704.645']);
      @merge = ({'n' => 1});
      $state = [1,'2'];

      1;
      """
    let document = try AthenaTest.read(AthenaTest.project(end: end))
    #expect(
      document.metadata.nodes.map(\.name) == [
        "flavour", "header", "journal", "plot_features", "indicator", "merge", "state",
      ])
    #expect(
      document.metadata.nodes[2].children.map(\.value?.text) == ["Notes 'of' May", "", "café"])
    let text = try AthenaTest.checkLossless(document)
    #expect(text.contains("%plot_features = ('xmin' => undef,'kw' => '2');"))
    #expect(text.contains("$state = [1,'2'];"))
  }

  @Test("\"Default Parameters\" is no data, and no loss")
  func defaults() throws {
    let text = AthenaTest.project().replacing("'abcde'", with: "'Default Parameters'")
    let document = try AthenaTest.read(text)
    #expect(document.measurements.isEmpty)
    #expect(document.metadata.text("default_parameters.args.label") == "Cu foil")
    #expect(document.findings.map(\.code) == ["ATHENA-DEFAULTS"])
    try AthenaTest.checkLossless(document)
  }

  @Test("CRLF, Latin-1 and a byte order mark are no obstacle")
  func bytes() throws {
    let crlf = AthenaTest.project().replacing("\n", with: "\r\n")
    #expect(try AthenaTest.only(try AthenaTest.read(crlf)).title == "Cu foil")
    let changed = Array(AthenaTest.project(args: "'label','caf\u{1}'").utf8).map { $0 == 1 ? 0xe9 : $0 }
    let document = try AthenaTest.read(changed)
    #expect(try AthenaTest.only(document).title == "café")
    #expect(document.findings.contains { $0.code == "ATHENA-ENCODING" })
    let marked = try AthenaTest.read([0xef, 0xbb, 0xbf] + Array(AthenaTest.project().utf8))
    #expect(try AthenaTest.only(marked).title == "Cu foil")
  }

  @Test("records are found by their label")
  func labels() throws {
    let first = AthenaTest.project(end: "")
    let second = AthenaTest.project(args: "'label','  Ref merge'").replacing("abcde", with: "fghij")
    let document = try AthenaTest.read(first + second.split(separator: "\n").dropFirst(3).joined(separator: "\n"))
    #expect(document.measurements.map(\.selector) == ["abcde", "fghij"])
    #expect(document.measurements.map(\.title) == ["Cu foil", "  Ref merge"])
  }
}
