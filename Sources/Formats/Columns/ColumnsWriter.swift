/// Writes a file of columns: header lines, dashes, labels, and rows of shortest exact numbers.
import Bytes
import DataModel

enum ColumnsWriter {
  static func write(_ document: Document) throws(FormatError) -> [UInt8] {
    guard let measurement = ColumnsProjection.project(document).measurements.first, !measurement.channels.isEmpty else {
      throw FormatError(.unwritable, "the document has no channel of real numbers along one dimension")
    }
    var output: [UInt8] = []
    for line in headerLines(measurement) { output += "# \(line)\n".utf8 }
    output += "#----\n# ".utf8
    output += measurement.channels.map { label($0.name) }.joined(separator: " ").utf8
    output += "\n".utf8
    try CellWriter.appendRows(measurement.channels, indent: true, to: &output)
    return output
  }

  // MARK: Header

  private static func headerLines(_ measurement: Measurement) -> [String] {
    let signals = signalLines(measurement)
    return [EdgewiseLine.marker] + measurementLine(measurement, signalsAreListed: signals != nil)
      + columnLines(measurement) + (signals ?? []) + metadataLines(measurement.metadata)
  }

  /// Nothing when reading concludes the same from the metadata.
  private static func measurementLine(_ measurement: Measurement, signalsAreListed: Bool) -> [String] {
    let metadata = measurement.metadata
    let dimension = measurement.channels.first?.dimensions.first.flatMap { $0 == .point ? nil : $0.name }
    if measurement.title == metadata.evidentTitle, measurement.startTime == metadata.evidentStartTime,
      measurement.endTime == metadata.evidentEndTime, dimension == nil, !signalsAreListed
    {
      return []
    }
    let line = EdgewiseLine(
      .measurement,
      [
        "title": measurement.title, "start_time": measurement.startTime, "end_time": measurement.endTime,
        "dimension": dimension, "signals": signalsAreListed ? "listed" : nil,
      ])
    return [line.text]
  }

  /// Nil when reading concludes the same signals from channels and metadata.
  private static func signalLines(_ measurement: Measurement) -> [String]? {
    let edge = measurement.metadata.evidentEdge()
    let concluded = SignalInference.signals(for: measurement.channels, element: edge.element, edge: edge.edge)
    return concluded == measurement.signals ? nil : measurement.signals.map { OwnSignal.line($0).text }
  }

  /// A line for each column of which the label alone does not say everything.
  private static func columnLines(_ measurement: Measurement) -> [String] {
    let hasColumnFields = measurement.metadata.nodes.contains { $0.name.lowercased() == "column" }
    var roles: Set<ChannelRole> = []
    return measurement.channels.enumerated().compactMap { index, channel in
      let isFirstOfRole = roles.insert(channel.role).inserted || !ColumnRoles.single.contains(channel.role)
      let isSaid = isSaidByLabel(channel, isFirst: index == 0) && isFirstOfRole && !hasColumnFields
      return isSaid ? nil : columnLine(channel, number: index + 1)
    }
  }

  private static func isSaidByLabel(_ channel: Channel, isFirst: Bool) -> Bool {
    guard label(channel.name) == channel.name, ColumnLabel(parsing: channel.name).unit == nil, channel.unit == nil,
      channel.values.type == .float64, channel.uncertainty == .none, channel.mask == nil
    else { return false }
    if let standard = ColumnRoles.standardEntry(channel.name), channel.name != "K" {
      // Units of energies would be guessed from their values.
      return standard == RoleTable.Entry(channel.role, channel.qualifier) && channel.role != .energy
    }
    return RoleTable.entry(forColumn: channel.name) == nil && channel.role == .other && channel.qualifier == nil
      && !isFirst
  }

  private static func columnLine(_ channel: Channel, number: Int) -> String {
    let uncertainty: String? =
      switch channel.uncertainty {
      case .none: nil
      case .poisson: "poisson"
      case .channel(let name): "channel:\(name)"
      }
    let type = channel.values.type == .float64 ? nil : channel.values.type.rawValue
    return EdgewiseLine(
      .column,
      [
        "column": "\(number)", "name": channel.name, "role": channel.role == .other ? nil : channel.role.rawValue,
        "qualifier": channel.qualifier, "unit": channel.unit, "type": type, "uncertainty": uncertainty,
        "mask": channel.mask,
      ]
    ).text
  }

  /// A name as a label: without anything that separates labels or begins a comment.
  private static func label(_ name: String) -> String {
    let plain = name.unicodeScalars.map { scalar -> Character in
      let isSafe =
        scalar.value > 0x20 && scalar.value != 0x7F && !unsafeInLabels.contains(scalar)
        && !scalar.properties.isWhitespace
      return isSafe && !(0x80...0x9F).contains(scalar.value) ? Character(scalar) : "_"
    }
    let text = String(plain.prefix(64))
    // Labels of dashes alone would make the label line a ruler, and one that reads as a number a row.
    if text.utf8.allSatisfy(HeaderLine.rulerSigns.contains) { return "c\(text)" }
    return text.isEmpty || NumberParser.double(text) != nil ? "_\(text)" : text
  }

  private static let unsafeInLabels = Set("#;%*!$\"',:=".unicodeScalars)

  private static func metadataLines(_ metadata: Metadata) -> [String] {
    var lines: [String] = []
    for node in metadata.nodes {
      if node.children.isEmpty { lines.append(metadataLine(family: nil, node)) }
      for child in node.children { lines.append(metadataLine(family: node.name, child)) }
    }
    return lines
  }

  /// `Family.key: value`, or the line that Edgewise writes where reading that would not give back the same.
  private static func metadataLine(family: String?, _ node: MetadataNode) -> String {
    let value = node.value?.text ?? ""
    let key = family.map { "\($0).\(node.name)" } ?? node.name
    var wanted = Metadata()
    if let family { wanted.append(node, toFamily: family) } else { wanted.nodes = [node] }
    let isFree = family == nil && node.name == ColumnsHeader.headerLine
    for plain in isFree ? [value, "\(key): \(value)"] : ["\(key): \(value)"] where readsBack(plain, as: wanted) {
      return plain
    }
    return EdgewiseLine(.metadata, ["family": family, "key": node.name, "value": value]).text
  }

  private static func readsBack(_ line: String, as wanted: Metadata) -> Bool {
    guard !line.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return false }
    let read = HeaderLine(number: 1, text: "# " + line)
    guard read.kind == .text, read.text != EdgewiseLine.marker else { return false }
    var header = ColumnsHeader([], labels: nil)
    header.ownLines = []
    header.add(read, named: ColumnsHeader.headerLine)
    return header.metadata == wanted && header.findings.isEmpty && header.ownLines == []
  }
}
