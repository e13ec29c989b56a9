/// The time that outputs are stamped with.
import Glibc

/// The time of the conversion.
public enum ConversionTime {
  /// Now, or the moment that `SOURCE_DATE_EPOCH` names (https://reproducible-builds.org/specs/source-date-epoch/), so
  /// that equal inputs give equal outputs: ISO 8601 in UTC.
  public static func now() -> String {
    let fixed = getenv("SOURCE_DATE_EPOCH").flatMap { Int(String(cString: $0)) }
    return text(secondsSince1970: fixed ?? time(nil))
  }

  static func text(secondsSince1970 seconds: Int) -> String {
    var moment = time_t(seconds)
    var parts = tm()
    guard gmtime_r(&moment, &parts) != nil else { return text(secondsSince1970: 0) }
    func padded(_ number: Int32, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = [padded(parts.tm_year + 1900, 4), padded(parts.tm_mon + 1, 2), padded(parts.tm_mday, 2)]
    let clock = [padded(parts.tm_hour, 2), padded(parts.tm_min, 2), padded(parts.tm_sec, 2)]
    return date.joined(separator: "-") + "T" + clock.joined(separator: ":") + "Z"
  }
}
