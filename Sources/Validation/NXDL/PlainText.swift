/// Texts of definitions for a terminal.

enum PlainText {
  /// A text without the marks of its source language: `NXtransformations` for ``:ref:`NXtransformations` ``.
  static func withoutRoles(_ text: String) -> String {
    text.replacing(/:[a-z]+:`([^`]*)`/) { $0.output.1 }
  }
}
