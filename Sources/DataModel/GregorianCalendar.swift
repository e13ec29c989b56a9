/// The lengths of months, for every reader and rule that is given a date.
public enum GregorianCalendar {
  /// The number of days of a month (1 to 12) in a year; 0 for a month that there is not.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    guard (1...12).contains(month) else { return 0 }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    if month == 2 { return isLeap ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Whether there is such a day.
  public static func hasDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    day >= 1 && day <= days(inMonth: month, of: year)
  }
}
