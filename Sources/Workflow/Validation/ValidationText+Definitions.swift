/// The verdicts of several definitions side by side, and what each of them found.
import DataModel
import Validation

extension ValidationText {
  /// A table of the definitions, then what concerns all of them, then what concerns some, each under its names.
  mutating func sideBySide(_ result: ValidationResult, _ shown: [Finding]) -> [String] {
    var table = TextTable([
      .init("definition"), .init("verdict"), .init("errors", .right), .init("warnings", .right),
    ])
    for each in result.byDefinition {
      table.add([
        DisplayText.printable(each.definition), each.verdict.rawValue, "\(each.counts[.error])",
        "\(each.counts[.warning])",
      ])
    }
    var lines = table.lines(style)
    for section in sections(of: result, shown) {
      lines += ["", "  " + style.ink(.strong, section.title)]
      lines += self.lines(section.findings, file: result.file)
    }
    return lines
  }

  /// Findings by the definitions that gave them: those of the whole file, or of all definitions, first.
  private func sections(of result: ValidationResult, _ shown: [Finding]) -> [(title: String, findings: [Finding])] {
    let finders = result.byDefinition.map { (name: $0.definition, own: Set($0.own)) }
    var order: [String] = []
    var sections: [String: [Finding]] = [:]
    for finding in shown {
      let names = finders.filter { $0.own.contains(finding) }.map(\.name)
      let title = names.isEmpty ? "" : "For \(names.joined(separator: " and "))"
      if sections[title] == nil { order.append(title) }
      sections[title, default: []].append(finding)
    }
    let common = finders.count == 2 ? "For both, or about the file" : "For all of them, or about the file"
    return order.sorted { $0.isEmpty && !$1.isEmpty }.map { title in
      (DisplayText.printable(title.isEmpty ? common : title), sections[title] ?? [])
    }
  }
}
