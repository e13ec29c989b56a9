import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Igor text: reading") struct ItxReadingTests {
  let test = PlotTest(format: .itx)

  private func places(_ document: Document) -> [String] {
    document.findings.filter { $0.severity != .note }
      .map { "\($0.code) \($0.location.line ?? 0) \($0.location.column ?? 0)" }
  }

  @Test("waves of other programs are columns: names, units, notes, roles by name")
  func columns() throws {
    let document = try test.read(
      #"""
      IGOR

      X // saved by hand
      waves /O/D\#t'Mono Energy', I0\#tmu
      Begin
      7112.0\#t10\#t0.5
      7113.0\#t11\#tNAN
      7114.5\#t12\#t-Inf
      end
      X SetScale/P x 0,1,"", 'Mono Energy',I0; SetScale d 0,0,"eV", 'Mono Energy'
      X Note I0, "gain: 1e8\rsecond \"line\""; Note/NOCR I0 " lost"
      X Note/NOCR I0, ", \265 \u00B5"
      X Display mu vs 'Mono Energy'; KillWaves/A
      """#)
    let measurement = try #require(document.measurements.first)
    #expect(measurement.channels.map(\.name) == ["Mono Energy", "I0", "mu"])
    #expect(measurement.channels.map(\.role) == [.energy, .i0, .mu])
    #expect(measurement.channels.map(\.unit) == ["eV", nil, nil])
    #expect(measurement.channels.map(\.values.type) == [.float64, .float64, .float64])
    #expect(measurement.signals.map(\.expression) == ["mu"])
    #expect(try measurement.channels[0].values.load().doubles() == [7112, 7113, 7114.5])
    let mu = try measurement.channels[2].values.load().doubles()
    #expect(mu[0] == 0.5 && mu[1].isNaN && mu[2] == -.infinity)
    let notes = measurement.channels[1].metadata.nodes.filter { $0.name == "note" }.compactMap { $0.value?.text }
    #expect(notes.first == "gain: 1e8")
    #expect(notes.last?.hasPrefix("second \"line\", ") == true)
    // Commands are kept, never obeyed: the waves are still there.
    let kept = measurement.metadata.nodes.filter { $0.name == "command" }.compactMap { $0.value?.text }
    #expect(kept == ["Note/NOCR I0 \" lost\"", "Display mu vs 'Mono Energy'", "KillWaves/A"])
    #expect(measurement.metadata.text("comment") == "saved by hand")
    #expect(places(document) == [])
  }

  @Test("types, matrices and layers are as the flags say")
  func types() throws {
    let document = try test.read(
      """
      IGOR
      WAVES/L/U big
      BEGIN
      18446744073709551615
      1
      END
      WAVES/N=(2, 3)/D m
      BEGIN
      1 2 3
      4 5 6
      END
      WAVES/N=(2,2,2)/B/O cube
      BEGIN
      1 2
      3 4

      5 6
      7 8
      END
      WAVES single
      BEGIN
      0.5
      1.5
      END
      WAVES/D p q
      BEGIN
      1, 2
      3, 4
      END
      WAVES/T words, more
      BEGIN
      "a b"\t"c"
      "d, e"\t"END"
      END

      """)
    let channels = document.measurements[0].channels
    #expect(channels.map(\.values.type) == [.uint64, .float64, .int8, .float32, .float64, .float64, .text, .text])
    #expect(channels.map(\.values.shape) == [[2], [2, 3], [2, 2, 2], [2], [2], [2], [2], [2]])
    #expect(try channels[0].values.load().elements(as: UInt64.self) == [.max, 1])
    #expect(try channels[1].values.load().doubles() == [1, 2, 3, 4, 5, 6])
    #expect(try channels[2].values.load().doubles() == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(try channels[6].values.load().strings == ["a b", "d, e"])
    #expect(try channels[7].values.load().strings == ["c", "END"])
    #expect(try channels[5].values.load().doubles() == [2, 4])
    #expect(channels[0].dimensions == [.point])
    #expect(channels[1].dimensions == [.point, "point_2"])
    #expect(places(document) == [])
  }

  @Test("data folders are measurements, wherever the commands go")
  func folders() throws {
    let wave = "WAVES/D mu\nBEGIN\n1\n2\nEND\n"
    let document = try test.read(
      "IGOR\nX NewDataFolder/S 'Cu foil'\n\(wave)X NewDataFolder/S sub\n\(wave)X SetDataFolder ::\n"
        + "X Note mu, \"of Cu\"\nX SetDataFolder root:\nX NewDataFolder/O/S root:other\n\(wave)X SetDataFolder root:\n\(wave)"
    )
    #expect(document.measurements.map(\.selector) == ["1", "Cu foil", "Cu foil:sub", "other"])
    #expect(document.measurements.map(\.title) == [nil, "Cu foil", "sub", "other"])
    #expect(document.measurements[1].channels[0].metadata.text("note") == "of Cu")
    #expect(document.measurements[2].channels[0].metadata.text("note") == nil)
  }

  @Test(
    "energies in the scaling of waves are one channel, with a step and a note",
    arguments: ["/P x 525, 0.5", "/I x 525, 526"])
  func scaling(_ command: String) throws {
    let document = try test.read("IGOR\nWAVES/D TEY\nBEGIN\n1\n2\n3\nEND\nX SetScale\(command), \"eV\", TEY\n")
    let measurement = document.measurements[0]
    #expect(measurement.channels.map(\.role) == [.iey, .energy])
    #expect(try measurement.channels[1].values.load().doubles() == [525, 525.5, 526])
    #expect(measurement.steps.map(\.operation) == ["energy from wave scaling"])
    #expect(document.findings.map(\.code).contains("IGOR-SCALING"))
    #expect(measurement.channels[0].metadata.first("x_scaling.start")?.value == .number(525))
  }

  @Test("what is wrong is found at its line, and the rest is read")
  func faults() throws {
    let document = try test.read(
      """
      IGOR
      WAVES/D/Q=3 a
      BEGIN
      1
      x
      END
      WAVES/C c
      BEGIN
      1 2
      END
      WAVES/D
      BEGIN
      1
      END
      WAVES/D d
      WAVES/I e
      BEGIN
      1.5
      END
      WAVES/D/N=(3,2) f
      BEGIN
      1 2
      3 4
      END
      WAVES/D g h
      BEGIN
      1 2
      3
      """)
    #expect(document.measurements[0].channels.map(\.name) == ["a", "e", "f", "g", "h"])
    #expect(
      places(document) == [
        "IGOR-FLAG 2 8", "IGOR-ROW 5 0", "IGOR-COMPLEX 7 0", "IGOR-BLOCK 11 0", "IGOR-BLOCK 15 0", "IGOR-SHAPE 20 0",
        "IGOR-CUT 25 0", "COLUMNS-ROW-SHORT 28 0",
      ])
    #expect(document.findings.contains { $0.code == "IGOR-TYPE" && $0.location.line == 16 })
    #expect(try document.measurements[0].channels[1].values.load().doubles() == [1.5])
    #expect(document.measurements[0].channels[2].values.shape == [2, 2])
  }

  @Test("a file without waves is unreadable", arguments: ["IGOR\n", "IGOR\nX Print 1\n", "IGOR\nWAVES/D a\n"])
  func nothing(_ text: String) throws {
    let error = #expect(throws: FormatError.self) { try test.read(text) }
    #expect(error?.kind == .unreadable)
  }

  @Test("the first lines tell Igor text, and nothing else is taken for it")
  func probe() throws {
    func match(_ text: String) throws -> Format.Match { try test.match(Array(text.utf8)) }
    for text in ["IGOR\nWAVES/D a\n", "IGOR\r\rX // x\r", "\u{FEFF}igor \r\n\r\nwaves a\r\n"] {
      guard case .certain = try match(text) else {
        Issue.record("not certain: \(text)")
        continue
      }
    }
    for text in ["IGORS\nWAVES a\n", "# IGOR\nWAVES/D a\n", "WAVES/D a\n", "1 2\n3 4\n"] {
      #expect(try match(text) == .no, "\(text)")
    }
    guard case .maybe = try match("IGOR\n1 2\n") else {
      Issue.record("not maybe")
      return
    }
  }

  @Test("damaged files give a document or an error, and what is read can be written and read again", arguments: 0..<300)
  func damage(_ seed: Int) throws {
    let whole =
      seed % 2 == 0 ? PlotTest.document(PlotTest.hostile, PlotTest.copper) : PlotTest.document(PlotTest.numbers)
    let bytes = PlotTest.damaged(try test.bytes(whole), UInt64(seed))
    do {
      let document = try test.read(bytes)
      guard !(try test.project(document)).measurements.isEmpty else { return }
      let again = try test.read(try test.bytes(document))
      #expect(try test.project(document).differences(to: again).map(\.description) == [])
    } catch let error as FormatError {
      #expect(error.kind == .unreadable)
    }
  }
}
