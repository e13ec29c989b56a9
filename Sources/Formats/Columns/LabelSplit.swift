/// Cutting a label line into labels, in each of the ways in which programs write them.
struct LabelSplit: Hashable {
  /// What separates two labels.
  enum Way: Hashable {
    case byte(UInt8)
    /// Two blanks or more, or a tab: labels may hold single blanks.
    case wide
    /// Blanks and tabs, where quotation marks do not hold labels together.
    case blanks
  }

  static let tab = Way.byte(UInt8(ascii: "\t"))
  static let comma = Way.byte(UInt8(ascii: ","))
  static let semicolon = Way.byte(UInt8(ascii: ";"))

  /// The labels, without quotation marks and the blanks around them; an empty one between two delimiters stays.
  static func labels(_ text: String, _ way: Way) -> [String] {
    let bytes = Array(text.utf8)
    var result: [String] = []
    var start = 0
    var quote: UInt8?
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == 0x22, position == start || isBoundary(bytes[position - 1], way) {
        quote = bytes[(position + 1)...].contains(byte) ? byte : nil
      }
      let width = quote == nil ? separatorWidth(bytes, position, way) : 0
      guard width > 0 else {
        position += 1
        continue
      }
      append(bytes[start..<position], way, to: &result)
      position += width
      start = position
    }
    append(bytes[start...], way, to: &result)
    // A delimiter at the end of the line separates nothing.
    if case .byte = way, result.count > 1, result.last?.isEmpty == true { result.removeLast() }
    return result
  }

  private static func append(_ bytes: ArraySlice<UInt8>, _ way: Way, to labels: inout [String]) {
    var cell = HeaderPairs.trimmed(bytes)
    if cell.count > 1, let quote = cell.first, quote == 0x22 || quote == 0x27, cell.last == quote {
      cell = HeaderPairs.trimmed(cell.dropFirst().dropLast())
    }
    if case .byte = way {} else if cell.isEmpty { return }
    labels.append(String(decoding: cell, as: UTF8.self))
  }

  private static func separatorWidth(_ bytes: [UInt8], _ position: Int, _ way: Way) -> Int {
    switch way {
    case .byte(let delimiter): return bytes[position] == delimiter ? 1 : 0
    case .blanks, .wide:
      var end = position
      while end < bytes.count, HeaderLine.isBlank(bytes[end]) { end += 1 }
      let isSingleBlank = end == position + 1 && bytes[position] == 0x20
      return way == .wide && isSingleBlank ? 0 : end - position
    }
  }

  private static func isBoundary(_ byte: UInt8, _ way: Way) -> Bool {
    if case .byte(let delimiter) = way, byte == delimiter { return true }
    return HeaderLine.isBlank(byte)
  }
}
