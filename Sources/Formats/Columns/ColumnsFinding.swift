/// What a reader of free-form columns can find in a file.
public import DataModel

/// The codes of all findings about files of columns.
public enum ColumnsFinding {
  public static let noLabels = FindingCode(
    "COLUMNS-NO-LABELS", .note,
    "No line of the header names the columns, so they are called col1, col2, ...",
    example: "7112.0  0.51  0.93   (first line of the file)",
    cure: "Say what the columns are with --columns, for example --columns energy=1,i0=2,itrans=3.")
  public static let labelCount = FindingCode(
    "COLUMNS-LABEL-COUNT", .warning,
    "The label line has fewer or more labels than the table has columns.",
    example: "# energy i0 itrans   above rows of five numbers",
    cure: "Check which column is which, and say so with --columns.")
  public static let repeatedLabel = FindingCode(
    "COLUMNS-LABEL-REPEATED", .note,
    "A label stands over several columns; the later ones were given a number.",
    example: "# energy Seconds i0 Seconds",
    cure: "Use the changed name, or the number of the column.")
  public static let roleGuess = FindingCode(
    "COLUMNS-ROLE-GUESS", .note,
    "What a column means was concluded from a common name or from its values; no standard label says so.",
    example: "# Mono Energy   Io   It",
    cure: "If it is wrong, say what the columns are with --columns.")
  public static let unitGuess = FindingCode(
    "COLUMNS-UNIT-GUESS", .note,
    "The file states no unit for the energy; it was concluded from the values, which stay as they are.",
    example: "# energy mu   above 7.1120 0.51",
    cure: "If it is wrong, state the unit with --unit, for example --unit energy=keV.")
  public static let unitUnknown = FindingCode(
    "COLUMNS-UNIT-UNKNOWN", .note,
    "The file states no unit for the energy, and its values fit neither eV nor keV.",
    example: "# energy mu   above -20.0 0.51",
    cure: "State the unit with --unit, for example --unit energy=eV.")
  public static let elementGuess = FindingCode(
    "COLUMNS-ELEMENT", .warning,
    "The header gives an absorbing element or an edge that is none.",
    example: "#%atom: Fe2O3",
    cure: "State them with --element and --edge, for example --element Fe --edge K.")
  public static let decimalComma = FindingCode(
    "COLUMNS-DECIMAL-COMMA", .note,
    "The numbers are written with a decimal comma and were read so.",
    example: "7112,5;0,93",
    cure: "Nothing to do if the values are right; export with a decimal point otherwise.")
  public static let fusedNumbers = FindingCode(
    "COLUMNS-FUSED-NUMBERS", .note,
    "Numbers without a blank between them were separated before the sign.",
    example: "1.29053E+05-2.32486E+00",
    cure: "Nothing to do if the values are right.")
  public static let encoding = FindingCode(
    "COLUMNS-ENCODING", .note,
    "The text is not UTF-8 and was read in another encoding.",
    example: "the byte 0xB0 for a degree sign",
    cure: "Save the file as UTF-8 if characters look wrong.")
  public static let shortRow = FindingCode(
    "COLUMNS-ROW-SHORT", .warning,
    "A row has fewer cells than the table has columns; the missing values are NaN.",
    example: "7112.0  0.51   in a table of three columns",
    cure: "Complete the row, or remove it; a scan that was aborted often ends so.")
  public static let longRow = FindingCode(
    "COLUMNS-ROW-LONG", .error,
    "A row has more cells than the table has columns; the surplus was not read.",
    example: "7112.0  0.51  0.93  17   in a table of three columns",
    cure: "Correct the row.", isPartialRead: true)
  public static let badCell = FindingCode(
    "COLUMNS-CELL", .error,
    "A cell of the table holds no number; its value is NaN.",
    example: "7112.0  O.51  0.93",
    cure: "Correct the cell.", isPartialRead: true)
  public static let emptyCell = FindingCode(
    "COLUMNS-CELL-EMPTY", .warning,
    "A cell of the table is empty; its value is NaN.",
    example: "7112.0,,0.93",
    cure: "Fill in the value, or leave it as NaN.")
  public static let rounded = FindingCode(
    "COLUMNS-INTEGER-ROUNDED", .error,
    "An integer has more digits than its column of floating-point numbers can hold; it was rounded.",
    example: "9007199254740993 in a column with 1.5",
    cure: "Write the column as integers only.", isPartialRead: true)
  public static let moreIssues = FindingCode(
    "COLUMNS-MORE", .error,
    "There are more faults in the table than are listed one by one.",
    example: "a file in which every row is cut",
    cure: "Correct the ones that are listed and read the file again.", isPartialRead: true)
  public static let otherTable = FindingCode(
    "COLUMNS-OTHER-TABLE", .error,
    "The file holds further rows of numbers outside its largest table; they were not read as numbers.",
    example: "a second scan in the same file",
    cure: "Put each table into a file of its own.", isPartialRead: true)
  public static let longFooter = FindingCode(
    "COLUMNS-TEXT-LEFT-OUT", .error,
    "So much text stands in or after the table that a part of it was left out.",
    example: "a table followed by a hundred thousand lines of text",
    cure: "Take the text out of the file.", isPartialRead: true)
  public static let noRows = FindingCode(
    "COLUMNS-NO-ROWS", .error,
    "The file names columns but has no row of numbers.",
    example: "# energy mu   and nothing after it",
    cure: "Check whether the measurement was aborted or the copy is incomplete.", isPartialRead: true)
  public static let badDeclaration = FindingCode(
    "COLUMNS-EDGEWISE-LINE", .error,
    "A line that Edgewise writes about itself was changed and cannot be understood.",
    example: "# Edgewise.column: {\"column\":7} in a table of three columns",
    cure: "Restore the line, or remove all lines that begin with Edgewise.", isPartialRead: true)

  /// All of them.
  public static let all: [FindingCode] = [
    noLabels, labelCount, repeatedLabel, roleGuess, unitGuess, unitUnknown, elementGuess, decimalComma, fusedNumbers,
    encoding, shortRow, longRow, badCell, emptyCell, rounded, moreIssues, otherTable, longFooter, noRows,
    badDeclaration,
  ]
}
