/// The cells that are no short plain number: many digits, Fortran, fused numbers, `nan`, integers of 64 bits, text.
import Bytes

extension CellReader {
  /// Reads the cell at the cursor the careful way.
  @inline(never)
  func readOtherCell(_ text: Span<UInt8>, _ cursor: inout CellCursor) {
    let whole = extent(text, cursor)
    let cell = unquoted(text, whole)
    if let found = NumberParser.number(text, cell, options: spellings) {
      cursor.accept(found.value, flaw: flaw(of: found), upTo: whole.upperBound, isNumeric: true)
    } else if fused, let first = firstOfFused(text, cell) {
      cursor.accept(first.value, flaw: flaw(of: first), upTo: first.end, isNumeric: true)
    } else if let value = windowsValue(text, cell) {
      cursor.accept(value, flaw: .notFinite, upTo: whole.upperBound, isNumeric: true)
    } else {
      cursor.accept(.nan, flaw: .notNumeric, upTo: whole.upperBound, isNumeric: false)
    }
  }

  /// An integer of at most 64 bits, if that is what the cell holds.
  func integer(_ text: Span<UInt8>, in cell: Range<Int>) -> (magnitude: UInt64, isNegative: Bool)? {
    var position = cell.lowerBound
    guard position < cell.upperBound else { return nil }
    let isNegative = text[position] == UInt8(ascii: "-")
    if isNegative || text[position] == UInt8(ascii: "+") { position += 1 }
    guard position < cell.upperBound else { return nil }
    var magnitude: UInt64 = 0
    while position < cell.upperBound {
      guard let digit = text[position].digit else { return nil }
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(digit)
      guard !overflow, !carry else { return nil }
      magnitude = sum
      position += 1
    }
    return (magnitude, isNegative)
  }

  private func flaw(of number: ParsedNumber) -> CellCursor.Flaw? {
    if number.traits.contains(.inexactInteger) { return .wideInteger }
    return number.value.isFinite ? nil : .notFinite
  }

  /// The bytes up to the next delimiter, without the blanks at the end.
  private func extent(_ text: Span<UInt8>, _ cursor: CellCursor) -> Range<Int> {
    var end = cursor.position
    guard let delimiter else {
      while end < cursor.end, !text[end].isBlank, !text[end].isLineEnd { end += 1 }
      return cursor.position..<end
    }
    let quote = UInt8(ascii: "\"")
    var isQuoted = false
    while end < cursor.end, !text[end].isLineEnd, isQuoted || text[end] != delimiter {
      if text[end] == quote { isQuoted.toggle() }
      end += 1
    }
    while end > cursor.position + 1, text[end - 1].isBlank { end -= 1 }
    return cursor.position..<end
  }

  private func unquoted(_ text: Span<UInt8>, _ cell: Range<Int>) -> Range<Int> {
    let quote = UInt8(ascii: "\"")
    guard cell.count >= 2, text[cell.lowerBound] == quote, text[cell.upperBound - 1] == quote else { return cell }
    var inner = cell.lowerBound + 1..<cell.upperBound - 1
    while let first = inner.first, text[first].isBlank { inner = first + 1..<inner.upperBound }
    while let last = inner.last, text[last].isBlank { inner = inner.lowerBound..<last }
    return inner
  }

  /// The first of several numbers that touch each other: `1.0E+05-2.0` ends before the sign that belongs to no
  /// exponent. Numbers without a decimal sign are not cut: dates and ranges look like that.
  private func firstOfFused(_ text: Span<UInt8>, _ cell: Range<Int>) -> ParsedNumber? {
    // 1.5-100.2 is no 1.5E-100, though Fortran could have written that so.
    let spellings = spellings.subtracting(.bareExponent)
    guard
      let first = NumberParser.scan(text, from: cell.lowerBound, to: cell.upperBound, options: spellings),
      first.end < cell.upperBound, !first.traits.contains(.integer),
      text[first.end] == UInt8(ascii: "-") || text[first.end] == UInt8(ascii: "+")
    else { return nil }
    return first
  }

  /// What the C library of Windows used to write for values that are not finite.
  private func windowsValue(_ text: Span<UInt8>, _ cell: Range<Int>) -> Double? {
    let isNegative = text[cell.lowerBound] == UInt8(ascii: "-")
    let start = cell.lowerBound + (isNegative ? 1 : 0)
    for (word, value) in Self.windowsValues where word.count == cell.upperBound - start {
      if word.indices.allSatisfy({ text[start + $0] == word[$0] }) { return isNegative ? -value : value }
    }
    return nil
  }

  private static let windowsValues: [(word: [UInt8], value: Double)] = [
    ("1.#QNAN", Double.nan), ("1.#SNAN", .nan), ("1.#IND", .nan), ("1.#INF", .infinity),
  ].map { (word: Array($0.0.utf8), value: $0.1) }
}
