import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("A metadata document holds all but the arrays")
struct MetaXMLRoundTripTests {
  @Test("of each hard case all parts come back, arrays as type, shape and checksum", arguments: HardCases.all)
  func hardCases(_ hardCase: HardCases.Case) throws { try MetaXMLTest.check(hardCase.document) }

  @Test("a document with something in every part comes back")
  func everyPart() throws { try MetaXMLTest.check(MetaXMLTest.sample) }

  @Test("an empty document comes back, and one put together from several files")
  func smallest() throws {
    try MetaXMLTest.check(Document(origin: Origin(name: "x", format: "xdi", readerVersion: "0")))
    var several = MetaXMLTest.sample
    several.origin.name = ""
    several.measurements += several.measurements
    try MetaXMLTest.check(several)
  }

  static let nastyTexts = [
    "", " ", "  leading and trailing  ", "\t\ttabs\t", "one\ntwo\r\nthree\rfour", "\n", "a\u{0}b",
    "\u{1}\u{1F}\u{7F}\u{80}",
    "\u{FFFE}\u{FFFF}\u{FFFD}\u{FEFF}", "<a b='c' d=\"e\">&amp;&#65;</a>", "]]>", "<![CDATA[x]]>", "<!-- c -->",
    #"\u{7}"#, #"\u{5C}u{7}"#, #"C:\users\name"#, #"\\u{41}\u{}\u{110000}\u{D800}\u{1234567}"#, "\\", #"\u{"#,
    "e\u{301} \u{E9} 𝛍 日本語", "\u{85}\u{2028}\u{2029}", "%s %n", "nan", "${x}", String(repeating: "\u{1}", count: 5000),
  ]

  @Test("text comes back to the letter wherever it stands", arguments: nastyTexts)
  func texts(_ text: String) throws {
    var document = MetaXMLTest.sample
    document.findings[0].message = text
    document.findings[0].expected = text
    document.origin.header = text
    document.origin.name = "f" + text
    let node = MetadataNode(
      text, .text(text), unit: text, attributes: [MetadataAttribute(text, .text(text))],
      children: [MetadataNode(text), MetadataNode("list", .array(TypedArray([text, "", text])))])
    document.metadata = Metadata([node, node])
    document.measurements[0].title = text
    document.measurements[0].startTime = text
    document.measurements[0].selector = text
    document.measurements[0].metadata = Metadata([MetadataNode("Sample", children: [MetadataNode("name", .text(text))])]
    )
    document.measurements[0].channels[1].unit = text
    document.measurements[0].channels[1].qualifier = text
    document.measurements[0].channels[1].dimensions = [Dimension(text, edges: true)]
    document.measurements[0].signals[0].expression = text
    document.measurements[0].signals[0].edge = text
    document.measurements[0].steps[0].inputs = [text]
    document.measurements[0].steps[0].operation = text
    document.measurements[0].references[1].target = .init(file: text, sha256: text, selector: text, channel: text)
    try MetaXMLTest.check(document)
    let copy = try MetaXMLTest.read(try MetaXMLTest.write(document))
    // Swift takes different sequences of scalars for equal; the bytes must be the same.
    #expect(Array((copy.metadata.nodes.first?.name ?? "?").utf8) == Array(text.utf8))
    #expect(Array((copy.metadata.nodes.first?.value?.text ?? "?").utf8) == Array(text.utf8))
    #expect(Array((copy.measurements[0].title ?? "?").utf8) == Array(text.utf8))
    #expect(Array((copy.measurements[0].channels[1].unit ?? "?").utf8) == Array(text.utf8))
  }

  @Test("absent, empty and missing are three things")
  func absence() throws {
    var document = MetaXMLTest.sample
    document.metadata = Metadata([
      MetadataNode("group"), MetadataNode("missing", .missing), MetadataNode("empty", .text("")),
      MetadataNode("unitless", .text("1"), unit: ""), MetadataNode("scalar text", .array(TypedArray(scalar: "x"))),
      MetadataNode("one text", .array(TypedArray(["x"]))), MetadataNode("no text", .array(TypedArray([String]()))),
    ])
    try MetaXMLTest.check(document)
    let copy = try MetaXMLTest.read(try MetaXMLTest.write(document))
    #expect(copy.metadata == document.metadata)
    #expect(copy.measurements[0].channels.map(\.unit) == ["eV", "", nil, nil, nil])
  }

  /// Bit patterns, because NaNs are equal to nothing and -0 to 0.
  @Test("numbers of every type come back bit for bit")
  func numbers() throws {
    let doubles: [Double] = [
      0, -0.0, 0.1, Double(bitPattern: 2024), .leastNonzeroMagnitude, 1.797_693_134_862_315_7e308, .infinity,
      -.infinity, .nan, -.nan,
      Double(bitPattern: 0x7FF8_0000_0000_0001), Double(bitPattern: 0x7FF0_0000_0000_0001),
    ]
    let floats: [Float] = [
      0.1, 16_777_216, 3.402_823_5e38, .leastNonzeroMagnitude, -0.0, .nan, Float(bitPattern: 0xFFC0_0001),
    ]
    var arrays = [
      TypedArray(doubles, shape: [3, 4]), TypedArray(floats), TypedArray([Int64.min, .max]),
      TypedArray([UInt64.max, 0]), TypedArray([Int8.min, 127]), TypedArray(scalar: UInt16.max),
      TypedArray([Int16.min]), TypedArray([UInt32.max], shape: [1, 1, 1]), TypedArray([Double](), shape: [0, 7]),
      TypedArray(real: [1.5, .nan], imaginary: [-0.0, .infinity], shape: [2, 1]), TypedArray([UInt8(7)], shape: []),
      TypedArray(["a", "b", "c", "d"], shape: [2, 2]), TypedArray([Int32.min]),
    ]
    arrays.append(try #require(TypedArray(type: .complex64, shape: [], bytes: Array(repeating: 0x41, count: 8))))
    var document = MetaXMLTest.sample
    document.metadata = Metadata(arrays.map { MetadataNode("x", .array($0)) })
    let copy = try MetaXMLTest.read(try MetaXMLTest.write(document))
    #expect(copy.findings.count == 1)
    for (node, array) in zip(copy.metadata.nodes, arrays) {
      guard case .array(let found)? = node.value else {
        Issue.record("no array for \(array.type)")
        continue
      }
      #expect(found.type == array.type && found.shape == array.shape, "\(array.type) \(array.shape)")
      #expect(found.bytes == array.bytes && found.strings == array.strings, "\(array.type)")
    }
  }

  @Test("what was written from a metadata document is the same document")
  func again() throws {
    let once = try MetaXMLTest.read(try MetaXMLTest.write(MetaXMLTest.sample))
    try MetaXMLTest.check(once)
  }

  @Test("checksums of arrays stand in the document as an independent program computes them")
  func checksums() throws {
    let text = try MetaXMLTest.text(
      Document(
        origin: Origin(name: "x", format: "xdi", readerVersion: "0"),
        measurements: [
          Measurement(channels: [
            Channel(name: "a", values: Values([1.5, -0.0, 8979.0])),
            Channel(name: "b", values: Values([1, -2, 300, -32768] as [Int16], shape: [2, 2])),
          ])
        ]))
    #expect(
      text.contains(
        #"<array type="float64" shape="3" sha256="3bd6cf19c768ed12e7de2ad614f1855a70bf4fed3c9989d7b96e406e1edd48df"/>"#
      ))
    #expect(
      text.contains(
        #"<array type="int16" shape="2 2" sha256="d6cdf62ad11a8f15c3ab022a0525eb359660697465954e87b21fc0d50e10e2c3"/>"#
      ))
  }

  @Test("the views stand before the tree, with the unit of the crosswalk")
  func views() throws {
    let text = try MetaXMLTest.text(MetaXMLTest.sample)
    #expect(text.contains(#"<name key="Sample.name">Cu</name>"#))
    #expect(text.contains(#"<temperature unit="K" key="Sample.temperature">10.0</temperature>"#))
    let view = try #require(text.firstRange(of: "<sample>"))
    let tree = try #require(text.firstRange(of: #"<item name="Sample">"#))
    #expect(view.lowerBound < tree.lowerBound)
  }

  @Test("deep trees are held up to the limit, and refused beyond it")
  func depth() throws {
    func document(_ depth: Int) -> Document {
      var node = MetadataNode("leaf", .text("x"), attributes: [MetadataAttribute("a", .array(TypedArray(["b"])))])
      for _ in 1..<depth { node = MetadataNode("g", children: [node]) }
      var document = MetaXMLTest.sample
      document.measurements[0].channels[0].metadata = Metadata([node])
      return document
    }
    try MetaXMLTest.check(document(MetaXML.depthLimit))
    #expect(throws: FormatError.self) { try MetaXMLTest.write(document(MetaXML.depthLimit + 1)) }
  }

  @Test("an attribute that no reader would take is refused, not cut")
  func longAttribute() throws {
    var document = MetaXMLTest.sample
    document.measurements[0].channels[0].unit = String(repeating: "\u{1}", count: 39_000)
    try MetaXMLTest.check(document)
    document.measurements[0].channels[0].unit = String(repeating: "\"", count: 39_900)
    try MetaXMLTest.check(document)
    document.measurements[0].channels[0].unit = String(repeating: "u", count: 50_000)
    #expect(throws: FormatError.self) { try MetaXMLTest.write(document) }
    document.measurements[0].channels[0].unit = nil
    document.measurements[0].title = String(repeating: "long ", count: 3_000_000)
    try MetaXMLTest.check(document)
  }

  @Test("values that cannot be read stop the writing")
  func unreadableValues() throws {
    struct Broken: BlockSource {
      let type = ElementType.float64
      let shape = [3]
      let preferredBlock: [Int]? = nil
      func read(_ slab: Slab) throws(BlockError) -> TypedArray { throw BlockError("the disk is gone") }
    }
    let measurement = Measurement(channels: [Channel(name: "x", values: Values(source: Broken()))])
    let document = Document(
      origin: Origin(name: "x", format: "xdi", readerVersion: "0"), measurements: [measurement])
    #expect(throws: FormatError.self) { try MetaXMLTest.write(document) }
  }
}
