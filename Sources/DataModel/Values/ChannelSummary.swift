public import Bytes

/// A channel's values in eight numbers, gathered slab by slab.
public struct ChannelSummary: Sendable {
  /// First and last element in storage order, as text exact to the last bit; nil for an empty channel.
  public private(set) var first: String?
  public private(set) var last: String?
  public private(set) var firstNumber: Double?
  public private(set) var lastNumber: Double?
  /// First and last element as scalars of the stored type; nil for an empty channel.
  public private(set) var firstElement: TypedArray?
  public private(set) var lastElement: TypedArray?
  /// Smallest and largest finite value; nil when there is none. Complex numbers count by magnitude.
  public private(set) var minimum: Double?
  public private(set) var maximum: Double?
  /// Sum of the finite values, compensated for rounding (Neumaier 1974).
  public private(set) var sum: Double?
  /// How many values are NaN or infinite.
  public private(set) var nonfinite = 0
  /// Extremes and sum of a channel of integers, exact where doubles are not; nil for other types and empty channels.
  public private(set) var integers: IntegerSummary?

  /// Reads the values once. Throws `BlockError` when they cannot be read.
  public init(of values: Values) throws(BlockError) {
    var total = CompensatedSum()
    for slab in values.slabs() {
      let part = try values.read(slab)
      guard part.count > 0 else { continue }
      if first == nil { first = part.displayItem(at: 0) }
      last = part.displayItem(at: part.count - 1)
      if firstElement == nil { firstElement = part.element(at: 0) }
      lastElement = part.element(at: part.count - 1)
      guard part.type.isNumeric else { continue }
      if part.type.isInteger { integers = IntegerSummary(of: part, after: integers) }
      let numbers = part.doubles()
      if firstNumber == nil { firstNumber = numbers.first }
      lastNumber = numbers.last
      for number in numbers {
        guard number.isFinite else {
          nonfinite += 1
          continue
        }
        minimum = Swift.min(minimum ?? number, number)
        maximum = Swift.max(maximum ?? number, number)
        total.add(number)
      }
    }
    if minimum != nil { sum = total.value }
  }
}

private struct CompensatedSum {
  private var total = 0.0
  private var compensation = 0.0

  /// A sum that overflows stays infinite: its compensation means nothing.
  var value: Double { total.isFinite ? total + compensation : total }

  mutating func add(_ number: Double) {
    let next = total + number
    if abs(total) >= abs(number) {
      compensation += (total - next) + number
    } else {
      compensation += (number - next) + total
    }
    total = next
  }
}
