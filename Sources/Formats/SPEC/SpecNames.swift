/// The names that a SPEC header lists for values that come later: motors (#O, #P) and other readings (#H, #V).
import DataModel

struct SpecNames: Sendable {
  /// The text behind each `#O` or `#H` line.
  private var lines: [Character: [Int: String]] = [:]

  /// The line of names for each line of values, and the family that both become.
  static let families: [Character: (names: Character, family: String)] = [
    "P": ("O", motorFamily), "V": ("H", "Reading"),
  ]
  static let motorFamily = "Motor"

  /// Takes a line of names; false when it is none.
  mutating func take(_ line: SpecLine) -> Bool {
    guard let (letter, index) = line.numbered, Self.families.values.contains(where: { $0.names == letter }) else {
      return false
    }
    lines[letter, default: [:]][index] = line.rest
    return true
  }

  /// The names for a line of so many values; nil when none were listed.
  func names(_ letter: Character, _ index: Int, count: Int) -> [String]? {
    lines[letter]?[index].map { SpecLine.names($0, count: count) }
  }

  /// All names of motors, in any way of cutting them.
  var motors: Set<String> {
    Set((lines["O"] ?? [:]).values.flatMap { SpecLine.wideNames($0) + SpecLine.narrowNames($0) })
  }
}
