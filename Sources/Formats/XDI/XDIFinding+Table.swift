/// The part of the catalogue that is about columns and rows.
public import DataModel

extension XDIFinding {
  public static let columnMissing = FindingCode(
    "XDI-COLUMN-MISSING", .warning, "A column of the table has no Column.N field.",
    example: "four columns, and only Column.1 to Column.3", cure: "Add a Column.N field for each column.")
  public static let columnSurplus = FindingCode(
    "XDI-COLUMN-SURPLUS", .warning, "A Column.N field names a column that the table does not have.",
    example: "Column.5 in a file of four columns", cure: "Remove the field, or correct its number.")
  public static let columnNumber = FindingCode(
    "XDI-COLUMN-NUMBER", .warning, "The key of a Column field is not a number from 1.",
    example: "# Column.0: energy eV", cure: "Count the columns from 1.")
  public static let labels = FindingCode(
    "XDI-LABELS", .warning, "The label line and the Column.N fields disagree; the fields were believed.",
    example: "# Column.2: i0 ... # energy itrans", cure: "Make both say the same.")
  public static let role = FindingCode(
    "XDI-ROLE", .note, "What a column means was taken from its label, which XDI does not define.",
    example: "# Column.4: i1 counts", cure: "Check it; use a defined label (i0, itrans, ifluor, irefer, mutrans ...).")
  public static let rowShort = FindingCode(
    "XDI-ROW-SHORT", .error, "A row has fewer cells than the table has columns; the missing ones were read as NaN.",
    example: "8799.0 132978.7 489591.1 among rows of four", cure: "Complete the row, or remove it.", isPartialRead: true
  )
  public static let rowLong = FindingCode(
    "XDI-ROW-LONG", .error, "A row has more cells than the table has columns; the surplus was left out.",
    example: "six cells among rows of four", cure: "Correct the row.", isPartialRead: true)
  public static let notNumeric = FindingCode(
    "XDI-NOT-NUMERIC", .error, "A cell of the table is not a number; it was read as NaN.",
    example: "1.4.9", cure: "Correct the cell, or remove the row.", isPartialRead: true)
  public static let notFinite = FindingCode(
    "XDI-NOT-FINITE", .error, "A cell of the table is nan or infinite, which XDI forbids; it was kept.",
    example: "8779.0 nan 550643.1", cure: "Remove the row, or measure the point again.")
  public static let rounded = FindingCode(
    "XDI-ROUNDED", .warning,
    "An integer has more digits than a double holds, in a column that is no column of integers.",
    example: "12345678901234567890 below 1.5", cure: "Nothing, if the last digits do not matter.", isPartialRead: true)
  public static let tableComment = FindingCode(
    "XDI-TABLE-COMMENT", .warning, "A comment stands inside the table, where XDI allows none; it was kept.",
    example: "# beam lost", cure: "Move it to the comments of the header.")
  public static let tableText = FindingCode(
    "XDI-TABLE-TEXT", .error, "A line of the table is no row of numbers; it was kept as text.",
    example: "scan aborted by user", cure: "Remove the line, or move it to the comments of the header.")
  public static let noRows = FindingCode(
    "XDI-NO-ROWS", .error, "The file has no row of numbers.",
    example: "a header and nothing else", cure: "Look whether the measurement or a copy was broken off.")
  public static let numberForm = FindingCode(
    "XDI-NUMBER-FORM", .error, "The numbers of the table are not written as XDI demands; they were read all the same.",
    example: "8.98D+03, or 8980,0", cure: "Write numbers with a decimal point and, if need be, an exponent after e.")
  public static let more = FindingCode(
    "XDI-MORE", .error, "There is more of the same; it was counted, but not listed.",
    example: "a hundred rows without their last cell", cure: "Deal with those that are listed, then look again.",
    isPartialRead: true)

  /// All codes, for `explain`.
  public static let all: [FindingCode] = [
    versionMissing, versionForm, versionUnknown, headerEnd, headerLine, commentSign, indented, required, recommended,
    element, edge, dSpacing, dSpacingUnit, date, quantity, abscissa, abscissaUnit, duplicate, extensionFamily, outer,
    encoding, control, limit, columnMissing, columnSurplus, columnNumber, labels, role, rowShort, rowLong, notNumeric,
    notFinite, rounded, tableComment, tableText, noRows,
    numberForm, more,
  ]
}
