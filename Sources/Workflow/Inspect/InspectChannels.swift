/// The table of channels in `inspect`: what they are, and their values in a few numbers.
import Bytes
import DataModel

struct InspectChannels {
  /// Channels whose values could not be read.
  private(set) var findings: [Finding] = []
  /// What holds for all channels, or what was shortened.
  private(set) var note = ""
  private(set) var lines: [String] = []
  /// Channels of one value beside longer ones: what was constant, or measured once.
  private(set) var singleValues: [String] = []

  /// Rows of either table unless all are asked for.
  private static let rowLimit = 40
  private static let singleLimit = 12

  /// The columns that names keep when they are cut.
  private static let leastName = 14

  private struct Row {
    var channel: Channel
    var summary: ChannelSummary?
  }

  init(_ measurement: Measurement, style: TextStyle, isVerbose: Bool) {
    var rows: [Row] = []
    var singles: [Row] = []
    for channel in measurement.channels {
      guard channel.values.areHere else {
        rows.append(Row(channel: channel, summary: nil))
        continue
      }
      do throws(InspectRefusal) {
        rows.append(Row(channel: channel, summary: try InspectFinding.summary(of: channel, in: measurement)))
      } catch {
        rows.append(Row(channel: channel, summary: nil))
        findings.append(error.finding)
      }
    }
    if rows.contains(where: { $0.channel.values.count != 1 }) {
      singles = rows.filter { $0.channel.values.count == 1 }
      rows.removeAll { $0.channel.values.count == 1 }
    }
    let hidden = isVerbose ? 0 : max(0, rows.count - Self.rowLimit)
    rows.removeLast(hidden)
    var notes: [String] = []
    let shared = Self.shared(rows, style)
    if let shared { notes.append(shared) }
    let areAbsent = !rows.isEmpty && rows.allSatisfy { !$0.channel.values.areHere }
    if areAbsent { notes.append("the values are not in this file") }
    // All digits if they fit, else as many as do.
    var table = Self.table(rows, digits: nil, isUniform: shared != nil, style)
    for digits in [9, 7, 6, 5] where 2 + table.naturalWidth > style.width {
      table = Self.table(rows, digits: digits, isUniform: shared != nil, style)
      if digits == 9 { notes.append("") }
      notes[notes.count - 1] = "numbers to \(digits) digits"
    }
    // Names say more than the last value of a channel.
    for title in ["last", "type"] where 2 + table.naturalWidth - style.width > max(0, table.firstWidth - Self.leastName)
    {
      table = table.withoutColumn(title)
    }
    note = notes.joined(separator: style.dot)
    lines = table.lines(style) + Self.more(hidden, "channels", style)
    singleValues = Self.list(singles, limit: isVerbose ? .max : Self.singleLimit, style)
  }

  private static func list(_ rows: [Row], limit: Int, _ style: TextStyle) -> [String] {
    guard !rows.isEmpty else { return [] }
    var table = TextTable([.init("", keepsEnd: true), .init("")])
    for row in rows.prefix(limit) {
      let value = row.summary?.first ?? absence(row.channel)
      let unit = row.channel.unit.map { $0.isEmpty ? "" : " \($0)" } ?? ""
      table.add([row.channel.name, value + unit].map(DisplayText.printable))
    }
    return table.lines(style) + more(max(0, rows.count - limit), "single values", style)
  }

  private static func more(_ count: Int, _ things: String, _ style: TextStyle) -> [String] {
    count == 0 ? [] : ["  " + style.ink(.faint, "and \(count) more \(things): --verbose shows them")]
  }

  /// Shape and type when all channels have the same.
  private static func shared(_ rows: [Row], _ style: TextStyle) -> String? {
    guard rows.count > 1, let first = rows.first?.channel.values,
      rows.allSatisfy({ $0.channel.values.shape == first.shape && $0.channel.values.type == first.type })
    else { return nil }
    let shape = first.shape.count == 1 ? "\(first.shape[0]) values" : InspectText.text(ofShape: first.shape, style)
    return "each \(shape) of \(first.type.rawValue)"
  }

  private static func table(_ rows: [Row], digits: Int?, isUniform: Bool, _ style: TextStyle) -> TextTable {
    let areAbsent = rows.allSatisfy { !$0.channel.values.areHere }
    var table = TextTable([
      .init("name", keepsEnd: true), .init("role"), .init("unit"), .init("shape"), .init("type"),
      .init("first", .right),
      .init("last", .right), .init("min", .right), .init("max", .right), .init("NaN/inf", .right),
    ])
    for row in rows {
      let channel = row.channel
      let role = channel.qualifier.map { "\(channel.role.rawValue) (\($0))" } ?? channel.role.rawValue
      let cells = [
        channel.name, role, channel.unit ?? "",
        isUniform ? "" : InspectText.text(ofShape: channel.values.shape, style),
        isUniform ? "" : channel.values.type.rawValue,
      ]
      table.add(cells.map(DisplayText.printable) + (areAbsent ? [] : numbers(row, digits, style)))
    }
    return table.withoutEmptyColumns()
  }

  private static func numbers(_ row: Row, _ digits: Int?, _ style: TextStyle) -> [String] {
    guard let summary = row.summary else { return [absence(row.channel)] }
    guard let first = summary.first, let last = summary.last else { return ["empty"] }
    guard row.channel.values.type.isNumeric else {
      return [first, last].map { DisplayText.fitted(DisplayText.printable($0), to: 20, style) }
    }
    let isNarrow = row.channel.values.type == .float32
    func text(_ value: Double?) -> String {
      guard let value else { return "" }
      if let digits { return shortened(value, digits) }
      return isNarrow ? NumberFormatter.text(Float(value)) : NumberFormatter.text(value)
    }
    func element(_ text: String, _ number: Double?) -> String {
      guard let digits, let number, !row.channel.values.type.isComplex else { return text }
      return text.utf8.count <= digits ? text : shortened(number, digits)
    }
    let nonfinite = summary.nonfinite == 0 ? "" : "\(summary.nonfinite)"
    if let integers = summary.integers { return [first, last, "\(integers.minimum)", "\(integers.maximum)", ""] }
    return [
      element(first, summary.firstNumber), element(last, summary.lastNumber), text(summary.minimum),
      text(summary.maximum), nonfinite,
    ]
  }

  /// Why there are no numbers to show.
  private static func absence(_ channel: Channel) -> String {
    channel.values.areHere ? "unreadable" : "not in this file"
  }

  private static func shortened(_ value: Double, _ digits: Int) -> String {
    let exact = NumberFormatter.text(value)
    // Counts are read more easily without exponent.
    if exact.hasSuffix(".0"), exact.utf8.count <= digits + 4 { return String(exact.dropLast(2)) }
    return exact.utf8.count <= digits + 1 ? exact : DisplayNumber.significant(value, digits: digits)
  }
}
