/// The LabVIEW Control Panel of APS 20-BM, 20-ID and 9-BM.
import Bytes
import DataModel

extension BeamlineDialect {
  static let apsLabVIEW = BeamlineDialect(
    id: "aps-labview", name: "APS 20-BM, 20-ID and 9-BM: LabVIEW Control Panel (text)",
    sign: { head in
      let line = head.opening
      let isPanel = line.hasPrefix("#") && line.contains("LabVIEW Control Panel")
      return isPanel ? "the first line says that LabVIEW Control Panel wrote the file" : nil
    },
    content: .text(TextLayout(labels: LabVIEWPanel.labels, facts: LabVIEWPanel.facts)), roles: LabVIEWPanel.roles,
    complete: LabVIEWPanel.complete)
}

enum LabVIEWPanel {
  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    LabVIEWLegend.labels(header) ?? LabVIEWLegend.lastLine(header)?.labels
  }

  static let roles: [RoleRule] = [
    RoleRule("mono energy (alt)", .energy, unit: "eV"), RoleRule("mono energy", .energy, unit: "eV"),
    RoleRule("energy", .energy, unit: "eV"), RoleRule("scaler preset time", .time, unit: "s"),
    RoleRule("i0", .i0), RoleRule("io", .i0), RoleRule("prekb-i0", .i0), RoleRule("it", .itrans),
    RoleRule("itrans", .itrans), RoleRule("iref", .irefer), RoleRule("iref (cal)", .irefer), RoleRule("if", .ifluor),
    RoleRule("ifluor", .ifluor),
  ]

  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    if let text = line.text(behind: "LabVIEW Control Panel") { return created(text, line) }
    if line.hasPrefix("Beamline ") { return [HeaderFact("Beamline.name", line.dropFirst(9))] }
    if line.hasPrefix("E0:") {
      let numbers = line.numbers
      guard let energy = numbers.first, line.contains("eV") else { return nil }
      return [HeaderFact("Scan.edge_energy", energy, unit: "eV")]
        + (numbers.count > 1 && line.contains("points") ? [HeaderFact("Scan.points", numbers[1])] : [])
    }
    return LabVIEWLegend.isEntry(line) ? [] : nil
  }

  /// `6/15/2018  8:14:19 PM; Scan time 0 hrs 10 min 2 sec.`
  private static func created(_ text: Substring, _ line: String) -> [HeaderFact]? {
    let parts = text.split(separator: ";", maxSplits: 1)
    let words = parts.first?.split(separator: " ") ?? []
    guard words.count >= 2 else { return nil }
    let date = words[0].split(separator: "/").map { Int($0) }
    guard date.count == 3,
      let time = LocalTime.iso(
        year: date[2], month: date[0], day: date[1], time: words.dropFirst().joined(separator: " "))
    else { return nil }
    // Whether it is the beginning or the end of the scan, the file does not say.
    var facts = [HeaderFact("Scan.program", "LabVIEW Control Panel"), HeaderFact("Scan.file_time", time)]
    if let duration = parts.dropFirst().first?.text(behind: "Scan time ") {
      facts.append(HeaderFact("Scan.duration", duration))
    }
    return facts
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    // The same labels once more, cut.
    if let last = scan.header.lines.last(where: { $0.kind == .text }),
      scan.header.lines.contains(where: { $0.text == "Column Headings:" }) || LabVIEWLegend.labels(scan.header) == nil
    {
      scan.dropHeaderLines([last.number])
    }
    findMonitor(&scan)
    scan.reportPointCount(announced: scan.number("Scan.points"))
    addWindows(&scan)
  }

  /// The ion chamber before the sample has many names; all end in I0. One that carries the correction for dead time
  /// is made for the fluorescence only.
  private static func findMonitor(_ scan: inout BeamlineScan) {
    for index in scan.columns.indices where isCorrectedMonitor(scan.columns[index].draft.name) {
      scan.columns[index].draft.role = .monitor
      scan.columns[index].draft.isSettled = true
    }
    guard scan.index(of: .i0) == nil,
      let index = scan.columns.firstIndex(where: {
        !$0.draft.isSettled && $0.draft.name.lowercased().hasSuffix("i0")
      })
    else { return }
    scan.columns[index].draft.role = .i0
    scan.columns[index].draft.isSettled = true
  }

  private static func isCorrectedMonitor(_ name: String) -> Bool { name.contains("DT Corr") }

  /// Sums over the detector's elements in one window of energy, such as `XMAP4:AsKa_Sum`. Each is a fluorescence of its
  /// own; the one whose element has an edge at the stated E0 comes first. What they are divided by is I0 times the part
  /// of the time in which the detector was alive, so that the quotient is corrected for dead time.
  private static func addWindows(_ scan: inout BeamlineScan) {
    let windows = scan.columns.indices.compactMap { index in
      EmissionWindowLabel(sum: scan.columns[index].draft.name).map { (index: index, window: $0) }
    }
    guard !windows.isEmpty else { return }
    for (index, window) in windows {
      scan.columns[index].draft.role = .ifluor
      scan.columns[index].draft.qualifier = window.text
      scan.columns[index].draft.isSettled = true
    }
    let corrected = scan.columns.firstIndex { isCorrectedMonitor($0.draft.name) }
    guard let monitor = corrected ?? scan.index(of: .i0) else { return }
    let edge = scan.number("Scan.edge_energy")
    let ordered = windows.filter { $0.window.hasEdge(near: edge) } + windows.filter { !$0.window.hasEdge(near: edge) }
    scan.signals =
      scan.transmissionSignals()
      + ordered.map { index, window in
        Signal(
          name: "fluorescence_\(window.element.symbol)_\(window.line)",
          expression: "\(scan.quoted(index))/\(scan.quoted(monitor))", mode: .fluorescence)
      }
  }
}

/// What a label says about a window of emission: element and line.
struct EmissionWindowLabel {
  let element: Element
  /// As written: `Ka`.
  let line: String
  var text: String { "\(element.symbol) \(line)" }

  /// `XMAP4:AsKa_Sum`; nil for other labels, such as totals and single elements of the detector.
  init?(sum label: String) {
    guard label.hasSuffix("_Sum"), let name = label.dropLast(4).split(separator: ":").last else { return nil }
    self.init(name)
  }

  /// `AsKa`, `As Ka` or `As_Ka`.
  init?(_ name: some StringProtocol) {
    for count in [2, 1] {
      let line = name.dropFirst(count).drop { $0 == " " || $0 == "_" }
      guard let element = Element(symbol: String(name.prefix(count))), let shell = line.first, "KLM".contains(shell),
        line.dropFirst().allSatisfy({ "abgl0123456789".contains($0) })
      else { continue }
      self.element = element
      self.line = String(line)
      return
    }
    return nil
  }

  /// Whether the element has an edge within 100 eV of an energy in eV.
  func hasEdge(near energy: Double?) -> Bool {
    guard let energy else { return false }
    return AbsorptionEdge.allCases.contains { edge in edge.energy(of: element).map { abs($0 - energy) < 100 } ?? false }
  }
}
