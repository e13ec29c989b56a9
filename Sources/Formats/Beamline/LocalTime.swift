/// Times as beamline programs write them, in the form of ISO 8601. A zone is never added.
import Bytes
import DataModel

enum LocalTime {
  /// `2011-06-27T14:22:40`; nil for what is no date or no time of day. Two-digit years from 70 on are of the last
  /// century.
  static func iso(year: Int?, month: Int?, day: Int?, time: some StringProtocol) -> String? {
    guard var year, let month, let day, (1...12).contains(month), year >= 0 else { return nil }
    if year < 100 { year += year < 70 ? 2000 : 1900 }
    guard year < 10_000, GregorianCalendar.hasDay(year, month, day) else { return nil }
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    let words = time.split(separator: " ")
    guard let clock = words.first else { return date }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), var hour = Int(parts[0]), let minute = Int(parts[1]),
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    if words.count > 1, let isAfternoon = isAfternoon(words[1]) {
      guard (1...12).contains(hour) else { return nil }
      // Twelve comes before one: 12 AM is midnight, 12 PM noon.
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    let seconds = parts.count == 3 ? String(parts[2]) : "00"
    guard let value = NumberParser.double(seconds), value >= 0, value < 61 else { return nil }
    return
      "\(date)T\(padded(hour, 2)):\(padded(minute, 2)):\(value < 10 && !seconds.hasPrefix("0") ? "0" : "")\(seconds)"
  }

  /// A day alone, `2011-06-27`; nil for what is no date.
  static func iso(year: Int?, month: Int?, day: Int?) -> String? { iso(year: year, month: month, day: day, time: "") }

  /// `Wed Jun  6 22:09:49 2001` as C's ctime writes it; a zone behind it is left out.
  static func ctime(_ text: some StringProtocol) -> String? {
    let words = text.split(separator: " ")
    guard words.count >= 5 else { return nil }
    return iso(year: Int(words[4]), month: month(words[1]), day: Int(words[2]), time: words[3])
  }

  /// The number of a month by the first three letters of its English name.
  static func month(_ name: some StringProtocol) -> Int? {
    months.firstIndex(of: String(name.prefix(3)).lowercased()).map { $0 + 1 }
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  private static func isAfternoon(_ mark: some StringProtocol) -> Bool? {
    switch mark.uppercased() {
    case "AM": false
    case "PM": true
    default: nil
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
