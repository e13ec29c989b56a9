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

  static let groups: [Rule<GroupInstance>] = [
    Rule(order) { group, report in
      guard let start = time("start_time", group), let end = time("end_time", group), start.hasZone == end.hasZone,
        end.seconds < start.seconds
      else { return }
      report.add(
        order, nil, "end_time lies before start_time", at: group.path(of: "end_time"),
        expected: "a time after \(start.text)", found: end.text)
    }
  ]

  static let format = FindingCode(
    "NX-D1", .error, "A time is not written as ISO 8601 wants it.", example: "start_time = \"20/11/2026 10:00\"",
    cure:
      "Write year-month-dayThour:minute:second and the offset from UTC. A blank for the T, a missing offset or a date "
      + "alone are warnings."
  )
}

extension DateTimeRules {
  static let order = FindingCode(
    "NX-D2", .warning, "Something ends before it begins.", example: "start_time 10:00, end_time 09:00 of the same day",
    cure: "Check both times and their offsets from UTC.")

  private static func time(
    _ name: String, _ group: GroupInstance
  ) -> (text: String, seconds: Int, hasZone: Bool)? {
    guard let member = group.member(name), member.isField, let text = group.file.value(of: member.object).oneText else {
      return nil
    }
    let time = TimeText(text)
    guard !time.problems.contains(where: \.isWrong), let seconds = time.seconds else { return nil }
    return (text, seconds, time.hasZone)
  }
}

/// A time as text, taken apart.
struct TimeText {
  struct Problem {
    let message: String
    /// False for what is only ambiguous or unusual.
    let isWrong: Bool
  }

  private(set) var problems: [Problem] = []
  /// Seconds since the beginning of the year 0, UTC where there is an offset; nil when there is no time of day.
  private(set) var seconds: Int?
  private(set) var hasZone = false
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
    if !GregorianCalendar.hasDay(year, month, day) { wrong("there is no such day") }
    guard !rest.isEmpty else { return unusual("there is a date, but no time of day") }
    if skip(" ") {
      unusual("a blank stands in place of the T")
    } else if !skip("T"), !skip("t") {
      return wrong("a T has to follow the date")
    }
    readClock(days: Self.days(year, month, day))
  }

  private mutating func readClock(days: Int) {
    guard let hour = number(2), skip(":"), let minute = number(2) else { return wrong("the time of day is incomplete") }
    var second = 0
    if skip(":") {
      guard let value = number(2) else { return wrong("the seconds are incomplete") }
      second = value
      if skip(".") || skip(","), skipDigits() == 0 { wrong("no digit follows the decimal point") }
    }
    if hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute + second > 0) {
      wrong("there is no such time of day")
    }
    seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
    readZone()
  }

  private mutating func readZone() {
    if rest.isEmpty { return unusual("the offset from UTC is missing, so the time is ambiguous") }
    hasZone = true
    if skip("Z") || skip("z") { return end() }
    let sign = rest.first == UInt8(ascii: "-") ? -1 : 1
    guard skip("+") || skip("-"), let hours = number(2) else { return wrong("text follows the time") }
    _ = skip(":")
    let minutes = rest.isEmpty ? 0 : number(2)
    if hours > 15 || (minutes.map { $0 > 59 } ?? true) { wrong("there is no such offset from UTC") }
    seconds = seconds.map { $0 - sign * (hours * 60 + (minutes ?? 0)) * 60 }
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

  /// Days since 1 March of the year 0, in the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month < 3 ? year - 1 : year
    let month = (month + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day
  }
}
