/// Errors of fits of chi(k) with white noise.

/// What noise that is the same at every point of k, and knows nothing of its neighbours, does to the variables of a fit.
///
/// Residuals are L ε for noise ε of the points and the map L of weight, window and transform, so that the noise of residuals is
/// neither even nor independent. With J the derivatives of the residuals and A = JᵀJ, the covariance of the variables is
/// σ² A⁻¹ (LᵀJ)ᵀ(LᵀJ) A⁻¹, and the sum of squares at the minimum is on the average σ² (Σ L² - Σ over A⁻¹ times (LᵀJ)ᵀ(LᵀJ)), which
/// gives σ². (Least squares whose weights are not those of the noise: Seber and Wild, Nonlinear Regression, ch. 2; the second
/// formula follows from the trace of the residuals' covariance.) Of several data sets each has a σ of its own; what their
/// common variables take away from the sum of squares is then counted as if the set stood alone with them.
struct WhiteNoise {
  /// Of the data sets, in the order of their residuals.
  let maps: [ResidualMap]

  func covariance(_ inverse: Matrix, _ derivatives: [Double], _ residuals: [Double]) -> Matrix? {
    let count = inverse.rows
    var middle = Matrix(rows: count, columns: count)
    var offset = 0
    for map in maps {
      let rows = offset..<offset + map.count
      let (product, size) = self.product(
        of: map, derivatives, rows, variables: count, stride: residuals.count)
      let taken = zip(inverse.values, product.values).reduce(0) { $0 + $1.0 * $1.1 }
      guard size - taken > 1e-9 * size else { return nil }
      let variance = residuals[rows].reduce(0) { $0 + $1 * $1 } / (size - taken)
      for i in middle.values.indices { middle.values[i] += variance * product.values[i] }
      offset = rows.upperBound
    }
    return inverse * middle * inverse
  }

  /// (LᵀJ)ᵀ(LᵀJ) and Σ L², a point of k after the other.
  private func product(
    of map: ResidualMap, _ derivatives: [Double], _ rows: Range<Int>, variables: Int, stride: Int
  ) -> (product: Matrix, size: Double) {
    var product = Matrix(rows: variables, columns: variables)
    var size = 0.0
    var point = [Double](repeating: 0, count: map.support.count)
    var column = [Double](repeating: 0, count: rows.count)
    var moved = [Double](repeating: 0, count: variables)
    for place in point.indices {
      point[place] = 1
      point.withUnsafeBufferPointer { point in
        column.withUnsafeMutableBufferPointer { map.apply(point, to: $0) }
      }
      point[place] = 0
      for variable in 0..<variables {
        var sum = 0.0
        let start = variable * stride + rows.lowerBound
        for row in column.indices { sum += column[row] * derivatives[start + row] }
        moved[variable] = sum
      }
      for value in column { size += value * value }
      for i in 0..<variables {
        for j in 0..<variables { product[i, j] += moved[i] * moved[j] }
      }
    }
    return (product, size)
  }
}
