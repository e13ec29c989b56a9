/// The numeric block of a text file as columns, with a list of what could not be read and where.
public import Bytes

/// Columns of numbers that were read from rows of text. Missing and unreadable cells are NaN.
public struct NumericTable: Sendable {
  /// All of the same length, in file order.
  public var columns: [Column]
  public var rowCount: Int
  /// The line (from 1, of the whole file) and the byte offset of the first row; nil when there is none.
  public var firstRow: Position?
  /// What could not be read as it stands, in file order: at most `Options.issueLimit` of them.
  public var issues: [Issue]
  /// How many issues there were, kept or not.
  public var issueCount: Int
  /// Lines between, and after, the rows that are no rows: at most `Options.otherLineLimit` of them.
  public var otherLines: [OtherLine]
  /// How many such lines there were, kept or not.
  public var otherLineCount: Int
  /// The last line (from 1); the one before `firstLine` when the range is empty.
  public var lastLine: Int

  /// A place in the text: the line from 1 and the offset of its first byte.
  public struct Position: Sendable, Hashable {
    public var line: Int
    public var offset: Int
  }

  /// The values of one column: doubles, or 64-bit integers where a double would not hold them exactly.
  public struct Column: Sendable, Hashable {
    /// One-dimensional, of type `float64`, `int64` or `uint64`; text where a dialect has columns of words.
    public var array: TypedArray

    public static func float64(_ values: [Double]) -> Column { Column(array: TypedArray(values)) }
    public static func int64(_ values: [Int64]) -> Column { Column(array: TypedArray(values)) }
    public static func uint64(_ values: [UInt64]) -> Column { Column(array: TypedArray(values)) }

    /// The values as doubles (integers beyond 2^53 rounded).
    public var doubles: [Double] { array.doubles() }
  }

  /// One thing that could not be read as it stands.
  public struct Issue: Sendable, Hashable {
    public var kind: Kind
    /// Line from 1 and byte column from 1.
    public var line: Int
    public var column: Int
    /// The row from 0, and the cell within it from 0; nil when the row as a whole is meant.
    public var row: Int
    public var cell: Int?
    /// The text of the cell, or of the surplus; cut after 80 bytes.
    public var text: String

    public enum Kind: Sendable, Hashable {
      /// Fewer cells than columns: the rest is NaN.
      case shortRow(expected: Int, found: Int)
      /// More cells than columns: the surplus was left out.
      case longRow(expected: Int, found: Int)
      /// No number: the cell is NaN.
      case notNumeric
      /// Nothing between two delimiters: the cell is NaN.
      case emptyCell
      /// `nan` or `inf` was written; it is kept as such.
      case notFinite
      /// An integer that no double holds, in a column that has to be one of doubles: rounded.
      case rounded
    }
  }

  /// A line that is no row.
  public struct OtherLine: Sendable, Hashable {
    public var kind: Kind
    public var position: Position
    /// The bytes of the line without its end.
    public var bytes: Range<Int>
    /// How many rows stand before it.
    public var rowsBefore: Int

    public enum Kind: Sendable, Hashable {
      /// It begins with a comment sign.
      case comment
      /// It holds no number where one should be.
      case text
    }
  }
}

extension NumericTable {
  /// What separates two cells.
  public enum Delimiter: Sendable, Hashable {
    /// Any run of blanks and tabs.
    case blanks
    /// This byte, with blanks around it ignored; nothing between two of them is an empty cell.
    case byte(UInt8)

    public static let comma = Delimiter.byte(UInt8(ascii: ","))
    public static let semicolon = Delimiter.byte(UInt8(ascii: ";"))
    public static let tab = Delimiter.byte(UInt8(ascii: "\t"))
  }

  /// How the rows are written.
  public struct Options: Sendable {
    public var delimiter: Delimiter = .blanks
    /// The number of columns; nil lets the first rows decide by majority.
    public var columnCount: Int?
    /// A line whose first visible byte is one of these is a comment.
    public var commentSigns: [UInt8] = [UInt8(ascii: "#")]
    /// `1,5` is one and a half.
    public var decimalComma = false
    /// `1.0D+05` is a number, and so is `1.0-105`.
    public var fortranExponents = false
    /// `1.0E+05-2.0` is two numbers: columns of fixed width that touch each other.
    public var fusedNumbers = false
    /// Written `nan` and `inf` are issues, too.
    public var reportsNonFinite = false
    public var issueLimit = 100
    public var otherLineLimit = 100_000

    public init() {}
  }

  /// Reads the rows in `range` of a text whose first byte there stands on line `firstLine`.
  ///
  /// Lines end with LF, CR or both. Blank lines are passed over. A line is a row when half of its cells are numbers,
  /// or when the first one is and their number is right; else it is one of `otherLines`.
  public static func read(
    _ text: Span<UInt8>, in range: Range<Int>, firstLine: Int, options: Options = Options()
  ) -> NumericTable {
    let range = range.clamped(to: 0..<text.count)
    var reader = NumericTableReader(range: range, firstLine: firstLine, options: options)
    reader.read(text)
    // Rare: integers that no double holds. Read again, keeping them; not where other cells of the column forbid it.
    var wide = reader.columnsOfWideIntegers
    while !wide.isEmpty {
      var second = NumericTableReader(range: range, firstLine: firstLine, options: options, wideColumns: wide)
      second.read(text)
      let impossible = second.impossibleWideColumns
      if impossible.isEmpty { return second.table() }
      wide.subtract(impossible)
    }
    return reader.table()
  }
}
