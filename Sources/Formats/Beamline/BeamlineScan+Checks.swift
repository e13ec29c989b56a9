/// What a scan's header promises, held against its table.
import Bytes
import DataModel

extension BeamlineScan {
  /// Reports a number of points that is not the announced one, and rows of zeros at the end.
  mutating func reportPointCount(announced: Double?) {
    guard let count = columns.first?.values.count else { return }
    if let announced, announced != Double(count) {
      findings.append(
        Finding(
          BeamlineFinding.aborted,
          "The header announces \(NumberFormatter.text(announced)) points; the table has \(count).",
          expected: NumberFormatter.text(announced), found: String(count)))
    }
    let arrays = columns.map { $0.values.doubles() }
    var empty = 0
    while empty < count, arrays.allSatisfy({ $0.count == count && $0[count - 1 - empty] == 0 }) { empty += 1 }
    guard empty > 0, empty < count else { return }
    findings.append(
      Finding(
        BeamlineFinding.emptyRows, "The last \(empty) of \(count) rows hold nothing but zeros.", found: "\(empty) rows")
    )
  }
}
