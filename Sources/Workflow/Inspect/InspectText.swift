/// What a file holds, for a person at a terminal.
import Bytes
import DataModel
import Formats

struct InspectText {
  let style: TextStyle
  /// Everything, nothing shortened: all measurements, all metadata, all findings.
  let isVerbose: Bool
  /// What was found while values were read.
  private(set) var findings: [Finding] = []
  private var lines: [String] = []

  init(style: TextStyle, isVerbose: Bool) {
    self.style = style
    self.isVerbose = isVerbose
  }

  /// More measurements than this are listed in one table instead of one after the other.
  private static let measurementLimit = 3

  /// The report on a file that was read, ending with a line end.
  mutating func report(_ document: Document, file: String) -> String {
    heading(document, file: file)
    fileMetadata(document.metadata)
    if document.measurements.count > Self.measurementLimit, !isVerbose {
      overview(document.measurements, file: file)
    } else {
      for (index, measurement) in document.measurements.enumerated() {
        describe(measurement, number: document.measurements.count > 1 ? index + 1 : nil)
      }
    }
    let all = document.findings + findings
    if !all.isEmpty {
      lines.append("")
      lines += InspectFindings(style: style, isVerbose: isVerbose).lines(all, file: file)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: The file

  private mutating func heading(_ document: Document, file: String) {
    let origin = document.origin
    let format = FormatRegistry.format(id: origin.format)?.name ?? origin.format
    let count = document.measurements.count
    var parts = [format]
    if let size = origin.size { parts.append(DisplayNumber.byteCount(size)) }
    parts.append(count == 1 ? "1 measurement" : "\(count == 0 ? "no" : "\(count)") measurements")
    let name = DisplayText.printable(file)
    let facts = parts.joined(separator: style.dot)
    if DisplayText.width(name) + 2 + DisplayText.width(facts) <= style.width {
      lines.append(style.ink(.strong, name) + "  " + style.ink(.faint, facts))
    } else {
      lines += [style.ink(.strong, name), "  " + style.ink(.faint, facts)]
    }
  }

  private mutating func fileMetadata(_ metadata: Metadata) {
    let entries = metadata.entries
    guard !entries.isEmpty else { return }
    if isVerbose {
      lines.append("")
      section("File metadata")
      list(entries)
    } else {
      lines.append("  " + style.ink(.faint, "\(counted(entries.count, "entry", "entries")) of file metadata"))
    }
  }

  private mutating func overview(_ measurements: [Measurement], file: String) {
    var table = TextTable([
      .init("", .right), .init("selector"), .init("title"), .init("technique"), .init("signal"),
      .init("values", .right),
      .init("start"),
    ])
    for (index, measurement) in measurements.enumerated() {
      let signal = measurement.signals.first
      let shape = measurement.channels.max { $0.values.count < $1.values.count }?.values.shape
      table.add(
        ["\(index + 1)"]
          + [
            measurement.selector, measurement.title ?? "", measurement.technique ?? "",
            [signal?.name, signal?.element, signal?.edge].compactMap { $0 }.joined(separator: " "),
            shape.map { Self.text(ofShape: $0, style) } ?? "", measurement.startTime ?? "",
          ].map(DisplayText.printable))
    }
    lines.append("")
    lines += table.withoutEmptyColumns().lines(style)
    let example = InputAddress(file: file, selector: "1").description
    lines.append("")
    lines.append(
      "  "
        + style.ink(.faint, "One of them in full: edgewise inspect \(DisplayText.printable(example))   all: --verbose"))
  }

  // MARK: A measurement

  private mutating func describe(_ measurement: Measurement, number: Int?) {
    lines.append("")
    title(measurement, number: number)
    let facts = InspectFacts(measurement, style)
    lines += facts.lines(style)
    signals(measurement)
    channels(measurement)
    plot(measurement, facts)
    steps(measurement)
    references(measurement)
    metadata(measurement, facts)
  }

  private mutating func title(_ measurement: Measurement, number: Int?) {
    var parts: [String] = []
    if let title = measurement.title, !title.isEmpty { parts.append(style.ink(.strong, DisplayText.printable(title))) }
    if number != nil || parts.isEmpty {
      let selector = DisplayText.printable(measurement.selector)
      // A selector that only counts is no name.
      let name = selector.isEmpty || Int(selector) != nil ? "untitled" : selector
      let text = number.map { parts.isEmpty || name == selector ? "\($0): \(name)" : "\($0):" } ?? name
      parts.insert(parts.isEmpty ? style.ink(.strong, text) : text, at: 0)
    }
    if let technique = measurement.technique { parts.append(style.ink(.faint, technique)) }
    lines.append(parts.joined(separator: "  "))
  }

  private mutating func signals(_ measurement: Measurement) {
    guard !measurement.signals.isEmpty else { return }
    section(measurement.signals.count == 1 ? "Signal" : "Signals")
    var table = TextTable([.init(""), .init(""), .init(""), .init("")])
    for signal in measurement.signals {
      let edge = [signal.element, signal.edge].compactMap { $0 }.joined(separator: " ")
      let window = signal.emissionWindow.map { window in
        "\(NumberFormatter.text(window.low))\(style.sign("–", "-"))\(NumberFormatter.text(window.high)) \(window.unit)"
      }
      let mode = signal.mode.map { $0.rawValue == signal.name ? "" : $0.rawValue } ?? ""
      table.add(
        [
          signal.name, signal.expression == signal.name ? "" : signal.expression, mode,
          [edge, window ?? ""].filter { !$0.isEmpty }.joined(separator: ", "),
        ].map(DisplayText.printable))
    }
    let whole = table.withoutEmptyColumns()
    if 2 + whole.naturalWidth <= style.width {
      lines += whole.lines(style)
      return
    }
    // Formulas are not cut: they get lines of their own.
    for row in table.rows {
      lines.append("  " + [row[0], row[2], row[3]].filter { !$0.isEmpty }.joined(separator: style.dot))
      if !row[1].isEmpty { lines += wrapped(row[1], indent: 4, limit: .max) }
    }
  }

  private mutating func channels(_ measurement: Measurement) {
    guard !measurement.channels.isEmpty else { return }
    let table = InspectChannels(measurement, style: style, isVerbose: isVerbose)
    section("Channels", table.note)
    lines += table.lines
    if !table.singleValues.isEmpty {
      section("Single values")
      lines += table.singleValues
    }
    findings += table.findings
  }

  private mutating func plot(_ measurement: Measurement, _ facts: InspectFacts) {
    guard measurement.channels.contains(where: \.values.areHere) else { return }
    do throws(ExpressionError) {
      guard let curves = try InspectCurves(of: measurement) else { return }
      let plot = TerminalPlot(
        series: curves.series, names: curves.names.map(DisplayText.printable),
        xLabel: DisplayText.printable(curves.xLabel), yLabel: DisplayText.printable(curves.yLabel),
        marks: facts.marks(on: curves.abscissa))
      let drawn = plot.lines(style)
      guard !drawn.isEmpty else { return }
      lines.append("")
      lines += drawn
    } catch {
      lines.append("  " + style.ink(.faint, "no plot: " + DisplayText.printable(error.description)))
    }
  }

  private mutating func steps(_ measurement: Measurement) {
    guard !measurement.steps.isEmpty else { return }
    section(measurement.steps.count == 1 ? "Step" : "Steps")
    for (index, step) in measurement.steps.enumerated() {
      let program = [step.program, step.version].compactMap { $0 }.joined(separator: " ")
      let parameters = step.parameters.map { parameter in
        let unit = parameter.unit.map { " \($0)" } ?? ""
        let error = parameter.standardError.map { style.sign(" ± ", " +- ") + NumberFormatter.text($0) } ?? ""
        return "\(parameter.name) = \(parameter.value.display)\(error)\(unit)"
      }
      let head = [step.operation, program, step.time ?? ""].filter { !$0.isEmpty }.joined(separator: style.dot)
      lines.append("  \(index + 1)  " + DisplayText.fitted(DisplayText.printable(head), to: style.width - 5, style))
      let text = DisplayText.printable(parameters.joined(separator: ", "))
      if !text.isEmpty { lines += wrapped(text, indent: 5, limit: isVerbose ? .max : 3) }
    }
  }

  private mutating func references(_ measurement: Measurement) {
    guard !measurement.references.isEmpty else { return }
    section(measurement.references.count == 1 ? "Reference" : "References")
    var table = TextTable([.init(""), .init("")])
    for reference in measurement.references {
      let target = reference.target
      let place = [target.file, target.selector, target.channel].compactMap { $0 }.joined(separator: " :: ")
      let offset = reference.clockOffset.map { "clock offset \(NumberFormatter.text($0)) s" }
      let parts = [place.isEmpty ? target.sha256 ?? "" : place, offset ?? ""].filter { !$0.isEmpty }
      table.add([reference.relation.rawValue, DisplayText.printable(parts.joined(separator: style.dot))])
    }
    lines += table.lines(style)
  }

  private mutating func metadata(_ measurement: Measurement, _ facts: InspectFacts) {
    let entries = measurement.metadata.entries
    if isVerbose {
      guard !entries.isEmpty else { return }
      section("Metadata")
      list(entries)
      return
    }
    let rest = entries.filter { !facts.keys.contains($0.key) }.count
    guard rest > 0 else { return }
    lines.append("")
    let words = "\(facts.keys.isEmpty ? "" : "further ")metadata \(rest == 1 ? "entry" : "entries")"
    lines.append("  " + style.ink(.faint, "\(rest) \(words): --all-metadata shows them"))
  }

  // MARK: Parts

  private mutating func section(_ name: String, _ note: String = "") {
    lines.append("")
    lines.append(style.ink(.strong, name) + (note.isEmpty ? "" : "  " + style.ink(.faint, note)))
  }

  /// Keys and values; long values go on in the lines below.
  private mutating func list(_ entries: [(key: String, node: MetadataNode)]) {
    let keys = entries.map { DisplayText.printable($0.key) }
    let keyWidth = min(keys.map(DisplayText.width).max() ?? 0, max(20, style.width * 2 / 5))
    for (key, entry) in zip(keys, entries) {
      let unit = entry.node.unit.map { $0.isEmpty ? "" : " \($0)" } ?? ""
      let attributes = entry.node.attributes.map { "@\($0.name) = \($0.value.display)" }
      let value = (entry.node.value?.display ?? "") + unit
      let text = DisplayText.printable(([value] + attributes).filter { !$0.isEmpty }.joined(separator: "  "))
      let rows = DisplayText.wrapped(text, to: style.width - keyWidth - 4)
      if DisplayText.width(key) > keyWidth {
        lines.append("  " + key)
        lines += rows.filter { !$0.isEmpty }.map { String(repeating: " ", count: keyWidth + 4) + $0 }
        continue
      }
      lines.append("  " + DisplayText.padded(key, to: keyWidth) + (rows[0].isEmpty ? "" : "  " + rows[0]))
      lines += rows.dropFirst().map { String(repeating: " ", count: keyWidth + 4) + $0 }
    }
  }

  private func wrapped(_ text: String, indent: Int, limit: Int) -> [String] {
    let rows = DisplayText.wrapped(text, to: style.width - indent)
    let margin = String(repeating: " ", count: indent)
    guard rows.count > limit else { return rows.map { margin + $0 } }
    return rows.prefix(limit).map { margin + $0 } + [margin + style.ellipsis]
  }

  private func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

  static func text(ofShape shape: [Int], _ style: TextStyle) -> String {
    shape.isEmpty ? "scalar" : shape.map { "\($0)" }.joined(separator: style.times)
  }
}
