/// The families of NXxas side by side: what each demands, and how to choose.
import Bytes
public import Formats

/// Explains application definitions.
public enum FamilyExplanation {
  /// The families of these ids; all of them for the name that several share, NXxas.
  public static func families(asked ids: [String]) -> [XASFamily] {
    let asked = ids.compactMap { XASFamily.named($0) }
    return asked.contains(where: comparesAll) ? XASFamily.all : asked
  }

  /// For a terminal: each definition with what it demands; for `NXxas` all of them in a table first.
  public static func lines(_ families: [XASFamily], style: TextStyle = TextStyle()) -> [String] {
    guard !families.isEmpty else { return [] }
    var lines: [String] = []
    if families.contains(where: comparesAll) {
      lines += ["Definitions of X-ray absorption, as convert --definition takes them", ""]
      lines += table.lines(style) + [""] + wrapped(advice, style) + [""]
    }
    for (number, family) in families.enumerated() {
      if number > 0 { lines.append("") }
      lines.append(style.ink(.strong, family.id) + "  " + family.summary)
      for (label, text) in parts(of: family) { lines += part(label, text, style) }
    }
    return lines
  }

  /// A page of documentation: the table, then a section for each definition.
  public static func markdown(_ families: [XASFamily]) -> [String] {
    guard !families.isEmpty else { return [] }
    var lines: [String] = []
    if families.contains(where: comparesAll) {
      lines += ["| id | by | for | text in the file |", "|---|---|---|---|"]
      lines += XASFamily.all.map { "| `\($0.id)` | \($0.maker.name) | \($0.summary) | `\($0.definition)` |" }
      lines += ["", advice, ""]
    }
    for family in families {
      lines += ["## \(family.id)", "", family.summary + ".", ""]
      lines += parts(of: family).map { "- \($0.label): \($0.text)" } + [""]
    }
    lines.removeLast()
    return lines
  }

  /// The member `definitions` of the report `edgewise.explain/1`.
  static func write(_ families: [XASFamily], to json: inout JSONWriter) {
    json.key("definitions")
    json.array { json in
      for family in families {
        json.object { json in
          json.member("id", family.id)
          json.member("definition", family.definition)
          json.member("by", family.maker.name)
          json.member("version", family.maker.version)
          json.member("summary", family.summary)
          json.member("special", family.special)
          json.member("choice", family.choice)
          json.key("required")
          json.array { json in for place in family.requirements { json.value(place) } }
          json.key("aliases")
          json.array { json in for alias in family.aliases { json.value(alias) } }
        }
      }
    }
  }

  private static func comparesAll(_ family: XASFamily) -> Bool { family.id == "NXxas" }

  private static let advice =
    "Without --definition an entry claims what FAIRmat made for its detection mode and keeps the official NXxas in the "
    + "subentry nxxas, so that old and new readers are served; where the mode has no definition of its own, the "
    + "official NXxas alone. --definition none claims nothing. NXxas alone always means the official one."

  private static var table: TextTable {
    var table = TextTable([.init("id"), .init("by"), .init("for"), .init("in the file")])
    for family in XASFamily.all { table.add([family.id, family.maker.rawValue, family.summary, family.definition]) }
    return table
  }

  private static func parts(of family: XASFamily) -> [(label: String, text: String)] {
    [
      ("By", "\(family.maker.name), \(family.maker.version), \(family.maker.url)"),
      ("In a file", "definition = \"\(family.definition)\""),
      ("Required", family.requirements.joined(separator: "  ")),
      ("Special", family.special), ("Choose", family.choice),
      ("Also", family.aliases.joined(separator: ", ")),
    ].filter { !$0.1.isEmpty }
  }

  private static func part(_ label: String, _ text: String, _ style: TextStyle) -> [String] {
    DisplayText.wrapped(text, to: style.width - indent).enumerated().map { index, row in
      (index == 0 ? style.ink(.faint, DisplayText.padded("  " + label, to: indent)) : blank) + row
    }
  }

  private static func wrapped(_ text: String, _ style: TextStyle) -> [String] {
    DisplayText.wrapped(text, to: style.width)
  }

  private static let indent = 13
  private static let blank = String(repeating: " ", count: indent)
}
