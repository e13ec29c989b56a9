/// One place where a document breaks its schema.
public struct XMLViolation: Sendable, Hashable {
  /// The line on which the element begins, counted from 1.
  public var line: Int
  /// The element, as `/definition/group[2]/field[1]`, with `/@name` for an attribute.
  public var path: String
  /// What is wrong, on one line; names in the schema's target namespace stand without it.
  public var message: String
  /// The error number of libxml2 (`xmlParserErrors`, 1800 to 1879 for instance documents).
  public var code: Int

  /// A violation from its parts.
  public init(line: Int, path: String, message: String, code: Int) {
    self.line = line
    self.path = path
    self.message = message
    self.code = code
  }
}

/// What validation found.
public struct XMLValidation: Sendable, Hashable {
  /// The violations in the order of the document. One wrong value often yields two: the broken facet and the type.
  public var violations: [XMLViolation]
  /// Whether the whole document was checked; false when checking ended at the greatest number of violations.
  public var isComplete: Bool

  /// A result from its parts.
  public init(violations: [XMLViolation], isComplete: Bool) {
    self.violations = violations
    self.isComplete = isComplete
  }

  /// Whether the whole document was checked and keeps to the schema.
  public var isValid: Bool { violations.isEmpty && isComplete }
}
