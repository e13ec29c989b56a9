import Bytes
import Glibc

/// Working out a signal's values from the stored channels.
extension SignalExpression {
  /// A signal's values: doubles in storage order under named dimensions.
  public struct Result: Sendable {
    public var values: [Double]
    public var dimensions: [Dimension]
    public var shape: [Int]
  }

  /// The values over the channels of `measurement`. Throws when a channel is missing, too large for memory,
  /// or when two operands have different dimensions.
  public func evaluate(over measurement: Measurement) throws(ExpressionError) -> Result {
    switch self {
    case .number(let number): return Result(values: [number], dimensions: [], shape: [])
    case .channel(let name): return try load(name, from: measurement)
    case .function(let function, let argument):
      return try Self.apply(function, to: try argument.evaluate(over: measurement))
    case .binary(let sign, let left, let right):
      return try Self.combine(
        sign, try left.evaluate(over: measurement), try right.evaluate(over: measurement))
    }
  }

  private func load(_ name: String, from measurement: Measurement) throws(ExpressionError) -> Result {
    guard let channel = measurement.channel(named: name) else {
      throw ExpressionError("no channel is called \"\(name)\"")
    }
    guard channel.values.type.isNumeric, !channel.values.type.isComplex else {
      throw ExpressionError("channel \"\(name)\" holds no real numbers")
    }
    guard channel.values.count <= Self.elementLimit else {
      throw ExpressionError("channel \"\(name)\" has \(channel.values.count) values: too many for one formula")
    }
    do throws(BlockError) {
      let array = try channel.values.load()
      return Result(values: array.doubles(), dimensions: channel.dimensions, shape: array.shape)
    } catch {
      throw ExpressionError("channel \"\(name)\": \(error.description)")
    }
  }

  /// 1 GiB of doubles.
  private static let elementLimit = 1 << 27

  private static func apply(_ function: Function, to argument: Result) throws(ExpressionError) -> Result {
    guard !function.reduces else { return try reduce(argument, mean: function == .mean) }
    let operation: (Double) -> Double =
      switch function {
      case .ln, .log: { Glibc.log($0) }
      case .log10: { Glibc.log10($0) }
      case .exp: { Glibc.exp($0) }
      case .sqrt: { $0.squareRoot() }
      case .abs: { Swift.abs($0) }
      case .negate: { -$0 }
      case .sum, .mean: { $0 }
      }
    var result = argument
    for index in result.values.indices { result.values[index] = operation(result.values[index]) }
    return result
  }

  private static func reduce(_ argument: Result, mean: Bool) throws(ExpressionError) -> Result {
    guard let length = argument.shape.last else { throw ExpressionError("sum and mean need a dimension to fold") }
    // A channel that has lost its detector dimension already is its own sum.
    guard argument.shape.count > 1 else { return argument }
    // A detector without elements still has points: their sums are 0.
    let rows = argument.shape.dropLast().reduce(1, *)
    let sums = (0..<rows).map { row in
      argument.values[row * length..<(row + 1) * length].reduce(0, +) / (mean ? Double(length) : 1)
    }
    return Result(
      values: sums, dimensions: Array(argument.dimensions.dropLast()), shape: Array(argument.shape.dropLast()))
  }

  private static func combine(_ sign: Operator, _ left: Result, _ right: Result) throws(ExpressionError) -> Result {
    let operation: (Double, Double) -> Double =
      switch sign {
      case .add: { $0 + $1 }
      case .subtract: { $0 - $1 }
      case .multiply: { $0 * $1 }
      case .divide: { $0 / $1 }
      case .power: { Glibc.pow($0, $1) }
      }
    if left.shape == right.shape, left.dimensions == right.dimensions {
      var result = left
      for index in result.values.indices { result.values[index] = operation(left.values[index], right.values[index]) }
      return result
    }
    if right.shape.isEmpty, let scalar = right.values.first {
      return Result(values: left.values.map { operation($0, scalar) }, dimensions: left.dimensions, shape: left.shape)
    }
    if left.shape.isEmpty, let scalar = left.values.first {
      return Result(
        values: right.values.map { operation(scalar, $0) }, dimensions: right.dimensions, shape: right.shape)
    }
    return try broadcast(operation, left, right)
  }

  /// Repeats the operand whose dimensions are the last or the first ones of the other.
  private static func broadcast(
    _ operation: (Double, Double) -> Double, _ left: Result, _ right: Result
  ) throws(ExpressionError) -> Result {
    let leftIsLarger = left.shape.count > right.shape.count
    let (large, small) = leftIsLarger ? (left, right) : (right, left)
    let inner =
      Array(large.dimensions.suffix(small.dimensions.count)) == small.dimensions
      && Array(large.shape.suffix(small.shape.count)) == small.shape
    let outer =
      Array(large.dimensions.prefix(small.dimensions.count)) == small.dimensions
      && Array(large.shape.prefix(small.shape.count)) == small.shape
    guard large.shape.count > small.shape.count, inner || outer else {
      throw ExpressionError(
        "dimensions \(left.dimensions) \(left.shape) and \(right.dimensions) \(right.shape) differ")
    }
    var result = large
    let repeats = Swift.max(1, large.values.count / Swift.max(1, small.values.count))
    for index in large.values.indices {
      let other = small.values[inner ? index % small.values.count : index / repeats]
      let value = large.values[index]
      result.values[index] = leftIsLarger ? operation(value, other) : operation(other, value)
    }
    return result
  }
}
