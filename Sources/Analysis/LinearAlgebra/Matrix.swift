/// A dense matrix.

/// Numbers in rows and columns, one row behind the other.
struct Matrix: Sendable, Hashable {
  let rows: Int
  let columns: Int
  var values: [Double]

  /// A matrix of these values, `rows` × `columns` of them.
  init(rows: Int, columns: Int, _ values: [Double]) {
    assert(values.count == rows * columns)
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Zeros.
  init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, [Double](repeating: 0, count: rows * columns))
  }

  subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// The numbers of a row.
  func row(_ row: Int) -> ArraySlice<Double> { values[row * columns..<(row + 1) * columns] }

  /// The numbers of a column.
  func column(_ column: Int) -> [Double] { (0..<rows).map { self[$0, column] } }

  var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for i in 0..<rows {
      for j in 0..<columns { result[j, i] = self[i, j] }
    }
    return result
  }

  /// The product with a vector of `columns` numbers.
  static func * (matrix: Matrix, vector: [Double]) -> [Double] {
    assert(vector.count == matrix.columns)
    var result = [Double](repeating: 0, count: matrix.rows)
    matrix.values.withUnsafeBufferPointer { values in
      vector.withUnsafeBufferPointer { vector in
        for row in 0..<matrix.rows {
          var sum = 0.0
          let start = row * matrix.columns
          for column in 0..<matrix.columns { sum += values[start + column] * vector[column] }
          result[row] = sum
        }
      }
    }
    return result
  }

  /// The product of two matrices.
  static func * (left: Matrix, right: Matrix) -> Matrix {
    assert(left.columns == right.rows)
    var result = Matrix(rows: left.rows, columns: right.columns)
    for i in 0..<left.rows {
      for k in 0..<left.columns {
        let factor = left[i, k]
        for j in 0..<right.columns { result[i, j] += factor * right[k, j] }
      }
    }
    return result
  }
}
