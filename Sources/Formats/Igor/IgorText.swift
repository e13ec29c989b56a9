/// Text in quotation marks, as Igor's commands have it.
import Bytes

enum IgorText {
  /// Between quotation marks, with Igor's escapes.
  static func quoted(_ text: String) -> String { "\"" + escapes(text).joined() + "\"" }

  /// The escaped text of each character.
  static func escapes(_ text: String) -> [String] {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "\"": "\\\""
      case "\t": "\\t"
      case "\n": "\\n"
      case "\r": "\\r"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: "\\" + octal(scalar.value)
      default: String(scalar)
      }
    }
  }

  private static func octal(_ value: UInt32) -> String {
    let digits = String(value, radix: 8)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// Reads a text in quotation marks that begins at `position`, which moves behind it; nil when it is not closed.
  static func parse(_ bytes: ArraySlice<UInt8>, _ position: inout Int) -> String? {
    guard position < bytes.endIndex, bytes[position] == quote else { return nil }
    var result: [UInt8] = []
    var place = position + 1
    while place < bytes.endIndex {
      let byte = bytes[place]
      place += 1
      if byte == quote {
        position = place
        return StoredText.string(result)
      }
      if byte == backslash { escape(bytes, &place, &result) } else { result.append(byte) }
    }
    return nil
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
  private static let letters: [UInt8: UInt8] = [
    UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
  ]

  private static func escape(_ bytes: ArraySlice<UInt8>, _ place: inout Int, _ result: inout [UInt8]) {
    guard place < bytes.endIndex else { return result.append(backslash) }
    let sign = bytes[place]
    place += 1
    if let control = letters[sign] { return result.append(control) }
    switch sign {
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      if let value = number(bytes, place - 1, digits: 3, radix: 8), let byte = UInt8(exactly: value) {
        result.append(byte)
        place += 2
      } else {
        result.append(sign)
      }
    case UInt8(ascii: "x"): character(bytes, &place, digits: 2, &result)
    case UInt8(ascii: "u"): character(bytes, &place, digits: 4, &result)
    case UInt8(ascii: "U"): character(bytes, &place, digits: 8, &result)
    default: result.append(sign)
    }
  }

  private static func character(
    _ bytes: ArraySlice<UInt8>, _ place: inout Int, digits: Int, _ result: inout [UInt8]
  ) {
    guard let value = number(bytes, place, digits: digits, radix: 16), let scalar = Unicode.Scalar(value) else {
      result += [backslash, bytes[place - 1]]
      return
    }
    place += digits
    if digits == 2 { result.append(UInt8(truncatingIfNeeded: value)) } else { result += String(scalar).utf8 }
  }

  private static func number(_ bytes: ArraySlice<UInt8>, _ start: Int, digits: Int, radix: Int) -> UInt32? {
    guard start + digits <= bytes.endIndex else { return nil }
    return UInt32(String(decoding: bytes[start..<start + digits], as: UTF8.self), radix: radix)
  }
}
