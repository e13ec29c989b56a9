/// Which columns a stored result was worked out from: the result itself proves it.
import Bytes
import DataModel
import Glibc

/// A column that the beamline's program computed, held against formulas over the others.
struct FormulaEvidence {
  let scan: BeamlineScan
  /// The place of the column that holds the result.
  let result: Int
  /// How far a value that was printed with seven digits may lie from the recomputed one.
  private static let tolerance = 2e-6

  init(_ scan: BeamlineScan, _ result: Int) {
    self.scan = scan
    self.result = result
  }

  /// The two columns among these whose quotient the result is in every row; nil when there are none, or several.
  func quotient(of columns: [Int]) -> (above: Int, below: Int)? {
    only(columns) { $0 / $1 }
  }

  /// The two columns among these the logarithm of whose quotient the result is in every row.
  func logarithm(of columns: [Int]) -> (above: Int, below: Int)? {
    only(columns) { log($0 / $1) }
  }

  private func only(_ columns: [Int], _ formula: (Double, Double) -> Double) -> (above: Int, below: Int)? {
    let values = scan.columns[result].values.doubles()
    guard values.count >= 2, columns.count <= 32, values.contains(where: { $0 != 0 }) else { return nil }
    let arrays = columns.map { scan.columns[$0].values.doubles() }
    var found: (above: Int, below: Int)?
    for above in columns.indices {
      for below in columns.indices where below != above {
        let fits = values.indices.allSatisfy { row in
          let expected = formula(arrays[above][row], arrays[below][row])
          // Next to an infinite value every number would be near.
          return expected.isFinite && abs(values[row] - expected) <= Self.tolerance * max(1, abs(expected))
        }
        guard fits else { continue }
        guard found == nil else { return nil }
        found = (columns[above], columns[below])
      }
    }
    return found
  }
}
