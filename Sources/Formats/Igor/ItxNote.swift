/// What the notes of waves say in files that Edgewise writes: `key=value` lines, which Igor's `StringByKey` finds with
/// the separators `=` and `\r`, and own lines for what they cannot say.
import DataModel

/// The note of one wave while it is read.
struct ItxNote {
  /// The comment in the second line of a file that Edgewise wrote.
  static let marker = "Edgewise itx 1"

  var fields: [String: String] = [:]
  var own: [EdgewiseLine] = []
  var metadata = Metadata()
  /// Lines that are none of these.
  var rest: [String] = []

  init(_ lines: [String]) {
    for line in lines { add(line) }
  }

  private mutating func add(_ line: String) {
    if line.hasPrefix(EdgewiseLine.family + "."), let colon = line.firstIndex(of: ":") {
      let key = line[..<colon].dropFirst(EdgewiseLine.family.count + 1)
      if let read = EdgewiseLine(key: String(key), text: String(line[line.index(after: colon)...]), number: 0) {
        if read.kind == .metadata {
          if OwnMetadata.add(read, to: &metadata) { return }
        } else {
          return own.append(read)
        }
      }
    }
    guard let field = PlainField.parse(line) else { return rest.append(line) }
    if let dot = field.key.firstIndex(of: ".") {
      metadata.append(
        MetadataNode(String(field.key[field.key.index(after: dot)...]), .text(field.value)),
        toFamily: String(field.key[..<dot]))
    } else if Self.keys.contains(field.key), fields[field.key] == nil {
      fields[field.key] = field.value
    } else {
      rest.append(line)
    }
  }

  static let keys: Set<String> = [
    "title", "start_time", "end_time", "name", "role", "qualifier", "unit", "dimensions", "uncertainty", "mask",
    "signal",
    "formula",
  ]

  // MARK: Writing

  static func line(_ key: String, _ value: String?) -> String? { value.map { "\(key)=\(PlainField.escaped($0))" } }

  /// What the first wave says about its measurement.
  static func measurement(_ measurement: Measurement) -> [String] {
    [
      line("title", measurement.title), line("start_time", measurement.startTime),
      line("end_time", measurement.endTime),
    ].compactMap { $0 } + measurement.signals.map { OwnSignal.line($0).text }
      + OwnMetadata.items(measurement.metadata).map { metadata($0.node, $0.family) }
  }

  static func channel(_ channel: Channel, wave: String) -> [String] {
    let facts = OwnColumns.line(channel, number: 1)
    let dimensions = channel.dimensions.map(\.description).joined(separator: ",")
    let hasPlainNames = channel.dimensions.allSatisfy { !$0.name.contains(",") && !$0.name.isEmpty }
    return [
      line("name", wave == channel.name ? nil : channel.name), line("role", channel.role.rawValue),
      line("qualifier", channel.qualifier), line("unit", channel.unit),
      channel.dimensions == [.point] || !hasPlainNames ? nil : line("dimensions", dimensions),
      line("uncertainty", facts["uncertainty"]), line("mask", channel.mask),
    ].compactMap { $0 }
  }

  static func derived(_ signal: Signal, wave: String) -> [String] {
    [line("signal", signal.name), line("formula", signal.expression)].compactMap { $0 }
  }

  /// `Family.key=value`, or the own line where reading that would not give back the same.
  private static func metadata(_ node: MetadataNode, _ family: String?) -> String {
    let own = OwnMetadata.line(node, family: family).text
    guard let family, let text = node.value?.text, let plain = line("\(family).\(node.name)", text) else { return own }
    var wanted = Metadata()
    wanted.append(node, toFamily: family)
    let read = ItxNote([plain])
    return read.metadata == wanted && read.own.isEmpty && !plain.unicodeScalars.contains(where: PlainField.isControl)
      ? plain : own
  }
}
