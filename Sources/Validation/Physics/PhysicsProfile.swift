/// The physics profile: rules that hold for every absorption spectrum, whatever file it lies in.
public import DataModel

/// Checks spectra against what is physically possible and likely.
public enum PhysicsProfile {
  /// The name under which the command line offers it.
  public static let name = "xas"

  /// All rules, in the order in which their findings are listed.
  public static let rules: [Rule<SpectrumView>] =
    EnergyRules.all + SignalRules.all + EdgeRules.all + [GlitchRule.rule] + MonochromatorRules.all

  /// What is wrong with a spectrum; nothing for data that is no X-ray absorption.
  ///
  /// What is unlikely but possible is a note when the profile runs by itself, and a warning when somebody asked for it.
  public static func check(
    _ view: SpectrumView, isAskedFor: Bool = false, rules: [Rule<SpectrumView>] = rules
  ) -> [Finding] {
    guard view.isXAS else { return [] }
    var report = RuleReport()
    report.check(view, against: rules)
    guard isAskedFor else { return report.findings }
    return report.findings.map { finding in
      guard finding.severity == .note, raised.contains(finding.code) else { return finding }
      var finding = finding
      finding.severity = .warning
      return finding
    }
  }

  private static let raised = Set(PhysicsFinding.implausible.map(\.id))
}
