/// Makes a measurement of a header and the columns under it: names, units, roles, signals, and what they rested on.
import Bytes
import DataModel

struct ColumnsAssembly {
  private(set) var measurement = Measurement(selector: "1")
  private(set) var findings: [Finding] = []
  private let header: ColumnsHeader
  private let columns: [NumericTable.Column]
  private var dimension = Dimension.point

  init(header: ColumnsHeader, columns: [NumericTable.Column]) {
    self.header = header
    self.columns = columns
    findings = header.findings
    measurement.metadata = header.metadata
    measurement.title = header.metadata.evidentTitle
    measurement.startTime = header.metadata.evidentStartTime
    measurement.endTime = header.metadata.evidentEndTime
    readMeasurementLine()
    makeChannels()
    makeSignals()
  }

  private func ownLines(_ kind: EdgewiseLine.Kind) -> [EdgewiseLine] {
    header.ownLines?.filter { $0.kind == kind } ?? []
  }

  private mutating func readMeasurementLine() {
    guard let own = ownLines(.measurement).last else { return }
    measurement.title = own["title"]
    measurement.startTime = own["start_time"]
    measurement.endTime = own["end_time"]
    if let name = own["dimension"] { dimension = Dimension(name) }
  }

  // MARK: Channels

  private mutating func makeChannels() {
    var drafts = namedColumns()
    let own = ownColumns()
    for (index, line) in own { settle(&drafts[index], line) }
    findings += ColumnDraft.makeNamesUnique(&drafts)
    findings += ColumnRoles.assignByName(&drafts)
    let evidence = { (index: Int) in EnergyEvidence(columns[index].doubles) }
    findings += ColumnRoles.assignByValues(&drafts, evidence: evidence)
    findings += ColumnRoles.assignUnits(&drafts, evidence: evidence)
    measurement.channels = drafts.enumerated().map { index, draft in
      Channel(
        name: draft.name, role: draft.role, qualifier: draft.qualifier, unit: draft.unit, dimensions: [dimension],
        values: Values(columns[index].array))
    }
    let names = Set(drafts.map(\.name))
    for (index, line) in own {
      var channel = measurement.channels[index]
      finish(&channel, line, names: names)
      measurement.channels[index] = channel
    }
  }

  /// Names and units from the label line, the row of units, and fields of the header.
  private mutating func namedColumns() -> [ColumnDraft] {
    let fields = header.columnFields
    let labels = header.labels.flatMap { $0.isClear ? $0.labels : nil } ?? []
    reportLabels()
    return columns.indices.map { index in
      var label = index < labels.count ? ColumnLabel(parsing: labels[index]) : nil
      if label?.name.isEmpty == true { label = nil }
      if let units = header.labels?.units, index < units.count { label?.unit = LabelSearch.unit(units[index]) }
      let field = fields[index + 1]
      guard var label else { return ColumnDraft(name: field?.name ?? "col\(index + 1)", unit: field?.unit) }
      if label.unit == nil, let field, field.name.lowercased() == label.name.lowercased() { label.unit = field.unit }
      return ColumnDraft(name: label.name, unit: label.unit)
    }
  }

  private mutating func reportLabels() {
    guard let labels = header.labels else {
      if header.columnFields.isEmpty {
        findings.append(
          Finding(
            ColumnsFinding.noLabels,
            "No line names the \(columns.count) columns; they are called col1 to col\(columns.count). "
              + "Use --columns to say what they are."))
      }
      return
    }
    guard labels.labels.count != columns.count || !labels.isClear else { return }
    let consequence =
      labels.isClear
      ? "the first \(min(labels.labels.count, columns.count)) columns were named by it"
      : "which label belongs to which column cannot be told, so none was used"
    findings.append(
      Finding(
        ColumnsFinding.labelCount,
        "The label line has \(labels.labels.count) labels for \(columns.count) columns: \(consequence).",
        at: .init(line: header.labelLineNumber),
        expected: "\(columns.count) labels", found: "\(labels.labels.count) labels"))
  }

  // MARK: What Edgewise wrote about columns

  private mutating func ownColumns() -> [(Int, EdgewiseLine)] {
    var result: [(Int, EdgewiseLine)] = []
    var names: Set<String> = []
    var numbers: Set<Int> = []
    for line in ownLines(.column) {
      guard let number = line["column"].flatMap({ Int($0) }), columns.indices.contains(number - 1),
        numbers.insert(number).inserted
      else {
        reject(line, "it names no column of this table, or one that was named before")
        continue
      }
      guard let name = line["name"], names.insert(name).inserted else {
        reject(line, "it gives no name, or one that another column has")
        continue
      }
      result.append((number - 1, line))
    }
    return result
  }

  private mutating func reject(_ line: EdgewiseLine, _ reason: String) {
    findings.append(
      Finding(
        ColumnsFinding.badDeclaration, "This line of Edgewise was not used: \(reason).", at: .init(line: line.number)))
  }

  private mutating func settle(_ draft: inout ColumnDraft, _ line: EdgewiseLine) {
    draft.name = line["name"] ?? draft.name
    draft.role = line["role"].flatMap(ChannelRole.init(rawValue:)) ?? .other
    draft.qualifier = line["qualifier"]
    draft.unit = line["unit"]
    draft.isSettled = true
    draft.isNameSettled = true
    if let role = line["role"], ChannelRole(rawValue: role) == nil { reject(line, "\"\(role)\" is no role") }
  }

  private mutating func finish(_ channel: inout Channel, _ line: EdgewiseLine, names: Set<String>) {
    if let text = line["uncertainty"] {
      if text == "poisson" {
        channel.uncertainty = .poisson
      } else if let name = text.dropping(prefix: "channel:"), names.contains(name) {
        channel.uncertainty = .channel(name)
      } else {
        reject(line, "\"\(text)\" is no uncertainty")
      }
    }
    if let mask = line["mask"] {
      if names.contains(mask) { channel.mask = mask } else { reject(line, "no channel is called \"\(mask)\"") }
    }
    guard let text = line["type"] else { return }
    if let type = ElementType(rawValue: text), let values = channel.values.inMemory?.converted(to: type) {
      channel.values = Values(values)
    } else {
      reject(line, "the values are not of type \"\(text)\"")
    }
  }

  // MARK: Signals

  private mutating func makeSignals() {
    let edge = header.metadata.evidentEdge()
    findings += edge.findings
    measurement.signals = SignalInference.signals(
      for: measurement.channels, element: edge.element, edge: edge.edge)
    let own = ownLines(.signal)
    guard !own.isEmpty || ownLines(.measurement).last?["signals"] == "listed" else { return }
    measurement.signals = own.compactMap(OwnSignal.signal)
  }
}

extension String {
  fileprivate func dropping(prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
