/// Residuals in as few numbers as they really are.

/// A matrix L with LᵀL = Σ f f K, found by Cholesky's method with pivoting.
///
/// Over a range of R, a transform that is padded with zeros has many more bins than the data has information. A sum of
/// squares does not change when residuals are turned among each other, and neither do the steps of Levenberg and
/// Marquardt: so some tens of numbers do the work of hundreds, and several k-weights cost hardly more than one. What is left
/// out is below 1e-15 of the largest term.
struct CondensedMap: Sendable {
  let support: Range<Int>
  let rowCount: Int
  /// Row after row.
  private let values: [Double]

  /// For factors of each weight at all points, and the kernel of a space.
  init(_ factors: [[Double]], _ kernel: FourierKernel) {
    let count = factors.first?.count ?? 0
    let used = (0..<count).filter { point in factors.contains { $0[point] != 0 } }
    let support = (used.first ?? 0)..<(used.last.map { $0 + 1 } ?? 0)
    let parts = factors.map { Array($0[support]) }
    var diagonal = support.map { point in
      parts.reduce(0) { $0 + $1[point - support.lowerBound] * $1[point - support.lowerBound] } * kernel[point, point]
    }
    let width = support.count
    let largest = diagonal.max() ?? 0
    var values: [Double] = []
    var row = [Double](repeating: 0, count: width)
    var rowCount = 0
    while rowCount < width, let pivot = diagonal.indices.max(by: { diagonal[$0] < diagonal[$1] }),
      diagonal[pivot] > 1e-15 * largest
    {
      for n in 0..<width {
        var product = 0.0
        for part in parts { product += part[n] * part[pivot] }
        row[n] = product * kernel[n + support.lowerBound, pivot + support.lowerBound]
      }
      for earlier in 0..<rowCount {
        let factor = values[earlier * width + pivot]
        for n in 0..<width { row[n] -= factor * values[earlier * width + n] }
      }
      let scale = 1 / diagonal[pivot].squareRoot()
      for n in 0..<width {
        row[n] *= scale
        diagonal[n] -= row[n] * row[n]
      }
      diagonal[pivot] = 0
      values += row
      rowCount += 1
    }
    self.support = support
    self.rowCount = rowCount
    self.values = values
  }

  /// Writes a sum of products for each row, of a difference over `support`.
  func apply(_ difference: UnsafeBufferPointer<Double>, to residuals: UnsafeMutableBufferPointer<Double>) {
    let width = support.count
    let numbers = UnsafeRawBufferPointer(difference)
    values.withUnsafeBytes { values in
      for row in 0..<rowCount {
        var sum = SIMD8<Double>.zero
        let start = 8 * row * width
        var n = 0
        while n + 8 <= width {
          sum +=
            values.loadUnaligned(fromByteOffset: start + 8 * n, as: SIMD8<Double>.self)
            * numbers.loadUnaligned(fromByteOffset: 8 * n, as: SIMD8<Double>.self)
          n += 8
        }
        var total = sum.sum()
        while n < width {
          total += values.loadUnaligned(fromByteOffset: start + 8 * n, as: Double.self) * difference[n]
          n += 1
        }
        residuals[row] = total
      }
    }
  }
}
