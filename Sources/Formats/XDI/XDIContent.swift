/// An XDI file taken apart, before it becomes a document and after a document has been made ready for writing.
import Bytes
import DataModel

/// What an XDI file can hold. The reader makes it from bytes, the writer from a document; both turn it into a
/// document the same way, so that a projection is what reading would give.
struct XDIContent {
  /// Nil when the file does not say that it is XDI.
  var version: String?
  /// What stands behind the version: names of applications.
  var applications: String?
  /// Fields and lines that are none, in file order.
  var header: [HeaderItem] = []
  /// The free comments, one string per line; nil when there are none.
  var comments: [String]?
  /// The words of the label line; nil when there is none.
  var labels: [String]?
  var columns: [NumericTable.Column] = []
  var rowCount = 0
  /// The outer value of each row, when the header names one.
  var outer: [Double] = []
  /// Lines in or behind the table that are no rows.
  var tableLines: [TableLine] = []

  enum HeaderItem {
    case field(XDIField)
    /// A line as it stands in the file.
    case line(String, number: Int?)
  }

  struct TableLine {
    var text: String
    /// How many rows stand before it.
    var rowsBefore: Int
    var number: Int?

    var isComment: Bool { XDIGrammar.trimmed(text).utf8.first == UInt8(ascii: "#") }
  }

  var fields: [XDIField] {
    header.compactMap { item in
      if case .field(let field) = item { return field }
      return nil
    }
  }
}

/// The last field of each name.
struct XDIFieldIndex {
  private var last: [String: XDIField] = [:]

  init(_ fields: [XDIField]) {
    for field in fields { last[field.name] = field }
  }

  /// The field of this name (`Sample.name`), without regard to case.
  subscript(_ name: String) -> XDIField? { last[name.lowercased()] }

  /// The value when the field is there and not empty.
  func text(_ name: String) -> String? {
    guard let value = self[name]?.value, !value.isEmpty else { return nil }
    return value
  }
}
