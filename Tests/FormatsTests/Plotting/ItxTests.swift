import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Igor text: writing") struct ItxTests {
  let test = PlotTest(format: .itx)

  @Test("a scan becomes waves in a data folder, with units and notes, and the values of its signal")
  func plain() throws {
    var measurement = PlotTest.copper
    measurement.metadata = Metadata([
      MetadataNode("Sample", children: [MetadataNode("name", .text("Cu \"foil\""))]),
      MetadataNode("Mono", children: [MetadataNode("d_spacing", .number(3.1355), unit: "Å")]),
    ])
    let document = PlotTest.document(measurement)
    #expect(
      try test.write(document) == #"""
        IGOR
        X // Edgewise itx 1
        X NewDataFolder/O/S Cu_foil
        WAVES/D energy
        BEGIN
        \#t8979.0
        \#t8980.5
        \#t8982.25
        END
        WAVES/I i0, i1
        BEGIN
        \#t1000\#t1000
        \#t2000\#t1000
        \#t4000\#t1000
        END
        WAVES/D transmission
        BEGIN
        \#t0.0
        \#t0.6931471805599453
        \#t1.3862943611198906
        END
        X SetScale d, 0, 0, "eV", energy
        X Note energy, "role=energy"
        X Note energy, "unit=eV"
        X Note energy, "title=Cu foil"
        X Note energy, "start_time=2024-05-01T10:00:00"
        X Note energy, "Edgewise.signal: name=\"transmission\" expression=\"ln(i0/i1)\" mode=\"transmission\" element=\"Cu\" edge=\"K\""
        X Note energy, "Sample.name=Cu \"foil\""
        X Note energy, "Edgewise.metadata: family=\"Mono\" key=\"d_spacing\" value=\"3.1355\" type=\"float64\" unit=\"Å\""
        X SetScale d, 0, 0, "counts", i0
        X Note i0, "role=i0"
        X Note i0, "unit=counts"
        X SetScale d, 0, 0, "counts", i1
        X Note i1, "role=itrans"
        X Note i1, "unit=counts"
        X Note transmission, "signal=transmission"
        X Note transmission, "formula=ln(i0/i1)"
        X SetDataFolder ::

        """#)
    #expect(try test.losses(document) == [])
    #expect(try test.differences(document) == [])
  }

  @Test("names are such that Igor takes them, whatever they were, and the notes keep them")
  func names() throws {
    var names = IgorNames()
    let given = [
      "energy", "Energy", "two words", "µ(E)", "1st", "sin", "K0", "k20", "x", "", String(repeating: "a", count: 60),
      String(repeating: "a", count: 61), "_", "V_avg",
    ]
    #expect(
      given.map { names.claim($0) } == [
        "energy", "Energy_2", "two_words", "w__E_", "w_1st", "sin_w", "K0_w", "k20", "x_w", "w_",
        String(repeating: "a", count: 31),
        String(repeating: "a", count: 29) + "_2", "w__2", "V_avg_w",
      ])
    let document = PlotTest.document(PlotTest.hostile)
    #expect(try test.losses(document) == [])
    #expect(try test.differences(document) == [])
    for line in try test.write(document).split(separator: "\n") where line.hasPrefix("WAVES") {
      for name in line.split(separator: " ").dropFirst() {
        let plain = name.hasSuffix(",") ? name.dropLast() : name
        #expect((1...31).contains(plain.utf8.count))
        #expect(
          plain.utf8.allSatisfy { Character(Unicode.Scalar($0)).isLetter || (0x30...0x39).contains($0) || $0 == 0x5F })
      }
    }
  }

  @Test("numbers of all types and texts come back bit for bit, in Igor's spelling")
  func numbers() throws {
    var measurement = PlotTest.numbers
    let texts = ["a", "", "say \"x\"", "tab\there", "two\r\nlines", "µ \\ END", "BEGIN", "\u{1}"]
    measurement.channels.append(Channel(name: "text", values: Values(TypedArray(texts))))
    measurement.channels.append(
      Channel(
        name: "map", role: .intensity, dimensions: ["point", "emission"],
        values: Values((0..<24).map { Int64($0) + 9_007_199_254_740_990 }, shape: [8, 3])))
    measurement.channels.append(
      Channel(
        name: "small", dimensions: ["point", "emission"], values: Values((0..<24).map(Float.init), shape: [8, 3])))
    let document = PlotTest.document(measurement)
    #expect(try test.losses(document) == [])
    #expect(try test.differences(document) == [])
    let text = try test.write(document)
    for part in [
      "\n\tNaN\n\t-INF\n", "WAVES/L i64", "WAVES/L/U u64", "WAVES/B/U u8", "WAVES/S f", "WAVES/L/N=(8,3) map",
      "\n\t9007199254740990\t9007199254740991\t9007199254740992\n", "\t\"say \\\"x\\\"\"\n", "\t\"two\\r\\nlines\"\n",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test(
    "of the hard cases everything comes back but complex numbers, steps and references", arguments: PlotTest.hardCases)
  func hardCases(_ hard: HardCases.Case) throws {
    #expect(try test.differences(hard.document) == [])
    let losses = try test.losses(hard.document).filter {
      !$0.contains("/steps/") && !$0.contains("/references/") && !$0.hasSuffix("/impedance")
        && !$0.contains("@CHANN") && !$0.contains("/metadata/sample") && !$0.hasSuffix("/titles")
    }
    #expect(losses == [])
  }

  @Test("several measurements have a data folder each, even under one title")
  func folders() throws {
    let document = PlotTest.document(PlotTest.copper, PlotTest.copper, PlotTest.numbers)
    #expect(try test.differences(document) == [])
    #expect(
      try test.read(try test.write(document)).measurements.map(\.selector) == ["Cu_foil", "Cu_foil_2", "made"])
    #expect(try test.losses(document) == [])
  }

  @Test("long lines of a note are cut for old versions of Igor and put together again")
  func longNotes() throws {
    var measurement = PlotTest.copper
    measurement.title = String(repeating: "µ\"long\" title \\ ", count: 100)
    let document = PlotTest.document(measurement)
    #expect(try test.write(document).split(separator: "\n").allSatisfy { $0.utf8.count < 400 })
    #expect(try test.differences(document) == [])
  }

  @Test("empty waves come back, and a measurement without numbers is refused with its arrays")
  func empty() throws {
    var measurement = PlotTest.copper
    measurement.channels[0].values = Values([Double]())
    measurement.channels.append(
      Channel(name: "none", dimensions: ["a", "b"], values: Values([Double](), shape: [0, 5])))
    measurement.channels.append(
      Channel(name: "no columns", dimensions: ["a", "c"], values: Values([Int32](), shape: [3, 0])))
    measurement.channels.append(Channel(name: "no text", dimensions: ["d"], values: Values(TypedArray([String]()))))
    measurement.signals = []
    #expect(try test.differences(PlotTest.document(measurement)) == [])
    let cube = Channel(name: "cube", dimensions: ["a", "b", "c"], values: Values([1.0], shape: [1, 1, 1]))
    let error = #expect(throws: FormatError.self) {
      try test.bytes(PlotTest.document(Measurement(channels: [cube])))
    }
    #expect(error?.message.contains("cube (1 x 1 x 1, float64)") == true)
  }

  @Test("any line ends will do, and a changed signal is kept")
  func lineEnds() throws {
    let document = PlotTest.document(PlotTest.copper)
    let text = try test.write(document)
    for ending in ["\r", "\r\n"] {
      let found = try test.read(text.split(separator: "\n").joined(separator: ending) + ending)
      #expect(try test.project(document).differences(to: found) == [])
    }
    let changed = try test.read(text.replacing("0.6931471805599453", with: "0.7"))
    #expect(changed.findings.map(\.code) == ["PLOT-SIGNAL-CHANGED"])
    #expect(changed.measurements[0].channels.last?.name == "transmission (file)")
  }
}
