import Bytes
import DataModel
import Foundation
import Testing
import Validation
import XML

@Suite("Reports of a validation") struct ReportTests {
  private static let broken = FindingCode("T-BROKEN", .error, "It is broken.", example: "", cure: "Mend it.")
  private static let odd = FindingCode("T-ODD", .warning, "It is odd.", example: "", cure: "Look at it.")

  private static func code(_ id: String) -> FindingCode? { [broken, odd].first { $0.id == id } }

  private static func report() -> ValidationReport {
    var report = ValidationReport(suppresses: true)
    report.add(ValidationReport.Entry(ValidationResult(file: "good one.nxs", verdict: .valid, format: "nexus")))
    report.add(
      ValidationReport.Entry(
        ValidationResult(
          judging: [
            Finding(
              odd, "set {1} of <b>\"x\"</b> & more", at: Finding.Location(file: "./scans/ü:1.xml", line: 3, column: 7)),
            Finding(broken, "a bell \u{7} rings", at: Finding.Location(path: "/entry/a"), expected: "2", found: "3"),
            Finding(broken, "a bell \u{7} rings", at: Finding.Location(path: "/entry/b"), expected: "2", found: "3"),
          ], of: "./scans/ü:1.xml", format: "xml", definitions: ["kernel-4.7/metadata.xsd"]),
        suppressed: [.init(Finding(odd, "known", at: Finding.Location(path: "/entry/c")), reason: "ticket 7")]))
    report.add(
      ValidationReport.Entry(
        ValidationResult(file: "/data/gone.nxs", verdict: .unreadable, findings: [Finding(broken, "no such file")])))
    report.findings = [Finding(odd, "expired", at: Finding.Location(file: "known.txt", line: 2))]
    return report
  }

  @Test("SARIF has a rule for each code, a result for each finding, and its place")
  func sarif() throws {
    let bytes = SARIFReport(Self.report(), codes: Self.code, folder: "/data").bytes()
    let root = try JSONValue(parsing: bytes)
    #expect(root["version"]?.string == "2.1.0")
    let run = try #require(root["runs"]?[0])
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.elements)
    #expect(rules.map { $0["id"]?.string } == ["T-BROKEN", "T-ODD"])
    #expect(rules[0]["help"]?["text"]?.string == "Mend it.")
    #expect(rules[1]["defaultConfiguration"]?["level"]?.string == "warning")
    let results = try #require(run["results"]?.elements)
    #expect(results.map { $0["ruleId"]?.string } == ["T-ODD", "T-BROKEN", "T-BROKEN", "T-ODD", "T-BROKEN", "T-ODD"])
    for result in results {
      let index = try #require(result["ruleIndex"]?.int)
      #expect(rules[index]["id"] == result["ruleId"])
    }
    // Section 3.11.5 of the standard: braces are doubled.
    #expect(results[0]["message"]?["text"]?.string == "set {{1}} of <b>\"x\"</b> & more")
    let place = results[0]["locations"]?[0]?["physicalLocation"]
    #expect(place?["artifactLocation"]?["uri"]?.string == "scans/%C3%BC:1.xml")
    #expect(place?["region"]?["startLine"]?.int == 3 && place?["region"]?["startColumn"]?.int == 7)
    #expect(results[1]["locations"]?[0]?["logicalLocations"]?[0]?["fullyQualifiedName"]?.string == "/entry/a")
    #expect(results[1]["message"]?["text"]?.string == "a bell \u{7} rings (expected 2; found 3)")
    #expect(results.map { $0["suppressions"]?[0]?["justification"]?.string } == [nil, nil, nil, "ticket 7", nil, nil])
    #expect(
      run["artifacts"]?.elements?.map { $0["location"]?["uri"]?.string } == [
        "good%20one.nxs", "scans/%C3%BC:1.xml", "gone.nxs",
      ])
  }

  @Test(
    "names become URI references",
    arguments: [
      ("a b.nxs", "a%20b.nxs"), ("./a/../b", "a/../b"), ("12:30.dat", "./12:30.dat"),
      ("/x/#1?.nxs", "file:///x/%231%3F.nxs"),
      ("100%.dat", "100%25.dat"),
    ])
  func uris(name: String, uri: String) throws {
    var report = ValidationReport()
    report.add(ValidationReport.Entry(ValidationResult(file: name, verdict: .valid)))
    let root = try JSONValue(parsing: SARIFReport(report, codes: Self.code).bytes())
    #expect(root["runs"]?[0]?["artifacts"]?[0]?["location"]?["uri"]?.string == uri)
  }

  @Test("JUnit has one test case per file: a failure for what is invalid, an error for what is unreadable")
  func junit() throws {
    let root = try XMLElement(parsing: try JUnitReport(Self.report()).bytes())
    let suite = try #require(root.first(named: "testsuite"))
    #expect(["tests", "failures", "errors"].map { suite.attribute($0) } == ["3", "1", "1"])
    let cases = suite.elements(named: "testcase")
    #expect(cases.map { $0.attribute("name") } == ["good one.nxs", "./scans/ü:1.xml", "/data/gone.nxs"])
    #expect(cases.map { $0.elements.map(\.name.local) } == [[], ["failure"], ["error"]])
    let failure = try #require(cases[1].first(named: "failure"))
    #expect(failure.attribute("type") == "T-BROKEN")
    #expect(failure.attribute("message") == "2 errors, 1 warning: a bell \\u{7} rings")
    #expect(failure.text.contains("warning T-ODD line 3, column 7: set {1} of <b>\"x\"</b> & more"))
    #expect(failure.text.contains("error T-BROKEN /entry/b: "))
  }

  @Test("the page escapes all that comes from files, folds what repeats, and loads nothing")
  func html() throws {
    let page = String(decoding: HTMLReport(Self.report(), codes: Self.code, time: "2026-01-02").bytes(), as: UTF8.self)
    #expect(page.contains("set {1} of &lt;b&gt;&quot;x&quot;&lt;/b&gt; &amp; more"))
    #expect(page.contains("a bell \\u{7} rings (expected 2; found 3)"))
    #expect(page.contains("and 1 more like this") && page.contains("/entry/b"))
    #expect(page.contains("Reason: ticket 7"))
    #expect(page.contains("id=\"code-T-BROKEN\"") && page.contains("Mend it."))
    for stranger in ["<script", "http://", "https://", "url(", "@import", "<link", "<img", "\u{7}"] {
      #expect(!page.contains(stranger), "\(stranger)")
    }
    // Every element that is opened is closed: without the DOCTYPE and the empty elements the page is XML.
    let markup = page.replacingOccurrences(of: "<!DOCTYPE html>", with: "")
      .replacingOccurrences(of: "<meta [^>]*>", with: "", options: .regularExpression)
    let tree = try XMLElement(parsing: Array(markup.utf8))
    let details = try #require(tree.first(named: "body")).elements(named: "details")
    #expect(details.map { $0.attribute("open") != nil } == [false, true, true])
  }

  @Test(
    "what was found is said once",
    arguments: [
      ("it has the unit \"y\"", "y", "it has the unit \"y\""), ("it has any unit", "y", "it has any unit (found y)"),
      ("it has 1024 points", "1024", "it has 1024 points"), ("it has 10 points", "0", "it has 10 points (found 0)"),
    ])
  func sentences(message: String, found: String, sentence: String) {
    #expect(FindingWords.sentence(Finding(Self.odd, message, found: found)) == sentence)
  }

  @Test("the same words at several places are one group; errors come first")
  func groups() {
    let groups = FindingGroup.groups(Self.report().entries[1].result.findings)
    #expect(groups.map(\.first.code) == ["T-BROKEN", "T-ODD"])
    #expect(groups.map { $0.others.map(\.path) } == [["/entry/b"], []])
  }

  @Test("the same report gives the same bytes")
  func deterministic() throws {
    for _ in 0..<3 {
      #expect(
        SARIFReport(Self.report(), codes: Self.code).bytes() == SARIFReport(Self.report(), codes: Self.code).bytes())
      #expect(
        HTMLReport(Self.report(), codes: Self.code).bytes() == HTMLReport(Self.report(), codes: Self.code).bytes())
    }
  }
}
