/// The page of `report`.
import Bytes
import DataModel
import Plotting

/// A table of what was read, the normalised spectra in one figure, a figure for each measurement, and findings.
struct ReportPage {
  let summaries: [MeasurementSummary]
  let findings: [Finding]
  let parameters: AnalysisParameters
  let theme: Theme

  /// Figures of more measurements would make a page that no browser opens.
  private static let figureLimit = 200
  private static let findingLimit = 500

  /// The page. Throws `.outOfMemory` when the image of a map cannot be packed.
  func bytes() throws(FileError) -> [UInt8] {
    let files = Set(summaries.map(\.file)).count
    let counts = "\(Self.count(summaries.count, "measurement")) of \(Self.count(files, "file"))"
    var page = HTMLPage(title: "Measurements", theme: theme)
    page.paragraph("\(counts) · edgewise \(EdgewiseVersion.string)", isSoft: true)
    writeTable(to: &page)
    try writeOverview(to: &page)
    try writeFigures(to: &page)
    writeFindings(to: &page)
    return page.finish()
  }

  private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  private func writeTable(to page: inout HTMLPage) {
    let titles =
      ["file", "measurement", "format", "edge"].map { HTMLPage.Cell($0) }
      + ["E₀ (eV)", "edge step", "points", "findings"].map { HTMLPage.Cell($0, isNumber: true) }
    page.table(
      titles,
      summaries.enumerated().map { index, summary in
        let about = findings.count { $0.location.file == summary.file && $0.severity != .note }
        let target = index < Self.figureLimit && !summary.signal.isEmpty ? "m\(index + 1)" : nil
        return [
          HTMLPage.Cell(summary.file), HTMLPage.Cell(summary.title ?? summary.selector, target: target),
          HTMLPage.Cell(summary.format), HTMLPage.Cell(summary.edge),
          Self.number(summary.normalized?.number("e0").map { DisplayNumber.fixed($0, decimals: 2) }),
          Self.number(summary.normalized?.number("edge_step").map { DisplayNumber.significant($0, digits: 4) }),
          Self.number(summary.points.map(String.init)), Self.number(about == 0 ? nil : "\(about)"),
        ]
      })
  }

  private static func number(_ text: String?) -> HTMLPage.Cell { HTMLPage.Cell(text ?? "", isNumber: true) }

  private func writeOverview(to page: inout HTMLPage) throws(FileError) {
    let normalized = summaries.compactMap(\.normalized)
    guard normalized.count > 1, let figure = NormalizedPlot.normalized(StepResults(normalized, parameters)) else {
      return
    }
    page.heading("Normalised spectra")
    try page.figure(figure)
  }

  private func writeFigures(to page: inout HTMLPage) throws(FileError) {
    page.heading("Measurements")
    for (index, summary) in summaries.prefix(Self.figureLimit).enumerated() where !summary.signal.isEmpty {
      guard let figure = SignalPlot.figure(StepResults(summary.signal, parameters)) else { continue }
      let words = [summary.title ?? "", summary.file, summary.selector].filter { !$0.isEmpty }
      try page.details(words.joined(separator: " · "), id: "m\(index + 1)") { page throws(FileError) in
        try page.figure(figure)
      }
    }
    if summaries.count > Self.figureLimit {
      page.paragraph(
        "Of \(summaries.count) measurements the first \(Self.figureLimit) are drawn; edgewise plot draws any.",
        isSoft: true)
    }
  }

  private func writeFindings(to page: inout HTMLPage) {
    let shown = findings.filter { $0.severity != .note }
    guard !shown.isEmpty else { return }
    page.heading("Findings")
    page.table(
      ["file", "severity", "code", "what was found"].map { HTMLPage.Cell($0) },
      shown.prefix(Self.findingLimit).map { finding in
        [finding.location.file ?? "", finding.severity.rawValue, finding.code, finding.message].map {
          HTMLPage.Cell($0)
        }
      })
    if shown.count > Self.findingLimit {
      page.paragraph("and \(shown.count - Self.findingLimit) more: edgewise inspect lists them.", isSoft: true)
    }
  }
}
