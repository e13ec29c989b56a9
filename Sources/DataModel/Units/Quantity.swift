/// A number with its unit, as metadata values hold it: `300 K`, `7.00 GeV`, `102.2  ||  S:SRcurrentAI.VAL`.
public struct Quantity: Sendable, Hashable {
  public var value: Double
  /// Nil when the text gives a bare number.
  public var unit: PhysicalUnit?

  public init(_ value: Double, _ unit: PhysicalUnit?) {
    self.value = value
    self.unit = unit
  }

  /// Reads a number that is followed by a unit, by nothing, or by the process variable that it was taken from
  /// (`|| PV`, as EPICS programs write it). Nil for anything else: `room temperature`, `300a K`, `3.13 in words`.
  ///
  /// `expected` settles ambiguous units, as in `PhysicalUnit.parse`.
  public init?(parsing text: String, expecting expected: Dimensionality? = nil) {
    let bytes = Array(Self.withoutProcessVariable(text).utf8.prefix(Self.byteLimit + 1))
    guard bytes.count <= Self.byteLimit else { return nil }
    let start = bytes.firstIndex { !Self.isBlank($0) } ?? bytes.endIndex
    let end = Self.endOfNumber(in: bytes, from: start)
    // Digits, sign, point and exponent only: no hexadecimal, no `inf`.
    guard end > start, let value = Double(String(decoding: bytes[start..<end], as: UTF8.self)), value.isFinite else {
      return nil
    }
    let rest = bytes[end...].drop(while: Self.isBlank)
    guard !rest.isEmpty else {
      self.init(value, nil)
      return
    }
    // `5 ^2` and `3*4` are arithmetic, and `10-20 K` is a range.
    guard let first = rest.first, !Self.arithmetic.contains(first),
      let unit = PhysicalUnit.parse(Self.trimmed(rest), expecting: expected)
    else { return nil }
    self.init(value, unit)
  }

  /// The value in another unit; nil when there is no unit to start from, or it measures something else.
  public func value(in target: PhysicalUnit) -> Double? {
    unit?.convert(value, to: target)
  }

  /// No quantity is longer; what is, is prose.
  private static let byteLimit = 256
  private static let arithmetic = Set("+-*^0123456789.".utf8)

  private static func withoutProcessVariable(_ text: String) -> Substring {
    var previous: Character?
    for index in text.indices {
      if text[index] == "|", previous == "|" { return text[..<text.index(before: index)] }
      previous = text[index]
    }
    return text[...]
  }

  /// Where the number that begins at `start` ends; `start` when there is none.
  private static func endOfNumber(in bytes: [UInt8], from start: Int) -> Int {
    func digits(_ position: Int) -> Int {
      var position = position
      while position < bytes.count, isDigit(bytes[position]) { position += 1 }
      return position
    }
    func sign(_ position: Int) -> Int {
      position < bytes.count && (bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-"))
        ? position + 1 : position
    }
    let first = sign(start)
    var end = digits(first)
    var count = end - first
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
      let fraction = digits(end + 1)
      count += fraction - end - 1
      end = fraction
    }
    guard count > 0 else { return start }
    // An `e` without digits begins a unit, as in `5 eV` written `5eV`.
    if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
      let exponent = sign(end + 1)
      let after = digits(exponent)
      if after > exponent { end = after }
    }
    return end
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var rest = bytes
    while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
    return String(decoding: rest, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
