import DataModel
import Testing
import Validation

@Suite("The verdict on a file") struct ValidationResultTests {
  private static let code = FindingCode("TEST", .warning, "", example: "", cure: "")

  @Test(
    "follows from the worst finding",
    arguments: [
      (Finding.Severity.note, false, ValidationResult.Verdict.valid), (.note, true, .valid), (.warning, false, .valid),
      (.warning, true, .invalid), (.error, false, .invalid),
    ])
  func verdict(severity: Finding.Severity, isStrict: Bool, expected: ValidationResult.Verdict) {
    let finding = Finding(Self.code, "found", severity: severity)
    let result = ValidationResult(judging: [finding], of: "a.nxs", format: "nexus", isStrict: isStrict)
    #expect(result.verdict == expected)
    #expect(result.findings == [finding])
  }
}
