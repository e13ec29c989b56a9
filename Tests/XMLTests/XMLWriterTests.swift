import Testing
import XML

private func written(
  _ options: XMLWriter.Options = .init(), _ body: (inout XMLWriter) throws -> Void
) throws -> String {
  var writer = XMLWriter(options: options)
  try body(&writer)
  return String(decoding: try writer.finish(), as: UTF8.self)
}

private func refusal(_ body: (inout XMLWriter) throws -> Void) -> XMLError.Kind? {
  let error = #expect(throws: XMLError.self) { _ = try written(.init(), body) }
  return error?.kind
}

@Test("a document is written with declaration, indentation and short empty elements")
func indented() throws {
  let text = try written(.init(indentation: 2)) { writer in
    try writer.comment(" c ")
    try writer.startElement("a", attributes: [XMLAttribute("x", "1 < 2")])
    try writer.element("b", text: "t & u")
    try writer.element("c")
    try writer.startElement("d")
    try writer.text("mixed ")
    try writer.element("e")
    try writer.endElement()
    try writer.startElement("f")
    try writer.processingInstruction(target: "go", data: "now")
    try writer.endElement()
    try writer.endElement()
  }
  let expected = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- c -->
    <a x="1 &lt; 2">
      <b>t &amp; u</b>
      <c/>
      <d>mixed <e/></d>
      <f>
        <?go now?>
      </f>
    </a>

    """
  #expect(text == expected)
}

@Test("without indentation nothing is added inside the root")
func compact() throws {
  var options = XMLWriter.Options()
  options.hasDeclaration = false
  let text = try written(options) { writer in
    try writer.startElement("a")
    try writer.element("b")
    try writer.endElement()
  }
  #expect(text == "<a><b/></a>\n")
}

@Test("each namespace is declared once, where it is first needed")
func namespaces() throws {
  let text = try written { writer in
    try writer.startElement(XMLName("a", namespace: "urn:a"))
    try writer.element(XMLName("b", namespace: "urn:a"))
    try writer.startElement(
      XMLName("c", prefix: "p", namespace: "urn:p"),
      attributes: [
        XMLAttribute(XMLName("x", prefix: "p", namespace: "urn:p"), "1"),
        XMLAttribute(XMLName("y", namespace: "urn:q"), "2"),
        XMLAttribute(XMLName("lang", prefix: "xml", namespace: "http://www.w3.org/XML/1998/namespace"), "en"),
      ])
    try writer.element(XMLName("d", prefix: "p", namespace: "urn:p"))
    try writer.element("plain")
    try writer.endElement()
    try writer.element(XMLName("e", prefix: "p", namespace: "urn:p"))
    try writer.endElement()
  }
  let body = text.split(separator: "\n").last
  let expected =
    #"<a xmlns="urn:a"><b/><p:c xmlns:p="urn:p" xmlns:ns1="urn:q" p:x="1" ns1:y="2" xml:lang="en">"#
    + #"<p:d/><plain xmlns=""/></p:c><p:e xmlns:p="urn:p"/></a>"#
  #expect(body.map { String($0) } == expected)
}

@Test("a prefix that already means something else on the element is not bent")
func prefixConflict() throws {
  let outer = XMLName("a", prefix: "p", namespace: "urn:1")
  let attribute = XMLName("x", prefix: "p", namespace: "urn:2")
  let text = try written { writer in
    try writer.startElement(outer)
    try writer.element(outer, attributes: [XMLAttribute(attribute, "v")])
    try writer.endElement()
  }
  let tree = try XMLElement(parsing: bytes(text))
  let inner = try #require(tree.first(named: "a", namespace: "urn:1"))
  #expect(inner.attribute("x", namespace: "urn:2") == "v")
}

private let nasty: [String] = [
  "", " ", "\n", "\r\n", "\r", "\t lead and trail \t", "]]>", "<![CDATA[", "&amp;", "&#10;", "&#38;", "&&#38;#38;",
  "\"'<>&", "--", "é\u{301}😀",
  "\u{85}\u{2028}\u{7F}\u{9F}", "\u{FFFD}\u{F8FF}\u{10FFFF}", "]]>\u{301}", "a]]]]>>b", "-->", "?>", "\u{FEFF}x",
]

@Test("nasty strings come back as they went in, from text, attributes and CDATA", arguments: nasty)
func roundTrip(text: String) throws {
  var element = XMLElement("a", attributes: [XMLAttribute("v", text)], text: text)
  let cdata = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  element.children.append(.element(XMLElement("b", children: cdata.isEmpty ? [] : [.cdata(cdata)])))
  var writer = XMLWriter()
  try writer.write(element)
  let read = try XMLElement(parsing: try writer.finish())
  #expect(Array(read.text.utf8) == Array(text.utf8))
  #expect(read.attribute("v").map { Array($0.utf8) } == Array(text.utf8))
  #expect(read.first(named: "b").map { Array($0.text.utf8) } == Array(cdata.utf8))
}

@Test("a tree with everything in it is the same after writing and reading")
func treeRoundTrip() throws {
  let text = """
    <r xmlns="u" xmlns:p="v"><!-- c --><p:a p:x="1" y="2">t<![CDATA[<]]>u</p:a><?go?><?go on?><b xmlns=""><c/></b></r>
    """
  let tree = try XMLElement(parsing: bytes(text))
  var writer = XMLWriter()
  try writer.write(tree)
  let output = try writer.finish()
  #expect(output.count > 0)
  var again = try XMLElement(parsing: output)
  // The declaration puts the root on the second line.
  again = tree.withLines(of: again)
  #expect(again == tree)
  #expect(String(decoding: output, as: UTF8.self).hasSuffix("?>\n\(text)\n"))
}

extension XMLElement {
  /// The other tree with this one's lines, so that they compare by content.
  fileprivate func withLines(of other: XMLElement) -> XMLElement {
    var result = other
    result.line = line
    result.children = zip(children, other.children).map { mine, theirs in
      guard let mine = mine.element, let theirs = theirs.element else { return theirs }
      return .element(mine.withLines(of: theirs))
    }
    return result
  }
}

@Test("characters that XML cannot carry are refused, replaced or escaped as the caller says")
func illegalCharacters() throws {
  for text in ["\u{0}", "a\u{7}b", "\u{1F}", "\u{FFFE}", "x\u{FFFF}"] {
    #expect(refusal { try $0.element("a", text: text) } == .illegalCharacter)
    #expect(refusal { try $0.element("a", attributes: [XMLAttribute("x", text)]) } == .illegalCharacter)
  }
  func text(_ policy: XMLWriter.IllegalCharacters) throws -> String {
    var options = XMLWriter.Options()
    options.illegalCharacters = policy
    let document = try written(options) { try $0.element("a", text: "<\u{7}é\u{FFFF}>") }
    return try XMLElement(parsing: bytes(document)).text
  }
  #expect(try text(.replace) == "<\u{FFFD}é\u{FFFD}>")
  #expect(try text(.escape) == "<\\u{7}é\\u{FFFF}>")
}

@Test("what would not be well-formed is refused")
func malformedOutput() {
  let cases: [(inout XMLWriter) throws -> Void] = [
    { _ in },
    { try $0.startElement("a") },
    { try $0.endElement() },
    { try $0.text("outside") },
    { try $0.element("1a") },
    { try $0.element("a b") },
    { try $0.element("p:a") },
    { try $0.element("") },
    { try $0.element(XMLName("a", prefix: "p")) },
    { try $0.element(XMLName("a", prefix: "xmlns", namespace: "u")) },
    { try $0.element(XMLName("a", prefix: "xml", namespace: "u")) },
    { try $0.element("a", attributes: [XMLAttribute("x", "1"), XMLAttribute("x", "2")]) },
    { try $0.startElement("a", namespaces: [XMLNamespace(uri: "u")]) },
    { try $0.startElement("a", namespaces: [XMLNamespace(prefix: "p", uri: "")]) },
    { try $0.comment("a--b") },
    { try $0.comment("a--\u{301}b") },
    { try $0.comment("a-") },
    { try $0.processingInstruction(target: "XML") },
    { try $0.processingInstruction(target: "p", data: "?>") },
    { writer in
      try writer.element("a")
      try writer.element("b")
    },
  ]
  for body in cases { #expect(refusal(body) == .malformedOutput) }
}

@Test("after an error the writer does not go on")
func errorStays() throws {
  var writer = XMLWriter()
  try writer.startElement("a")
  #expect(throws: XMLError.self) { try writer.element("b", attributes: [XMLAttribute("x", "\u{1}")]) }
  #expect(throws: XMLError.self) { try writer.endElement() }
  #expect(throws: XMLError.self) { try writer.finish() }
}

@Test("a sink gets the document in blocks, and its failure ends the writing")
func sink() throws {
  var blocks: [[UInt8]] = []
  var writer = XMLWriter(sink: { (block: [UInt8]) in blocks.append(block) })
  try writer.startElement("a")
  for index in 0..<20_000 { try writer.element("value", text: "\(index)") }
  try writer.endElement()
  #expect(try writer.finish().isEmpty)
  #expect(blocks.count > 3)
  #expect(blocks.allSatisfy { $0.count < 70_000 })
  #expect(try XMLElement(parsing: Array(blocks.joined())).elements.last?.text == "19999")

  struct Full: Error {}
  var failing = XMLWriter(sink: { (_: [UInt8]) throws(Full) in throw Full() })
  try failing.element("a")
  let error = #expect(throws: XMLError.self) { try failing.finish() }
  #expect(error?.kind == .writeFailed)
}
