import Bytes
import DataModel
import Testing

@Suite("Formulas of signals")
struct SignalExpressionTests {
  private let measurement = Measurement(channels: [
    Channel(name: "i0", role: .i0, values: Values([100.0, 200, 400])),
    Channel(name: "itrans", role: .itrans, values: Values([Int32(50), 100, 100])),
    Channel(name: "C1/raw", values: Values([1.0, 2, 4])),
    Channel(name: "sum", values: Values([7.0, 8, 9])),
    Channel(
      name: "ifluor", role: .ifluor, dimensions: [.point, .element],
      values: Values([1.0, 2, 3, 4, 5, 6], shape: [3, 2])),
    Channel(name: "gain", dimensions: [.element], values: Values([10.0, 100])),
    Channel(name: "map", dimensions: [.spectrum, .point], values: Values([1.0, 2, 3, 4, 5, 6], shape: [2, 3])),
    Channel(name: "series", dimensions: [.spectrum], values: Values([1.0, 10, 100])),
    Channel(name: "none", dimensions: [.point, .element], values: Values([Double](), shape: [3, 0])),
    Channel(name: "label", values: Values(TypedArray(["a", "b", "c"]))),
    Channel(name: "chi", values: Values(TypedArray(real: [1, 2, 3], imaginary: [0, 0, 0]))),
  ])

  private func values(_ formula: String) throws -> [Double] {
    try SignalExpression(parsing: formula).evaluate(over: measurement).values
  }

  @Test(
    "precedence, signs and powers are those of mathematics",
    arguments: [
      ("1+2*3", 7.0), ("(1+2)*3", 9), ("2*3^2", 18), ("2^3^2", 512), ("-2^2", -4), ("(-2)^2", 4), ("2^-1", 0.5),
      ("8/4/2", 1), ("10-4-3", 3), ("2--3", 5), ("1.5e2 + .5", 150.5), ("1E-2", 0.01), ("ln(exp(2))", 2),
      ("log(1)", 0), ("log10(1000)", 3), ("sqrt(16)", 4), ("abs(-3)", 3), (" ( 1 ) ", 1),
    ])
  func arithmetic(formula: String, value: Double) throws {
    let result = try SignalExpression(parsing: formula).evaluate(over: Measurement())
    #expect(result.shape.isEmpty)
    #expect(result.values.count == 1)
    #expect(abs(result.values[0] - value) < 1e-12)
  }

  @Test("the usual signals come out as by hand")
  func signals() throws {
    // ln 2, ln 2, ln 4
    let ln2 = 0.693_147_180_559_945_3
    #expect(try zip(values("ln(i0/itrans)"), [ln2, ln2, 2 * ln2]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(try values("sum(ifluor)/i0") == [0.03, 0.035, 0.0275])
    #expect(try values("mean(ifluor)") == [1.5, 3.5, 5.5])
    #expect(try values("(`C1/raw`+`sum`)/2") == [4, 5, 6.5])
    #expect(try values("sum(i0)") == [100, 200, 400])
  }

  @Test("an operand is repeated along the dimensions that it lacks, outer or inner")
  func broadcasting() throws {
    #expect(try values("ifluor/i0") == [0.01, 0.02, 0.015, 0.02, 0.0125, 0.015])
    #expect(try values("i0-ifluor") == [99, 98, 197, 196, 395, 394])
    #expect(try values("ifluor*gain") == [10, 200, 30, 400, 50, 600])
    #expect(try values("map*`C1/raw`") == [1, 4, 12, 4, 10, 24])
    let result = try SignalExpression(parsing: "gain*ifluor").evaluate(over: measurement)
    #expect(result.dimensions == [.point, .element])
    #expect(result.shape == [3, 2])
  }

  @Test("channels of equal length on different dimensions do not mix")
  func differentDimensions() {
    #expect(throws: ExpressionError.self) { try values("series*i0") }
    #expect(throws: ExpressionError.self) { try values("ifluor*series") }
    #expect(throws: ExpressionError.self) { try values("i0+gain") }
  }

  @Test("the sum over a detector without elements is 0 for every point")
  func emptyDetector() throws {
    #expect(try values("sum(none)") == [0, 0, 0])
    #expect(try values("sum(none)+i0") == [100, 200, 400])
    #expect(try values("none*i0") == [])
  }

  @Test("channels that cannot be reckoned with are refused by name", arguments: ["label", "chi", "absent"])
  func refusedChannels(name: String) {
    #expect { try values("\(name)/i0") } throws: { "\($0)".contains("\"\(name)\"") }
  }

  @Test(
    "a broken formula is refused with the place",
    arguments: [
      ("", 1), ("1+", 3), ("(1", 3), ("1)", 2), ("f(1)", 2), ("i0 i1", 4), ("`abc", 5), ("1..2", 5), ("2e", 3),
      ("#", 1), ("negate(1)", 7), ("i0/*2", 4),
    ])
  func brokenFormulas(formula: String, place: Int) {
    #expect { try SignalExpression(parsing: formula) } throws: { "\($0)".contains("character \(place):") }
  }

  @Test("any channel name can be written and read back")
  func quotedNames() throws {
    for name in ["i0", "sum", "C1/raw", "2theta", "a`b", "`", "``", "", "µ", "a b", "_x", "negate", "ln"] {
      let expression = try SignalExpression(parsing: "(" + SignalExpression.quoted(name) + ")*2")
      #expect(expression.channelNames == [name])
    }
    #expect(SignalExpression.quoted("i0") == "i0")
    #expect(SignalExpression.quoted("sum") == "`sum`")
  }

  @Test("channel names are listed once, in order")
  func channelNames() throws {
    #expect(try SignalExpression(parsing: "ln(b/a)+sum(c)/b").channelNames == ["b", "a", "c"])
  }

  @Test(
    "formulas written to hurt are refused",
    arguments: [
      String(repeating: "(", count: 100_000), String(repeating: "-", count: 100_000) + "1",
      String(repeating: "1+", count: 30_000) + "1", String(repeating: "2^", count: 30_000) + "1",
      String(repeating: "ln(", count: 10_000), String(repeating: "x", count: 1_000_000),
    ])
  func hostileFormulas(formula: String) {
    #expect { try SignalExpression(parsing: formula) } throws: { "\($0)".utf8.count < 1000 }
  }

  @Test("a sum over a hundred detector channels is a formula like any other")
  func longSum() throws {
    let formula = Array(repeating: "i0", count: 500).joined(separator: "+")
    #expect(try values(formula) == [50_000, 100_000, 200_000])
  }
}
