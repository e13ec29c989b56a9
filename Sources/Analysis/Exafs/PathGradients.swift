/// How the numbers of paths change with the variables of a fit.

/// For each path of a data set the derivatives of its numbers by the variables, by differences of its formulas.
struct PathGradients {
  private let parameters: FitParameters
  private var gradients: [[(variable: Int, gradient: SIMD8<Double>)]]
  private let variables: [Int: Int]
  /// For each path the formulas that each variable has a part in.
  private let influences: [[(variable: Int, formulas: [(field: Int, expression: ParameterExpression)])]]
  private var moved: [Double]

  init(_ expressions: [PathExpressions], _ parameters: FitParameters) {
    self.parameters = parameters
    variables = Dictionary(uniqueKeysWithValues: parameters.variables.enumerated().map { ($1, $0) })
    influences = expressions.map { path in
      parameters.variables.indices.compactMap { variable in
        let touched = path.formulas.filter { formula in
          formula.expression.dependencies.contains { parameters.influences[$0].contains(variable) }
        }
        return touched.isEmpty ? nil : (variable, touched)
      }
    }
    gradients = expressions.map { _ in [] }
    moved = []
  }

  var variableCount: Int { parameters.variables.count }

  /// The variables that have a part in any path.
  var used: Set<Int> { Set(influences.flatMap { $0.map(\.variable) }) }

  func variable(at place: Int) -> Int? { variables[place] }

  func rows(of path: Int) -> [(variable: Int, gradient: SIMD8<Double>)] { gradients[path] }

  /// Works the derivatives out anew.
  mutating func update(_ values: UnsafeBufferPointer<Double>) {
    for path in gradients.indices { gradients[path].removeAll(keepingCapacity: true) }
    moved = Array(values)
    for (variable, place) in parameters.variables.enumerated() {
      let step = parameters.step(of: variable, at: values[place])
      move(place, to: step.high)
      let high = moved
      move(place, to: step.low)
      for (path, list) in influences.enumerated() {
        guard let entry = list.first(where: { $0.variable == variable }) else { continue }
        var gradient = SIMD8<Double>.zero
        for (field, expression) in entry.formulas {
          gradient[field] = (expression.value(at: high) - expression.value(at: moved)) / (step.high - step.low)
        }
        gradients[path].append((variable, gradient))
      }
      move(place, to: values[place])
    }
  }

  private mutating func move(_ place: Int, to value: Double) {
    moved[place] = value
    moved.withUnsafeMutableBufferPointer { parameters.workOut($0) }
  }
}
