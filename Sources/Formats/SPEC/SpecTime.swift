/// Dates as SPEC and its imitators write them, in the form of ISO 8601. A zone is never added.
import Bytes
import DataModel

enum SpecTime {
  /// A date that was understood.
  struct Reading: Hashable, Sendable {
    let iso: String
    /// Day and month could also be the other way round.
    var isAmbiguous = false
  }

  /// `Thu Sep 23 10:37:23 2021`, `2021-09-23T10:37:23`, `23/09/2021 10:37:23`, `23-Sep-2021`, or the seconds since 1970,
  /// which are those of UTC; nil for anything else.
  static func read(_ text: String) -> Reading? {
    let words = text.split { $0 == " " || $0 == "\t" }
    guard let first = words.first else { return nil }
    if words.count == 1, let iso = epoch(text) { return Reading(iso: iso) }
    if let iso = LocalTime.ctime(text) { return Reading(iso: iso) }
    return iso8601(text).map { Reading(iso: $0) }
      ?? numeric(first, time: words.dropFirst().joined(separator: " ")) ?? written(words)
  }

  // MARK: Seconds since 1970

  private static func epoch(_ text: String) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let seconds = Int(parts[0]), (100_000_000..<10_000_000_000).contains(seconds) else {
      return nil
    }
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    guard fraction.allSatisfy(\.isNumber) else { return nil }
    let shown = fraction.allSatisfy { $0 == "0" } ? "" : "." + fraction
    let (day, rest) = (seconds / 86400, seconds % 86400)
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { ($0 < 10 ? "0" : "") + "\($0)" }
    guard let date = date(daysSince1970: day) else { return nil }
    return date + "T" + clock.joined(separator: ":") + shown + "Z"
  }

  private static func date(daysSince1970 days: Int) -> String? {
    var (year, month, rest) = (1970, 1, days)
    while true {
      let length = GregorianCalendar.days(inMonth: 2, of: year) + 337
      guard rest >= length else { break }
      rest -= length
      year += 1
    }
    while rest >= GregorianCalendar.days(inMonth: month, of: year), month < 12 {
      rest -= GregorianCalendar.days(inMonth: month, of: year)
      month += 1
    }
    return LocalTime.iso(year: year, month: month, day: rest + 1, time: "")
  }

  // MARK: Written dates

  private static func iso8601(_ text: String) -> String? {
    let date = text.prefix(10)
    let fields = date.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0].count == 4, fields.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return nil }
    var rest = text.dropFirst(10)
    if rest.first == "T" || rest.first == " " { rest = rest.dropFirst() }
    let zoneStart = rest.firstIndex { "Zz+-".contains($0) } ?? rest.endIndex
    let zone = rest[zoneStart...]
    guard zone.isEmpty || isZone(zone) else { return nil }
    let iso = LocalTime.iso(
      year: Int(fields[0]), month: Int(fields[1]), day: Int(fields[2]), time: rest[..<zoneStart].trimmingBlanks())
    return iso.map { $0 + zone.uppercased() }
  }

  private static func isZone(_ text: Substring) -> Bool {
    if text == "Z" || text == "z" { return true }
    let digits = text.dropFirst().filter { $0 != ":" }
    return text.first != "Z" && (digits.count == 2 || digits.count == 4) && digits.allSatisfy(\.isNumber)
  }

  /// Numbers with `/`, `.` or `-` between them: day, month and year, unless they can only be month, day and year.
  private static func numeric(_ date: Substring, time: String) -> Reading? {
    let separators: [Character] = ["/", ".", "-"]
    for separator in separators {
      let fields = date.split(separator: separator, omittingEmptySubsequences: false)
      guard fields.count == 3, let first = Int(fields[0]), let second = Int(fields[1]), let year = Int(fields[2]) else {
        continue
      }
      if first <= 31, second <= 12, let iso = LocalTime.iso(year: year, month: second, day: first, time: time) {
        return Reading(iso: iso, isAmbiguous: first <= 12 && first != second)
      }
      return LocalTime.iso(year: year, month: first, day: second, time: time).map { Reading(iso: $0) }
    }
    return nil
  }

  /// `23-Sep-2021 10:37:23`, `23 Sep 2021 10:37:23`, `Thu 23 Sep 2021 10:37:23`.
  private static func written(_ words: [Substring]) -> Reading? {
    var fields = words.flatMap { $0.contains(":") ? [$0] : $0.split(separator: "-") }
    if let first = fields.first, Int(first) == nil { fields.removeFirst() }
    guard fields.count >= 3, let day = Int(fields[0]), let month = LocalTime.month(fields[1]) else { return nil }
    return LocalTime.iso(
      year: Int(fields[2]), month: month, day: day, time: fields.dropFirst(3).joined(separator: " ")
    ).map { Reading(iso: $0) }
  }
}
