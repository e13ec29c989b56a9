/// Numbers as text, read back by strtod.
import Bytes
import Glibc
import Testing

@Suite struct NumberFormatterTests {
  private func text(_ value: some FixedWidthInteger) -> String {
    var bytes: [UInt8] = []
    NumberFormatter.append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "doubles have their shortest text and never look like integers",
    arguments: [
      (8779.0, "8779.0"), (-1.0, "-1.0"), (0.0, "0.0"), (-0.0, "-0.0"), (0.1, "0.1"), (1e-5, "1e-05"), (1e16, "1e+16"),
      (1.5e300, "1.5e+300"), (.leastNonzeroMagnitude, "5e-324"), (123456789.125, "123456789.125"),
      (999_999_999_999_999, "999999999999999.0"),
      (1e15, "1000000000000000.0"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"), (-.nan, "nan"),
    ])
  func doubles(value: Double, expected: String) {
    #expect(NumberFormatter.text(value) == expected)
  }

  @Test("every double reads back to its bits")
  func roundTrip() {
    var generator = SeededGenerator(state: 9)
    var wrong: [Double] = []
    for index in 0..<60_000 {
      var value = Double(bitPattern: generator.next())
      if index % 3 == 0 { value = Double.random(in: -1e6...1e6, using: &generator).rounded() }
      if index % 3 == 1 { value = Double(Int.random(in: -1_000_000...1_000_000, using: &generator)) / 1000 }
      guard value.isFinite else { continue }
      let text = NumberFormatter.text(value)
      let isRight = strtod(text, nil).bitPattern == value.bitPattern && NumberParser.double(text) == value
      if !isRight || !(text.contains(".") || text.contains("e")) { wrong.append(value) }
    }
    #expect(wrong == [])
  }

  @Test("every single-precision number reads back to its bits")
  func floats() {
    var generator = SeededGenerator(state: 10)
    for _ in 0..<20_000 {
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
      guard value.isFinite else { continue }
      #expect(strtof(NumberFormatter.text(value), nil).bitPattern == value.bitPattern)
    }
    #expect(NumberFormatter.text(Float(0.1)) == "0.1")
    #expect(NumberFormatter.text(-Float.nan) == "nan")
  }

  @Test("integers of all types are written to their limits")
  func integers() {
    #expect(text(0) == "0")
    #expect(text(Int64.min) == "-9223372036854775808")
    #expect(text(UInt64.max) == "18446744073709551615")
    #expect(text(Int8.min) == "-128")
    #expect(text(UInt8.max) == "255")
    #expect(text(Int16.min) == "-32768")
    #expect(text(UInt128.max) == "340282366920938463463374607431768211455")
    #expect(text(Int128.min) == "-170141183460469231731687303715884105728")
  }
}
