import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Writing Athena projects")
struct AthenaWriterTests {
  static func document(_ measurements: Measurement...) -> Document {
    Document(origin: Origin(name: "made.dat", format: "test", readerVersion: "0"), measurements: measurements)
  }

  /// A transmission scan of a copper foil, in few points.
  static func scan(unit: String = "eV", scale: Double = 1) -> Measurement {
    let energies = [8900.0, 8970, 8975, 8980, 8985, 9000, 9100, 9500]
    let mu = [0.1, 0.11, 0.2, 0.8, 1.1, 1.05, 1.0, 0.9]
    let (i0, itrans) = HardCases.monitors(for: mu)
    return Measurement(
      selector: "1", title: "Cu foil, d'un côté", startTime: "2001-06-26T22:27:31",
      channels: [
        Channel(name: "energy", role: .energy, unit: unit, values: Values(energies.map { $0 * scale })),
        Channel(name: "i0", role: .i0, values: Values(i0)),
        Channel(name: "itrans", role: .itrans, values: Values(itrans)),
      ],
      signals: [
        Signal(name: "transmission", expression: "ln(i0/itrans)", mode: .transmission, element: "Cu", edge: "K")
      ],
      metadata: Metadata([
        MetadataNode("Mono", children: [MetadataNode("d_spacing", .text("3.13553"))]),
        MetadataNode("comments", .text("room temperature\nbeam unstable")),
      ]))
  }

  static func args(_ document: Document, _ index: Int = 0) throws -> AthenaArguments {
    let node = try #require(document.measurements[index].metadata.nodes.first { $0.name == "args" })
    return AthenaArguments(ProjectLiteral(node))
  }

  @Test("the hard cases read back as projected", arguments: HardCases.all.filter { !$0.name.contains("photon") })
  func hardCases(_ hardCase: HardCases.Case) throws {
    guard !AthenaTest.projection(hardCase.document).measurements.isEmpty else {
      #expect(throws: FormatError.self) { try AthenaTest.text(hardCase.document) }
      return
    }
    try AthenaTest.check(hardCase.document)
  }

  @Test("a scan from elsewhere becomes a record with its detectors, absorber, E0 and metadata")
  func scan() throws {
    let scan = Self.scan()
    let projection = try AthenaTest.check(Self.document(scan), WritingOptions(time: "2026-11-21T12:00:00Z"))
    let record = projection.measurements[0]
    #expect(record.title == scan.title)
    #expect(record.channels.map(\.name) == ["x", "y", "i0", "signal"])
    #expect(record.channels.map(\.role) == [.energy, .mu, .i0, .itrans])
    #expect(try AthenaTest.doubles(record, "x") == [8900, 8970, 8975, 8980, 8985, 9000, 9100, 9500])
    let formula = try SignalExpression(parsing: "ln(i0/itrans)")
    let mu = try formula.evaluate(over: scan)
    #expect(try AthenaTest.doubles(record, "y") == mu.values)
    #expect(record.signals == [Signal(name: "mu", expression: "y", mode: .transmission, element: "Cu", edge: "K")])
    #expect(record.startTime == scan.startTime)
    #expect(record.metadata.text("Mono.d_spacing") == "3.13553")
    let args = try Self.args(projection)
    #expect(args.text("label") == scan.title)
    let copper = try #require(Element(symbol: "Cu"))
    #expect(args.number("bkg_e0") == AbsorptionEdge.k.energy(of: copper))
    #expect(args["titles"] == .list([.text("room temperature"), .text("beam unstable")]))
    let e0 = try #require(args.number("bkg_e0"))
    #expect(abs((args.number("bkg_pre1") ?? 0) - (8900 - e0)) < 1e-3)
    #expect(args.text("source") == "made.dat")
    let text = try AthenaTest.text(Self.document(scan))
    #expect(text.hasPrefix("# Athena project file -- Demeter version 0.9.26\n# Using Edgewise"))
    #expect(text.contains("'label',\"Cu foil, d'un c\\x{f4}t\\x{e9}\","))
    #expect(text.contains("$xdi = bless( {'comments' => 'room temperature\\\\nbeam unstable','metadata' => {"))
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(!text.contains("undef"))
    let packed = try AthenaWriter.bytes(Self.document(scan), WritingOptions())
    #expect(packed.starts(with: [0x1f, 0x8b]))
  }

  @Test("energies in keV and Bragg angles become eV")
  func abscissa() throws {
    let kilo = try AthenaTest.check(Self.document(Self.scan(unit: "keV", scale: 0.001)))
    let energies = try AthenaTest.doubles(kilo.measurements[0], "x")
    #expect(abs(energies[3] - 8980) < 1e-9)
    var angle = Self.scan()
    // 8979 eV behind Si(111) with d = 3.13553 Å: asin(12398.41984 / (2 * 3.13553 * 8979)).
    angle.channels[0] = Channel(
      name: "theta", role: .angle, unit: "deg", values: Values([13.0, 12.9, 12.8, 12.7201875, 12.7, 12.6, 12.5, 12.4]))
    let energy = try AthenaTest.doubles(try AthenaTest.check(Self.document(angle)).measurements[0], "x")[3]
    #expect(abs(energy - 8979) < 1e-3)
    var pixel = Self.scan(unit: "pixel")
    pixel.channels[0].role = .index
    #expect(throws: FormatError.self) { try AthenaTest.text(Self.document(pixel)) }
  }

  @Test("without absorber E0 is where the data rise most; without axis there is no record, and that is listed")
  func unknownAbsorber() throws {
    var unknown = Self.scan()
    unknown.signals[0].element = nil
    unknown.signals[0].edge = nil
    var map = Self.scan()
    map.channels.removeFirst()
    let document = Self.document(unknown, map)
    let projection = try AthenaTest.check(document)
    #expect(projection.measurements.count == 1)
    #expect(try Self.args(projection).number("bkg_e0") == 8977.5)
    #expect(try Self.args(projection).text("bkg_z") == "H")
    let losses = try document.differences(to: projection)
    #expect(losses.contains { $0.aspect == .measurement })
  }

  @Test("detection modes come back, also those that Athena's parameters do not tell apart")
  func modes() throws {
    for mode in DetectionMode.allCases {
      var scan = Self.scan()
      scan.channels[2].role = AthenaDetection.role(mode)
      scan.signals = [Signal(name: "s", expression: "itrans/i0", mode: mode)]
      let record = try AthenaTest.check(Self.document(scan)).measurements[0]
      #expect(record.signals.first?.mode == mode)
      #expect(record.channels.map(\.name) == ["x", "y", "i0", "signal"])
      #expect(record.channels[3].role == AthenaDetection.role(mode))
    }
  }

  @Test("a sum of detectors is the signal; a stored mu has no detector but its deviation")
  func detectors() throws {
    var sum = Self.scan()
    sum.channels[2].name = "if1"
    sum.channels.append(Channel(name: "if2", role: .ifluor, values: Values([1.0, 2, 3, 4, 5, 6, 7, 8])))
    sum.signals = [Signal(name: "fluorescence", expression: "(if1+if2)/i0", mode: .fluorescence)]
    let record = try AthenaTest.check(Self.document(sum)).measurements[0]
    let expected = zip(try AthenaTest.doubles(sum, "if1"), [1.0, 2, 3, 4, 5, 6, 7, 8]).map { $0 + $1 }
    #expect(try AthenaTest.doubles(record, "signal") == expected)
    var stored = Self.scan()
    stored.channels = [
      stored.channels[0],
      Channel(
        name: "mu", role: .norm, values: Values([0.0, 0, 0, 1, 1, 1, 1, 1]), uncertainty: .channel("sigma")),
      Channel(name: "sigma", role: .stddev, values: Values([1.0, 1, 1, 1, 1, 1, 1, 2])),
    ]
    stored.signals = [Signal(name: "mu", expression: "mu")]
    let curve = try AthenaTest.check(Self.document(stored)).measurements[0]
    #expect(curve.channels.map(\.name) == ["x", "y", "stddev"])
    #expect(curve.channel(named: "y")?.uncertainty == .channel("stddev"))
    #expect(curve.channel(named: "y")?.role == .norm)
  }

  @Test("steps from elsewhere set the parameters")
  func steps() throws {
    var scan = Self.scan()
    scan.steps = [
      Step(
        operation: "normalize",
        parameters: [
          StepParameter("e0", .number(8981.25), unit: "eV"), StepParameter("nnorm", .integer(1)),
          StepParameter("pre1", .number(-70), unit: "eV"),
        ])
    ]
    let args = try Self.args(try AthenaTest.check(Self.document(scan)))
    #expect(args.text("bkg_e0") == "8981.25")
    #expect(args.text("bkg_nnorm") == "2")
    #expect(args.text("bkg_pre1") == "-70.0")
  }

  @Test("references between measurements of other files follow the new group keys")
  func references() throws {
    var sample = Self.scan()
    sample.selector = "/sample"
    sample.references = [Reference(.referenceFoil, to: .init(selector: "/foil"))]
    var foil = Self.scan()
    foil.selector = "/foil"
    let projection = try AthenaTest.check(Self.document(sample, foil))
    let keys = projection.measurements.map(\.selector)
    #expect(Set(keys).count == 2)
    #expect(keys.allSatisfy { $0.count == 5 && $0.utf8.allSatisfy { (0x61...0x7a).contains($0) } })
    #expect(projection.measurements[0].references == [Reference(.referenceFoil, to: .init(selector: keys[1]))])
  }

  @Test("records of two projects with the same key are told apart, and their references with them")
  func merge() throws {
    let args = "'label','a','referencegroup','abcde','tag','abcde'"
    let one = try AthenaTest.read(AthenaTest.project(args: args, end: "@journal = ('first');\n1;\n"))
    let two = try AthenaTest.read(
      AthenaTest.project(args: args.replacing("'a'", with: "'b'"), end: "@journal = ('second');\n1;\n"))
    var merged = Self.document()
    for (name, document) in [("one.prj", one), ("two.prj", two)] {
      var measurement = document.measurements[0]
      measurement.origins = [Origin(name: name, sha256: name, format: "athena", readerVersion: "0")]
      merged.measurements.append(measurement)
      merged.metadata.nodes.append(MetadataNode(name, children: document.metadata.nodes))
    }
    let projection = try AthenaTest.check(merged)
    let keys = projection.measurements.map(\.selector)
    #expect(keys[0] == "abcde" && keys[1] != "abcde")
    #expect(projection.measurements[0].references == [Reference(.referenceFoil, to: .init(selector: "abcde"))])
    #expect(projection.measurements[1].references == [Reference(.referenceFoil, to: .init(selector: keys[1]))])
    #expect(try Self.args(projection, 1).text("tag") == keys[1])
    let journal = projection.metadata.nodes.first { $0.name == "journal" }
    #expect(
      journal?.children.map(\.value?.text) == ["Journal of one.prj:", "first", "Journal of two.prj:", "second"])
  }

  @Test("what the user changed is written: title, element, edge")
  func changes() throws {
    var document = try AthenaTest.read(AthenaTest.project(args: "'label','a','bkg_z','H'"))
    document.measurements[0].title = "b"
    document.measurements[0].signals[0].element = "Cu"
    document.measurements[0].signals[0].edge = "L3"
    let record = try AthenaTest.check(document).measurements[0]
    #expect(record.title == "b")
    #expect(record.signals[0].element == "Cu" && record.signals[0].edge == "L3")
  }

  /// Each line alone is read as a statement that is a literal, as a comment, or as the end of something.
  static func expectOnlyLiterals(_ text: String) throws {
    for line in text.split(separator: "\n") where line != "1;" && !line.hasPrefix("[record]") {
      let codes = Set(try AthenaTest.read("# Athena project file -- x\n\(line)\n").findings.map(\.code))
      #expect(codes.isDisjoint(with: ["ATHENA-CODE", "ATHENA-LINE", "ATHENA-DAMAGED"]), "\(line)")
    }
  }

  @Test("text from outside never becomes code")
  func injection() throws {
    let evil = "');system('x');(\"@{[system('y')]}\" \n$ENV{HOME}"
    var scan = Self.scan()
    scan.title = evil
    scan.metadata = Metadata([
      MetadataNode(evil, children: [MetadataNode(evil, .text(evil))]), MetadataNode("comments", .text(evil)),
    ])
    var document = Self.document(scan)
    var forged = try AthenaTest.read(AthenaTest.project())
    forged.metadata.nodes += [
      MetadataNode("x;system('z')", .text(evil), attributes: [MetadataAttribute("sigil", .text("@"))]),
      MetadataNode("evil", .text(evil), attributes: [MetadataAttribute("sigil", .text("; system"))]),
      MetadataNode(
        "kept", .text(evil),
        attributes: [MetadataAttribute("sigil", .text("@")), MetadataAttribute("literal", .text("code"))]),
      MetadataNode("comment", .text("# a\nsystem('w')"), attributes: [MetadataAttribute("sigil", .text("#"))]),
      MetadataNode("comment", .text("system('w')"), attributes: [MetadataAttribute("sigil", .text("#"))]),
    ]
    forged.metadata.nodes[1].children.append(MetadataNode("line", .text("system('v')")))
    try Self.expectOnlyLiterals(try AthenaTest.text(document))
    try Self.expectOnlyLiterals(try AthenaTest.text(forged))
    try AthenaTest.check(document)
    try AthenaTest.check(forged)
    document.measurements = []
    try AthenaTest.check(document)
  }
}
