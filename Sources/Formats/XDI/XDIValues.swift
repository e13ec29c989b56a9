/// Values of the XDI dictionary: what is a symbol, an edge, a date, a number with a unit.
import Bytes
import DataModel

enum XDIValues {
  /// The symbol in its usual spelling; nil when no element has it.
  static func element(_ text: String) -> String? { Element(symbol: XDIGrammar.trimmed(text))?.symbol }

  /// The edge as written; nil when it is none. (XDI lists single edges and shells only: `EdgeLabel.isXDI`.)
  static func edge(_ text: String) -> String? { EdgeLabel(parsing: XDIGrammar.trimmed(text))?.text }

  /// The leading number of a text and what stands behind it (without `|| PV`); nil when it begins with none.
  static func quantity(_ text: String) -> (number: Double, rest: String)? {
    var copy = XDIColumnText.withoutSuffix(text)
    guard
      let found = copy.withUTF8({ NumberParser.scan($0.span, from: 0, to: $0.count, options: .c) }),
      found.value.isFinite
    else { return nil }
    return (found.value, XDIGrammar.trimmed(String(decoding: Array(copy.utf8.dropFirst(found.end)), as: UTF8.self)))
  }

  /// What is wrong with a date and time; nil when it is one as ISO 8601 writes it (a blank may stand for the T).
  static func faultOfDate(_ text: String) -> String? {
    var scanner = DateScanner(Array(text.utf8))
    guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
      let day = scanner.number(2)
    else { return scanner.rangeFault ?? "it does not begin with a date such as 2001-06-26" }
    guard scanner.take("T") || scanner.take("t") || scanner.takeBlanks() else { return "no time follows the date" }
    guard let hour = scanner.number(2), scanner.take(":"), let minute = scanner.number(2) else {
      return "no time such as 22:27:31 follows the date"
    }
    var second = 0
    if scanner.take(":") {
      guard let value = scanner.number(2) else { return "the seconds are not two digits" }
      second = value
      if scanner.take(".") || scanner.take(","), !scanner.takeDigits() { return "no digit follows the decimal sign" }
    }
    guard scanner.takeZone() else { return "what stands behind the time is no time zone" }
    if !(1...12).contains(month) { return "there is no month \(month)" }
    if !GregorianCalendar.hasDay(year, month, day) { return "that month has no day \(day)" }
    if hour > 24 || (hour == 24 && (minute > 0 || second > 0)) { return "there is no hour \(hour)" }
    if minute > 59 { return "there is no minute \(minute)" }
    return second > 60 ? "there is no second \(second)" : nil
  }
}

/// Walks through the characters of a date.
private struct DateScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Exactly `digits` decimal digits.
  mutating func number(_ digits: Int) -> Int? {
    var value = 0
    var index = position
    while index < bytes.count, index - position < digits, let digit = bytes[index].digit {
      value = value * 10 + Int(digit)
      index += 1
    }
    guard index - position == digits, index == bytes.count || bytes[index].digit == nil else { return nil }
    position = index
    return value
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  mutating func takeBlanks() -> Bool {
    let start = position
    while position < bytes.count, bytes[position].isBlank { position += 1 }
    return position > start
  }

  mutating func takeDigits() -> Bool {
    let start = position
    while position < bytes.count, bytes[position].digit != nil { position += 1 }
    return position > start
  }

  /// Nothing, `Z`, or an offset such as `+01:00`, up to the end.
  mutating func takeZone() -> Bool {
    _ = takeBlanks()
    if position == bytes.count { return true }
    if take("Z") || take("z") { return position == bytes.count }
    guard take("+") || take("-"), let hours = number(2) ?? fourDigits(), hours <= 2359 else { return false }
    if take(":"), number(2) == nil { return false }
    return position == bytes.count
  }

  private mutating func fourDigits() -> Int? { number(4) }

  /// A date of numbers that are no months or days is better told so than that it is no date at all.
  var rangeFault: String? {
    let parts = bytes.prefix { $0.digit != nil || $0 == UInt8(ascii: "-") }.split(separator: UInt8(ascii: "-"))
    guard parts.count == 3, parts[0].count == 4 else { return nil }
    let numbers = parts.compactMap { NumberParser.double(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 3 else { return nil }
    if numbers[1] > 12 { return "there is no month \(Int(numbers[1]))" }
    return "month and day must have two digits"
  }
}
