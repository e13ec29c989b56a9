import Bytes
import DataModel
import Testing

/// Expected values follow from how the numbers were made: sums of integers and of powers of two are exact.
@Suite("Summaries of floating-point channels")
struct FloatSummaryTests {
  @Test("extremes, sum, first and last of any count", arguments: [1, 7, 8, 9, 16, 1001])
  func counts(_ count: Int) throws {
    let numbers = (0..<count).map { Double(($0 * 37) % 1009) - 500 }
    for values in [Values(TypedArray(numbers)), Values(TypedArray(numbers.map(Float.init)))] {
      let summary = try ChannelSummary(of: values)
      #expect(summary.sum == numbers.reduce(0, +))
      #expect(summary.minimum == numbers.min())
      #expect(summary.maximum == numbers.max())
      #expect(summary.firstNumber == numbers.first && summary.lastNumber == numbers.last)
      #expect(summary.nonfinite == 0)
    }
  }

  @Test("what is not finite is counted and left out, wherever it stands", arguments: 0..<19)
  func nonfinite(_ place: Int) throws {
    for odd in [Float.nan, .infinity, -.infinity] {
      var numbers = (0..<19).map { Float($0 + 1) }
      numbers[place] = odd
      let summary = try ChannelSummary(of: Values(TypedArray(numbers)))
      #expect(summary.nonfinite == 1)
      #expect(summary.sum == 190 - Double(place + 1))
      #expect(summary.minimum == (place == 0 ? 2 : 1))
      #expect(summary.maximum == (place == 18 ? 18 : 19))
    }
  }

  @Test("small numbers beside large ones are not lost from the sum")
  func compensated() throws {
    // 2^53 + 1 cannot be a double; eight of each sign cancel and leave the ones.
    let large = Double(1 << 53)
    let numbers =
      [Double](repeating: large, count: 8) + [Double](repeating: 1, count: 64)
      + [Double](repeating: -large, count: 8)
    #expect(try ChannelSummary(of: Values(TypedArray(numbers))).sum == 64)
  }

  @Test("nothing but NaN has no extremes and no sum")
  func nothingFinite() throws {
    let summary = try ChannelSummary(of: Values(TypedArray([Double](repeating: .nan, count: 20))))
    #expect(summary.minimum == nil && summary.maximum == nil && summary.sum == nil)
    #expect(summary.nonfinite == 20)
  }
}
