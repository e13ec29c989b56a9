/// Rules of NeXus without a code of their own, and groups of codes.
import Bytes
public import DataModel
public import Validation

/// Explains rules.
public enum RuleExplanation {
  /// The codes and rules that a text names together: `NX-P` all about what has to be there, `XDI` all of one format.
  /// Empty when it names no group.
  public static func group(_ text: String) -> (codes: [FindingCode], rules: [NeXusRule]) {
    let wanted = text.uppercased()
    func belongs(_ id: String) -> Bool {
      let rest = id.dropFirst(wanted.count)
      return id.hasPrefix(wanted) && (rest.first == "-" || !wanted.hasSuffix("-") && isNumber(rest))
    }
    let codes = FindingCatalogue.all.filter { belongs($0.id.uppercased()) }.sorted { inOrder($0.id, $1.id) }
    return (codes, NeXusRule.all.filter { belongs($0.id) }.sorted { inOrder($0.id, $1.id) })
  }

  private static func isNumber(_ text: Substring) -> Bool { !text.isEmpty && text.allSatisfy(\.isNumber) }

  /// `NX-X9` comes before `NX-X10`.
  private static func inOrder(_ left: String, _ right: String) -> Bool {
    let stems = (left.prefix { !$0.isNumber }, right.prefix { !$0.isNumber })
    guard stems.0 == stems.1, left.count != right.count else { return left < right }
    return left.count < right.count
  }

  /// For a terminal.
  public static func lines(_ rules: [NeXusRule], style: TextStyle = TextStyle()) -> [String] {
    var lines: [String] = []
    for rule in rules {
      if !lines.isEmpty { lines.append("") }
      lines.append(style.ink(.strong, rule.id) + "  rule")
      lines += DisplayText.wrapped(rule.text, to: style.width - 2).map { "  " + $0 }
      lines += DisplayText.wrapped(shown(rule), to: style.width - 2).map { "  " + style.ink(.faint, $0) }
    }
    return lines
  }

  /// A page of documentation.
  public static func markdown(_ rules: [NeXusRule]) -> [String] {
    rules.flatMap { ["### \($0.id)", "", "*rule*: \($0.text)", "", "- \(shown($0))", ""] }
  }

  private static func shown(_ rule: NeXusRule) -> String {
    rule.shownBy.isEmpty ? "Nothing is reported about it." : "Shows as \(rule.shownBy.joined(separator: ", "))."
  }

  /// The member `rules` of the report `edgewise.explain/1`.
  static func write(_ rules: [NeXusRule], to json: inout JSONWriter) {
    json.key("rules")
    json.array { json in
      for rule in rules {
        json.object { json in
          json.member("rule", rule.id)
          json.member("text", rule.text)
          json.key("shown_by")
          json.array { json in for code in rule.shownBy { json.value(code) } }
        }
      }
    }
  }
}
