/// Reads a list of numbers straight from the bytes: the part of a project that is large.
import Bytes

enum PerlArrayParser {
  /// The array in parentheses that begins at `start`, and where it ends. Elements that are no numbers become NaN and
  /// are kept as cells. Throws when there is anything but scalars.
  static func array(
    _ name: String, _ bytes: Span<UInt8>, from start: Int, to limit: Int
  ) throws(PerlFault) -> (array: AthenaArray, end: Int) {
    var parser = PerlParser(from: start, to: limit)
    parser.skipBlanks(bytes)
    var index = parser.index
    guard index < limit else { throw .ended }
    guard bytes[index] == UInt8(ascii: "(") else { throw .notLiteral(at: index) }
    index += 1
    var array = AthenaArray(name: name)
    // '1.234567',
    array.values.reserveCapacity((limit - index) / 10)
    var needsSeparator = false
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: ",") || PerlText.isBlank(byte) {
        needsSeparator = needsSeparator && byte != UInt8(ascii: ",")
        index += 1
      } else if byte == UInt8(ascii: ")") {
        return (array, index + 1)
      } else if needsSeparator {
        throw .notLiteral(at: index)
      } else {
        index = try element(bytes, from: index, to: limit, into: &array)
        needsSeparator = true
      }
    }
    throw .ended
  }

  /// Reads one element and gives where it ends.
  private static func element(
    _ bytes: Span<UInt8>, from start: Int, to limit: Int, into array: inout AthenaArray
  ) throws(PerlFault) -> Int {
    if bytes[start] == UInt8(ascii: "'") {
      // Nearly all elements are numbers in single quotes.
      var end = start + 1
      while end < limit, bytes[end] != UInt8(ascii: "'"), bytes[end] != UInt8(ascii: "\\") { end += 1 }
      if end < limit, bytes[end] == UInt8(ascii: "'"), let number = PerlText.number(bytes, start + 1..<end) {
        array.values.append(number)
        return end + 1
      }
    }
    var parser = PerlParser(from: start, to: limit)
    let literal = try parser.value(bytes)
    switch literal {
    case .list, .hash: throw .notLiteral(at: start)
    default: array.append(literal)
    }
    return parser.index
  }
}
