/// Walks over data in XDR (RFC 4506): big-endian, everything a multiple of four bytes.
import Bytes
import DataModel

struct XDRCursor {
  private(set) var offset: Int
  /// Set when a text was no UTF-8.
  private(set) var sawForeignText = false

  init(at offset: Int) { self.offset = offset }

  /// Why the walk had to stop.
  struct Failure: Error, Hashable {
    let message: String
    let offset: Int
  }

  func failure(_ message: String) -> Failure { Failure(message: message, offset: offset) }

  private mutating func take(_ count: Int, _ bytes: Span<UInt8>, _ what: String) throws(Failure) -> Int {
    guard count >= 0, offset >= 0, offset <= bytes.count, bytes.count - offset >= count else {
      throw failure("the file ends inside \(what)")
    }
    defer { offset += count }
    return offset
  }

  mutating func integer(_ bytes: Span<UInt8>, _ what: String) throws(Failure) -> Int {
    let start = try take(4, bytes, what)
    return Int(Int32(bitPattern: Self.word(bytes, start)))
  }

  /// A number of things, each of which takes at least `width` bytes of what is left of the file.
  mutating func count(_ bytes: Span<UInt8>, _ what: String, width: Int) throws(Failure) -> Int {
    let start = offset
    let count = try integer(bytes, what)
    guard count >= 0, count <= (bytes.count - offset) / max(1, width) else {
      throw Failure(message: "\(count) is no possible \(what) in a file of \(bytes.count) bytes", offset: start)
    }
    return count
  }

  mutating func float(_ bytes: Span<UInt8>, _ what: String) throws(Failure) -> Float {
    let start = try take(4, bytes, what)
    return Float(bitPattern: Self.word(bytes, start))
  }

  /// A text with its length twice before it, or one zero for none.
  mutating func text(_ bytes: Span<UInt8>, _ what: String) throws(Failure) -> String {
    guard try count(bytes, "length of \(what)", width: 1) > 0 else { return "" }
    let length = try count(bytes, "length of \(what)", width: 1)
    let start = try take((length + 3) / 4 * 4, bytes, what)
    let part = bytes.extracting(start..<start + length)
    if !TextEncoding.isUTF8(part) { sawForeignText = true }
    let encoding = TextEncoding.isUTF8(part) ? TextEncoding.utf8 : .latin1
    // C ends texts with a zero, and what stands behind it is left from before.
    return String(encoding.decode(part).prefix { $0 != "\0" })
  }

  mutating func floats(_ bytes: Span<UInt8>, _ count: Int, _ what: String) throws(Failure) -> [Float] {
    let start = try take(try size(count, 4, what), bytes, what)
    return (0..<count).map { Float(bitPattern: Self.word(bytes, start + 4 * $0)) }
  }

  mutating func doubles(_ bytes: Span<UInt8>, _ count: Int, _ what: String) throws(Failure) -> [Double] {
    let start = try take(try size(count, 8, what), bytes, what)
    return (0..<count).map { index in
      let high = UInt64(Self.word(bytes, start + 8 * index))
      return Double(bitPattern: high << 32 | UInt64(Self.word(bytes, start + 8 * index + 4)))
    }
  }

  mutating func integers(_ bytes: Span<UInt8>, _ count: Int, _ what: String) throws(Failure) -> [Int32] {
    let start = try take(try size(count, 4, what), bytes, what)
    return (0..<count).map { Int32(bitPattern: Self.word(bytes, start + 4 * $0)) }
  }

  private func size(_ count: Int, _ width: Int, _ what: String) throws(Failure) -> Int {
    let size = count.multipliedReportingOverflow(by: width)
    guard count >= 0, !size.overflow else { throw failure("\(count) is no possible length of \(what)") }
    return size.partialValue
  }

  private static func word(_ bytes: Span<UInt8>, _ start: Int) -> UInt32 {
    UInt32(bytes[start]) << 24 | UInt32(bytes[start + 1]) << 16 | UInt32(bytes[start + 2]) << 8
      | UInt32(bytes[start + 3])
  }
}
