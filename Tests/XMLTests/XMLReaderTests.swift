import Testing
import XML

@Test("events come in document order with names, namespaces, attributes and lines")
func readerEvents() throws {
  let text = """
    <?xml version="1.0"?>
    <!-- top -->
    <root xmlns="urn:a" xmlns:p="urn:b" z="1" p:y="2"
      x="3"><p:leaf/><leaf></leaf>a&amp;b&#233;<![CDATA[<c>]]><?go now?></root>
    """
  let read = try events(text)
  let root = XMLName("root", namespace: "urn:a")
  let leaf = XMLName("leaf", namespace: "urn:a")
  let prefixed = XMLName("leaf", prefix: "p", namespace: "urn:b")
  let tag = XMLStartTag(
    name: root,
    attributes: [
      XMLAttribute("z", "1"), XMLAttribute(XMLName("y", prefix: "p", namespace: "urn:b"), "2"), XMLAttribute("x", "3"),
    ],
    namespaces: [XMLNamespace(uri: "urn:a"), XMLNamespace(prefix: "p", uri: "urn:b")])
  let expected: [XMLEvent.Content] = [
    .comment(" top "), .elementStart(tag), .elementStart(XMLStartTag(name: prefixed, isEmpty: true)),
    .elementEnd(prefixed), .elementStart(XMLStartTag(name: leaf)), .elementEnd(leaf), .text("a&bé"), .cdata("<c>"),
    .processingInstruction(target: "go", data: "now"), .elementEnd(root),
  ]
  #expect(read.map(\.content) == expected)
  #expect(read.map(\.line) == [2, 3, 4, 4, 4, 4, 4, 4, 4, 4])
  #expect(read.map(\.column) == [nil, nil, 9, nil, 18, nil, nil, nil, nil, nil])
  #expect(tag.attribute("y", namespace: "urn:b") == "2")
  #expect(tag.attribute("y") == nil)
}

@Test("a text over several lines is placed where it begins, its element where the tag begins")
func multilinePlaces() throws {
  let read = try events("<a\n\n  x='1'\n>\n one\n two<b/>\nthree\n</a>")
  #expect(read.map(\.line) == [1, 4, 6, 6, 6, 8])
  #expect(read[1].content == .text("\n one\n two"))
}

@Test("line numbers go on beyond 65535")
func manyLines() throws {
  var text = "<a>\n"
  for _ in 0..<100_000 { text += "<b/>\n" }
  text += "<last/>\n</a>"
  let reader = try XMLReader(bytes(text))
  var lines: [Int] = []
  while let event = try reader.next() {
    if case .elementStart(let tag) = event.content, tag.name == "last" { lines.append(event.line) }
  }
  #expect(lines == [100_002])
  #expect(readError(text.replacing("<last/>", with: "<last>"))?.line == 100_003)
}

@Test("the events do not depend on how the bytes are cut into blocks", arguments: [1, 2, 3, 5, 17, 4096])
func blockSizes(size: Int) throws {
  let text = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- é — > -->
    <a x='1>2' y="é&lt;\t">één<b z='>>>'
     w="/>"/>ø]]&gt;<![CDATA[x]] ]>é]]><?p d > e?>
    <c>&#x1F600;😀\r\nend</c></a>
    <!-- after -->
    """
  let blocks = Blocks(bytes(text), size: size)
  let reader = try XMLReader(blocks: blocks.next)
  #expect(try reader.allEvents() == events(text))
}

@Test("blocks are asked for only when the events before are used up")
func lazyBlocks() throws {
  let blocks = Blocks(bytes("<a>" + String(repeating: "<b>text</b>", count: 100_000) + "</a>"), size: 1000)
  let reader = try XMLReader(blocks: blocks.next)
  for _ in 0..<10 { _ = try reader.next() }
  #expect(blocks.requests == 1)
  #expect(try reader.allEvents().count == 300_002 - 10)
  #expect(blocks.requests == 1102)
}

@Test("what a provider throws is a read failure after the events before it")
func providerFailure() throws {
  struct Broken: Error, CustomStringConvertible { let description = "disk gone" }
  var calls = 0
  let reader = try XMLReader(
    blocks: { () throws(Broken) -> [UInt8]? in
      calls += 1
      if calls > 1 { throw Broken() }
      return bytes("<a><b/>")
    }, file: "f.xml")
  #expect(try reader.next()?.line == 1)
  _ = try reader.next()
  _ = try reader.next()
  let expected = XMLError(.readFailed, "disk gone", file: "f.xml")
  #expect(throws: expected) { try reader.next() }
  #expect(throws: expected) { try reader.next() }
}

@Test("UTF-16 and Latin-1 documents arrive as the same text as UTF-8", arguments: [1, 3, 4096])
func encodings(size: Int) throws {
  let body = "<a n='µ'>é½ß</a>"
  let latin: [UInt8] =
    bytes("<?xml version='1.0' encoding='ISO-8859-1'?>") + body.unicodeScalars.map { UInt8($0.value) }
  let little = utf16(body)
  let big = stride(from: 0, to: little.count, by: 2).flatMap { [little[$0 + 1], little[$0]] }
  let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + bytes(body)
  let expected = try events(body).map(\.content)
  for document in [latin, little, big, marked] {
    let reader = try XMLReader(blocks: Blocks(document, size: size).next)
    #expect(try reader.allEvents().map(\.content) == expected)
  }
}

@Test("a long UTF-16 document is read to its end")
func longUTF16() throws {
  let body = "<a>" + String(repeating: "<b>µ€😀</b>\n", count: 20_000) + "</a>"
  #expect(try XMLReader(utf16(body)).allEvents() == events(body))
}

@Test("a document that ends too early is located and names the open element")
func truncated() {
  let error = readError("<a>\n <b>\n  text\n")
  #expect(error?.kind == .truncated)
  #expect(error?.line == 4)
  #expect(error?.message == "the document ends inside element 'b', which begins on line 2")
  #expect(readError("<a>\n<b x='1")?.kind == .truncated)
  #expect(readError("<a>\n<b x='1")?.line == 2)
  #expect(readError("")?.message == "the document has no root element")
  #expect(readError("<a/><!-- open")?.kind == .truncated)
}

@Test("every prefix of a document is refused without a crash")
func allPrefixes() {
  let text = bytes("<?xml version='1.0'?><!-- c --><a x='1'>é<b><![CDATA[d]]></b><?p i?>&amp;</a>")
  for length in 0..<text.count {
    #expect(readError(Array(text[..<length])) != nil)
  }
}

@Test("bytes that are not UTF-8 are located")
func invalidUTF8() {
  for text in [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF8, 0x88, 0x80, 0x80]] as [[UInt8]] {
    let error = readError(bytes("<a>\n<b>\nx") + text + bytes("y</b></a>"))
    #expect(error?.kind == .notWellFormed)
    #expect(error?.line == 3)
    let inAttribute = readError(bytes("<a>\n<b x='") + text + bytes("'/></a>"))
    #expect(inAttribute?.kind == .notWellFormed)
    #expect(inAttribute?.line == 2)
  }
}

@Test("bytes that do not fit a declared encoding are an error", arguments: [16, 100_000])
func badEncodings(size: Int) throws {
  let header = bytes("<?xml version='1.0' encoding='US-ASCII'?>\n<a>\n")
  let bad = header + bytes(String(repeating: "x\n", count: 100)) + [0xE9] + bytes("</a>")
  let reader = try XMLReader(blocks: Blocks(bad, size: size).next)
  let error = #expect(throws: XMLError.self) { try reader.allEvents() }
  #expect(error?.message == "the bytes do not fit the encoding of the document")
  #expect(error?.line == 103)
  #expect(readError(utf16("<a/>") + [0x20])?.kind == .notWellFormed)
  #expect(readError("<?xml version='1.0' encoding='no-such'?><a/>")?.message == "Unsupported encoding no-such")
}

@Test(
  "ill-formed documents are refused where they go wrong",
  arguments: [
    ("<a>\n</b>", 2), ("<a>\n<b></a>", 2), ("<a x='1'\n x='2'/>", 2), ("<a>\n&nope;</a>", 2), ("<a>\n<p:b/></a>", 2),
    ("<a/>\n<b/>", 2), ("<a>\n]]></a>", 2), ("<a>\n\u{1}</a>", 2), ("text", 1), ("<a>\n<b x='<'/></a>", 2),
    ("<a>\n<!-- -- --></a>", 2), ("<a>\n&#0;</a>", 2), ("<a xmlns:p='u' xmlns:q='u'\n p:x='1' q:x='2'/>", 2),
  ])
func illFormed(text: String, line: Int) {
  let error = readError(text)
  #expect(error?.kind == .notWellFormed)
  #expect(error?.line == line)
  #expect(error?.code != nil)
  #expect(error.map { !$0.message.contains("\n") && !$0.message.isEmpty } == true)
}

@Test("errors describe themselves with file, line and column")
func errorDescription() {
  #expect(readError("<a>\n <b></c></a>")?.description == "t.xml:2:9: Opening and ending tag mismatch: b line 2 and c")
  #expect(XMLError(.tooLarge, "big").description == "big")
  #expect(XMLError(.tooLarge, "big", line: 3).description == "line 3: big")
}
