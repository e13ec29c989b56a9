// Documents that try to read files, to reach the network or to cost memory and time.
import Foundation
import Testing
import XML

private var allowing: XMLReader.Options {
  var options = XMLReader.Options()
  options.allowsDoctype = true
  return options
}

private func billionLaughs() -> String {
  var text = "<!DOCTYPE a [<!ENTITY l0 \"lol\">"
  for level in 1...9 {
    text += "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
  }
  return text + "]><a>&l9;</a>"
}

private func quadraticBlowUp() -> String {
  "<!DOCTYPE a [<!ENTITY x \"" + String(repeating: "x", count: 50_000) + "\">]><a>"
    + String(repeating: "&x;", count: 20_000) + "</a>"
}

@Test("a DOCTYPE is refused before anything in it is looked at")
func doctypeRefused() {
  for text in [
    "<!DOCTYPE a><a/>", "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'http://localhost/a.dtd'><a/>", billionLaughs(),
    quadraticBlowUp(), "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>",
  ] {
    #expect(readError(text)?.kind == .doctypeRefused)
  }
  #expect(readError("<?xml version='1.0'?>\n<!DOCTYPE a><a/>")?.line == 2)
}

@Test("a DOCTYPE that is allowed loads nothing, and a reference to what it might declare is an error")
func doctypeAllowed() throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let definitions = folder.appendingPathComponent("a.dtd")
  try "<!ENTITY e 'secret'><!ATTLIST a x CDATA 'default'>".write(to: definitions, atomically: true, encoding: .utf8)
  for location in [definitions.path, definitions.absoluteString, "http://localhost:9/a.dtd"] {
    let read = try events("<!DOCTYPE a SYSTEM '\(location)'><a y='1'>text</a>", options: allowing)
    #expect(read.count == 3)
    #expect(read.first?.content == .elementStart(XMLStartTag(name: "a", attributes: [XMLAttribute("y", "1")])))
    for content in ["<a>&e;</a>", "<a x='&e;'/>"] {
      let error = readError("<!DOCTYPE a SYSTEM '\(location)'>\(content)", options: allowing)
      #expect(error?.kind == .notWellFormed)
    }
  }
}

@Test("declarations inside a DOCTYPE are refused even when a DOCTYPE is allowed")
func declarationsRefused() {
  for text in [
    "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>", "<!DOCTYPE a []><a/>",
    "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;]><a>&e;</a>", billionLaughs(), quadraticBlowUp(),
    "<!DOCTYPE a SYSTEM 'a.dtd' [<!ENTITY e 'v'>]><a x='&e;'/>", "<!DOCTYPE a\n[<!ATTLIST a x CDATA 'v'>]><a/>",
  ] {
    #expect(readError(text, options: allowing)?.kind == .doctypeRefused)
  }
}

@Test("XInclude is an element like any other")
func xinclude() throws {
  let text = "<a xmlns:i='http://www.w3.org/2001/XInclude'><i:include href='file:///etc/hostname' parse='text'/></a>"
  let tree = try XMLElement(parsing: bytes(text))
  #expect(tree.first(named: "include")?.children.isEmpty == true)
}

@Test("nesting beyond the limit is refused, up to it accepted")
func nesting() throws {
  func nested(_ depth: Int) -> String {
    String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
  }
  #expect(try events(nested(256)).count == 512)
  #expect(readError(nested(257))?.kind == .tooDeep)
  #expect(readError(String(repeating: "<a>\n", count: 1_000_000))?.line == 257)
  var deep = XMLReader.Options()
  deep.maximumDepth = 100_000
  #expect(try events(nested(100_000), options: deep).count == 200_000)
  #expect(throws: XMLError.self) { try XMLElement(parsing: bytes(nested(100_000)), options: deep) }
}

@Test("documents, texts, tags and trees beyond their limits are refused")
func sizes() throws {
  var small = XMLReader.Options()
  small.maximumBytes = 100
  #expect(readError("<a>" + String(repeating: " ", count: 100) + "</a>", options: small)?.kind == .tooLarge)
  #expect(try events("<a>" + String(repeating: " ", count: 93) + "</a>", options: small).count == 3)
  var brief = XMLReader.Options()
  brief.maximumTextBytes = 1000
  let long = String(repeating: "x", count: 1001)
  #expect(readError("<a>\(long)</a>", options: brief)?.kind == .tooLarge)
  #expect(readError("<a><![CDATA[\(long)]]></a>", options: brief)?.kind == .tooLarge)
  let manyAttributes = (0..<500_000).map { "a\($0)='' " }.joined()
  #expect(readError("<a \(manyAttributes)/>")?.kind == .tooLarge)
  let manyNames = (0..<300_000).map { "<n\($0)/>" }.joined()
  #expect(readError("<a>\(manyNames)</a>")?.kind == .tooLarge)
  let manyNamespaces = (0..<1001).map { "xmlns:p\($0)='u' " }.joined()
  #expect(readError("<a \(manyNamespaces)/>")?.kind == .tooLarge)
  #expect(readError("<a><!--" + String(repeating: "x", count: 11_000_000) + "--></a>")?.kind == .tooLarge)
  var limits = XMLElement.Limits()
  limits.maximumNodes = 10
  let error = #expect(throws: XMLError.self) {
    try XMLElement(parsing: bytes("<a>" + String(repeating: "<b/>", count: 10) + "</a>"), limits: limits)
  }
  #expect(error?.kind == .tooLarge)
}

@Test("a text of many megabytes arrives whole")
func longText() throws {
  let text = String(repeating: "0.123456 1.5e-3 µ\n", count: 1_000_000)
  let read = try events("<a>\(text)</a>")
  #expect(read.count == 3)
  #expect(read[1].content == .text(text))
}

@Test("changed bytes never crash the reader or the schema")
func mutations() throws {
  let original = bytes("<?xml version='1.0'?><a xmlns='u' x='1'><b>é&amp;</b><![CDATA[]]]]><!--c--><?p q?></a>")
  let schema = try XMLSchema("s.xsd", in: SchemaCatalogue(["s.xsd": bytes(openSchema)]))
  var state: UInt64 = 42
  var accepted = 0
  for _ in 0..<4000 {
    var mutant = original
    for _ in 0..<3 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      mutant[Int(state >> 33) % mutant.count] = UInt8(truncatingIfNeeded: state >> 17)
    }
    let read = try? XMLReader(mutant).allEvents()
    let checked = try? schema.validate(mutant)
    // Both ways must agree on what is well-formed.
    #expect((read == nil) == (checked == nil))
    if read != nil { accepted += 1 }
  }
  #expect(accepted > 0)
}

private let openSchema = """
  <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="u" elementFormDefault="qualified">
    <xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" type="xs:string"/></xs:sequence>
      <xs:attribute name="x" type="xs:int"/></xs:complexType></xs:element>
  </xs:schema>
  """
