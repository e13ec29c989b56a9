import Bytes
import DataModel
import Testing

@Suite("Formulas worked out row by row")
struct FormulaRowsTests {
  private let scan = Measurement(channels: [
    Channel(name: "i0", dimensions: [.spectrum, .point], values: Values([2.0, 4, 6, 8, 10, 12], shape: [3, 2])),
    Channel(name: "it", dimensions: [.spectrum, .point], values: Values([1.0, 2, 3, 4, 5, 6], shape: [3, 2])),
    Channel(name: "gain", dimensions: [.spectrum], values: Values([1.0, 10, 100])),
    Channel(name: "offset", values: Values([0.5, 0.25])),
  ])

  @Test(
    "any rows are what the whole formula gives",
    arguments: ["i0/it", "gain*i0", "i0-offset", "gain*(i0-offset)/it", "ln(i0/it)"])
  func rows(words: String) throws {
    let formula = try SignalExpression(parsing: words)
    let whole = try formula.evaluate(over: scan)
    let rows = try FormulaRows(formula, over: scan)
    #expect(rows.shape == whole.shape && rows.dimensions == whole.dimensions)
    #expect(try rows.read(Slab(all: rows.shape)).doubles() == whole.values)
    #expect(try rows.read(Slab(start: [1, 0], count: [2, 2])).doubles() == Array(whole.values[2...]))
    #expect(try rows.read(Slab(start: [2, 1], count: [1, 1])).doubles() == [whole.values[5]])
  }

  @Test("formulas without rows are refused", arguments: ["offset", "gain", "i0/nothing", "sum(i0)"])
  func refused(words: String) throws {
    let formula = try SignalExpression(parsing: words)
    #expect(throws: ExpressionError.self) { try FormulaRows(formula, over: scan) }
  }
}
