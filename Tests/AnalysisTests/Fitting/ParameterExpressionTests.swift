import Testing

@testable import Analysis

@Suite("Formulas between parameters") struct ParameterExpressionTests {
  private let names = ["alpha": 0, "reff": 1, "n_1": 2]
  private let numbers = [0.5, 2.5478, 6]

  @Test(
    "a formula has the value that arithmetic gives it",
    arguments: [
      ("2+3*4**2/8-1", 7), ("-2^2", -4), ("2^3^2", 512), ("2**-1", 0.5), ("(2+3)*-4", -20), ("1e-3*2E2", 0.2),
      ("alpha*reff", 1.2739), ("n_1/ 4 - .5", 1), ("sqrt(16)+abs(-3)", 7), ("ln(exp(2))", 2), ("log(exp(3))", 3),
      ("log10(1000)", 3), ("cos(pi)", -1), ("asin(1)*2-pi", 0), ("atan(1)*4-pi", 0), ("min(3,2,5)", 2),
      ("max(1, alpha, -4)", 1), ("+3", 3), ("2*-3", -6), ("tan(0)+sin(0)+acos(1)", 0), ("7-4-2", 1), ("16/4/2", 2),
    ] as [(String, Double)])
  func values(_ text: String, _ expected: Double) throws {
    let expression = try ParameterExpression(parsing: text, names: names)
    #expect(abs(expression.value(at: numbers) - expected) < 1e-12)
  }

  @Test("it knows what it depends on")
  func dependencies() throws {
    let expression = try ParameterExpression(parsing: "n_1*alpha + alpha", names: names)
    #expect(expression.dependencies == [0, 2] && expression.constant == nil)
    #expect(try ParameterExpression(parsing: "2*3", names: names).constant == 6)
  }

  @Test(
    "what is wrong is told with its column",
    arguments: [
      ("alpha*rff", "column 7: nothing is called 'rff'; did you mean 'reff'?"),
      ("2*(3+1", "column 7: a ')' is missing"),
      ("2 $ 3", "column 3: unexpected '$'"), ("3*", "column 3: the formula ends too early"),
      ("", "column 1: the formula ends too early"), ("sqrt(1,2)", "column 1: sqrt takes 1 numbers, and there are 2"),
      ("system(1)", "column 1: there is no function 'system'"), ("a=3", "column 1: nothing is called 'a'"),
      ("alpha alpha", "column 7: unexpected 'a'"), ("1.2.3", "column 1: '1.2.3' is not a number"),
      ("2**", "column 4: the formula ends too early"), ("alpha.x", "column 6: unexpected '.'"),
      ("\u{3b1}*2", "column 1: unexpected 'a character that is not ASCII'"),
    ])
  func errors(_ text: String, _ reason: String) {
    let error = #expect(throws: AnalysisError.self) { try ParameterExpression(parsing: text, names: names) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test("what is nested without end is refused, and so is what is too long")
  func limits() {
    for text in [
      String(repeating: "(", count: 100), String(repeating: "-", count: 3000) + "1",
      String(repeating: "2^", count: 200) + "1", String(repeating: "1+", count: 4000) + "1",
    ] {
      #expect(throws: AnalysisError.self) { try ParameterExpression(parsing: text, names: names) }
    }
  }

  @Test("a function of the caller stands beside the usual ones")
  func functions() throws {
    let twice = ExpressionFunction("twice", 1...2) { $0.reduce(0) { $0 + 2 * $1 } }
    let expression = try ParameterExpression(parsing: "twice(alpha, 3)+1", names: names, functions: [twice])
    #expect(expression.value(at: numbers) == 8)
  }
}
