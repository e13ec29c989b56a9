/// Dark counts that a file lists and its columns still contain.
import Bytes
import DataModel

extension BeamlineScan {
  /// States the signals with the dark counts taken off in the formula, so that the columns stay as they were counted.
  /// `rates` are counts per second by column; `time` is the column of counting times, of whose unit a second has
  /// `perSecond`.
  mutating func subtractDark(_ rates: [Double], time: Int, perSecond: Double = 1) {
    var formulas: [Int: String] = [:]
    for (index, rate) in rates.enumerated() where columns.indices.contains(index) && rate != 0 {
      formulas[index] = "(\(quoted(index))-\(NumberFormatter.text(rate / perSecond))*\(quoted(time)))"
    }
    guard !formulas.isEmpty else { return }
    let names = formulas.keys.sorted().map { columns[$0].draft.name }
    steps.append(
      Step(
        operation: "dark counts", program: "edgewise", version: EdgewiseVersion.string,
        parameters: formulas.keys.sorted().map {
          StepParameter(columns[$0].draft.name, .number(rates[$0]), unit: "counts/s")
        }, inputs: names + [columns[time].draft.name]))
    findings.append(
      Finding(
        BeamlineFinding.darkCounts,
        "The columns \(names.joined(separator: ", ")) contain dark counts; the signals subtract them, count rate times "
          + "counting time."))
    columnFormulas.merge(formulas) { $1 }
  }
}
