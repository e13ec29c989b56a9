/// A day, for suppressions that end.
import DataModel

/// A date of the Gregorian calendar.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  private let text: String

  /// A date as ISO 8601 writes it, such as `2027-03-31`; nil for text that is no such date.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2d || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      GregorianCalendar.hasDay(year, month, day)
    else { return nil }
    self.text = text
  }

  /// Today in UTC, or the day that `SOURCE_DATE_EPOCH` names.
  public static func today() -> CalendarDate? { CalendarDate(String(ConversionTime.now().prefix(10))) }

  public var description: String { text }

  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
