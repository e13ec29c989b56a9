/// The number parser against the C library's strtod, bit for bit.
import Bytes
import Glibc
import Testing

@Suite struct NumberParserTests {
  private func bits(_ text: String, options: NumberParser.Options = .text) -> UInt64? {
    NumberParser.double(text, options: options)?.bitPattern
  }

  /// Whether the parser agrees with strtod.
  private func agrees(_ text: String) -> Bool {
    bits(text) == strtod(text, nil).bitPattern
  }

  @Test("hard cases from the literature round as strtod does")
  func hardCases() {
    let cases = [
      "0", "-0", "0.0", "1", "0e400", "0e-400", "9007199254740993", "9007199254740992.9999999999999999999",
      "9007199254740993.00000000000000000000000000000000000001", "9007199254740991.4999999999999999999999999999995",
      "2.2250738585072011e-308", "2.2250738585072012e-308", "2.2250738585072014e-308", "1.7976931348623157e308",
      "1.7976931348623158e308", "1.7976931348623159e308", "1.797693134862315807e308", "1e308", "1e309", "1e310",
      "1e400",
      "-1e400", "4.9406564584124654e-324", "2.4703282292062327208e-324", "2.4703282292062328e-324",
      "2.47032822920623272088284396434110686182e-324", "1e-323", "1e-324", "1e-400", "62.5364939768271845828",
      "0.500000000000000166533453693773481063544750213623046875", "3.518437208883201171875e13", "8.10109172351e-10",
      "1.50000000000000011102230246251565", "30078505129381147446200", "1777820000000000000001",
      "0.5000000000000001665334536937734810635447502136230468750000000000000000000000000001", "1e22", "1e23", "1e-22",
      "1e-23", "123456789012345678", "1234567890123456789", "12345678901234567890", "18446744073709551615",
      "18446744073709551616", "6929495644600919.5", "3.2378839133029012895883524125015321748630094142692e-319",
      "1.8014398509481984e16", "7.2057594037927933e16", "100000000000000016777215", "100000000000000016777216",
      "17976931348623157081452742373170435679807056752584499659891747680315726078002853876058955863276687817154045895",
    ]
    for text in cases { #expect(agrees(text), "\(text)") }
  }

  @Test("digits far beyond a double's count where they decide, and cost no memory")
  func manyDigits() {
    // 1 + 2^-53 is the middle between 1 and the next double; one more digit anywhere after it decides.
    let middle = "1.00000000000000011102230246251565404236316680908203125"
    #expect(NumberParser.double(middle) == 1)
    #expect(NumberParser.double(middle + String(repeating: "0", count: 5000) + "1") == 1.0.nextUp)
    for text in [
      String(repeating: "9", count: 2000) + "e-1990", "0." + String(repeating: "0", count: 3000) + "123e3002",
      String(repeating: "0", count: 5000) + "7", "1" + String(repeating: "0", count: 400),
      "0." + String(repeating: "0", count: 400) + "1", "1e99999999999999999999", "1e-99999999999999999999",
      "0." + String(repeating: "0", count: 100_000) + "15e100001",
    ] {
      #expect(agrees(text), "\(text.prefix(40))")
    }
  }

  @Test("every shortest text of a random double comes back to its bits")
  func randomDoubles() {
    var generator = SeededGenerator(state: 3)
    var wrong: [String] = []
    for _ in 0..<100_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      if bits(value.description) != value.bitPattern { wrong.append(value.description) }
    }
    #expect(wrong == [])
  }

  @Test("random digits with random exponents round as strtod does")
  func randomTexts() {
    var generator = SeededGenerator(state: 4)
    var wrong: [String] = []
    for _ in 0..<100_000 {
      var text = ""
      let count = Int.random(in: 1...(Bool.random(using: &generator) ? 18 : 40), using: &generator)
      let point = Int.random(in: 0...count, using: &generator)
      for index in 0..<count {
        if index == point { text += "." }
        text += String(Int.random(in: 0...9, using: &generator))
      }
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: text += "e\(Int.random(in: -360...320, using: &generator))"
      case 1: text += "E+\(Int.random(in: 0...30, using: &generator))"
      case 2: text += "e-0\(Int.random(in: 0...30, using: &generator))"
      default: break
      }
      if Bool.random(using: &generator) { text = "-" + text }
      if !agrees(text) { wrong.append(text) }
    }
    #expect(wrong == [])
  }

  @Test("exact middles between two doubles, and their nearest neighbours, round as strtod does")
  func middles() {
    var generator = SeededGenerator(state: 5)
    var wrong: [String] = []
    for _ in 0..<20_000 {
      let odd = UInt128(generator.next() >> 10 | 1 << 53 | 1)
      // odd / 2^k = odd * 5^k / 10^k
      let k = Int.random(in: 0...27, using: &generator)
      let digits = odd * (0..<k).reduce(UInt128(1)) { power, _ in power * 5 }
      for (near, shift) in [("\(digits)", 0), ("\(digits)0000001", 7), ("\(digits - 1)9999999", 7)] {
        let text = near + "e\(-k - shift)"
        if !agrees(text) { wrong.append(text) }
      }
      let large = "\(odd << UInt128(Int.random(in: 0...70, using: &generator)))"
      if !agrees(large) { wrong.append(large) }
    }
    #expect(wrong == [])
  }

  @Test("the edges of the range round as strtod does")
  func edges() {
    var generator = SeededGenerator(state: 6)
    var wrong: [String] = []
    for _ in 0..<20_000 {
      let digits = "\(UInt64.random(in: 1..<10_000_000_000_000_000_000, using: &generator))"
      for exponent in [-343, -342, -341, -330, -326, -325, -324, -308, -290, 288, 289, 290, 308, 309] {
        if Int.random(in: 0..<7, using: &generator) > 0 { continue }
        let text = "\(digits)e\(exponent)"
        if !agrees(text) { wrong.append(text) }
      }
    }
    #expect(wrong == [])
  }

  @Test(
    "spellings of text files are understood",
    arguments: [
      ("1.5D-3", 1.5e-3), ("1.5d+03", 1.5e3), ("1.5Q2", 150), ("1.5q-2", 0.015), ("+2.5", 2.5), (".5", 0.5),
      ("-.5", -0.5),
      ("5.", 5), ("5.e1", 50), ("1.234+100", 1.234e100), ("1.234-100", 1.234e-100), ("INF", .infinity),
      ("-Infinity", -.infinity), ("+inf", .infinity), ("007", 7), ("1E5", 1e5),
    ])
  func spellings(text: String, value: Double) {
    #expect(NumberParser.double(text) == value)
  }

  @Test("NaN is read in any case")
  func notANumber() {
    for text in ["nan", "NaN", "-NAN", "+nan"] { #expect(NumberParser.double(text)?.isNaN == true) }
  }

  @Test(
    "what is no number is nil",
    arguments: [
      "", " ", "+", "-", ".", "-.", "e5", "1e", "1e+", "1.2.3", "1,5", "--1", "+-1", "1 ", " 1", "0x10", "1.#INF", "in",
      "nano",
      "1_000", "1.5+10", "15+100", "2020-11", "1.5e+", "١", "1\0", "infinit", "1f", "½",
    ])
  func notNumbers(text: String) {
    #expect(NumberParser.double(text) == nil)
  }

  @Test("options that are off are off")
  func options() {
    for text in ["+1", ".5", "5.", "inf", "1D5", "1.0+100"] { #expect(NumberParser.double(text, options: []) == nil) }
    #expect(NumberParser.double("-0.5e-3", options: []) == -0.5e-3)
    #expect(NumberParser.double("1.0+100", options: .c) == nil)
    #expect(NumberParser.double("1,25", options: [.decimalComma]) == 1.25)
    #expect(NumberParser.double("1.25", options: [.decimalComma]) == nil)
  }

  @Test("a scan takes the longest number and says where it ends")
  func scanning() {
    func end(_ text: String) -> Int? { NumberParser.scan(Array(text.utf8).span, from: 0, to: 100)?.end }
    #expect(end("1.5e-3,2") == 6)
    #expect(end("1.5e,2") == 3)
    #expect(end("1.0E+05-2.0") == 7)
    #expect(end("1.5.3") == 3)
    #expect(end("infinity8") == 8)
    #expect(end("infinit") == 3)
    #expect(end("12abc") == 2)
    #expect(end("abc") == nil)
    let text = Array("12345".utf8)
    #expect(NumberParser.scan(text.span, from: 1, to: 3)?.value == 23)
    #expect(NumberParser.scan(text.span, from: 5, to: 5) == nil)
    #expect(NumberParser.scan(text.span, from: -1, to: 5) == nil)
    #expect(NumberParser.scan(text.span, from: 2, to: -5) == nil)
    #expect(NumberParser.number(text.span, 0..<6) == nil)
    #expect(NumberParser.number(text.span, -2 ..< -1) == nil)
  }

  @Test("an integer that no double holds is flagged; one that a double holds is not")
  func inexactIntegers() {
    func traits(_ text: String) -> ParsedNumber.Traits? {
      NumberParser.scan(Array(text.utf8).span, from: 0, to: text.utf8.count)?.traits
    }
    #expect(traits("9007199254740992") == .integer)
    #expect(traits("9007199254740993") == [.integer, .inexactInteger])
    #expect(traits("-9007199254740994") == .integer)
    #expect(traits("18446744073709551615") == [.integer, .inexactInteger])
    #expect(traits("18446744073709551616") == .integer)
    #expect(traits("10000000000000000000000") == .integer)
    #expect(traits("100000000000000000000000") == [.integer, .inexactInteger])
    #expect(traits("000000000000000000000000000000000000000000012") == .integer)
    #expect(traits("9007199254740993.0") == [])
    #expect(traits("1e5") == [])
    #expect(traits("1e999") == .overflow)
    #expect(traits("inf") == [])
  }

  @Test("random bytes give numbers that end within them, or nil")
  func randomBytes() {
    var generator = SeededGenerator(state: 7)
    let alphabet = Array("0123456789+-.,eEdDqQinfaty \t\0\u{ff}".utf8)
    for _ in 0..<50_000 {
      let text = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      if let found = NumberParser.scan(text.span, from: 0, to: text.count) {
        #expect(found.end > 0 && found.end <= text.count)
        #expect(NumberParser.number(text.span, 0..<found.end)?.value.bitPattern == found.value.bitPattern)
      }
    }
  }
}

@Suite struct NumberRowTests {
  private func row(_ text: String, separator: Character? = nil) -> ([Double], rest: String) {
    var numbers: [Double] = []
    let bytes = Array(text.utf8)
    let end = NumberParser.appendRow(bytes.span, 0..<bytes.count, separator: separator?.asciiValue, to: &numbers)
    return (numbers, String(decoding: bytes[end...], as: UTF8.self))
  }

  @Test("a row of numbers is read to its end")
  func rows() {
    #expect(row("  1 2.5\t-3e2  ") == ([1, 2.5, -300], ""))
    #expect(row("1, 2 ,3", separator: ",") == ([1, 2, 3], ""))
    #expect(row("") == ([], ""))
  }

  @Test("a row ends before what is no number of its own")
  func rowEnds() {
    #expect(row("1 2 abc") == ([1, 2], "abc"))
    #expect(row("1 2abc") == ([1], "2abc"))
    #expect(row("1.0E+05-2.0") == ([], "1.0E+05-2.0"))
    #expect(row("1,,3", separator: ",") == ([1], ",3"))
    #expect(row("1,2,", separator: ",") == ([1, 2], ","))
    #expect(row("# 1") == ([], "# 1"))
  }
}

@Suite struct IntegerParserTests {
  @Test("64-bit integers are read to the last digit and not beyond")
  func limits() {
    #expect(NumberParser.int64("9223372036854775807") == .max)
    #expect(NumberParser.int64("-9223372036854775808") == .min)
    #expect(NumberParser.int64("9223372036854775808") == nil)
    #expect(NumberParser.int64("-9223372036854775809") == nil)
    #expect(NumberParser.uint64("18446744073709551615") == .max)
    #expect(NumberParser.uint64("18446744073709551616") == nil)
    #expect(NumberParser.int64("+0012") == 12)
    #expect(NumberParser.uint64("-1") == nil)
    for text in ["", "+", "-", "1.0", "1e3", " 1", "1 ", "++1", "a"] {
      #expect(NumberParser.int64(text) == nil)
      #expect(NumberParser.uint64(text) == nil)
    }
  }

  @Test("random integers come back")
  func random() {
    var generator = SeededGenerator(state: 8)
    for _ in 0..<10_000 {
      let value = Int64(bitPattern: generator.next()) >> Int64.random(in: 0..<64, using: &generator)
      #expect(NumberParser.int64("\(value)") == value)
    }
  }
}
