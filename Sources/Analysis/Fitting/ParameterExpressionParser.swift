/// Reading formulas between parameters.
import DataModel

/// Recursive descent over the bytes of a formula, of bounded depth; the result is in the order of a stack machine.
struct ParameterExpressionParser {
  private let text: String
  private let bytes: [UInt8]
  private let names: [String: Int]
  private let functions: [ExpressionFunction]
  private var position = 0
  private var depth = 0
  private var instructions: [ParameterExpression.Instruction] = []
  private var height = 0
  /// The most numbers that are waiting at any time.
  private(set) var stackSize = 1
  private static let depthLimit = 64
  private static let byteLimit = 4096

  init(_ text: String, names: [String: Int], functions: [ExpressionFunction]) {
    self.text = text
    bytes = Array(text.utf8)
    self.names = names
    self.functions = functions
  }

  mutating func parse() throws(AnalysisError) -> [ParameterExpression.Instruction] {
    guard bytes.count <= Self.byteLimit else {
      throw AnalysisError("a formula of \(bytes.count) characters is too long: \(Self.byteLimit) are possible")
    }
    try sum()
    if let byte = peek() { throw error("unexpected '\(Self.words(byte))'") }
    return instructions
  }

  // MARK: Grammar

  private mutating func sum() throws(AnalysisError) {
    try nested { parser throws(AnalysisError) in
      try parser.product()
      while let sign = parser.take("+", "-") {
        try parser.product()
        parser.emit(sign == UInt8(ascii: "+") ? .add : .subtract, grows: -1)
      }
    }
  }

  private mutating func product() throws(AnalysisError) {
    try signed()
    while let byte = peek(), byte == UInt8(ascii: "*") || byte == UInt8(ascii: "/") {
      position += 1
      try signed()
      emit(byte == UInt8(ascii: "*") ? .multiply : .divide, grows: -1)
    }
  }

  /// A sign binds weaker than a power: -x^2 is -(x^2).
  private mutating func signed() throws(AnalysisError) {
    guard let sign = take("-", "+") else { return try power() }
    try nested { parser throws(AnalysisError) in try parser.signed() }
    if sign == UInt8(ascii: "-") { emit(.negate, grows: 0) }
  }

  private mutating func power() throws(AnalysisError) {
    try atom()
    guard takePower() else { return }
    try nested { parser throws(AnalysisError) in try parser.signed() }
    emit(.power, grows: -1)
  }

  private mutating func atom() throws(AnalysisError) {
    guard let byte = peek() else { throw error("the formula ends too early") }
    if take("(") != nil {
      try sum()
      guard take(")") != nil else { throw error("a ')' is missing") }
    } else if Self.isDigit(byte) || byte == UInt8(ascii: ".") {
      emit(.number(try number()), grows: 1)
    } else if Self.isLetter(byte) {
      try nameOrCall()
    } else {
      throw error("unexpected '\(Self.words(byte))'")
    }
  }

  private mutating func nameOrCall() throws(AnalysisError) {
    let start = position
    while position < bytes.count, Self.isLetter(bytes[position]) || Self.isDigit(bytes[position]) { position += 1 }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    if peek() == UInt8(ascii: "(") { return try call(name, at: start) }
    if let place = names[name] {
      emit(.name(place), grows: 1)
    } else if let constant = ExpressionFunction.constants[name] {
      emit(.number(constant), grows: 1)
    } else {
      let known = Array(names.keys) + Array(ExpressionFunction.constants.keys)
      let near = Spelling.nearest(to: name, among: known.sorted()).map { "; did you mean '\($0)'?" } ?? ""
      throw error("nothing is called '\(name)'" + near, at: start)
    }
  }

  private mutating func call(_ name: String, at start: Int) throws(AnalysisError) {
    let all = functions + ExpressionFunction.usual
    guard let function = all.first(where: { $0.name == name }) else {
      let known = all.map(\.name)
      throw error("there is no function '\(name)'; there are \(known.joined(separator: ", "))", at: start)
    }
    _ = take("(")
    var count = 0
    repeat {
      try sum()
      count += 1
    } while take(",") != nil
    guard take(")") != nil else { throw error("a ')' is missing") }
    guard function.argumentCounts.contains(count) else {
      let wanted = Set([function.argumentCounts.lowerBound, function.argumentCounts.upperBound]).sorted()
      throw error(
        "\(name) takes \(wanted.map(String.init).joined(separator: " to ")) numbers, and there are \(count)", at: start)
    }
    emit(.call(function, count: count), grows: 1 - count)
  }

  private mutating func number() throws(AnalysisError) -> Double {
    let start = position
    func isDigit(_ place: Int) -> Bool { place < bytes.count && Self.isDigit(bytes[place]) }
    while isDigit(position) || (position < bytes.count && bytes[position] == UInt8(ascii: ".")) { position += 1 }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      let hasSign =
        position + 1 < bytes.count && [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position + 1])
      let digits = position + (hasSign ? 2 : 1)
      if isDigit(digits) {
        position = digits
        while isDigit(position) { position += 1 }
      }
    }
    let words = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Double(words), number.isFinite else { throw error("'\(words)' is not a number", at: start) }
    return number
  }

  // MARK: Parts

  private mutating func nested(
    _ work: (inout ParameterExpressionParser) throws(AnalysisError) -> Void
  ) throws(AnalysisError) {
    depth += 1
    guard depth <= Self.depthLimit else { throw error("it is nested too deeply") }
    try work(&self)
    depth -= 1
  }

  private mutating func emit(_ instruction: ParameterExpression.Instruction, grows: Int) {
    instructions.append(instruction)
    height += grows
    stackSize = max(stackSize, height)
  }

  private mutating func peek() -> UInt8? {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    return position < bytes.count ? bytes[position] : nil
  }

  private mutating func take(_ signs: Unicode.Scalar...) -> UInt8? {
    guard let byte = peek(), signs.contains(where: { UInt8(ascii: $0) == byte }) else { return nil }
    position += 1
    return byte
  }

  /// `^` or `**`. A product sees its sign after this was asked for, so that `**` is none.
  private mutating func takePower() -> Bool {
    if take("^") != nil { return true }
    let star = UInt8(ascii: "*")
    guard peek() == star, position + 1 < bytes.count, bytes[position + 1] == star else { return false }
    position += 2
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") }

  private static func words(_ byte: UInt8) -> String {
    (0x20...0x7E).contains(byte) ? String(UnicodeScalar(byte)) : "a character that is not ASCII"
  }

  private func error(_ reason: String, at place: Int? = nil) -> AnalysisError {
    let shown = text.count > 60 ? text.prefix(57) + "..." : text[...]
    return AnalysisError("'\(shown)', column \((place ?? position) + 1): \(reason)")
  }
}
