/// The parameters of a fit, together.
import DataModel

/// A checked set of parameters: which vary, and in which order those with formulas are worked out.
public struct FitParameters: Sendable {
  /// In the order in which they were given.
  public let parameters: [FitParameter]
  /// The places of those that vary.
  public let variables: [Int]
  /// The place of each name.
  public let places: [String: Int]
  /// Those with formulas, each behind all that it depends on.
  private let derived: [(place: Int, expression: ParameterExpression)]
  /// For each parameter the numbers of the variables that it depends on, as places in `variables`.
  let influences: [[Int]]

  /// A set of parameters. Throws for names that are no names, are there twice or mean something else, for values outside
  /// their bounds, formulas that cannot be read, and formulas that depend on one another in a circle.
  public init(_ parameters: [FitParameter], functions: [ExpressionFunction] = []) throws(AnalysisError) {
    var places: [String: Int] = [:]
    for (place, parameter) in parameters.enumerated() {
      try Self.check(parameter, functions)
      guard places.updateValue(place, forKey: parameter.name) == nil else {
        throw AnalysisError("two parameters are called \(parameter.name)")
      }
    }
    self.parameters = parameters
    self.places = places
    variables = parameters.indices.filter { parameters[$0].varies && parameters[$0].expression == nil }
    var expressions: [Int: ParameterExpression] = [:]
    for (place, parameter) in parameters.enumerated() {
      guard let text = parameter.expression else { continue }
      do throws(AnalysisError) {
        expressions[place] = try ParameterExpression(parsing: text, names: places, functions: functions)
      } catch {
        throw AnalysisError("parameter \(parameter.name): \(error.description)")
      }
    }
    derived = try Self.order(expressions, parameters)
    var influences = parameters.map { _ in Set<Int>() }
    for (number, place) in variables.enumerated() { influences[place] = [number] }
    for (place, expression) in derived {
      influences[place] = expression.dependencies.reduce(into: []) { $0.formUnion(influences[$1]) }
    }
    self.influences = influences.map { $0.sorted() }
  }

  private static func check(_ parameter: FitParameter, _ functions: [ExpressionFunction]) throws(AnalysisError) {
    let name = parameter.name
    let bytes = Array(name.utf8)
    guard let first = bytes.first, ParameterExpressionParser.isLetter(first),
      bytes.allSatisfy({ ParameterExpressionParser.isLetter($0) || (0x30...0x39).contains($0) })
    else {
      throw AnalysisError("'\(name)' cannot be the name of a parameter: use letters, digits and _, a letter first")
    }
    guard ExpressionFunction.constants[name] == nil,
      !(functions + ExpressionFunction.usual).contains(where: { $0.name == name })
    else { throw AnalysisError("\(name) already means something in formulas: call the parameter otherwise") }
    guard parameter.minimum < parameter.maximum else {
      throw AnalysisError(
        "parameter \(name): min=\(text(parameter.minimum)) is not below max=\(text(parameter.maximum))")
    }
    guard parameter.expression == nil else { return }
    guard parameter.value.isFinite else { throw AnalysisError("parameter \(name) has no value to begin with") }
    guard parameter.bounds.contains(parameter.value) else {
      throw AnalysisError(
        "parameter \(name): its value \(text(parameter.value)) is not between min=\(text(parameter.minimum)) and "
          + "max=\(text(parameter.maximum))")
    }
  }

  /// Formulas in an order in which each can be worked out.
  private static func order(
    _ expressions: [Int: ParameterExpression], _ parameters: [FitParameter]
  ) throws(AnalysisError) -> [(place: Int, expression: ParameterExpression)] {
    var waiting = expressions
    var result: [(place: Int, expression: ParameterExpression)] = []
    while !waiting.isEmpty {
      let ready = waiting.filter { entry in entry.value.dependencies.allSatisfy { waiting[$0] == nil } }
      guard !ready.isEmpty else {
        let names = waiting.keys.sorted().map { parameters[$0].name }.joined(separator: ", ")
        throw AnalysisError("the formulas of \(names) depend on one another in a circle")
      }
      for place in ready.keys.sorted() {
        if let expression = waiting.removeValue(forKey: place) { result.append((place, expression)) }
      }
    }
    return result
  }

  /// All values at the start.
  public var startValues: [Double] {
    var values = parameters.map(\.value)
    values.withUnsafeMutableBufferPointer { workOut($0) }
    return values
  }

  /// Works out those with formulas from the rest, which stand in `values`.
  func workOut(_ values: UnsafeMutableBufferPointer<Double>) {
    for (place, expression) in derived {
      values[place] = parameters[place].bounds.clamped(expression.value(at: UnsafeBufferPointer(values)))
    }
  }

  /// A step of one variable for differences: small against it, and inside its bounds.
  func step(of variable: Int, at value: Double) -> (low: Double, high: Double) {
    let bounds = parameters[variables[variable]].bounds
    let size = 1e-5 * (value == 0 ? 1 : abs(value))
    return (bounds.clamped(value - size), bounds.clamped(value + size))
  }

  /// The parameters that are told when a name is asked for that none has.
  var names: [String] { parameters.map(\.name) }
}
