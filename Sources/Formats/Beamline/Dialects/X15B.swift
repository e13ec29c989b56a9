/// The binary files of NSLS X15B: records with their length before and behind them.
import Bytes
import DataModel

extension BeamlineDialect {
  static let x15b = BeamlineDialect(
    id: "x15b", name: "NSLS X15B (binary)",
    isBinary: true,
    sign: { head in
      let mark = X15B.headerMark
      guard head.bytes.starts(with: mark), head.bytes.count >= X15B.headerSize,
        Array(head.bytes[(X15B.headerSize - mark.count)..<X15B.headerSize]) == mark
      else { return nil }
      return "a record of \(X15B.headerSize) bytes comes first, with its length before and behind it"
    },
    content: .bytes(X15B.read), roles: X15B.roles, complete: X15B.complete)
}

enum X15B {
  /// With its two lengths, which count themselves.
  static let headerSize = 212
  static let headerMark: [UInt8] = [0xD4, 0, 0, 0]
  private static let columnCount = 14
  private static let rowSize = 4 * columnCount + 8
  /// Where the text of the header stands, and behind it the first and the last energy and the number of points.
  private static let text = 8..<88

  /// The names of the beamline's own configuration where their meaning is plain from the numbers, else the place.
  private static let labels = [
    "energy", "col2", "col3", "col4", "i0", "col6", "narrow", "trans", "wide", "col10", "col11", "col12", "col13",
    "col14",
  ]

  static let roles: [RoleRule] = [
    RoleRule("energy", .energy, unit: "eV"), RoleRule("i0", .i0), RoleRule("narrow", .ifluor), RoleRule("wide", .other),
    RoleRule("trans", .other),
  ]

  @Sendable static func read(_ file: Span<UInt8>) throws(FormatError) -> BeamlineScan {
    guard file.count >= headerSize else {
      throw FormatError(.unreadable, "the file ends within its header: \(file.count) of \(headerSize) bytes")
    }
    var scan = BeamlineScan()
    readHeader(file, into: &scan)
    var rows = 0
    var place = headerSize
    while place + rowSize <= file.count, integer(file, place) == rowSize, integer(file, place + rowSize - 4) == rowSize
    {
      rows += 1
      place += rowSize
    }
    scan.columns = (0..<columnCount).map { column in
      let values = (0..<rows).map { row in float(file, headerSize + row * rowSize + 4 + 4 * column) }
      return BeamlineScan.Column(labels[column], TypedArray(values))
    }
    if place < file.count {
      scan.findings.append(
        Finding(
          BeamlineFinding.misframed,
          "No whole record of \(rowSize) bytes begins at byte \(place) of \(file.count); \(rows) points were read.",
          expected: "\(rowSize) bytes with their length before and behind them"))
    }
    return scan
  }

  private static func readHeader(_ file: Span<UInt8>, into scan: inout BeamlineScan) {
    let line = HeaderLine(number: 1, stored: file.extracting(text))
    scan.headerText = line.text
    let words = line.text.split(separator: " ")
    if let last = words.last, let date = date(last) {
      if words.count > 1 { scan.add(HeaderFact("Sample.name", words.dropLast().joined(separator: " ")), line: 1) }
      scan.add(HeaderFact("Scan.start_time", date), line: 1)
    } else {
      scan.add(line) { _, _ in nil }
    }
    let energies = [("Scan.start_energy", text.upperBound), ("Scan.end_energy", text.upperBound + 4)]
    for (key, place) in energies where float(file, place).isFinite {
      scan.add(HeaderFact(key, NumberFormatter.text(float(file, place)), unit: "eV"), line: nil)
    }
    scan.add(HeaderFact("Scan.points", String(integer(file, text.upperBound + 8))), line: nil)
  }

  /// `9/23/04`.
  private static func date(_ word: Substring) -> String? {
    let parts = word.split(separator: "/").map { Int($0) }
    return parts.count == 3 ? LocalTime.iso(year: parts[2], month: parts[0], day: parts[1], time: "") : nil
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    scan.reportPointCount(announced: scan.number("Scan.points"))
  }

  private static func integer(_ file: Span<UInt8>, _ place: Int) -> Int {
    Int(bits(file, place))
  }

  private static func float(_ file: Span<UInt8>, _ place: Int) -> Float { Float(bitPattern: bits(file, place)) }

  private static func bits(_ file: Span<UInt8>, _ place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(file[place + $1]) << UInt32(8 * $1) }
  }
}
