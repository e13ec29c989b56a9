/// Times as EPICS writes them.
import Bytes
import DataModel

enum MDATime {
  /// `AUG 23, 2012 12:13:17.290092` as ISO 8601, without a zone; nil for anything else.
  static func iso(_ text: String) -> String? {
    let words = text.split { $0 == " " || $0 == "," }
    guard words.count == 4 else { return nil }
    return LocalTime.iso(
      year: Int(words[2]), month: LocalTime.month(words[0]), day: Int(words[1]), time: words[3])
  }
}
