import Bytes
import DataModel
import Foundation
import Testing
import XML

@testable import Validation

@Suite("XML documents against the schemas at hand") struct XMLDocumentValidatorTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// A schema whose root `plate` has a `title` and a `kind` out of two, with an attribute `energy`.
  private static func schema(namespace: String? = "urn:plate", kinds: [String] = ["foil", "pellet"]) -> String {
    let target = namespace.map { "targetNamespace=\"\($0)\" elementFormDefault=\"qualified\"" } ?? ""
    let values = kinds.map { "<xs:enumeration value=\"\($0)\"/>" }.joined()
    return """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" \(target)>
        <xs:element name="plate"><xs:complexType><xs:sequence>
          <xs:element name="title" type="xs:string"/>
          <xs:element name="kind"><xs:simpleType><xs:restriction base="xs:string">\(values)</xs:restriction></xs:simpleType></xs:element>
        </xs:sequence><xs:attribute name="energy" type="xs:decimal" use="required"/></xs:complexType></xs:element>
      </xs:schema>
      """
  }

  private static func document(
    kind: String = "foil", energy: String = "energy=\"8979\"", head: String = "xmlns=\"urn:plate\""
  ) -> String {
    "<?xml version=\"1.0\"?>\n<plate \(head) \(energy)>\n  <title>Cu</title>\n  <kind>\(kind)</kind>\n</plate>\n"
  }

  private func outcome(_ text: String, _ sets: [String] = ["plates"]) throws -> XMLDocumentValidator.Outcome {
    switch sets.count {
    case 0: folder.validator().validate(try source(text))
    case 1: folder.validator(sets[0]).validate(try source(text))
    default: folder.validator(sets[0], sets[1]).validate(try source(text))
    }
  }

  @Test("a document that keeps the schema of its namespace is held against it and has no findings")
  func valid() throws {
    try folder.write(Self.schema(), to: "plates/plate.xsd")
    let outcome = try outcome(Self.document())
    #expect(outcome.schema == "plates/plate.xsd")
    #expect(outcome.findings == [])
    #expect(!outcome.isUnreadable)
  }

  @Test("a value outside the list is one finding with line, path, what is allowed and what is there")
  func enumeration() throws {
    try folder.write(Self.schema(), to: "plates/plate.xsd")
    let findings = try outcome(Self.document(kind: "powder")).findings
    #expect(findings.map(\.code) == ["XML-SCHEMA"])
    let finding = try #require(findings.first)
    #expect(finding.severity == .error)
    #expect(finding.location.line == 4)
    #expect(finding.location.path == "/plate/kind[1]")
    #expect(finding.expected == "one of 'foil', 'pellet'")
    #expect(finding.found == "powder")
    #expect(finding.rule == "plates/plate.xsd")
  }

  @Test(
    "missing, strange and mistyped parts are said in words",
    arguments: [
      ("energy", "energy=\"8979\"", "", "/plate/@energy", "lacks the attribute \"energy\""),
      ("type", "8979", "high", "/plate/@energy", "has a value that is not of its type"),
      ("stranger", "<title>", "<titel/><title>", "/plate/titel[1]", "the element \"titel\" may not stand here"),
      ("gap", "  <kind>foil</kind>\n", "", "/plate", "the element \"plate\" lacks child elements"),
      ("attribute", "<kind>", "<kind unit=\"eV\">", "/plate/kind[1]/@unit", "\"unit\" is not allowed"),
      ("root", "plate", "plaet", "/plaet", "no document whose root is the element \"plaet\""),
    ])
  func words(name: String, good: String, bad: String, path: String, message: String) throws {
    try folder.write(Self.schema(), to: "plates/plate.xsd")
    let text = Self.document().replacingOccurrences(of: good, with: bad).replacingOccurrences(
      of: "urn:plaet", with: "urn:plate")
    let finding = try #require(try outcome(text).findings.first)
    #expect(finding.code == "XML-SCHEMA")
    #expect(finding.message.contains(message))
    #expect(finding.location.path?.hasPrefix(path.replacingOccurrences(of: "/@energy", with: "")) ?? false)
  }

  @Test("without a schema the XML alone is checked, and what the document names is not read")
  func noSchema() throws {
    try folder.write(Self.schema(), to: "elsewhere/plate.xsd")
    try folder.write(Self.schema(namespace: "urn:other"), to: "plates/other.xsd")
    let hint =
      "xmlns=\"urn:plate\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      + "xsi:schemaLocation=\"urn:plate \(folder.path)/elsewhere/plate.xsd\""
    let outcome = try outcome(Self.document(kind: "powder", head: hint))
    #expect(outcome.schema == nil)
    #expect(outcome.findings.map(\.code) == ["XML-NO-SCHEMA"])
    #expect(outcome.findings.first?.message.contains("urn:plate") ?? false)
    #expect(outcome.findings.first?.expected?.contains("elsewhere/plate.xsd") ?? false)
  }

  @Test(
    "what is no XML, or asks for too much, is unreadable with its place",
    arguments: [
      ("<plate><title>A & B</title></plate>", "XML-MALFORMED", 1),
      ("<plate>\n<title>\n</plate>", "XML-MALFORMED", 3), ("<plate>\n<title>", "XML-MALFORMED", 2),
      ("<!DOCTYPE plate [<!ENTITY a \"b\">]>\n<plate/>", "XML-REFUSED", 1),
    ])
  func unreadable(text: String, code: String, line: Int) throws {
    for sets in [[], ["plates"]] {
      try folder.write(Self.schema(namespace: nil), to: "plates/plate.xsd")
      let outcome = try outcome(text, sets)
      #expect(outcome.isUnreadable)
      #expect(outcome.findings.map(\.code) == [code])
      #expect(outcome.findings.first?.location.line == line)
    }
  }

  @Test("a schema takes what it includes from its own folder, and what it imports by address from any set")
  func includes() throws {
    let kinds = """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:kinds">
        <xs:simpleType name="kind"><xs:restriction base="xs:string"><xs:enumeration value="foil"/></xs:restriction></xs:simpleType>
      </xs:schema>
      """
    func main(_ location: String) -> String {
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:k="urn:kinds">
        <xs:import namespace="urn:kinds" schemaLocation="\(location)"/>
        <xs:element name="sort" type="k:kind"/>
      </xs:schema>
      """
    }
    try folder.write(kinds, to: "deep/a/b/c/kinds.xsd")
    try folder.write(main("a/b/c/kinds.xsd"), to: "deep/main.xsd")
    try folder.write(kinds, to: "known/kinds.xsd")
    try folder.write(main("http://example.org/kinds.xsd"), to: "far/main.xsd")
    try folder.write(main("../known/kinds.xsd"), to: "out/main.xsd")
    for sets in [["deep"], ["far", "known"]] {
      #expect(try outcome("<sort>foil</sort>", sets).findings == [], "\(sets)")
      #expect(try outcome("<sort>rod</sort>", sets).findings.map(\.code) == ["XML-SCHEMA"], "\(sets)")
    }
    // Nothing outside the folder of a set is read.
    let broken = try outcome("<sort>rod</sort>", ["out"])
    #expect(broken.findings.map(\.code) == ["XML-SCHEMA-BROKEN"])
    #expect(broken.findings.first?.message.contains("kinds.xsd") ?? false)
  }

  @Test(
    "of several versions the one that the document names is taken, else the newest, with a note",
    arguments: [
      ("kernel-4.2", "4.2/plate.xsd", false), ("kernel-4.10", "kernel-4.10/plate.xsd", false),
      ("kernel-4", "kernel-4.10/plate.xsd", true), ("kernel-3.9", "kernel-4.10/plate.xsd", true),
    ])
  func versions(hint: String, schema: String, isNoted: Bool) throws {
    try folder.write(Self.schema(kinds: ["foil"]), to: "kernel-4.2/plate.xsd")
    try folder.write(Self.schema(kinds: ["pellet"]), to: "kernel-4.10/plate.xsd")
    let head =
      "xmlns=\"urn:plate\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      + "xsi:schemaLocation=\"urn:plate http://example.org/\(hint)/plate.xsd\""
    let outcome = try outcome(
      Self.document(kind: hint == "kernel-4.2" ? "foil" : "pellet", head: head), ["kernel-4.2", "kernel-4.10"])
    #expect(outcome.schema?.hasSuffix(schema) ?? false)
    #expect(outcome.findings.map(\.code) == (isNoted ? ["XML-SCHEMA-VERSION"] : []))
    #expect(outcome.findings.allSatisfy { $0.severity == .note && $0.message.contains("4.10") })
  }

  @Test("documents without a namespace go by their root element and the version that they state")
  func stated() throws {
    for (version, child) in [("1.0", "old"), ("1.1", "new")] {
      try folder.write(
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="load" type="load"/>
          <xs:complexType name="load"><xs:sequence><xs:element name="\(child)"/></xs:sequence>
            <xs:attribute name="version" type="v" use="required"/></xs:complexType>
          <xs:simpleType name="v"><xs:restriction base="xs:string"><xs:enumeration value="\(version)"/></xs:restriction></xs:simpleType>
        </xs:schema>
        """, to: "loads/load-\(child).xsd")
    }
    #expect(try outcome("<load version='1.0'><old/></load>", ["loads"]).findings == [])
    #expect(try outcome("<load version='1.1'><new/></load>", ["loads"]).findings == [])
    #expect(try outcome("<load version='1.1'><old/></load>", ["loads"]).findings.map(\.code) == ["XML-SCHEMA"])
    let unknown = try outcome("<load version='2.0'><new/></load>", ["loads"])
    #expect(unknown.schema == "loads/load-new.xsd")
    #expect(unknown.findings.map(\.code) == ["XML-SCHEMA-VERSION", "XML-SCHEMA"])
    let silent = try outcome("<load><new/></load>", ["loads"])
    #expect(silent.findings.last?.message.contains("lacks the attribute \"version\"") ?? false)
  }

  @Test(
    "what a schema includes may lie beside or below it, not above its set",
    arguments: [
      ("include/a.xsd", "main.xsd", "include/a.xsd"), ("b.xsd", "include/a.xsd", "include/b.xsd"),
      ("../b.xsd", "include/a.xsd", "b.xsd"), ("./x/../b.xsd", "a.xsd", "b.xsd"), ("../b.xsd", "a.xsd", nil),
      ("x/../../b.xsd", "a.xsd", nil), ("/etc/b.xsd", "a.xsd", nil),
      ("http://e.org/b.xsd", "a.xsd", "http://e.org/b.xsd"),
    ])
  func locations(location: String, base: String, path: String?) {
    #expect(SchemaLibrary.resolved(location, against: base) == path)
  }

  @Test("a schema that the user names is taken, whatever the document says", arguments: ["old.xsd", "plates/old.xsd"])
  func named(name: String) throws {
    try folder.write(Self.schema(kinds: ["foil"]), to: "plates/new.xsd")
    try folder.write(Self.schema(kinds: ["pellet"]), to: "plates/old.xsd")
    let folders = DefinitionFolders(options: ["\(folder.path)/plates"], environment: { _ in nil }, executable: "/x/y/z")
    let outcome = XMLDocumentValidator(SchemaLibrary(folders), named: [name]).validate(try source(Self.document()))
    #expect(outcome.schema == "plates/old.xsd")
    #expect(outcome.findings.map(\.found) == ["foil"])
  }

  @Test("any bytes are judged, and unreadable is just what a reader of XML cannot read")
  func anyBytes() throws {
    try folder.write(Self.schema(), to: "plates/plate.xsd")
    let validator = folder.validator("plates")
    let seed = Array(Self.document().utf8)
    for _ in 0..<400 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...4) {
        let place = Int.random(in: 0..<bytes.count)
        switch Int.random(in: 0..<3) {
        case 0: bytes[place] = UInt8.random(in: 0...255)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: "<>&/'=\" ".utf8.randomElement().map { [$0] } ?? [], at: place)
        }
      }
      let outcome = validator.validate(try ByteSource(name: "a.xml", bytes: bytes))
      var options = XMLReader.Options()
      options.allowsDoctype = true
      let isReadable = (try? XMLReader(bytes, options: options).readToEnd()) != nil
      #expect(outcome.isUnreadable == !isReadable, "\(String(decoding: bytes, as: UTF8.self))")
      #expect(!outcome.isUnreadable || outcome.findings.count == 1)
    }
  }

  @Test("a broken facet is said once, also where the engine adds that the value is not of its type")
  func folding() {
    func violation(_ message: String, line: Int = 3, path: String = "/r/a") -> XMLViolation {
      XMLViolation(line: line, path: path, message: message, code: 0)
    }
    let facet = violation(
      "Element 'a': [facet 'minInclusive'] The value '0' is less than the minimum value allowed ('1').")
    let type = violation("Element 'a': '0' is not a valid value of the atomic type 'p'.")
    let other = violation("Element 'a': '0' is not a valid value of the atomic type 'p'.", line: 4)
    #expect(ViolationWords.folded([facet, type, other, type]) == [facet, other, type])
    #expect(
      ViolationWords(facet).message
        == "the element \"a\" has a value that is not allowed: the value '0' is less than the minimum value allowed "
        + "('1')"
    )
    #expect(ViolationWords(type).found == "0")
  }

  @Test("definitions are held against nxdl.xsd, whatever their namespace")
  func nxdl() throws {
    try folder.write(
      Self.schema(namespace: "urn:nxdl").replacingOccurrences(of: "plate", with: "definition"), to: "nexus/nxdl.xsd")
    let outcome = folder.validator("nexus").validate(try source("<definition/>", name: "NXmine.nxdl.xml"))
    #expect(outcome.schema == "nexus/nxdl.xsd")
    #expect(outcome.findings.first?.code == "NXDL-SCHEMA")
  }

  @Test(
    "XML is known by how it begins",
    arguments: [
      ("<a/>", true), ("  \n<?xml version='1.0'?>", true), ("\u{FEFF}<!-- -->", true), ("<é/>", true),
      ("a < b", false), ("< 5 keV", false), ("<5", false), ("8979 <a>", false),
    ])
  func beginnings(text: String, isXML: Bool) throws {
    #expect(XMLDocumentHead.looksLikeXML(try source(text)) == isXML)
  }
}

extension XMLReader {
  fileprivate func readToEnd() throws {
    while try next() != nil {}
  }
}
