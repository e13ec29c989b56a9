/// The text of finding codes: what they mean, and what to do.
import Bytes
public import DataModel
public import Formats
public import Validation

/// Explains finding codes.
public enum CodeExplanation {
  /// The report `edgewise.explain/1`.
  public static func json(
    _ codes: [FindingCode], rules: [NeXusRule] = [], families: [XASFamily] = [],
    comparison: ComparisonExplanation? = nil
  ) -> [UInt8] {
    var json = JSONWriter(isPretty: true)
    json.object { json in
      json.member("schema", "edgewise.explain/1")
      json.key("codes")
      json.array { json in
        for code in codes {
          json.object { json in
            json.member("code", code.id)
            json.member("severity", code.severity.rawValue)
            json.member("meaning", code.meaning)
            json.member("example", code.example)
            json.member("cure", code.cure)
            json.member("partial_read", code.isPartialRead)
          }
        }
      }
      if !rules.isEmpty { RuleExplanation.write(rules, to: &json) }
      if !families.isEmpty { FamilyExplanation.write(families, to: &json) }
      comparison?.write(to: &json)
    }
    return json.finish()
  }

  /// For a terminal: each code with its parts below it.
  public static func lines(_ codes: [FindingCode], style: TextStyle = TextStyle()) -> [String] {
    var lines: [String] = []
    for code in codes {
      if !lines.isEmpty { lines.append("") }
      let severity = style.ink(inks[code.severity] ?? .note, code.severity.rawValue)
      lines.append(style.ink(.strong, code.id) + "  " + severity)
      lines += part("", code.meaning, style)
      lines += part("Example", code.example, style)
      lines += part("Cure", code.cure, style)
      if code.isPartialRead {
        lines += part("", "Something in the file could not be read: verbs that read it exit with 1.", style)
      }
    }
    return lines
  }

  /// A page of documentation: a section for each group of codes, and an anchor for each code.
  public static func markdown(_ codes: [FindingCode]) -> [String] {
    var lines: [String] = []
    var group = ""
    for code in codes {
      let own = String(code.id.prefix { $0 != "-" })
      if own != group {
        group = own
        lines += ["## \(own)", ""]
      }
      lines += ["### \(code.id)", "", "*\(code.severity.rawValue)*: \(escaped(code.meaning))", ""]
      if !code.example.isEmpty { lines += ["- Example: \(escaped(code.example))"] }
      if !code.cure.isEmpty { lines += ["- Cure: \(escaped(code.cure))"] }
      if code.isPartialRead { lines += ["- Something in the file could not be read: verbs that read it exit with 1."] }
      lines.append("")
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private static let inks: [Finding.Severity: TextStyle.Ink] = [.error: .error, .warning: .warning, .note: .note]

  private static func part(_ label: String, _ text: String, _ style: TextStyle) -> [String] {
    guard !text.isEmpty else { return [] }
    let indent = label.isEmpty ? 2 : 11
    return DisplayText.wrapped(DisplayText.printable(text), to: style.width - indent).enumerated().map { index, row in
      let head = index == 0 && !label.isEmpty ? DisplayText.padded("  \(label)", to: indent) : ""
      return (head.isEmpty ? String(repeating: " ", count: indent) : style.ink(.faint, head)) + row
    }
  }

  /// Examples quote files; what they hold must not become markup.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "\\`*_{}[]<>#|".contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
