/// (JᵀJ)⁻¹ of a fit.

/// The normal matrix of a fit, scaled so that variables of any size can stand beside each other.
struct FitCovariance {
  private let normal: Matrix
  private let norms: [Double]
  private var isHeld: [Bool]

  /// From the derivatives of `count` residuals, one variable behind the other.
  init(_ derivatives: [Double], variables: Int, count: Int) {
    var normal = Matrix(rows: variables, columns: variables)
    derivatives.withUnsafeBufferPointer { derivatives in
      for i in 0..<variables {
        for j in 0...i {
          var sum = 0.0
          for k in 0..<count { sum += derivatives[i * count + k] * derivatives[j * count + k] }
          normal[i, j] = sum
          normal[j, i] = sum
        }
      }
    }
    self.normal = normal
    norms = (0..<variables).map { normal[$0, $0].squareRoot() }
    isHeld = [Bool](repeating: false, count: variables)
  }

  /// The error of a variable if all others were known, for residuals of deviation 1.
  func lonelyError(of variable: Int) -> Double { norms[variable] > 0 ? 1 / norms[variable] : 0 }

  /// Takes a variable for known.
  mutating func hold(_ variable: Int) { isHeld[variable] = true }

  /// The inverse, zero for what is held; nil when the residuals do not determine the rest.
  func inverse() -> Matrix? {
    let free = norms.indices.filter { !isHeld[$0] }
    var result = Matrix(rows: norms.count, columns: norms.count)
    guard !free.isEmpty else { return result }
    guard free.allSatisfy({ norms[$0] > 0 && norms[$0].isFinite }) else { return nil }
    var scaled = Matrix(rows: free.count, columns: free.count)
    for (i, row) in free.enumerated() {
      for (j, column) in free.enumerated() { scaled[i, j] = normal[row, column] / (norms[row] * norms[column]) }
    }
    guard let eigen = try? SymmetricEigenvalues(scaled), let largest = eigen.values.first,
      let smallest = eigen.values.last, smallest > 1e-13 * largest
    else { return nil }
    for (i, row) in free.enumerated() {
      for (j, column) in free.enumerated() {
        var sum = 0.0
        for k in eigen.values.indices { sum += eigen.vectors[k, i] * eigen.vectors[k, j] / eigen.values[k] }
        result[row, column] = sum / (norms[row] * norms[column])
      }
    }
    return result
  }
}

/// Errors of what follows from variables, linear in them.
struct ErrorPropagation {
  private let parameters: FitParameters
  private let values: [Double]

  init(_ parameters: FitParameters, values: [Double]) {
    self.parameters = parameters
    self.values = values
  }

  /// How a parameter changes with each variable, by differences.
  func gradient(of place: Int) -> [Double] {
    gradient(influences: parameters.influences[place]) { $0[place] }
  }

  /// How any number that follows from the parameters changes with each variable.
  func gradient(influences: [Int], _ number: (UnsafeBufferPointer<Double>) -> Double) -> [Double] {
    var result = [Double](repeating: 0, count: parameters.variables.count)
    var moved = values
    func evaluate(_ place: Int, _ value: Double) -> Double {
      moved[place] = value
      moved.withUnsafeMutableBufferPointer { parameters.workOut($0) }
      return moved.withUnsafeBufferPointer { number($0) }
    }
    for variable in influences {
      let place = parameters.variables[variable]
      let step = parameters.step(of: variable, at: values[place])
      result[variable] = (evaluate(place, step.high) - evaluate(place, step.low)) / (step.high - step.low)
      moved[place] = values[place]
    }
    return result
  }

  func variance(of place: Int, _ covariance: Matrix) -> Double {
    let gradient = gradient(of: place)
    return zip(gradient, covariance * gradient).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
