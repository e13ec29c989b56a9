// How texts are written: fixed length where that is not wasteful, else variable length.
import Bytes
import CHDF5

/// The type of a text array in the file, and its bytes.
struct TextLayout {
  let type: MemoryType
  /// The length of a field in bytes; nil for variable length.
  let length: Int?

  /// A scalar is always of fixed length. An array is, unless the padding would take much more room than the text;
  /// texts that hold NUL need fields, since a variable-length text ends there. Trailing NULs are lost.
  init(fitting strings: [String]) {
    var longest = 1
    var total = 0
    var holdsNUL = false
    for string in strings {
      let length = string.utf8.count
      longest = max(longest, length)
      total += length
      if !holdsNUL { holdsNUL = string.utf8.contains(0) }
    }
    let (padded, overflow) = longest.multipliedReportingOverflow(by: strings.count)
    let isWasteful = longest > 64 && (overflow || padded > 4 * total)
    if strings.count > 1, isWasteful, !holdsNUL {
      type = MemoryType(shared: StringTypes.variable)
      length = nil
    } else {
      let fixed = StringTypes.fixed(longest)
      type = fixed.owner.map { MemoryType($0) } ?? MemoryType(shared: fixed.id)
      length = longest
    }
  }

  /// For strings whose field length is known.
  init(length: Int?) {
    self.length = length
    guard let length else {
      type = MemoryType(shared: StringTypes.variable)
      return
    }
    let fixed = StringTypes.fixed(length)
    type = fixed.owner.map { MemoryType($0) } ?? MemoryType(shared: fixed.id)
  }

  /// Hands the texts to a call in the layout of `type`. Texts longer than the field are cut between characters.
  func withBytes<R>(of strings: [String], _ body: (UnsafeRawPointer?) -> R) -> R {
    guard let length else { return Self.withPointers(to: strings, body) }
    if strings.count == 1, var only = strings.first, only.utf8.count == length {
      return only.withUTF8 { body(UnsafeRawPointer($0.baseAddress)) }
    }
    var bytes = [UInt8](repeating: 0, count: length * strings.count)
    for (index, string) in strings.enumerated() {
      bytes.replaceSubrange(
        index * length..<index * length + min(string.utf8.count, length), with: string.cut(toBytes: length))
    }
    return bytes.withUnsafeBytes { body($0.baseAddress) }
  }

  private static func withPointers<R>(to strings: [String], _ body: (UnsafeRawPointer?) -> R) -> R {
    var bytes: [UInt8] = []
    var offsets: [Int] = []
    for string in strings {
      offsets.append(bytes.count)
      bytes.append(contentsOf: string.utf8)
      bytes.append(0)
    }
    return bytes.withUnsafeBytes { buffer in
      let pointers = offsets.map { buffer.baseAddress?.advanced(by: $0) }
      return pointers.withUnsafeBytes { body($0.baseAddress) }
    }
  }
}

extension String {
  /// The UTF-8 bytes, padded or cut to what fits, never inside a character; may be shorter than `limit`.
  fileprivate func cut(toBytes limit: Int) -> [UInt8] {
    let bytes = Array(utf8.prefix(limit))
    guard utf8.count > limit else { return bytes }
    var end = utf8.index(utf8.startIndex, offsetBy: limit)
    while end > startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
    let kept = Array(utf8[..<end])
    return kept + [UInt8](repeating: 0, count: limit - kept.count)
  }
}
