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
      if addFloats(part, to: &total) { continue }
      let numbers = part.doubles()
      if firstNumber == nil { firstNumber = numbers.first }
      lastNumber = numbers.last
      for number in numbers { add(number, to: &total) }
    }
    if minimum != nil { sum = total.value }
  }
}

extension ChannelSummary {
  /// Detector images are large, and mostly floats of four bytes: eight at a time, where all are finite. False for other
  /// types.
  private mutating func addFloats(_ part: TypedArray, to total: inout CompensatedSum) -> Bool {
    part.bytes.withUnsafeBytes { bytes in
      switch part.type {
      case .float32: add(bytes.bindMemory(to: Float.self), to: &total) { SIMD8<Double>($0) }
      case .float64: add(bytes.bindMemory(to: Double.self), to: &total) { $0 }
      default: return false
      }
      return true
    }
  }

  @inline(__always)
  private mutating func add<Number: BinaryFloatingPoint & SIMDScalar>(
    _ numbers: UnsafeBufferPointer<Number>, to total: inout CompensatedSum,
    widened: (SIMD8<Number>) -> SIMD8<Double>
  ) {
    if firstNumber == nil { firstNumber = numbers.first.map { Double($0) } }
    lastNumber = numbers.last.map { Double($0) }
    var low = SIMD8<Double>(repeating: .infinity)
    var high = -low
    var lanes = CompensatedLanes()
    var place = 0
    while place + 8 <= numbers.count {
      var eight = SIMD8<Number>()
      for lane in 0..<8 { eight[lane] = numbers[place + lane] }
      let values = widened(eight)
      if any((values - values) .!= 0) {
        for lane in 0..<8 { add(values[lane], to: &total) }
      } else {
        low.replace(with: values, where: values .< low)
        high.replace(with: values, where: values .> high)
        lanes.add(values)
      }
      place += 8
    }
    while place < numbers.count {
      add(Double(numbers[place]), to: &total)
      place += 1
    }
    if low.min() <= high.max() {
      minimum = Swift.min(minimum ?? .infinity, low.min())
      maximum = Swift.max(maximum ?? -.infinity, high.max())
      for lane in 0..<8 { total.add(lanes.totals[lane]) }
      // Of a sum that overflowed the error means nothing.
      for lane in 0..<8 where lanes.errors[lane].isFinite { total.add(lanes.errors[lane]) }
    }
  }

  private mutating func add(_ number: Double, to total: inout CompensatedSum) {
    guard number.isFinite else {
      nonfinite += 1
      return
    }
    minimum = Swift.min(minimum ?? number, number)
    maximum = Swift.max(maximum ?? number, number)
    total.add(number)
  }
}

/// Eight sums side by side with their rounding errors (the two-sum of Knuth, which needs no branches).
private struct CompensatedLanes {
  private(set) var totals = SIMD8<Double>()
  private(set) var errors = SIMD8<Double>()

  @inline(__always)
  mutating func add(_ numbers: SIMD8<Double>) {
    let next = totals + numbers
    let part = next - totals
    errors += (totals - (next - part)) + (numbers - part)
    totals = next
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
