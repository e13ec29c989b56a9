/// A project taken apart, before it becomes a document and after a document has been made ready for writing.
import DataModel

/// What a project can hold. Readers make it from bytes, the writer from a document; both turn it into a document the
/// same way, so that a projection is what reading would give.
struct AthenaProject {
  var flavour = Flavour.perl
  /// The lines before the first statement, to the letter.
  var header: [String] = []
  /// What belongs to no record, in file order.
  var statements: [ProjectStatement] = []
  /// Records called "Default Parameters".
  var defaults: [AthenaRecord] = []
  var records: [AthenaRecord] = []

  enum Flavour: String {
    case perl, json
  }

  /// The group key that marks what is no data.
  static let defaultsGroup = "Default Parameters"
}

/// A statement of the project that is none of the well-known ones of a record.
struct ProjectStatement {
  /// `@`, `%`, `$`; `#` for a comment; empty for JSON and for a line that is no statement.
  var sigil: String
  var name: String
  var value: ProjectLiteral
  var line: Int?

  static let comment = "#"
}

/// One record: group key, parameters, arrays, XDI metadata.
struct AthenaRecord {
  var group = ""
  var arguments = AthenaArguments()
  /// In file order.
  var arrays: [AthenaArray] = []
  var xdi: AthenaXDI?
  /// Statements between those of the record that mean nothing to the format.
  var others: [ProjectStatement] = []
  var line: Int?

  func array(_ name: String) -> AthenaArray? { arrays.first { $0.name == name } }

  /// What people call the record.
  var title: String { arguments.text("label") ?? group }
}
