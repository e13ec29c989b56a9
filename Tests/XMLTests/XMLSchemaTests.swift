import Foundation
import Testing
import XML

private let mainSchema = """
  <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:d" targetNamespace="urn:d"
      elementFormDefault="qualified">
    <xs:include schemaLocation="include/types.xsd"/>
    <xs:import namespace="urn:o" schemaLocation="http://example.org/other.xsd"/>
    <xs:element name="definition">
      <xs:complexType><xs:sequence>
        <xs:element name="group" maxOccurs="unbounded"><xs:complexType><xs:sequence>
          <xs:element name="field" type="fieldType" maxOccurs="unbounded"/>
        </xs:sequence></xs:complexType></xs:element>
      </xs:sequence></xs:complexType>
    </xs:element>
  </xs:schema>
  """
private let typesSchema = """
  <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:d" targetNamespace="urn:d">
    <xs:include schemaLocation="../more/kinds.xsd"/>
    <xs:complexType name="fieldType"><xs:simpleContent><xs:extension base="xs:int">
      <xs:attribute name="kind" type="kindType" use="required"/>
    </xs:extension></xs:simpleContent></xs:complexType>
  </xs:schema>
  """
private let kindsSchema = """
  <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:d">
    <xs:simpleType name="kindType"><xs:restriction base="xs:string">
      <xs:enumeration value="a"/><xs:enumeration value="b"/>
    </xs:restriction></xs:simpleType>
  </xs:schema>
  """
private let otherSchema = """
  <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o">
    <xs:element name="other" type="xs:string"/>
  </xs:schema>
  """
private let catalogue = SchemaCatalogue([
  "main.xsd": bytes(mainSchema), "include/types.xsd": bytes(typesSchema), "more/kinds.xsd": bytes(kindsSchema),
  "http://example.org/other.xsd": bytes(otherSchema),
])

private func schemaError(_ catalogue: SchemaCatalogue) -> XMLError? {
  #expect(throws: XMLError.self) { try XMLSchema("main.xsd", in: catalogue) }
}

private func document(_ groups: String) -> [UInt8] {
  bytes("<definition xmlns='urn:d'>\n\(groups)\n</definition>")
}

@Test("a schema is put together from the catalogue and accepts a valid document")
func validDocument() throws {
  let schema = try XMLSchema("main.xsd", in: catalogue)
  #expect(schema.targetNamespace == "urn:d")
  let result = try schema.validate(document("<group><field kind='a'>1</field></group>"))
  #expect(result == XMLValidation(violations: [], isComplete: true))
  #expect(result.isValid)
}

@Test("violations carry line, path, attribute and a message without the namespace")
func violations() throws {
  let schema = try XMLSchema("main.xsd", in: catalogue)
  let groups = """
    <group><field kind='a'>1</field></group>
    <group>
      <field kind='b'>2</field>
      <field
        kind='c'>x</field>
      <stray/>
    </group>
    <group>
    </group>
    """
  let found = try schema.validate(document(groups)).violations
  let places = found.map { "\($0.line) \($0.path)" }
  let expected = [
    "5 /definition/group[2]/field[2]/@kind", "5 /definition/group[2]/field[2]", "7 /definition/group[2]/stray[1]",
    "9 /definition/group[3]",
  ]
  #expect(places == expected)
  #expect(found.map(\.code) == [1840, 1824, 1871, 1871])
  try #require(found.count == 4)
  #expect(found[1].message == "Element 'field': 'x' is not a valid value of the atomic type 'xs:int'.")
  #expect(found[2].message == "Element 'stray': This element is not expected. Expected is ( field ).")
  #expect(found[3].message == "Element 'group': Missing child element(s). Expected is ( field ).")
}

@Test("a violation beyond line 65535 has its right line")
func violationLine() throws {
  let schema = try XMLSchema("main.xsd", in: catalogue)
  let good = String(repeating: "<field kind='a'>1</field>\n", count: 99_999)
  let found = try schema.validate(document("<group>\n\(good)<field kind='a'>bad</field></group>")).violations
  #expect(found.map(\.line) == [100_002])
  #expect(found.map(\.path) == ["/definition/group[1]/field[100000]"])
}

@Test("checking ends at the greatest number of violations")
func violationCap() throws {
  let schema = try XMLSchema("main.xsd", in: catalogue)
  let bad = document("<group>" + String(repeating: "<field kind='a'>bad</field>", count: 1000) + "</group>")
  let capped = try schema.validate(bad, maximumViolations: 10)
  #expect(capped.violations.count == 10)
  #expect(!capped.isComplete)
  #expect(!capped.isValid)
  let exact = try schema.validate(bad, maximumViolations: 1000)
  #expect(exact.violations.count == 1000)
  #expect(exact.isComplete)
}

@Test("a document that is not well-formed or has a DOCTYPE is an error, not a violation")
func unreadableDocuments() throws {
  let schema = try XMLSchema("main.xsd", in: catalogue)
  func kind(_ text: String) -> XMLError.Kind? {
    let error = #expect(throws: XMLError.self) { try schema.validate(bytes(text), file: "d.xml") }
    return error?.kind
  }
  #expect(kind("<definition xmlns='urn:d'>\n<group>") == .truncated)
  #expect(kind("<definition xmlns='urn:d'></nope>") == .notWellFormed)
  #expect(kind("<!DOCTYPE definition><definition xmlns='urn:d'/>") == .doctypeRefused)
  #expect(kind(String(repeating: "<a>", count: 300)) == .tooDeep)
  #expect(kind("<definition xmlns='urn:d'>\u{1}") == .notWellFormed)
  let invalid = #expect(throws: XMLError.self) {
    try schema.validate(bytes("<definition xmlns='urn:d'>\n<group>\n") + [0xFF, 0x20])
  }
  #expect(invalid?.line == 3)
}

@Test("a document's own schemaLocation is not followed")
func schemaLocationIgnored() throws {
  let schema = try XMLSchema("main.xsd", in: catalogue)
  let hint = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:d file:///etc/hostname"
  let text =
    "<definition xmlns='urn:d' \(hint) urn:x http://localhost:9/x.xsd'><group><field kind='a'>1</field>"
    + "</group></definition>"
  #expect(try schema.validate(bytes(text)).isValid)
  let foreign = try schema.validate(bytes("<x xmlns='urn:x'/>"))
  #expect(foreign.violations.map(\.path) == ["/x"])
  #expect(foreign.violations.map(\.code) == [1845])
}

@Test("a schema that reaches outside the catalogue is refused, even when the file exists")
func outsideCatalogue() throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let onDisk = folder.appendingPathComponent("types.xsd")
  try typesSchema.write(to: onDisk, atomically: true, encoding: .utf8)
  for location in [
    onDisk.path, onDisk.absoluteString, "http://localhost:9/types.xsd", "../../../../../etc/hostname", "absent.xsd",
  ] {
    var outside = catalogue
    outside["main.xsd"] = bytes(mainSchema.replacing("include/types.xsd", with: location))
    let error = schemaError(outside)
    #expect(error?.kind == .schemaInvalid)
    #expect(error?.message.hasPrefix("the catalogue has no schema document") == true)
  }
  #expect(throws: XMLError.self) { try XMLSchema(onDisk.path, in: catalogue) }
  #expect(throws: XMLError.self) { try XMLSchema("absent.xsd", in: SchemaCatalogue()) }
}

@Test("mistakes in a schema are located by document and line")
func schemaMistakes() throws {
  var wrongType = catalogue
  wrongType["include/types.xsd"] = bytes(typesSchema.replacing("xs:int", with: "xs:nothing"))
  let typeError = schemaError(wrongType)
  #expect(typeError?.kind == .schemaInvalid)
  #expect(typeError?.file == "include/types.xsd")
  #expect(typeError?.line == 3)

  var illFormed = catalogue
  illFormed["include/types.xsd"] = bytes(typesSchema + "<")
  #expect(schemaError(illFormed)?.file == "include/types.xsd")

  var withDoctype = catalogue
  let doctype = "<!DOCTYPE xs:schema [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
  withDoctype["more/kinds.xsd"] = bytes(doctype + kindsSchema)
  #expect(schemaError(withDoctype)?.kind == .doctypeRefused)

  var notASchema = catalogue
  notASchema["main.xsd"] = bytes("<a/>")
  #expect(schemaError(notASchema)?.kind == .schemaInvalid)
  notASchema["main.xsd"] = []
  #expect(schemaError(notASchema) != nil)
}

@Test("catalogue names with blanks and other characters work")
func oddNames() throws {
  let odd = SchemaCatalogue(["my schemas/ä 100%.xsd": bytes(otherSchema)])
  let schema = try XMLSchema("my schemas/ä 100%.xsd", in: odd)
  #expect(try schema.validate(bytes("<other xmlns='urn:o'/>")).isValid)
}

@Test("a document in small blocks gives the same violations")
func streamedValidation() throws {
  let schema = try XMLSchema("main.xsd", in: catalogue)
  let bad = document("<group>\n<field kind='z'>1</field>\n<field kind='a'>é</field></group><x/>")
  let whole = try schema.validate(bad)
  #expect(whole.violations.count == 3)
  for size in [1, 3, 10] {
    #expect(try schema.validate(blocks: Blocks(bad, size: size).next) == whole)
  }
}

@Test("one schema serves many tasks at once, while others are compiled")
func concurrentUse() async throws {
  let schema = try XMLSchema("main.xsd", in: catalogue)
  let bad = document("<group><field kind='a'>bad</field></group>" + "<group/>")
  let good = document("<group>" + String(repeating: "<field kind='b'>7</field>", count: 500) + "</group>")
  let counts = try await withThrowingTaskGroup(of: [Int].self) { group in
    for _ in 0..<100 {
      group.addTask {
        let own = try XMLSchema("main.xsd", in: catalogue)
        return try [schema, own].map { try $0.validate(bad).violations.count + $0.validate(good).violations.count }
      }
    }
    var counts: [Int] = []
    for try await pair in group { counts += pair }
    return counts
  }
  #expect(counts == Array(repeating: 2, count: 200))
}
