import Bytes

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
    // Digits, signs, point and exponent only: no `inf`, and the `d` of `5 d` is a day, not Fortran's exponent.
    guard
      let number = NumberParser.scan(
        bytes.span, from: start, to: bytes.count, options: [.leadingPlus, .openPoint]),
      number.value.isFinite
    else { return nil }
    let (value, end) = (number.value, number.end)
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

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var rest = bytes
    while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
    return String(decoding: rest, as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
