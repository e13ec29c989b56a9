/// XAFS beamlines of LNLS: quoted Portuguese labels, and date and time in front of each row. No real file seen: built
/// after the description of others.
import Bytes
import DataModel

extension BeamlineDialect {
  static let lnls = BeamlineDialect(
    id: "lnls", name: "LNLS XAFS beamlines (text)",
    sign: { head in
      if let reason = LNLSText.rowSign(head) { return reason }
      guard head.has(LNLSText.dateLabel), let line = head.lines.prefix(20).first(where: LNLSText.isLabelLine) else {
        return nil
      }
      return "the columns begin with \"Data\" and \"Hora\": \(line.prefix(60))"
    },
    content: .bytes { bytes throws(FormatError) in try LNLSText.read(bytes) }, roles: LNLSText.roles,
    complete: LNLSText.complete)
}

private enum LNLSText {
  static let dateLabel = "Data"
  static let timeLabel = "Hora"

  /// Some files have no labels: date, time, an energy that rises and the chambers between tabs from the first line on.
  static func rowSign(_ head: TextHead) -> String? {
    guard head.opening.first?.isNumber == true, head.line(1).contains("\t") else { return nil }
    let rows = (1...4).map { numbersOfRow(head.line($0)) }
    let energies = rows.compactMap { $0.first }
    guard energies.count == rows.count, rows.allSatisfy({ $0.count == rows[0].count && $0.count > 2 }),
      energies.allSatisfy({ 900...40_000 ~= $0 }), zip(energies, energies.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    return "the rows begin with date, time and an energy between tabs: \(head.line(1).prefix(60))"
  }

  /// What follows `06/07/12` and `15:26:20`; empty where these are missing or something else than numbers follows.
  private static func numbersOfRow(_ line: String) -> [Double] {
    let cells = line.split(separator: "\t").map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
    guard cells.count > 2, cells[0].count(where: { $0 == "/" }) == 2,
      cells[1].count(where: { $0 == ":" }) == 2
    else { return [] }
    let numbers = cells.dropFirst(2).compactMap { NumberParser.double(String($0)) }
    return numbers.count == cells.count - 2 ? numbers : []
  }

  static func isLabelLine(_ line: String) -> Bool {
    guard line.trimmingBlanks().hasPrefix("\"") else { return false }
    let labels = labels(line)
    return labels.count > 2 && labels[0] == dateLabel && labels[1] == timeLabel
  }

  /// Between tabs or blanks, without quotation marks.
  private static func labels(_ line: String) -> [String] {
    let separator: Character = line.contains("\t") ? "\t" : " "
    return line.split(separator: separator).map { String($0.filter { $0 != "\"" }.trimmingBlanks()) }
  }

  static let roles: [RoleRule] = [
    RoleRule("energia", .energy, unit: "eV"), RoleRule("energia (ev)", .energy, unit: "eV"),
    RoleRule("angulo", .angle, unit: "degree"),
    RoleRule("ângulo", .angle, unit: "degree"), RoleRule("tempo", .time), RoleRule(dateLabel, .other),
    RoleRule(timeLabel, .other),
  ]

  /// Reads the numbers with blanks in the place of date and time, and puts these in front as columns of text.
  static func read(_ bytes: Span<UInt8>) throws(FormatError) -> BeamlineScan {
    var text = bytes.indices.map { bytes[$0] }
    var dates: [String] = []
    var times: [String] = []
    var lines = Lines()
    while let line = lines.next(in: bytes) {
      guard let stamp = stamp(bytes, line.range) else { continue }
      dates.append(string(bytes, stamp.date))
      times.append(string(bytes, stamp.time))
      for position in line.range.lowerBound..<stamp.time.upperBound { text[position] = UInt8(ascii: " ") }
      // The delimiter behind the time would begin an empty cell.
      if stamp.time.upperBound < line.range.upperBound { text[stamp.time.upperBound] = UInt8(ascii: " ") }
    }
    let layout = TextLayout(
      labels: { header in
        guard let line = header.lines.last(where: { isLabelLine($0.text) }) else { return nil }
        return Array(labels(line.text).dropFirst(2))
      }, facts: { line, _ in isLabelLine(line) ? [] : nil })
    var scan = try BeamlineText(layout: layout).read(text.span)
    let rows = scan.columns.first?.values.count ?? 0
    guard dates.count == rows else { return scan }
    scan.columns.insert(BeamlineScan.Column(timeLabel, TypedArray(times)), at: 0)
    scan.columns.insert(BeamlineScan.Column(dateLabel, TypedArray(dates)), at: 0)
    return scan
  }

  private static func string(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: range.map { bytes[$0] }, as: UTF8.self)
  }

  /// Where `06/07/12` and `15:26:20` stand at the beginning of a row; nil for other lines.
  private static func stamp(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (date: Range<Int>, time: Range<Int>)? {
    guard let date = word(bytes, line, sign: UInt8(ascii: "/")),
      let time = word(bytes, date.upperBound..<line.upperBound, sign: UInt8(ascii: ":"))
    else { return nil }
    return (date, time)
  }

  /// The first word of a range when it is three numbers with two of these signs between them.
  private static func word(_ bytes: Span<UInt8>, _ range: Range<Int>, sign: UInt8) -> Range<Int>? {
    var start = range.lowerBound
    while start < range.upperBound, bytes[start].isBlank { start += 1 }
    var end = start
    var signs = 0
    while end < range.upperBound, !bytes[end].isBlank {
      if bytes[end] == sign {
        signs += 1
      } else if bytes[end].digit == nil {
        return nil
      }
      end += 1
    }
    return signs == 2 && end - start >= 6 ? start..<end : nil
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    if let dates = scan.index(named: dateLabel), let times = scan.index(named: timeLabel) {
      let stamps = zip(scan.columns[dates].values.strings, scan.columns[times].values.strings)
      let texts = stamps.map { ($0, $1) }
      scan.startTime = texts.first.flatMap(iso)
      scan.endTime = texts.last.flatMap(iso)
    }
    for index in scan.columns.indices where scan.columns[index].draft.name.lowercased().hasPrefix("fluor") {
      scan.settle(index, .ifluor)
    }
    // The energy comes first, whatever it is called.
    let numbers = scan.columns.indices.filter { scan.columns[$0].values.type != .text }
    if scan.index(of: .energy) == nil, scan.index(of: .angle) == nil, let first = numbers.first {
      scan.columns[first].draft.role = .energy
      note(&scan, first)
    }
    assignChambers(&scan)
  }

  private static func note(_ scan: inout BeamlineScan, _ index: Int) {
    let name = scan.columns[index].draft.name
    let role = scan.columns[index].draft.role.rawValue
    scan.findings.append(
      Finding(
        ColumnsFinding.roleGuess,
        "Column \"\(name)\" is taken for \(role) because of its place, which it has in all LNLS files.",
        at: .init(path: ColumnRoles.rolePath(name)), found: role))
  }

  /// Day, month, year.
  private static func iso(_ date: String, _ time: String) -> String? {
    let parts = date.split(separator: "/").map { Int($0) }
    return parts.count == 3 ? LocalTime.iso(year: parts[2], month: parts[1], day: parts[0], time: time) : nil
  }

  /// The first chamber behind the energy counts the incoming beam, the second the transmitted one.
  private static func assignChambers(_ scan: inout BeamlineScan) {
    guard let energy = scan.index(of: .energy) else { return }
    let chambers = scan.columns.indices.filter { $0 > energy && scan.columns[$0].draft.role == .other }
    for (index, role) in zip(chambers, [ChannelRole.i0, .itrans]) {
      scan.settle(index, role)
      note(&scan, index)
    }
    if scan.index(of: .ifluor) != nil { scan.isFluorescence = true }
  }
}
