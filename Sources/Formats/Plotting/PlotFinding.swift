/// What readers of files for plotting programs can find. Faults in their rows have the codes of tables of columns.
public import DataModel

/// The codes of findings about files for Origin and Igor.
public enum PlotFinding {
  public static let changed = FindingCode(
    "PLOT-SIGNAL-CHANGED", .warning,
    "A file that Edgewise wrote holds other values for a signal than its formula gives.",
    example: "a column of mu that was smoothed in Origin, and saved under its name",
    cure: "If the values were changed on purpose, use the array that they are kept as.")
  public static let flag = FindingCode(
    "IGOR-FLAG", .warning, "A block of waves has a flag that is not known.", example: "WAVES/D/Y=4 mu",
    cure: "The waves are read as if the flag were not there; check their values.")
  public static let complex = FindingCode(
    "IGOR-COMPLEX", .error, "A block of complex waves was not read.", example: "WAVES/D/C chi_r",
    cure: "Save the real and imaginary parts as waves of their own.", isPartialRead: true)
  public static let block = FindingCode(
    "IGOR-BLOCK", .error, "A block of waves is not built as Igor text asks for, and was not read.",
    example: "WAVES without a name, or without BEGIN", cure: "Save the waves from Igor again.", isPartialRead: true)
  public static let cut = FindingCode(
    "IGOR-CUT", .error, "The file ends inside a block of waves.", example: "no END after the last row",
    cure: "Fetch the file again from its source; the rows that are there are read.", isPartialRead: true)
  public static let shape = FindingCode(
    "IGOR-SHAPE", .warning, "A wave has another number of values than its block announces.",
    example: "/N=(100,20) above 99 rows", cure: "Check whether rows are missing; the rows that are there are read.")
  public static let type = FindingCode(
    "IGOR-TYPE", .note, "The values of a wave do not fit the type that its block states.",
    example: "1.5 in a block of integers (WAVES/I)", cure: "The numbers are read as they are written.")
  public static let row = FindingCode(
    "IGOR-ROW", .error, "A line between BEGIN and END holds no numbers.", example: "a remark between two rows",
    cure: "Take the line out of the file.", isPartialRead: true)
  public static let axis = FindingCode(
    "IGOR-SCALING", .note, "The energies are not stored; they follow from the x scaling of the waves.",
    example: "X SetScale/P x 525, 0.1, \"eV\", tey", cure: "Nothing to do if the energies are right.")

  /// All of them.
  public static let all: [FindingCode] = [changed, flag, complex, block, cut, shape, type, row, axis]
}
