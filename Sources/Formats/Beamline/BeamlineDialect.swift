/// One program's way to write scans at a beamline: a row of a table, not a class.
import Bytes
import DataModel

/// A dialect: how a file of it is told from others, where its header and its numbers are, and what they mean.
///
/// Most dialects are text with one table, read by the machinery of free-form columns; a row then only says what is
/// particular. The few others make the columns from the bytes themselves.
struct BeamlineDialect: Sendable {
  /// Fixed identifier, also that of the format.
  let id: String
  let name: String
  /// File name endings with the dot, lower case.
  var extensions = [".dat"]
  /// Whether the file is more than text with a header; dialects of text are not asked about other files.
  var isBinary = false
  /// What at the beginning of a file shows that it is of this dialect, in words; nil when nothing does.
  let sign: @Sendable (TextHead) -> String?
  /// Where the columns come from.
  var content = Content.text(TextLayout())
  /// What the columns mean. Columns that no rule knows are looked up among the names in common use, with a note.
  var roles: [RoleRule] = []
  /// What remains to be done: energies from angles, dark counts, dead time, signals.
  var complete: @Sendable (inout BeamlineScan) -> Void = { _ in }

  /// Where the columns of a dialect come from.
  enum Content: Sendable {
    /// Lines of text around one table of numbers.
    case text(TextLayout)
    /// Anything else. The span is the whole file.
    case bytes(@Sendable (Span<UInt8>) throws(FormatError) -> BeamlineScan)
  }
}

/// What is particular about a text with one table.
struct TextLayout: Sendable {
  /// Finds and reads the table; nil where there is none. Starts behind a byte order mark.
  var table: @Sendable (_ text: Span<UInt8>, _ start: Int) -> TableReading? = { TableReading.largest($0, from: $1) }
  /// The labels in column order; nil to look for a line of labels above the table.
  var labels: @Sendable (ScanHeader) -> [String]? = { _ in nil }
  /// What a line of the header states, by its text without comment signs and its number from 1. Lines that are not
  /// understood (nil) are kept as pairs or as they are; a line with an empty list is layout and says nothing.
  var facts: @Sendable (_ line: String, _ number: Int) -> [HeaderFact]? = { _, _ in nil }
}

/// One thing that a header states, under a name that the crosswalk knows where it has one (`Facility.name`).
struct HeaderFact: Sendable, Hashable {
  let family: String
  let key: String
  let value: String
  let unit: String?

  /// `path` is `Family.key`.
  init(_ path: String, _ value: some StringProtocol, unit: String? = nil) {
    let parts = path.split(separator: ".", maxSplits: 1)
    family = String(parts.first ?? "")
    key = String(parts.last ?? "")
    self.value = String(value.trimmingBlanks())
    self.unit = unit
  }
}

/// The lines before the table.
struct ScanHeader: Sendable {
  /// Without comment signs.
  let lines: [HeaderLine]
  /// As they stand in the file, without line ends.
  let raw: [String]
  let columnCount: Int
  let delimiter: NumericTable.Delimiter

  init(
    _ lines: [HeaderLine] = [], raw: [String] = [], columnCount: Int = 0, delimiter: NumericTable.Delimiter = .blanks
  ) {
    self.lines = lines
    self.raw = raw
    self.columnCount = columnCount
    self.delimiter = delimiter
  }

  /// The index of the last line that begins so, comment signs aside.
  func last(beginning prefix: String) -> Int? { lines.lastIndex { $0.text.hasPrefix(prefix) } }
}
