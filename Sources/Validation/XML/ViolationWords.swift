/// What a schema engine says, in words for people.
import XML

/// A violation as message, what was expected and what was found.
struct ViolationWords {
  var message: String
  var expected: String?
  var found: String?

  /// The words for a violation; where the engine's are not known, they stand as they are.
  init(_ violation: XMLViolation) {
    let text = Text(violation.message)
    for row in Self.table {
      guard text.whole.contains(row.sign) else { continue }
      self = row.words(text)
      return
    }
    message = text.whole
  }

  private init(message: String, expected: String? = nil, found: String? = nil) {
    self.message = message
    self.expected = expected
    self.found = found
  }

  /// The violations without those that only repeat the one before: a value that breaks a facet is then said not to be
  /// of the type either.
  static func folded(_ violations: [XMLViolation]) -> [XMLViolation] {
    var result: [XMLViolation] = []
    for violation in violations {
      if let last = result.last, last.path == violation.path, last.line == violation.line,
        last.message.contains("[facet '"), violation.message.contains("is not a valid value of the")
      {
        continue
      }
      result.append(violation)
    }
    return result
  }

  /// The engine's sentence and the parts of it that matter.
  private struct Text {
    let whole: String
    init(_ whole: String) { self.whole = whole }

    var element: String { between("Element '", "'") ?? "?" }
    /// `"title"`, or `"xml:lang" of "title"` for an attribute.
    var place: String {
      between(", attribute '", "':").map { "the attribute \"\($0)\" of \"\(element)\"" } ?? "the element \"\(element)\""
    }
    /// The elements that could stand here.
    var choices: String? {
      between("Expected is one of ( ", " ).").map { "one of \($0)" } ?? between("Expected is ( ", " ).")
    }

    /// What stands between two pieces of text.
    func between(_ start: String, _ end: String) -> String? {
      guard let first = whole.firstRange(of: start) else { return nil }
      let rest = whole[first.upperBound...]
      guard let last = rest.firstRange(of: end) else { return nil }
      return String(rest[..<last.lowerBound])
    }
  }

  private struct Row: Sendable {
    /// Part of the engine's sentence.
    var sign: String
    var words: @Sendable (Text) -> ViolationWords
  }

  private static let table: [Row] = [
    Row(sign: "is not an element of the set {") { text in
      ViolationWords(
        message: "\(text.place) has a value that is not in the list of the schema",
        expected: text.between("of the set {", "}.").map { "one of \($0)" },
        found: text.between("The value '", "' is not"))
    },
    Row(sign: "is not accepted by the pattern") { text in
      ViolationWords(
        message: "\(text.place) has a value that does not have the form that the schema asks for",
        expected: text.between("by the pattern '", "'.").map { "the pattern \($0)" },
        found: text.between("The value '", "' is not"))
    },
    Row(sign: "is not a valid value of the") { text in
      ViolationWords(
        message: "\(text.place) has a value that is not of its type",
        expected: text.between("type '", "'.").map { "a value of type \($0)" },
        found: text.between("': '", "' is not") ?? text.between("The value '", "' is not"))
    },
    Row(sign: "[facet '") { text in
      ViolationWords(
        message: "\(text.place) has a value that is not allowed: the value"
          + (text.between("] The value", ".") ?? text.between("] ", ".").map { " \($0)" } ?? " breaks the schema"))
    },
    Row(sign: "This element is not expected.") { text in
      ViolationWords(
        message: "the element \"\(text.element)\" may not stand here", expected: text.choices ?? "no further element")
    },
    Row(sign: "Missing child element(s).") { text in
      ViolationWords(message: "the element \"\(text.element)\" lacks child elements", expected: text.choices)
    },
    Row(sign: "is required but missing.") { text in
      let name = text.between("The attribute '", "' is required") ?? "?"
      return ViolationWords(message: "the element \"\(text.element)\" lacks the attribute \"\(name)\"")
    },
    Row(sign: "is not allowed.") { text in
      let name = text.between("The attribute '", "' is not allowed").map { "the attribute \"\($0)\"" } ?? "this"
      return ViolationWords(message: "\(name) is not allowed in the element \"\(text.element)\"")
    },
    Row(sign: "No matching global declaration available for the validation root.") { text in
      ViolationWords(message: "the schema knows no document whose root is the element \"\(text.element)\"")
    },
  ]
}
