/// The authoring rules for definitions: what the schema of the language cannot say.
public import DataModel

/// Checks a definition against the authoring rules.
public enum NXDLLint {
  /// Every rule, in the order of the report.
  public static let rules: [Rule<NXDLSubject>] =
    identityRules + inheritanceRules + occurrenceRules + nameRules + valueRules + dimensionRules + styleRules

  /// What breaks the rules, in the order of the lines.
  public static func findings(_ subject: NXDLSubject, rules: [Rule<NXDLSubject>] = rules) -> [Finding] {
    var report = RuleReport()
    report.check(subject, against: rules)
    return report.findings.enumerated().sorted { left, right in
      let lines = (left.element.location.line ?? 0, right.element.location.line ?? 0)
      return lines.0 == lines.1 ? left.offset < right.offset : lines.0 < lines.1
    }.map(\.element)
  }
}
