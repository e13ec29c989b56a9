/// The lines of a text as byte ranges: no copies, no allocation, nothing left out.

/// One line.
public struct Line: Sendable, Hashable {
  /// How a line ends.
  public enum Ending: String, Sendable, Hashable {
    case lf, crlf, cr
    /// The last line of a text that does not end with a line end.
    case none
  }

  /// Counted from 1 in the original bytes.
  public let number: Int
  /// The line's bytes without its end. Blank lines have an empty range; NUL and Ctrl-Z are in it like other bytes.
  public let range: Range<Int>
  /// How it ends.
  public let ending: Ending

  /// Where the next line begins.
  public var end: Int {
    switch ending {
    case .none: range.upperBound
    case .lf, .cr: range.upperBound + 1
    case .crlf: range.upperBound + 2
    }
  }
}

/// Walks through lines that end with LF, CRLF or CR, in any mixture.
///
///     var lines = Lines()
///     while let line = lines.next(in: bytes) { ... bytes.extracting(line.range) ... }
///
/// A text that ends with a line end has no further, empty line after it.
public struct Lines: Sendable {
  /// Where the next line begins.
  public private(set) var offset: Int
  /// How many lines have been given.
  public private(set) var count: Int

  /// A walk that begins at a byte (after a byte order mark, say), `linesBefore` lines into the text.
  public init(from offset: Int = 0, linesBefore: Int = 0) {
    self.offset = max(0, offset)
    count = linesBefore
  }

  /// The next line of the bytes, which must be the same at every call; nil at the end.
  public mutating func next(in bytes: Span<UInt8>) -> Line? {
    guard offset < bytes.count else { return nil }
    let end = Self.firstLineEnd(in: bytes, from: offset)
    count += 1
    let line = Line(number: count, range: offset..<end, ending: Self.ending(in: bytes, at: end))
    offset = line.end
    return line
  }

  private static func ending(in bytes: Span<UInt8>, at index: Int) -> Line.Ending {
    guard index < bytes.count else { return .none }
    guard bytes[index] == 0x0d else { return .lf }
    return index + 1 < bytes.count && bytes[index + 1] == 0x0a ? .crlf : .cr
  }

  private static func firstLineEnd(in bytes: Span<UInt8>, from start: Int) -> Int {
    var index = start
    let words = bytes.bytes
    while index + 8 <= bytes.count {
      let word = words.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      if containsZero(word ^ 0x0a0a_0a0a_0a0a_0a0a) || containsZero(word ^ 0x0d0d_0d0d_0d0d_0d0d) { break }
      index += 8
    }
    while index < bytes.count, bytes[index] != 0x0a, bytes[index] != 0x0d { index += 1 }
    return index
  }

  /// Whether one of the eight bytes of a word is zero.
  private static func containsZero(_ word: UInt64) -> Bool {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
  }
}
