/// The binary files of SSRL's data collector: version 1 with numbers of a PDP-11, version 2 with those of a PC.
import Bytes
import DataModel

extension BeamlineDialect {
  static let ssrlBinary = BeamlineDialect(
    id: "ssrl-binary", name: "SSRL EXAFS Data Collector 1 and 2 (binary)",
    isBinary: true,
    sign: { head in
      let line = head.opening
      guard line.hasPrefix("SSRL - EXAFS Data Collector"), head.bytes.prefix(80).contains(0) else { return nil }
      return "the first line is that of SSRL's collector, and a NUL ends it"
    },
    content: .bytes(SSRLBinary.read), roles: SSRLHeader.roles, complete: SSRLBinary.complete)
}

enum SSRLBinary {
  /// Thirteen lines, each ended by LF and NUL.
  private static let headerSize = 800
  private static let labelSize = 20
  /// Behind the labels; of its four numbers, version 1 has the number of points in the first, version 2 nothing.
  private static let gapSize = 16
  private static let columnLimit = 4096

  @Sendable static func read(_ file: Span<UInt8>) throws(FormatError) -> BeamlineScan {
    var scan = BeamlineScan()
    let head = HeaderText(file, from: 0, to: min(file.count, headerSize))
    scan.headerText = head.text
    scan.header = ScanHeader(head.lines, raw: head.rawLines)
    for line in head.lines where line.kind == .text { scan.add(line, facts: SSRLHeader.facts) }
    guard let points = scan.number("Scan.points"), let count = scan.number("Scan.columns"),
      let points = Int(exactly: points), let count = Int(exactly: count), points >= 0, 1...columnLimit ~= count
    else {
      throw FormatError(
        .unreadable, "the third line does not say how many points and columns follow (PTS: 635 COLS: 6)",
        at: .init(line: 3))
    }
    let isPDP = isOfPDP(head.lines.first?.text ?? "")
    let labels = headerSize + 8 * count
    let data = labels + labelSize * count + gapSize
    guard data <= file.count else {
      throw FormatError(
        .unreadable, "the file ends within its header: \(file.count) bytes, where the numbers begin at byte \(data)")
    }
    let offsets = numbers(file, at: headerSize, count, isPDP: isPDP)
    let weights = numbers(file, at: headerSize + 4 * count, count, isPDP: isPDP)
    let rows = min(points, (file.count - data) / (4 * count))
    scan.columns = (0..<count).map { column in
      let values = (0..<rows).map { number(file, at: data + 4 * ($0 * count + column), isPDP: isPDP) }
      return BeamlineScan.Column(label(file, at: labels + labelSize * column, column), TypedArray(values))
    }
    SSRLHeader.describe(
      &scan, weights: weights.map { NumberFormatter.text($0) }, offsets: offsets.map { NumberFormatter.text($0) })
    return scan
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    scan.reportPointCount(announced: scan.number("Scan.points"))
    scan.isFluorescence = scan.columns.count { $0.draft.role == .ifluor } > 1
  }

  /// `SSRL - EXAFS Data Collector 1.1`.
  private static func isOfPDP(_ line: String) -> Bool {
    guard let version = line.split(separator: " ").last, let number = NumberParser.double(String(version)) else {
      return false
    }
    return number < 2
  }

  private static func label(_ file: Span<UInt8>, at start: Int, _ column: Int) -> String {
    let bytes = file.extracting(start..<start + labelSize)
    let name = HeaderLine(number: 1, stored: bytes).text.trimmingBlanks()
    return name.isEmpty ? "col\(column + 1)" : String(name)
  }

  private static func numbers(_ file: Span<UInt8>, at start: Int, _ count: Int, isPDP: Bool) -> [Float] {
    (0..<count).map { number(file, at: start + 4 * $0, isPDP: isPDP) }
  }

  private static func number(_ file: Span<UInt8>, at place: Int, isPDP: Bool) -> Float {
    let low = UInt32(file[place]) | UInt32(file[place + 1]) << 8
    let high = UInt32(file[place + 2]) | UInt32(file[place + 3]) << 8
    return isPDP ? float(pdp: low << 16 | high) : Float(bitPattern: high << 16 | low)
  }

  /// A number of a PDP-11 (F_floating), its first half-word above its second one: the fraction begins with 0.1, which is
  /// not stored, and the exponent is above 128. Exponent 0 is zero; with a sign it is no number.
  static func float(pdp bits: UInt32) -> Float {
    let exponent = Int(bits >> 23 & 0xFF)
    guard exponent > 0 else { return bits >> 31 == 0 ? 0 : .nan }
    let fraction = 1 + Float(bits & 0x7F_FFFF) * 0x1p-23
    return Float(sign: bits >> 31 == 0 ? .plus : .minus, exponent: exponent - 129, significand: fraction)
  }
}
