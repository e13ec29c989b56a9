import Bytes
import DataModel
import Glibc
import Testing
import Validation

@testable import Workflow

@Suite("Suppressions") struct SuppressionTests {
  private static func suppressions(_ text: String, today: String = "2027-01-15") throws -> Suppressions {
    try Suppressions(
      reading: try ByteSource(name: "known.txt", bytes: Array(text.utf8)), today: CalendarDate(today))
  }

  private static let unit = Finding(
    XMLFinding.violation, "no unit", at: Finding.Location(path: "/entry1/instrument/mono/energy@units"))

  @Test(
    "code, path and file decide together what is covered",
    arguments: [
      ("[XML-SCHEMA]", true), ("[xml-s*]", true), ("[XML-MORE]", false),
      ("[XML-*]\npath = /entry*/instrument/**", true), ("[XML-*]\npath = /entry?/**@units", true),
      ("[XML-*]\npath = /entry*/energy@units", false), ("[XML-*]\npath = /entry1", false),
      ("[XML-*]\nfile = *.nxs", true), ("[XML-*]\nfile = day1/*.nxs", true), ("[XML-*]\nfile = day2/*", false),
      ("[XML-*]\nfile = *.h5", false), ("[XML-*]\npath = /entry1/**\nfile = *.h5", false),
    ])
  func cover(entry: String, isCovered: Bool) throws {
    var use = SuppressionUse(try Self.suppressions(entry + "\nreason = known\n"))
    #expect(use.reason(for: Self.unit, in: "./day1/a.nxs") == (isCovered ? "known" : nil))
    #expect(use.findings.map(\.code) == (isCovered ? [] : ["SUPPRESS-UNUSED"]))
  }

  @Test("a suppression holds through its last day, then warns and covers no more")
  func expiry() throws {
    let text = "# why\n\n[XML-SCHEMA]\nreason = until the shutdown\nexpires = 2027-01-15\n"
    var last = SuppressionUse(try Self.suppressions(text, today: "2027-01-15"))
    #expect(last.reason(for: Self.unit, in: "a") == "until the shutdown")
    #expect(last.findings == [])
    var after = SuppressionUse(try Self.suppressions(text, today: "2027-01-16"))
    #expect(after.reason(for: Self.unit, in: "a") == nil)
    let finding = try #require(after.findings.first)
    #expect(finding.code == "SUPPRESS-EXPIRED" && finding.severity == .warning)
    #expect(finding.location == Finding.Location(file: "known.txt", line: 3))
    #expect(finding.message.contains("2027-01-15") && finding.message.contains("until the shutdown"))
  }

  @Test(
    "what is wrong with a file is said with its line",
    arguments: [
      ("reason = x", 1, "before the first [CODE]"), ("[XML-SCHEMA]\npath = /a", 1, "no reason"),
      ("[XML-SCHEMA]\nreason = x\n[NOPE-*]\nreason = y", 3, "no finding code 'NOPE-*'"),
      ("[XML-SCHEMA]\nreason = x\nuntil = 2027-01-01", 3, "no key 'until'"),
      ("[XML-SCHEMA]\nreason = x\nexpires = 2027-02-29", 3, "'2027-02-29' is no date"),
      ("[XML-SCHEMA]\nreason =", 2, "'reason' has no value"),
      ("[XML-SCHEMA]\nreason = x\nreason = y", 3, "given twice"), ("[XML-SCHEMA\nreason = x", 1, "not closed"),
      ("XML-SCHEMA", 1, "neither [CODE] nor KEY = VALUE"),
    ])
  func refusals(text: String, line: Int, words: String) throws {
    do {
      _ = try Self.suppressions(text)
      Issue.record("accepted: \(text)")
    } catch let error as SuppressionError {
      #expect(error.line == line)
      #expect(error.description.hasPrefix("known.txt:\(line): ") && error.description.contains(words))
    }
  }

  @Test(
    "dates are those of the calendar",
    arguments: [
      ("2027-01-01", true), ("2028-02-29", true), ("2000-02-29", true), ("1900-02-29", false), ("2027-04-31", false),
      ("2027-13-01", false), ("2027-1-1", false), ("2027-00-10", false), ("20270101", false), ("2027-01-0+", false),
    ])
  func dates(text: String, isDate: Bool) { #expect((CalendarDate(text) != nil) == isDate) }

  @Test("a pattern of many stars is fast and right")
  func stars() {
    let text = String(repeating: "a", count: 5000)
    #expect(!Glob(String(repeating: "*a", count: 50) + "b").matches(text))
    #expect(Glob("*a*a?**").matches(text))
    #expect(!Glob("a*c").matches("a/c") && Glob("a**c").matches("a/b/c") && Glob("").matches(""))
  }

  @Test("patterns without ** fit what fnmatch says fits")
  func peer() {
    for _ in 0..<3000 {
      let pattern = String((0..<Int.random(in: 0...7)).map { _ in "ab/?*".randomElement() ?? "a" })
      let text = String((0..<Int.random(in: 0...7)).map { _ in "ab/".randomElement() ?? "a" })
      guard !pattern.contains("**") else { continue }
      #expect(Glob(pattern).matches(text) == (fnmatch(pattern, text, FNM_PATHNAME) == 0), "\(pattern) \(text)")
    }
  }

  @Test("suppressed findings neither count nor disappear, and what is unreadable stays so")
  func entries() throws {
    let suppressions = try Self.suppressions("[XML-*]\nreason = known\n[FILE-EMPTY]\nreason = empty\n")
    let run = ValidationRun(ValidationOptions(), suppressions: suppressions)
    var use: SuppressionUse? = SuppressionUse(suppressions)
    let other = Finding(ValidationFinding.suffix, "odd")
    let entry = run.entry(ValidationResult(judging: [Self.unit, other], of: "a.nxs", format: "nexus"), &use)
    #expect(entry.result.verdict == .valid)
    #expect(entry.result.findings == [other])
    #expect(entry.suppressed == [.init(Self.unit, reason: "known")])
    let empty = ValidationResult(file: "b", verdict: .unreadable, findings: [Finding(InputFinding.empty, "empty")])
    #expect(run.entry(empty, &use).result == empty)
  }
}
