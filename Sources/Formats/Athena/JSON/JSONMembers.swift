/// Walks through the members of the outermost object of a JSON text without reading their values, so that a file that
/// is damaged in one place is read in the others.
import Bytes

struct JSONMembers {
  struct Member {
    /// The name in its quotes.
    let key: Range<Int>
    let value: Range<Int>
    /// The line of the name, from 1.
    let line: Int
    /// False when the text ends in the middle.
    let isWhole: Bool
  }

  private var index = 0
  private var line = 1
  /// Whether the object was closed.
  private(set) var isClosed = false

  mutating func next(_ bytes: Span<UInt8>) -> Member? {
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "}") {
        isClosed = true
        return nil
      }
      advance(bytes)
    }
    guard index < bytes.count else { return nil }
    let line = line
    let key = index
    skipString(bytes)
    let keyEnd = index
    while index < bytes.count, PerlText.isBlank(bytes[index]) || bytes[index] == UInt8(ascii: ":") { advance(bytes) }
    let start = index
    let isWhole = skipValue(bytes)
    return Member(key: key..<keyEnd, value: start..<index, line: line, isWhole: isWhole)
  }

  private mutating func advance(_ bytes: Span<UInt8>) {
    if bytes[index] == 0x0a { line += 1 }
    index += 1
  }

  private mutating func skipString(_ bytes: Span<UInt8>) {
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
      advance(bytes)
    }
    if index < bytes.count { index += 1 }
  }

  /// Goes to the comma or brace behind a value; false when there is none.
  private mutating func skipValue(_ bytes: Span<UInt8>) -> Bool {
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        skipString(bytes)
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return true }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: return true
      default: break
      }
      advance(bytes)
    }
    return false
  }
}
