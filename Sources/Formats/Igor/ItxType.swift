/// The types of waves as flags of a block.
import Bytes

enum ItxType {
  private static let flags: [(type: ElementType, flags: String)] = [
    (.float64, "D"), (.float32, "S"), (.int8, "B"), (.uint8, "B/U"), (.int16, "W"), (.uint16, "W/U"), (.int32, "I"),
    (.uint32, "I/U"), (.int64, "L"), (.uint64, "L/U"), (.text, "T"),
  ]

  static func flags(_ type: ElementType) -> String { flags.first { $0.type == type }?.flags ?? "D" }

  /// The type that the letters of a block state; single precision when they state none, as in Igor.
  static func type(_ letters: Set<Character>) -> ElementType {
    let isUnsigned = letters.contains("U")
    for (type, text) in flags.reversed() {
      guard let letter = text.first, letters.contains(letter), text.hasSuffix("/U") == isUnsigned || !type.isInteger
      else {
        continue
      }
      return type
    }
    return .float32
  }

  /// All that a block may have: types, `C`omplex, `R`eal, `O`verwrite, `N` for the shape.
  static let known: Set<Character> = ["D", "S", "B", "W", "I", "L", "U", "T", "C", "R", "O", "N"]
}
