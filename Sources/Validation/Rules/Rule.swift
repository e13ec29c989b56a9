/// A rule is a value: what it is called, what it means, and how it is checked.
public import DataModel

/// One rule about subjects of one kind (a file, an object, a spectrum).
///
/// All rules about a kind stand in one table; a rule that is not in the table handed to a validator is not checked.
public struct Rule<Subject>: Sendable {
  /// Id, usual severity, meaning, example and cure, as `edgewise explain` prints them.
  public let code: FindingCode
  /// Looks at a subject and reports what breaks the rule.
  public let check: @Sendable (_ subject: Subject, _ report: inout RuleReport) -> Void

  /// A rule from its parts.
  public init(_ code: FindingCode, check: @escaping @Sendable (Subject, inout RuleReport) -> Void) {
    self.code = code
    self.check = check
  }
}

/// Gathers what rules find.
public struct RuleReport: Sendable {
  /// The findings in the order in which they were made.
  public private(set) var findings: [Finding] = []

  /// An empty report.
  public init() {}

  /// Adds a finding.
  public mutating func add(_ finding: Finding) { findings.append(finding) }

  /// Adds a finding at a path inside the file; without a severity, with the usual one of its code.
  public mutating func add(
    _ code: FindingCode, _ severity: Finding.Severity?, _ message: String, at path: String,
    expected: String? = nil, found: String? = nil, hint: String? = nil, rule: String? = nil
  ) {
    findings.append(
      Finding(
        code, message, at: Finding.Location(path: path), expected: expected, found: found, hint: hint, rule: rule,
        severity: severity))
  }

  /// Checks a subject against every rule of a table.
  public mutating func check<Subject>(_ subject: Subject, against rules: [Rule<Subject>]) {
    for rule in rules { rule.check(subject, &self) }
  }
}
