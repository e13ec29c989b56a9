/// The text of an option that assigns things: `energy=1,ifluor=5+6`, with quotation marks around names that need them.
enum OptionText {
  struct Value: Hashable {
    var text: String
    var isQuoted: Bool
  }

  struct Assignment: Hashable {
    var name: String
    var values: [Value]
  }

  /// The assignments of a text. `sums` allows several values joined with `+`.
  static func assignments(
    _ text: String, option: String, example: String, sums: Bool = true
  ) throws(DeclarationError) -> [Assignment] {
    var result: [Assignment] = []
    for part in try split(text, at: ",", option: option) {
      let halves = try split(part, at: "=", option: option)
      guard halves.count == 2, let name = value(halves[0]), let right = halves.last else {
        throw DeclarationError(option, "write it like \(example); found \"\(part.trimmingBlanks())\"")
      }
      let values = try (sums ? split(right, at: "+", option: option) : [right]).map(value)
      let known = values.compactMap { $0 }
      guard known.count == values.count else {
        throw DeclarationError(option, "\(name.text) is set to nothing; write it like \(example)")
      }
      result.append(Assignment(name: name.text, values: known))
    }
    return result
  }

  private static func value(_ text: Substring) -> Value? {
    let trimmed = text.trimmingBlanks()
    guard let first = trimmed.first else { return nil }
    guard first == "\"" || first == "'", trimmed.count > 1, trimmed.last == first else {
      return Value(text: String(trimmed), isQuoted: false)
    }
    return Value(text: String(trimmed.dropFirst().dropLast()), isQuoted: true)
  }

  private static func split(
    _ text: some StringProtocol, at separator: Character, option: String
  ) throws(DeclarationError) -> [Substring] {
    var parts: [Substring] = []
    let whole = Substring(text)
    var start = whole.startIndex
    var quote: Character?
    for index in whole.indices {
      let character = whole[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == separator {
        parts.append(whole[start..<index])
        start = whole.index(after: index)
      }
    }
    guard quote == nil else { throw DeclarationError(option, "a quotation mark is not closed in \"\(whole)\"") }
    parts.append(whole[start...])
    return parts
  }
}
