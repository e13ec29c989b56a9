/// The one parser that turns text into numbers, for all formats: no locale, every double correctly rounded.

/// A number found in a text.
public struct ParsedNumber: Sendable, Hashable {
  /// What a caller may want to know beyond the value.
  public struct Traits: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Written without point and exponent.
    public static let integer = Traits(rawValue: 1)
    /// An integer that no double represents exactly (so that `value` is rounded); any of more than 38 digits counts.
    public static let inexactInteger = Traits(rawValue: 2)
    /// A finite number beyond the range of doubles; `value` is infinite.
    public static let overflow = Traits(rawValue: 4)
  }

  /// The double nearest to what is written.
  public let value: Double
  /// The index of the first byte after the number.
  public let end: Int
  /// What is remarkable about it.
  public let traits: Traits
}

/// Numbers from bytes. All functions are total: any bytes give a number or nil.
public enum NumberParser {
  /// The spellings that are accepted beyond `-12`, `0.5`, `1.5e-3`.
  public struct Options: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `+1.5`
    public static let leadingPlus = Options(rawValue: 1)
    /// `.5` and `5.`
    public static let openPoint = Options(rawValue: 2)
    /// `inf`, `infinity` and `nan` in any case, with sign.
    public static let namedValues = Options(rawValue: 4)
    /// Fortran's `1.5D-3` and `1.5Q-3`, in any case.
    public static let fortranExponent = Options(rawValue: 8)
    /// Fortran's `1.234+100`: an exponent of three digits without letter, after a mantissa with a point.
    public static let bareExponent = Options(rawValue: 16)
    /// `1,5` instead of `1.5`.
    public static let decimalComma = Options(rawValue: 32)

    /// What text files hold: everything but the decimal comma.
    public static let text: Options = [.leadingPlus, .openPoint, .namedValues, .fortranExponent, .bareExponent]
    /// What C's `strtod` reads, without hexadecimal numbers.
    public static let c: Options = [.leadingPlus, .openPoint, .namedValues]
  }

  /// The longest number that begins exactly at `start`, within `bytes[start..<limit]`; nil when none does.
  public static func scan(
    _ bytes: Span<UInt8>, from start: Int, to limit: Int, options: Options = .text
  ) -> ParsedNumber? {
    scanNumber(bytes.extracting(first: max(0, limit)), start, options)
  }

  /// The number that takes up the whole range; nil when there is anything else in it.
  public static func number(
    _ bytes: Span<UInt8>, _ range: Range<Int>, options: Options = .text
  ) -> ParsedNumber? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    let found = scanNumber(bytes.extracting(first: range.upperBound), range.lowerBound, options)
    return found?.end == range.upperBound ? found : nil
  }

  /// The double that takes up the whole range; nil when there is anything else in it.
  public static func double(_ bytes: Span<UInt8>, _ range: Range<Int>, options: Options = .text) -> Double? {
    number(bytes, range, options: options)?.value
  }

  /// The double that a whole text is; nil when there is anything else in it.
  public static func double(_ text: some StringProtocol, options: Options = .text) -> Double? {
    var copy = String(text)
    return copy.withUTF8 { double($0.span, 0..<$0.count, options: options) }
  }

  /// Appends the numbers of a row and gives the index where they end: `range.upperBound` when the row holds nothing
  /// else. Numbers are separated by blanks and tabs, or by one `separator`, if there is one, and blanks around it.
  public static func appendRow(
    _ bytes: Span<UInt8>, _ range: Range<Int>, separator: UInt8? = nil, options: Options = .text,
    to numbers: inout [Double]
  ) -> Int {
    let bytes = bytes.extracting(first: max(0, range.upperBound))
    let limit = bytes.count
    var index = skipBlanks(bytes, max(0, range.lowerBound))
    while index < limit, let found = scanNumber(bytes, index, options) {
      var next = skipBlanks(bytes, found.end)
      if let separator, next < limit, bytes[next] == separator {
        let place = next
        next = skipBlanks(bytes, next + 1)
        if next == limit {
          numbers.append(found.value)
          return place
        }
      } else if next == found.end, next < limit {
        return index
      }
      numbers.append(found.value)
      index = next
    }
    return index
  }

  @inline(__always)
  private static func skipBlanks(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    return index
  }
}
