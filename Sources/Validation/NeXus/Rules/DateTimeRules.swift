/// Rules D: times.
import DataModel
import HDF5

enum DateTimeRules {
  static let items: [Rule<ItemInstance>] = [
    Rule(format) { item, report in
      guard item.spec.dataType == .dateTime || item.spec.dataType == .iso8601, let texts = item.value.allTexts else {
        return
      }
      for text in texts.prefix(16) {
        for problem in TimeText(text).problems {
          report.add(
            format, problem.isWrong ? .error : .warning, "\(item.name): \(problem.message)", at: item.path,
            expected: "such as 2026-11-20T10:00:00+01:00", found: text, rule: item.typeSource)
        }
      }
    }
  ]

  static let entries: [Rule<EntryState>] = []

  static let format = FindingCode(
    "NX-D1", .error, "A time is not written as ISO 8601 wants it.", example: "start_time = \"20/11/2026 10:00\"",
    cure: "Write year-month-dayThour:minute:second and the offset from UTC. A blank for the T, a missing offset or a date alone are warnings.")
}

/// A time as text, taken apart.
struct TimeText {
  struct Problem {
    let message: String
    /// False for what is only ambiguous or unusual.
    let isWrong: Bool
  }

  private(set) var problems: [Problem] = []
  private var rest: ArraySlice<UInt8>

  /// Looks at a text: ISO 8601, extended, with `T` or a blank, seconds optional, zone `Z`, `+hh:mm`, `+hhmm` or `+hh`.
  init(_ text: String) {
    rest = Array(text.utf8)[...]
    readDate()
  }

  private mutating func readDate() {
    guard !rest.isEmpty else { return wrong("the time is empty") }
    guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2) else {
      return wrong("this is no ISO 8601 time")
    }
    if !Self.exists(year, month, day) { wrong("there is no such day") }
    guard !rest.isEmpty else { return unusual("there is a date, but no time of day") }
    if skip(" ") { unusual("a blank stands in place of the T") } else if !skip("T"), !skip("t") { return wrong("a T has to follow the date") }
    readClock()
  }

  private mutating func readClock() {
    guard let hour = number(2), skip(":"), let minute = number(2) else { return wrong("the time of day is incomplete") }
    var second = 0
    if skip(":") {
      guard let value = number(2) else { return wrong("the seconds are incomplete") }
      second = value
      if skip(".") || skip(","), skipDigits() == 0 { wrong("no digit follows the decimal point") }
    }
    if hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute + second > 0) { wrong("there is no such time of day") }
    readZone()
  }

  private mutating func readZone() {
    if rest.isEmpty { return unusual("the offset from UTC is missing, so the time is ambiguous") }
    if skip("Z") || skip("z") { return end() }
    guard skip("+") || skip("-"), let hours = number(2) else { return wrong("text follows the time") }
    _ = skip(":")
    let minutes = rest.isEmpty ? 0 : number(2)
    if hours > 15 || (minutes.map { $0 > 59 } ?? true) { wrong("there is no such offset from UTC") }
    end()
  }

  private mutating func end() {
    if !rest.isEmpty { wrong("text follows the time") }
  }

  private mutating func wrong(_ message: String) { problems.append(Problem(message: message, isWrong: true)) }
  private mutating func unusual(_ message: String) { problems.append(Problem(message: message, isWrong: false)) }

  private mutating func number(_ digits: Int) -> Int? {
    let head = rest.prefix(digits)
    guard head.count == digits, head.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    rest = rest.dropFirst(digits)
    return head.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private mutating func skipDigits() -> Int {
    let digits = rest.prefix { $0 >= 48 && $0 <= 57 }.count
    rest = rest.dropFirst(digits)
    return digits
  }

  private mutating func skip(_ character: Character) -> Bool {
    guard rest.first == character.asciiValue else { return false }
    rest = rest.dropFirst()
    return true
  }

  private static func exists(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= lengths[month - 1]
  }
}
