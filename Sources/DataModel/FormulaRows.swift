/// The values of a formula that are too many to be worked out at once.
public import Bytes

/// A signal over two or more dimensions, worked out when its rows are read: memory is bounded by the rows.
public struct FormulaRows: BlockSource {
  private let formula: SignalExpression
  private let measurement: Measurement
  /// The dimensions of the values, slowest first.
  public let dimensions: [Dimension]
  public let shape: [Int]
  public var type: ElementType { .float64 }
  public var preferredBlock: [Int]? { nil }

  /// The rows of `formula` over the channels of `measurement`. Throws when the formula has fewer than two dimensions, or
  /// its first row cannot be worked out.
  public init(_ formula: SignalExpression, over measurement: Measurement) throws(ExpressionError) {
    guard let dimensions = formula.dimensions(in: measurement), dimensions.count >= 2,
      let length = formula.channelNames.lazy.compactMap({ measurement.channel(named: $0) })
        .first(where: { $0.dimensions.first == dimensions[0] })?.values.shape.first, length > 0
    else { throw ExpressionError("its values have no rows that could be worked out one by one") }
    self.formula = formula
    self.measurement = measurement
    let first = try Self.values(of: formula, rows: 0..<1, of: dimensions[0], measurement)
    self.dimensions = first.dimensions
    shape = [length] + first.shape.dropFirst()
    guard first.dimensions.first == dimensions[0] else {
      throw ExpressionError("its values have no rows that could be worked out one by one")
    }
  }

  private static func values(
    of formula: SignalExpression, rows: Range<Int>, of dimension: Dimension, _ measurement: Measurement
  ) throws(ExpressionError) -> SignalExpression.Result {
    let part: Measurement
    do throws(BlockError) {
      part = try measurement.rows(rows, of: dimension, channels: formula.channelNames)
    } catch {
      throw ExpressionError(error.description)
    }
    return try formula.evaluate(over: part)
  }

  public func read(_ slab: Slab) throws(BlockError) -> TypedArray {
    guard let first = slab.start.first, let count = slab.count.first else { throw BlockError("a slab without rows") }
    do throws(ExpressionError) {
      let rows = try Self.values(of: formula, rows: first..<first + count, of: dimensions[0], measurement)
      var inner = slab
      inner.start[0] = 0
      guard let part = TypedArray(rows.values, shape: rows.shape).slab(inner) else {
        throw ExpressionError("a slab outside an array of shape \(shape)")
      }
      return part
    } catch {
      throw BlockError(error.description)
    }
  }
}
