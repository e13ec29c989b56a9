/// The lines in which Edgewise says about its own SPEC files what SPEC has no place for: `#U Edgewise.column: ...`.
import Bytes
import DataModel

enum SpecOwn {
  /// The comment in the file header of every file that Edgewise writes.
  static let marker = "Edgewise SPEC 1"
  private static let prefix = EdgewiseLine.family + "."

  /// An own line from a `#U` line; nil for the user's.
  static func line(_ line: SpecLine) -> EdgewiseLine? {
    guard line.rest.hasPrefix(prefix), let colon = line.rest.firstIndex(of: ":") else { return nil }
    let key = line.rest[..<colon].dropFirst(prefix.count)
    let text = line.rest[line.rest.index(after: colon)...]
    return EdgewiseLine(key: String(key), text: String(text), number: line.number)
  }

  /// The line as it is written.
  static func text(_ own: EdgewiseLine) -> String { "#U " + own.text }
}
