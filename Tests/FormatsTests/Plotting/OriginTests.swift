import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Origin tables") struct OriginTests {
  let test = PlotTest(format: .origin)

  @Test("a scan becomes three rows of labels, the channels, and the values of its signal")
  func plain() throws {
    #expect(
      try test.write(PlotTest.document(PlotTest.copper)) == """
        energy,i0,i1,transmission
        eV,counts,counts,
        edgewise=origin 1 | title=Cu foil | start_time=2024-05-01T10:00:00 | role=energy,Cu foil | role=i0 | type=int32,\
        Cu foil | role=itrans | type=int32,\
        Cu foil | formula=ln(i0/i1) | signal=transmission | mode=transmission | element=Cu | edge=K
        8979.0,1000,1000,0.0
        8980.5,2000,1000,0.6931471805599453
        8982.25,4000,1000,1.3862943611198906

        """)
    #expect(try test.losses(PlotTest.document(PlotTest.copper)) == [])
    #expect(try test.differences(PlotTest.document(PlotTest.copper)) == [])
  }

  @Test("names are quoted as RFC 4180 says, and other texts than ASCII stand behind a mark of UTF-8")
  func quoting() throws {
    var measurement = PlotTest.copper
    measurement.title = nil
    measurement.signals = []
    measurement.channels[0].name = "a,b"
    measurement.channels[1].name = "say \"µ\""
    measurement.channels[2].name = "two\nlines"
    let bytes = try test.bytes(PlotTest.document(measurement))
    #expect(bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
    #expect(text.hasPrefix("\"a,b\",\"say \"\"µ\"\"\",\"two\nlines\"\neV,counts,counts\n"))
    #expect(try test.differences(PlotTest.document(measurement)) == [])
    #expect(try test.bytes(PlotTest.document(PlotTest.copper)).first == UInt8(ascii: "e"))
  }

  @Test("names, units and titles that separate, quote or look like fields come back")
  func hostile() throws {
    let document = PlotTest.document(PlotTest.hostile)
    #expect(try test.losses(document) == [])
    #expect(try test.differences(document) == [])
  }

  @Test("numbers of all types come back bit for bit; a missing value is an empty cell")
  func numbers() throws {
    let document = PlotTest.document(PlotTest.numbers)
    #expect(try test.losses(document) == [])
    #expect(try test.differences(document) == [])
    let rows = try test.write(document).split(separator: "\n")
    #expect(rows[7].hasPrefix(",0.10000000149011612,2,"))
    #expect(rows[9].contains(",9007199254740993,"))
    #expect(rows[8].hasPrefix("-inf,"))
  }

  @Test("one column of missing values keeps its rows")
  func oneColumn() throws {
    let document = PlotTest.document(Measurement(channels: [Channel(name: "d", values: Values([1.5, .nan, .nan]))]))
    #expect(try test.write(document) == "d\n\"\"\nedgewise=origin 1\n1.5\n\"\"\n\"\"\n")
    #expect(try test.differences(document) == [])
  }

  @Test("a measurement without points comes back")
  func empty() throws {
    var measurement = PlotTest.copper
    for index in measurement.channels.indices { measurement.channels[index].values = Values([Double]()) }
    #expect(try test.differences(PlotTest.document(measurement)) == [])
  }

  @Test("of the hard cases everything comes back that a table can hold", arguments: PlotTest.hardCases)
  func hardCases(_ hard: HardCases.Case) throws {
    #expect(try test.differences(hard.document) == [])
  }

  @Test("a signal over the elements of a detector becomes a column of its values")
  func detector() throws {
    let measurement = Measurement(
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values([100.0, 101])),
        Channel(name: "i0", role: .i0, values: Values([2.0, 4])),
        Channel(
          name: "roi", role: .ifluor, dimensions: [.point, .element], values: Values([1.0, 3, 5, 7], shape: [2, 2])),
      ], signals: [Signal(name: "fluorescence", expression: "sum(roi)/i0", mode: .fluorescence)])
    let document = PlotTest.document(measurement)
    let found = try test.read(try test.write(document)).measurements[0]
    #expect(found.channels.map(\.name) == ["energy", "i0", "fluorescence"])
    #expect(try found.channels[2].values.load().doubles() == [2, 3])
    #expect(found.signals.map(\.expression) == ["fluorescence"])
    #expect(try test.differences(document) == [])
    #expect(
      try test.losses(document)
        == ["/1/channels/roi", "/1/channels/fluorescence", "/1/signals/1/fluorescence"])
  }

  @Test("maps, metadata, steps and further measurements are losses; without a column the error names the arrays")
  func losses() throws {
    let map = Channel(name: "map", dimensions: ["a", "b"], values: Values([1.0, 2, 3, 4], shape: [2, 2]))
    var measurement = PlotTest.copper
    measurement.channels.append(map)
    measurement.metadata = Metadata([MetadataNode("Sample", children: [MetadataNode("name", .text("Cu"))])])
    measurement.steps = [Step(operation: "read")]
    #expect(
      try test.losses(PlotTest.document(measurement, PlotTest.copper))
        == ["/1/channels/map", "/1/metadata/Sample.name", "/1/steps/1/read", "/2"])
    let error = #expect(throws: FormatError.self) {
      try test.bytes(PlotTest.document(Measurement(channels: [map])))
    }
    #expect(error?.kind == .unwritable)
    #expect(error?.message.contains("map (2 x 2, float64)") == true)
  }

  // MARK: Reading

  @Test("Edgewise's tables are recognised for certain, with any line ends")
  func own() throws {
    let text = try test.write(PlotTest.document(PlotTest.copper))
    let windows = text.split(separator: "\n").joined(separator: "\r\n") + "\r\n"
    for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(windows.utf8)] {
      guard case .certain = try test.match(bytes) else {
        Issue.record("not certain")
        continue
      }
      #expect(FormatRegistry.identify(try ByteSource(name: "x.txt", bytes: bytes)).format?.id == "origin")
      #expect(try test.project(PlotTest.document(PlotTest.copper)).differences(to: try test.read(bytes)).isEmpty)
    }
  }

  static let foreign: [String] = [
    "Energy,I0,Absorption\neV,cts,a.u.\nmono,,sample 3\n7112,10,0.5\n7113,,0.25\n7114,--,--\n",
    "Energy,I0,Absorption\neV,cts,a.u.\nmono,,sample 3\n7112,10,0.5\n7113,11,0.25\n7114,--,\n",
    "\"Energy\"\t\"I0\"\tAbsorption\r\neV\tcts\ta.u.\r\nmono\t\tsample 3\r\n7112\t10\t0.5\r\n7113\t11\t0.25\r\n7114\t--\t\r\n",
    "Energy;I0;Absorption\neV;cts;a.u.\nmono;;sample 3\n7112,0;10,0;0,5\n7113,0;11,0;0,25\n7114,0;--;\n",
  ]

  @Test("tables that Origin exported are read with names, units and comments", arguments: foreign)
  func exported(_ text: String) throws {
    let source = try ByteSource(name: "x.csv", bytes: Array(text.utf8))
    let identified = FormatRegistry.identify(source)
    #expect(identified.format?.id == "origin")
    #expect(identified.confidence == .probable)
    let document = try test.read(text)
    let measurement = try #require(document.measurements.first)
    #expect(measurement.channels.map(\.name) == ["Energy", "I0", "Absorption"])
    #expect(measurement.channels.map(\.unit) == ["eV", "cts", "a.u."])
    #expect(measurement.channels.map(\.role) == [.energy, .i0, .other])
    #expect(measurement.channels.map { $0.metadata.text("comment") } == ["mono", nil, "sample 3"])
    #expect(try measurement.channels[0].values.load().doubles() == [7112, 7113, 7114])
    let last = try measurement.channels[2].values.load().doubles()
    #expect(last.prefix(2) == [0.5, 0.25] && last[2].isNaN)
    #expect(document.findings.filter { $0.severity != .note } == [])
  }

  @Test(
    "other tables are left to the reader of columns",
    arguments: [
      "energy,mu\n7112,0.5\n7113,0.25\n", "energy,mu\neV,a.u.\n7112,0.5\n7113,0.25\n",
      "energy,mu\nfirst,second\nthird,fourth\n7112,0.5\n7113,0.25\n", "1,2\neV,eV\na,b\n7112,0.5\n",
      "# energy,mu\neV,a.u.\nx,y\n7112,0.5\n7113,0.25\n", "energy,mu\neV,a.u.\nx,y\n7112\n7113\n",
      "energy,mu\neV,a.u.\nx,y\n",
    ])
  func others(_ text: String) throws {
    let found = FormatRegistry.identify(try ByteSource(name: "x.csv", bytes: Array(text.utf8)))
    #expect(found.format?.id != "origin", "\(text)")
  }

  @Test("bad cells, short rows and long rows are found at their line and column")
  func faults() throws {
    let document = try test.read("E,mu\neV,\n,sample\n7112,x\n7113\n7114,1,2\n7115,\"3\"\n\n7116,4,,\n")
    let places = document.findings.filter { $0.severity != .note }
      .map { "\($0.code) \($0.location.line ?? 0) \($0.location.column ?? 0)" }
    #expect(places == ["COLUMNS-CELL 4 6", "COLUMNS-ROW-SHORT 5 0", "COLUMNS-ROW-LONG 6 8"])
    #expect(try document.measurements[0].channels[1].values.load().doubles().suffix(3) == [1, 3, 4])
  }

  @Test("a column of a signal that somebody changed is kept, and said")
  func changed() throws {
    let text = try test.write(PlotTest.document(PlotTest.copper))
    let document = try test.read(text.replacing("0.6931471805599453", with: "0.7"))
    #expect(document.findings.map(\.code) == ["PLOT-SIGNAL-CHANGED"])
    let kept = try #require(document.measurements[0].channel(named: "transmission (file)"))
    #expect(try kept.values.load().doubles()[1] == 0.7)
  }

  @Test("damaged tables give a document or an error", arguments: 0..<150)
  func damage(_ seed: Int) throws {
    let bytes = PlotTest.damaged(try test.bytes(PlotTest.document(PlotTest.hostile)), UInt64(seed))
    for format in [Format.origin, .columns] {
      do {
        let document = try PlotTest(format: format).read(bytes)
        #expect(document.measurements.count == 1)
        let again = try test.read(try test.bytes(document))
        #expect(try test.project(document).differences(to: again).map(\.description) == [])
      } catch let error as FormatError {
        #expect(error.kind == .unreadable || error.message.contains("no array"), "\(error)")
      }
    }
    _ = FormatRegistry.identify(try ByteSource(name: "x", bytes: bytes))
  }

  @Test("a wide head above many short rows ends the reading instead of the memory")
  func attack() throws {
    let head = [String](repeating: "a", count: 10_000).joined(separator: ",") + "\n"
    let text = head + [String](repeating: "eV", count: 10_000).joined(separator: ",") + "\nx\n"
    let document = try test.read(text + String(repeating: "1\n", count: 100_000))
    #expect(document.findings.contains { $0.code == "COLUMNS-MORE" })
    #expect(document.measurements[0].channels[0].values.count < 1000)
  }
}
