import Bytes
import DataModel
import Testing

@Suite("Channel summaries")
struct ChannelSummaryTests {
  @Test("numbers are summed without losing the small ones")
  func compensatedSum() throws {
    let summary = try ChannelSummary(of: Values([1.0, 1e100, 1, -1e100]))
    #expect(summary.sum == 2)
    #expect(summary.minimum == -1e100)
    #expect(summary.maximum == 1e100)
    // The naive sum of ten tenths is 0.9999999999999999.
    #expect(try ChannelSummary(of: Values([Double](repeating: 0.1, count: 10))).sum == 1)
  }

  @Test("NaN and infinity are counted and left out")
  func nonfinite() throws {
    let summary = try ChannelSummary(of: Values([Double.nan, 3, .infinity, -1, -.infinity]))
    #expect(summary.nonfinite == 3)
    #expect(summary.minimum == -1)
    #expect(summary.maximum == 3)
    #expect(summary.sum == 2)
    #expect(summary.firstNumber?.isNaN == true)
    #expect(summary.lastNumber == -.infinity)
    let nothing = try ChannelSummary(of: Values([Double.nan]))
    #expect(nothing.sum == nil)
    #expect(nothing.minimum == nil)
  }

  @Test("a sum beyond the largest double is infinite, not undefined")
  func overflow() throws {
    #expect(try ChannelSummary(of: Values([1e308, 1e308, 1e308])).sum == .infinity)
  }

  @Test("first and last keep every digit of the stored type")
  func exactEnds() throws {
    let integers = try ChannelSummary(of: Values([Int64(9_007_199_254_740_993), 1]))
    #expect(integers.first == "9007199254740993")
    #expect(integers.last == "1")
    #expect(try ChannelSummary(of: Values([Float(0.1), 0.2])).first == "0.1")
    #expect(try ChannelSummary(of: Values([UInt64.max])).last == "18446744073709551615")
  }

  @Test("text has ends but no numbers, and nothing has nothing")
  func textAndEmpty() throws {
    let text = try ChannelSummary(of: Values(TypedArray(["open", "shut"])))
    #expect(text.first == "open")
    #expect(text.last == "shut")
    #expect(text.firstNumber == nil)
    #expect(text.sum == nil)
    let empty = try ChannelSummary(of: Values([Double]()))
    #expect(empty.first == nil)
    #expect(empty.sum == nil)
    #expect(empty.nonfinite == 0)
  }

  @Test("complex numbers count by magnitude")
  func complex() throws {
    let summary = try ChannelSummary(of: Values(TypedArray(real: [3, 0], imaginary: [4, 2])))
    #expect(summary.maximum == 5)
    #expect(summary.minimum == 2)
    #expect(summary.first == "(3.0, 4.0)")
  }

  @Test("values that are read in slabs give what they give in memory")
  func slabs() throws {
    let numbers = (0..<300_000).map { Double($0) * 0.001 - 50 }
    let whole = try ChannelSummary(of: Values(numbers))
    let parts = try ChannelSummary(of: Values(source: StoredArray(TypedArray(numbers))))
    #expect(parts.sum == whole.sum)
    #expect(parts.first == "-50.0")
    #expect(parts.last == whole.last)
    #expect(parts.minimum == -50)
  }

  @Test("what cannot be read is an error")
  func unreadable() {
    #expect(throws: BlockError.self) { try ChannelSummary(of: Values(source: StoredArray(nil))) }
  }
}
