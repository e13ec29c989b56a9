/// Reading the text of a signal's formula.
extension SignalExpression {
  /// Parses the text. Throws `ExpressionError` naming the place.
  public init(parsing text: String) throws(ExpressionError) {
    var parser = ExpressionParser(text)
    self = try parser.parse()
  }
}

private struct ExpressionParser {
  private let characters: [Character]
  private var position = 0
  private var depth = 0
  private static let depthLimit = 64
  /// A chain of operators is a tree as deep as the chain is long, and whoever walks it needs stack for that.
  private var operators = 0
  private static let operatorLimit = 1000
  private static let characterLimit = 65_536

  init(_ text: String) { characters = Array(text) }

  mutating func parse() throws(ExpressionError) -> SignalExpression {
    guard characters.count <= Self.characterLimit else {
      throw ExpressionError("a formula of \(characters.count) characters is too long")
    }
    let expression = try sum()
    skipBlanks()
    guard position == characters.count else { throw error("unexpected \"\(characters[position])\"") }
    return expression
  }

  private mutating func sum() throws(ExpressionError) -> SignalExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw error("nested too deeply") }
    var left = try product()
    while let sign = take(oneOf: "+-") {
      try countOperator()
      left = .binary(sign == "+" ? .add : .subtract, left, try product())
    }
    return left
  }

  private mutating func product() throws(ExpressionError) -> SignalExpression {
    var left = try power()
    while let sign = take(oneOf: "*/") {
      try countOperator()
      left = .binary(sign == "*" ? .multiply : .divide, left, try power())
    }
    return left
  }

  private mutating func countOperator() throws(ExpressionError) {
    operators += 1
    guard operators <= Self.operatorLimit else { throw error("more than \(Self.operatorLimit) operators") }
  }

  private mutating func power() throws(ExpressionError) -> SignalExpression {
    if take(oneOf: "-") != nil {
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.depthLimit else { throw error("nested too deeply") }
      return .function(.negate, try power())
    }
    let base = try atom()
    guard take(oneOf: "^") != nil else { return base }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw error("nested too deeply") }
    return .binary(.power, base, try power())
  }

  private mutating func atom() throws(ExpressionError) -> SignalExpression {
    skipBlanks()
    guard position < characters.count else { throw error("the formula ends too early") }
    let character = characters[position]
    if character == "(" { return try parenthesis() }
    if character == "`" { return .channel(try quotedName()) }
    if character.isFormulaDigit || character == "." { return .number(try number()) }
    guard character.isFormulaLetter else { throw error("unexpected \"\(character)\"") }
    let name = takeWhile { $0.isFormulaLetter || $0.isFormulaDigit || $0.isNumber }
    skipBlanks()
    guard position < characters.count, characters[position] == "(" else { return .channel(name) }
    guard let function = SignalExpression.Function(rawValue: name), function != .negate else {
      throw error("no function is called \"\(name)\"")
    }
    return .function(function, try parenthesis())
  }

  private mutating func parenthesis() throws(ExpressionError) -> SignalExpression {
    position += 1
    let inner = try sum()
    guard take(oneOf: ")") != nil else { throw error("a \")\" is missing") }
    return inner
  }

  private mutating func quotedName() throws(ExpressionError) -> String {
    position += 1
    var name = takeWhile { $0 != "`" }
    while position + 1 < characters.count, characters[position + 1] == "`" {
      // A doubled back-quote is one that belongs to the name.
      position += 2
      name += "`" + takeWhile { $0 != "`" }
    }
    guard position < characters.count else { throw error("a closing back-quote is missing") }
    position += 1
    return name
  }

  private mutating func number() throws(ExpressionError) -> Double {
    var text = takeWhile { $0.isFormulaDigit || $0 == "." }
    if position < characters.count, "eE".contains(characters[position]) {
      text.append(characters[position])
      position += 1
      if position < characters.count, "+-".contains(characters[position]) {
        text.append(characters[position])
        position += 1
      }
      text += takeWhile { $0.isFormulaDigit }
    }
    guard let value = Double(text) else { throw error("\"\(text)\" is not a number") }
    return value
  }

  private mutating func takeWhile(_ condition: (Character) -> Bool) -> String {
    let start = position
    while position < characters.count, condition(characters[position]) { position += 1 }
    return String(characters[start..<position])
  }

  private mutating func take(oneOf set: String) -> Character? {
    skipBlanks()
    guard position < characters.count, set.contains(characters[position]) else { return nil }
    position += 1
    return characters[position - 1]
  }

  private mutating func skipBlanks() {
    while position < characters.count, characters[position].isFormulaBlank { position += 1 }
  }

  private func error(_ message: String) -> ExpressionError {
    let shown = characters.count > 200 ? String(characters.prefix(200)) + "..." : String(characters)
    return ExpressionError("formula \"\(shown)\", character \(position + 1): \(message)")
  }
}

/// Formulas are parsed again and again, and nearly all of them are ASCII, which needs no tables.
extension Character {
  fileprivate var isFormulaLetter: Bool {
    guard let byte = asciiValue else { return isLetter }
    return (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
  }

  fileprivate var isFormulaDigit: Bool {
    guard let byte = asciiValue else { return isWholeNumber }
    return (0x30...0x39).contains(byte)
  }

  fileprivate var isFormulaBlank: Bool {
    guard let byte = asciiValue else { return isWhitespace }
    return byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
