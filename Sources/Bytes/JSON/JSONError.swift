/// Why bytes are not JSON, and where.

/// A place in a JSON text and what is wrong there.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let message: String
  /// The byte offset, from 0.
  public let offset: Int
  /// The line, from 1.
  public let line: Int
  /// The byte in the line, from 1.
  public let column: Int

  /// `line 3, column 14: what is wrong`.
  public var description: String { "line \(line), column \(column): \(message)" }

  init(_ message: String, at offset: Int, in bytes: Span<UInt8>) {
    var lines = Lines()
    var line = 1
    var start = 0
    while let next = lines.next(in: bytes), next.range.lowerBound <= offset {
      line = next.number
      start = next.range.lowerBound
      if next.ending == .none { break }
      // At the end of a text that ends with a line end, the place is on the empty line after it.
      if next.end == bytes.count, offset >= next.end {
        line += 1
        start = next.end
      }
    }
    self.message = message
    self.offset = offset
    self.line = line
    column = offset - start + 1
  }
}
