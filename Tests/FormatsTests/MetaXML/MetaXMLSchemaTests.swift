import Bytes
import DataModel
import Foundation
import Testing
import XML

@testable import Formats

@Suite("The schema of metadata documents")
struct MetaXMLSchemaTests {
  static let schemaFile = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Schemas/xml/edgewise-metadata-1.xsd")

  /// The values of an enumeration in the schema.
  private func enumeration(_ name: String) throws -> [String] {
    let text = try String(contentsOf: Self.schemaFile, encoding: .utf8)
    let start = try #require(text.range(of: "<xs:simpleType name=\"\(name)\">"))
    let end = try #require(text.range(of: "</xs:simpleType>", range: start.upperBound..<text.endIndex))
    return text[start.upperBound..<end.lowerBound].components(separatedBy: "enumeration value=\"").dropFirst()
      .compactMap { $0.components(separatedBy: "\"").first }
  }

  @Test("its words are those of the model")
  func words() throws {
    #expect(try enumeration("role") == ChannelRole.allCases.map(\.rawValue))
    #expect(try enumeration("detectionMode") == DetectionMode.allCases.map(\.rawValue))
    #expect(try enumeration("relation") == Reference.Relation.allCases.map(\.rawValue))
    #expect(try enumeration("severity") == Finding.Severity.allCases.map(\.rawValue))
    #expect(Set(try enumeration("numericType")) == Set(ElementType.allCases.filter(\.isNumeric).map(\.rawValue)))
  }

  @Test("its views are the rows of the crosswalk, in order")
  func views() throws {
    let text = try String(contentsOf: Self.schemaFile, encoding: .utf8)
    for group in MetaXMLViews.groupNames {
      let start = try #require(text.range(of: "<xs:complexType name=\"\(group)\">"))
      let end = try #require(text.range(of: "</xs:complexType>", range: start.upperBound..<text.endIndex))
      let lines = text[start.upperBound..<end.lowerBound].split(separator: "\n").filter { $0.contains("xs:element") }
      let rows = Crosswalk.rows.filter { $0.term.rawValue.hasPrefix(group + ".") }
      #expect(lines.count == rows.count)
      for (line, row) in zip(lines, rows) {
        #expect(line.contains("name=\"\(row.term.rawValue.dropFirst(group.count + 1))\""), "\(row.term)")
        #expect(line.contains(row.unit == nil ? "viewText" : "viewNumber"), "\(row.term)")
        if let unit = row.unit { #expect(line.contains("<!-- \(unit) -->"), "\(row.term)") }
      }
    }
  }

  /// Each takes something right and makes it wrong; the violation must be on its line.
  static let faults: [(right: String, wrong: String)] = [
    ("role=\"energy\"", "role=\"eneergy\""), ("type=\"float64\"", "type=\"float46\""),
    ("shape=\"3\"", "shape=\"three\""),
    ("shape=\"3\"", "shape=\"-3\""), ("shape=\"3\"", "shape=\"\""), ("relation=\"cycler\"", "relation=\"bike\""),
    ("severity=\"error\"", "severity=\"grave\""), ("mode=\"herfd\"", "mode=\"Herfd\""),
    ("sha256=\"abab", "sha256=\"ABAB"), ("sha256=\"abab", "sha256=\"ab"), ("<title>", "<titel>x</titel><title>"),
    ("<title>", "<end_time>x</end_time><title>"), ("kind=\"poisson\"", "kind=\"fish\""),
    ("low=\"8045.5\"", "low=\"8045,5\""), ("clock_offset=\"-0.5\"", "clock_offset=\"half\""),
    ("size=\"12\"", "size=\"12 bytes\""), ("<item name=\"Sample\">", "<item>"), ("unit=\"K\" key", "key"),
    (">10.0<", ">ten<"), ("<expression>", "<formula>"), ("version=\"1\" program", "version=\"2\" program"),
    ("line=\"3\"", "line=\"0\""), ("<channel name=\"good\"", "<channel colour=\"red\" name=\"good\""),
    (" name=\"energy\"", ""), ("<metadata>", "<metadata>loose text"),
    ("<metadata>", "<metadata><other xmlns=\"urn:other\"/>"),
  ]

  @Test("a wrong document is a finding with its line, and the rest is read", arguments: faults)
  func fault(_ fault: (right: String, wrong: String)) throws {
    let text = try MetaXMLTest.text(MetaXMLTest.sample)
    let place = try #require(text.range(of: fault.right), "the sample has \(fault.right)")
    var wrong = text.replacingCharacters(in: place, with: fault.wrong)
    if fault.wrong == "<formula>" { wrong = wrong.replacingOccurrences(of: "</expression>", with: "</formula>") }
    let line = text[..<place.lowerBound].split(separator: "\n", omittingEmptySubsequences: false).count
    let document = try MetaXMLTest.read(wrong)
    let findings = document.findings.filter { $0.code == "META-XML-SCHEMA" }
    let lines = findings.compactMap(\.location.line)
    #expect(lines.contains { abs($0 - line) <= 1 }, "\(fault.wrong): \(lines) for \(line)")
    #expect(findings.allSatisfy { $0.severity == .error && $0.location.path?.hasPrefix("/document") ?? false })
    #expect(document.measurements.count == 1)
  }

  @Test("the right document has no finding of the schema")
  func right() throws {
    #expect(try MetaXMLTest.read(try MetaXMLTest.write(MetaXMLTest.sample)).findings.count == 1)
  }

  @Test("the line of a fault is right beyond 65535")
  func farLine() throws {
    var document = MetaXMLTest.sample
    document.findings = []
    document.metadata = Metadata((0..<90_000).map { MetadataNode("n\($0)", .text("x")) })
    var lines = try MetaXMLTest.text(document).split(separator: "\n", omittingEmptySubsequences: false)
    let index = try #require(lines.firstIndex { $0.contains("name=\"n80000\"") })
    lines[index] = "<item nome=\"n80000\"><text>x</text></item>"
    let findings = try MetaXMLTest.read(lines.joined(separator: "\n")).findings
    #expect(index + 1 > 80_000)
    #expect(Set(findings.map(\.location.line)) == [index + 1])
    #expect(findings.first?.location.path?.hasPrefix("/document/metadata[1]/item[80001]") ?? false)
  }

  @Test("numbers that type and shape do not allow are a finding, and stay readable as text")
  func wrongNumbers() throws {
    for (numbers, shape) in [("1 300", "2"), ("1 2", "3"), ("1 2 3", "9223372036854775807 9"), ("1.5", "1"), ("", "1")]
    {
      var text = try MetaXMLTest.text(
        Document(origin: Origin(name: "x", format: "xdi", readerVersion: "0"), metadata: Metadata()))
      text = text.replacingOccurrences(
        of: "</document>",
        with: "<metadata><item name=\"a\"><numbers type=\"int8\" shape=\"\(shape)\">\(numbers)</numbers></item>"
          + "</metadata></document>")
      let document = try MetaXMLTest.read(text)
      #expect(document.findings.map(\.code) == ["META-XML-VALUE"], "\(numbers) in \(shape)")
      #expect(document.metadata.text("a") == numbers)
    }
  }

  @Test("a view that says other than its metadata is a warning with line and cure; rewritten numbers are the same")
  func editedViews() throws {
    let text = try MetaXMLTest.text(MetaXMLTest.sample)
    let same = text.replacingOccurrences(of: ">10.0<", with: ">1.00e1<")
    #expect(try MetaXMLTest.read(same).findings.count == 1)
    let other = text.replacingOccurrences(of: ">10.0<", with: ">11<")
    let finding = try #require(try MetaXMLTest.read(other).findings.first)
    #expect(finding.code == "META-XML-VIEW" && finding.severity == .warning)
    #expect(finding.expected == "10.0" && finding.found == "11")
    #expect(finding.hint == "Edit the item Sample.temperature of metadata instead.")
    let line = other.components(separatedBy: ">11<")[0].components(separatedBy: "\n").count
    #expect(finding.location.line == line)
  }
}
