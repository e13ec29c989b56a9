import Bytes
import DataModel
import Testing

@testable import Workflow

@Suite("The JSON report of inspect") struct InspectJSONTests {
  private func report(_ document: Document, values: Bool = true) throws -> (json: JSONValue, findings: [Finding]) {
    var sink = ReportSink()
    var writer = InspectJSON(file: "a.h5", includesValues: values)
    let findings = writer.write(document, to: &sink)
    guard case .bytes(let bytes) = try sink.finish() else {
      Issue.record("a small report should stay in memory")
      return (.null, findings)
    }
    return (try JSONValue(parsing: bytes), findings)
  }

  private func channel(_ values: Values, _ dimensions: [Dimension] = [.point]) throws -> JSONValue {
    let document = InspectFixture.document([Channel(name: "c", dimensions: dimensions, values: values)])
    return try #require(try report(document).json["measurements"]?[0]?["channels"]?[0])
  }

  private func text(_ value: JSONValue?) -> String {
    var json = JSONWriter()
    (value ?? .string("absent")).write(to: &json)
    return String(decoding: json.finish(), as: UTF8.self)
  }

  @Test("doubles come back bit for bit, whatever they are")
  func exactDoubles() throws {
    var state: UInt64 = 1
    var values = [
      0.1, -0.0, Double.leastNonzeroMagnitude, 1.7976931348623157e308, 8978.9, 1 / 3.0, 123_456_789_012_345_680,
    ]
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state ^ state >> 29)
      if value.isFinite { values.append(value) }
    }
    let read = try channel(Values(values))["values"]?.elements?.map { $0.double?.bitPattern }
    #expect(read == values.map(\.bitPattern))
  }

  @Test("a float32 is widened, so that it reads back exactly in either precision")
  func singlePrecision() throws {
    let channel = try channel(Values([Float(0.1), 16_777_216]))
    #expect(channel["type"]?.string == "float32")
    #expect(text(channel["values"]) == "[0.10000000149011612,16777216.0]")
    #expect(channel["first"]?.double == Double(Float(0.1)))
  }

  @Test("64-bit integers keep all their digits, in values, extremes and sum")
  func integers() throws {
    let channel = try channel(Values([UInt64.max, 1, UInt64.max]))
    #expect(text(channel["values"]) == "[18446744073709551615,1,18446744073709551615]")
    #expect(text(channel["max"]) == "18446744073709551615")
    #expect(text(channel["min"]) == "1")
    #expect(text(channel["sum"]) == "36893488147419103231")
    #expect(text(channel["first"]) == "18446744073709551615")
  }

  @Test("rows nest in the order of the dimensions, complex numbers are pairs, text is text")
  func nesting() throws {
    let cube = try channel(Values(Array(0..<Int16(12)), shape: [2, 3, 2]), ["a", "b", "c"])
    #expect(text(cube["values"]) == "[[[0,1],[2,3],[4,5]],[[6,7],[8,9],[10,11]]]")
    #expect(text(cube["shape"]) == "[2,3,2]" && text(cube["dimensions"]) == #"["a","b","c"]"#)
    let complex = try channel(Values(TypedArray(real: [3, .nan], imaginary: [4, 0])))
    #expect(text(complex["values"]) == "[[3.0,4.0],[null,0.0]]")
    #expect(text(complex["first"]) == "[3.0,4.0]" && complex["max"]?.double == 5)
    let words = try channel(Values(TypedArray(["a\"b", "µ"])))
    #expect(text(words["values"]) == #"["a\"b","µ"]"# && words["last"]?.string == "µ")
    #expect(words["min"] == .null && words["sum"] == .null)
    #expect(text(try channel(Values(TypedArray(scalar: 2.5)), [])["values"]) == "2.5")
  }

  @Test("what is not finite is null and counted; an empty channel has no first and last")
  func nonfiniteAndEmpty() throws {
    let gaps = try channel(Values([Double.nan, 2, .infinity, -1]))
    #expect(text(gaps["values"]) == "[null,2.0,null,-1.0]")
    #expect(gaps["nonfinite"]?.int == 2 && gaps["first"] == .null && gaps["min"]?.double == -1)
    for shape in [[0], [3, 0], [0, 3]] {
      let dimensions = shape.indices.map { Dimension("d\($0)") }
      let empty = try channel(Values([Double](), shape: shape), dimensions)
      #expect(text(empty["values"]) == "[]")
      #expect(empty["first"] == .null && empty["last"] == .null && empty["sum"] == .null)
    }
  }

  @Test("an array larger than a slab is written piece by piece, and completely")
  func streamed() throws {
    let shape = [700, 401]
    let document = InspectFixture.document([
      Channel(name: "map", dimensions: ["y", "x"], values: Values(source: CountingSource(shape: shape)))
    ])
    let rows = try report(document).json["measurements"]?[0]?["channels"]?[0]?["values"]?.elements
    #expect(rows?.count == 700)
    for row in [0, 326, 327, 699] {
      let expected = (0..<401).map { Double(row * 401 + $0) }
      #expect(rows?[row].elements?.compactMap(\.double) == expected)
    }
  }

  @Test("values that cannot be read become null and an error that says where")
  func unreadable() throws {
    let source = CountingSource(shape: [1000], limit: 500)
    let (json, findings) = try report(
      InspectFixture.document([
        Channel(name: "mu", values: Values(source: source)), Channel(name: "i0", values: Values([1.0])),
      ]))
    let channels = json["measurements"]?[0]?["channels"]
    #expect(channels?[0]?["values"] == .null && channels?[0]?["nonfinite"] == .null)
    #expect(channels?[1]?["values"]?[0]?.double == 1)
    #expect(findings.map(\.code) == ["INSPECT-VALUES"])
    #expect(json["findings"]?[0]?["location"]?["path"]?.string == "/entry/mu")
    #expect(findings.allSatisfy { FindingCatalogue.isPartialRead($0) })
  }

  @Test("an array that declares more than anyone can read is not read")
  func shapeBomb() throws {
    let source = CountingSource(shape: [1 << 20, 1 << 20], limit: 0)
    let (json, findings) = try report(InspectFixture.document([Channel(name: "mu", values: Values(source: source))]))
    #expect(findings.map(\.code) == ["INSPECT-SIZE"])
    #expect(json["measurements"]?[0]?["channels"]?[0]?["values"] == .null)
  }

  @Test("metadata keep order, repeats, types, units and attributes; deeper trees join names with a point")
  func metadata() throws {
    var document = InspectFixture.foil
    document.measurements[0].metadata.nodes.append(
      MetadataNode(
        "instrument", attributes: [MetadataAttribute("NX_class", .text("NXinstrument"))],
        children: [
          MetadataNode(
            "mono",
            children: [
              MetadataNode("angles", .array(TypedArray([12.5, .nan])), unit: "deg"), MetadataNode("state", .missing),
              MetadataNode("turns", .array(TypedArray([Int32(7)]))),
            ])
        ]))
    let entries = try #require(try report(document).json["measurements"]?[0]?["metadata"]?.elements)
    #expect(
      entries.map { $0["key"]?.string } == [
        "Element.symbol", "Element.edge", "Sample.name", "Sample.temperature", "Beamline.name", "Mono.name",
        "Mono.d_spacing", "Lab.note", "Lab.note", "instrument", "instrument.mono.angles", "instrument.mono.state",
        "instrument.mono.turns",
      ])
    #expect(text(entries[6]) == #"{"key":"Mono.d_spacing","value":3.13555,"unit":"angstrom"}"#)
    #expect(entries[7]["value"]?.string == "first")
    #expect(
      text(entries[9])
        == #"{"key":"instrument","value":null,"attributes":[{"name":"NX_class","value":"NXinstrument"}]}"#)
    #expect(text(entries[10]["value"]) == "[12.5,null]" && entries[10]["unit"]?.string == "deg")
    #expect(entries[11]["value"] == .null)
    #expect(entries[12]["value"]?.int == 7)
  }

  @Test("signals, steps and references are told in full")
  func relations() throws {
    let measurement = try #require(try report(InspectFixture.foil, values: false).json["measurements"]?[0])
    #expect(
      text(measurement["signals"])
        == #"[{"name":"transmission","expression":"ln(i0/itrans)","mode":"transmission","element":"Cu","edge":"K"}]"#)
    #expect(measurement["steps"]?[0]?["parameters"]?[0]?["stderr"]?.double == 1e-8)
    #expect(measurement["steps"]?[0]?["version"]?.string == "2.1")
    #expect(text(measurement["references"]) == #"[{"relation":"reference-foil","file":"foil.xdi","selector":"1"}]"#)
    #expect(measurement["technique"]?.string == "XAS" && measurement["end_time"] == .null)
    #expect(measurement["channels"]?[0]?["values"] == nil)
  }

  @Test("a report beyond a few megabytes goes through a file, which is gone afterwards")
  func spool() throws {
    var sink = ReportSink()
    let piece = [UInt8](repeating: 0x61, count: 1 << 20)
    for _ in 0..<6 { sink.write(piece) }
    sink.write([0x62])
    let report = try sink.finish()
    guard case .file(let path) = report else {
      Issue.record("six megabytes should not stay in memory")
      return
    }
    let stored = try ByteSource(path)
    #expect(stored.count == 6 << 20 + 1)
    #expect(stored.prefix(2, from: 6 << 20 - 1) == [0x61, 0x62])
    report.discard()
    #expect(throws: FileError.self) { try ByteSource(path) }
  }
}
