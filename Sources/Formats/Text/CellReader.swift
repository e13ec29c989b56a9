/// Reads the cells of a table's row one after the other, without taking memory for any of them.
import Bytes

/// Where in a row a reading stands, and the cell that was read last.
struct CellCursor {
  var position: Int
  let end: Int
  /// The number of cells so far.
  var count = 0
  var value = 0.0
  var flaw: Flaw?
  /// The bytes of the cell, without the blanks around it.
  var cellStart = 0
  var cellEnd = 0
  var numericCount = 0
  var firstIsNumeric = false
  /// Where the first cell beyond the last column begins.
  var surplusStart = 0

  /// What is worth saying about a cell.
  enum Flaw {
    case notNumeric, empty, notFinite
    /// An integer that a double does not hold exactly.
    case wideInteger
  }

  init(position: Int, end: Int) {
    self.position = position
    self.end = end
  }

  /// The position of the cell in its row.
  var index: Int { count &- 1 }
}

/// The rules by which a row falls into cells.
struct CellReader {
  let delimiter: UInt8?
  let decimalSign: UInt8
  let fused: Bool
  let spellings: NumberParser.Options

  init(options: NumericTable.Options) {
    if case .byte(let byte) = options.delimiter { delimiter = byte } else { delimiter = nil }
    decimalSign = options.decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    fused = options.fusedNumbers
    var spellings: NumberParser.Options = .c
    if options.decimalComma { spellings.insert(.decimalComma) }
    if options.fortranExponents { spellings.formUnion([.fortranExponent, .bareExponent]) }
    self.spellings = spellings
  }

  @inline(__always)
  func isBlank(_ byte: UInt8) -> Bool { byte.isBlank && byte != delimiter }

  /// Reads the next cell; false at the end of the line, where `cursor.position` then stands.
  @inline(__always)
  func next(_ text: Span<UInt8>, _ cursor: inout CellCursor) -> Bool {
    var position = cursor.position
    while position < cursor.end, isBlank(text[position]) { position &+= 1 }
    cursor.position = position
    guard position < cursor.end, !text[position].isLineEnd else { return false }
    if delimiter != nil, !passDelimiter(text, &cursor) { return cursor.flaw == .empty }
    cursor.count &+= 1
    cursor.cellStart = cursor.position
    if !readPlainNumber(text, &cursor) { readOtherCell(text, &cursor) }
    return true
  }

  /// Steps over the delimiter before a cell. False when no cell follows, or an empty one, which is then read.
  private func passDelimiter(_ text: Span<UInt8>, _ cursor: inout CellCursor) -> Bool {
    cursor.flaw = nil
    if cursor.count > 0 {
      // Without a delimiter here the last cell ended early, as fused numbers do.
      if text[cursor.position] == delimiter { cursor.position += 1 }
      while cursor.position < cursor.end, isBlank(text[cursor.position]) { cursor.position += 1 }
      // A delimiter that ends the line is no cell.
      guard cursor.position < cursor.end, !text[cursor.position].isLineEnd else { return false }
    }
    guard text[cursor.position] == delimiter else { return true }
    cursor.count += 1
    cursor.cellStart = cursor.position
    cursor.cellEnd = cursor.position
    cursor.value = .nan
    cursor.flaw = .empty
    return false
  }

  @inline(__always)
  private func endsCell(_ text: Span<UInt8>, _ position: Int, _ end: Int) -> Bool {
    guard position < end else { return true }
    let byte = text[position]
    return byte.isBlank || byte.isLineEnd || byte == delimiter
  }

  /// The common case: a finite number up to the end of the cell.
  @inline(__always)
  private func readPlainNumber(_ text: Span<UInt8>, _ cursor: inout CellCursor) -> Bool {
    guard let found = NumberParser.scan(text, from: cursor.position, to: cursor.end, options: spellings),
      found.value.isFinite, !found.traits.contains(.inexactInteger), endsCell(text, found.end, cursor.end)
    else { return false }
    if delimiter != nil, found.end < cursor.end, isBlank(text[found.end]) {
      // In a delimited table a blank may stand inside a cell of text.
      guard isFollowedByDelimiter(text, found.end, cursor.end) else { return false }
    }
    cursor.accept(found.value, upTo: found.end)
    return true
  }

  private func isFollowedByDelimiter(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var position = start
    while position < end, isBlank(text[position]) { position += 1 }
    return position == end || text[position] == delimiter || text[position].isLineEnd
  }
}

extension CellCursor {
  /// A finite number was read; the cell ends before `position`.
  @inline(__always)
  mutating func accept(_ value: Double, upTo position: Int) {
    self.value = value
    flaw = nil
    cellEnd = position
    self.position = position
    numericCount &+= 1
    if count == 1 { firstIsNumeric = true }
  }

  /// A cell with something to say about it was read.
  mutating func accept(_ value: Double, flaw: Flaw?, upTo position: Int, isNumeric: Bool) {
    self.value = value
    self.flaw = flaw
    cellEnd = position
    self.position = position
    guard isNumeric else { return }
    numericCount += 1
    if count == 1 { firstIsNumeric = true }
  }
}

extension UInt8 {
  /// Space, tab, vertical tab or form feed.
  @inline(__always)
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0B || self == 0x0C }
  /// LF or CR.
  @inline(__always)
  var isLineEnd: Bool { self == 0x0A || self == 0x0D }
  /// The value of a decimal digit.
  @inline(__always)
  var digit: UInt64? {
    let value = self &- 0x30
    return value < 10 ? UInt64(value) : nil
  }

  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
}
