/// What there is to know about steps: for the terminal, and for the page of the documentation.

/// The manual of the steps, made from their table.
public enum AnalysisManual {
  /// A step for the terminal.
  public static func lines(for step: AnalysisStep, _ style: TextStyle) -> [String] {
    var lines = [style.ink(.strong, step.name), "  " + step.summary, ""]
    for parameter in step.parameters {
      let unit = parameter.unit.map { " (\($0))" } ?? ""
      let standard = parameter.standard.map { ", \($0) unless given" } ?? ""
      lines.append("  \(style.ink(.strong, parameter.name))  \(parameter.grammar)\(unit)\(standard)")
      lines.append("      " + parameter.meaning)
    }
    return lines
  }

  /// All steps as a page in Markdown.
  public static func markdown() -> String {
    var text = """
      Parameters are given as `--param name=value`; the report names every
      value that was used. Energies are in eV, wavenumbers in 1/Å.

      """
    for step in AnalysisStep.all {
      text +=
        "\n## \(step.name)\n\n\(step.summary)\n\n| parameter | value | unless given | what it does |\n|---|---|---|---|\n"
      for parameter in step.parameters {
        let unit = parameter.unit.map { ", \($0)" } ?? ""
        text += row(["`\(parameter.name)`", parameter.grammar + unit, parameter.standard ?? "", parameter.meaning])
      }
      text += "\n| value | unit | meaning |\n|---|---|---|\n"
      for output in step.values { text += row(["`\(output.name)`", output.unit ?? "", output.meaning]) }
      guard !step.arrays.isEmpty else { continue }
      text += "\n| array | unit | meaning |\n|---|---|---|\n"
      for output in step.arrays { text += row(["`\(output.name)`", output.unit ?? "", output.meaning]) }
    }
    return text
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
  }
}
