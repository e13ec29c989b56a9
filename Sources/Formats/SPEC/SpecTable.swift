/// The rows of a scan.
import Bytes

enum SpecTable {
  /// Reads the rows in a part of a text. The rows themselves say how many columns there are; where a single one does not
  /// reach what the header states, it was cut off.
  static func read(_ text: Span<UInt8>, _ range: Range<Int>, firstLine: Int, stated: Int?) -> NumericTable {
    var options = NumericTable.Options()
    options.fortranExponents = true
    options.issueLimit = 50
    let table = NumericTable.read(text, in: range, firstLine: firstLine, options: options)
    guard table.rowCount == 1, let stated, table.columns.count < stated else { return table }
    options.columnCount = stated
    return NumericTable.read(text, in: range, firstLine: firstLine, options: options)
  }
}
