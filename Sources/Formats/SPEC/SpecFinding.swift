/// What a reader of SPEC files can find.
public import DataModel

/// The codes of all findings about SPEC files. Faults in the rows of a scan have the codes of tables of columns.
public enum SpecFinding {
  public static let noScan = FindingCode(
    "SPEC-NO-SCAN", .error, "The file has the header of a SPEC file but no scan.",
    example: "#F, #E, #D and #O lines and nothing after them",
    cure: "Check whether a scan was ever started, or whether the copy is incomplete.", isPartialRead: true)
  public static let emptyScan = FindingCode(
    "SPEC-EMPTY-SCAN", .warning, "A scan has no row of numbers.", example: "#S, #L, and then the next #S",
    cure: "The scan was probably stopped before its first point; its header is read.")
  public static let aborted = FindingCode(
    "SPEC-ABORTED", .warning, "A comment says that the scan was aborted.",
    example: "#C Thu Sep 23 10:50:28 2021.  Scan aborted after 33 points.",
    cure: "The points before it are read; look whether the scan was repeated.")
  public static let labels = FindingCode(
    "SPEC-LABELS", .warning, "The labels of a scan do not fit its columns.",
    example: "#L with 25 labels above rows of 24 numbers",
    cure: "Check which column is which, and say so with --columns.")
  public static let columnCount = FindingCode(
    "SPEC-COLUMNS", .warning, "The number of columns that #N states is not that of the rows.",
    example: "#N 6 above rows of 5 numbers", cure: "Nothing to do if the labels fit the rows: they are what counts.")
  public static let motors = FindingCode(
    "SPEC-MOTORS", .warning, "A line of names and the line of their values have different lengths.",
    example: "#O5 with 9 motors and #P5 with 8 positions",
    cure: "Which value belongs to which name cannot be told; the line is kept as text.")
  public static let repeated = FindingCode(
    "SPEC-REPEATED", .note, "A scan number stands more than once in the file.",
    example: "two scans that begin with #S 2", cure: "Address the second one as 2.2, the third one as 2.3.")
  public static let number = FindingCode(
    "SPEC-NUMBER", .warning, "A scan has no number.", example: "#S ascan th 0 1 10 1",
    cure: "Address it by its place among the scans: p3 is the third.")
  public static let date = FindingCode(
    "SPEC-DATE", .note, "A date can be read in two ways, or in none.", example: "#D 04/11/2018 08:39:27",
    cure: "Check the date; the day was taken to stand before the month.")
  public static let line = FindingCode(
    "SPEC-LINE", .warning, "A line between the rows is neither a row nor a line of the header.",
    example: "Connection lost", cure: "It is kept as text; look whether a point is missing there.")
  public static let spectra = FindingCode(
    "SPEC-MCA", .warning, "The spectra of a scan do not fit its points, or each other.",
    example: "42 rows and 41 @A lines", cure: "Look which point has no spectrum.")
  public static let userXML = FindingCode(
    "SPEC-UXML", .note, "The XML in the comments of a scan cannot be read as XML; it was kept as text.",
    example: "#UXML <group name=\"a\"> without its end", cure: "Nothing, unless you need its values one by one.")
  public static let cut = FindingCode(
    "SPEC-CUT", .warning, "The file ends inside a row, so its last number may be incomplete.",
    example: "a file that ends with 8.14 and no line end", cure: "Fetch the file again when the scan is finished.")
  public static let encoding = FindingCode(
    "SPEC-ENCODING", .note, "The text is not UTF-8 and was read in another encoding.",
    example: "the byte 0xB0 for a degree sign", cure: "Look at the letters with accents.")
  public static let silent = FindingCode(
    "SPEC-SILENT", .note, "A detector counted nothing in the whole scan, so no signal is made with it.",
    example: "a column i1 of zeros", cure: "Say with --columns what it is if the signal is wanted all the same.")
  public static let motorName = FindingCode(
    "SPEC-MOTOR-LABEL", .note, "A column has the name of a motor, so it is taken for its positions.",
    example: "a scan of the circles mu or chi", cure: "Say with --columns what it is if this is wrong.")

  /// All codes of this table.
  public static let all: [FindingCode] = [
    noScan, emptyScan, aborted, labels, columnCount, motors, repeated, number, date, line, spectra, userXML, cut,
    encoding, silent, motorName,
  ]
}
