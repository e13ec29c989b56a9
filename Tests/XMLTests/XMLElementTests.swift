import Testing
import XML

@Test("a tree keeps order and lines, and is looked up by name, path and namespace")
func treeLookUps() throws {
  let text = """
    <scan xmlns="urn:s" xmlns:o="urn:o" kind="a">
      <point n="1">1.5</point><o:point>other</o:point>
      <point n="2">2<![CDATA[.5]]><!-- no --></point>
      <meta><owner><name>Ada</name></owner></meta>
    </scan>
    """
  let scan = try XMLElement(parsing: bytes(text))
  #expect(scan.name == XMLName("scan", namespace: "urn:s"))
  #expect(scan.attribute("kind") == "a")
  #expect(scan.attribute("absent") == nil)
  #expect(scan.elements.map(\.line) == [2, 2, 3, 4])
  #expect(scan.elements(named: "point").count == 3)
  #expect(scan.elements(named: "point", namespace: "urn:s").map(\.text) == ["1.5", "2.5"])
  #expect(scan.first(named: "point", namespace: "urn:o")?.text == "other")
  #expect(scan.first(at: "meta", "owner", "name")?.text == "Ada")
  #expect(scan.first(at: "meta", "nobody", "name") == nil)
  #expect(scan.first(named: "meta")?.text == "")
}

@Test("names are equal by namespace and local name, whatever the prefix")
func nameEquality() {
  #expect(XMLName("a", prefix: "p", namespace: "u") == XMLName("a", prefix: "q", namespace: "u"))
  #expect(XMLName("a", namespace: "u") != XMLName("a"))
  #expect(XMLName("a", prefix: "p", namespace: "u").qualified == "p:a")
}

@Test("a path counts siblings of the same name")
func elementPath() {
  var path = XMLElementPath()
  #expect(path.description == "/")
  path.enter("definition", line: 1)
  path.enter("group", line: 2)
  path.leave()
  path.enter("field", line: 3)
  path.leave()
  path.enter("group", line: 4)
  path.enter("field", line: 5)
  #expect(path.description == "/definition/group[2]/field[1]")
  #expect(path.innermost?.line == 5)
  #expect(path.depth == 3)
  for _ in 0..<5 { path.leave() }
  #expect(path.depth == 0)
}
