/// What writing and verifying outputs can find.
public import DataModel

/// The codes of `convert` beside losses.
public enum ConversionFinding {
  public static let exists = FindingCode(
    "OUTPUT-EXISTS", .error, "The output exists already and was left as it is.", example: "converting twice",
    cure: "Choose with --on-exist skip, update or overwrite, or another name.")
  public static let isInput = FindingCode(
    "OUTPUT-IS-INPUT", .error, "The output would replace an input; inputs are never written to.",
    example: "edgewise convert a.xdi -o a.xdi --on-exist overwrite", cure: "Choose another name or folder.")
  public static let failed = FindingCode(
    "OUTPUT-FAILED", .error, "The output could not be written; nothing of it remains.",
    example: "a full disk, a folder without permission", cure: "Read the system's message.")
  public static let unwritable = FindingCode(
    "OUTPUT-UNWRITABLE", .error, "The format cannot hold anything of this input.",
    example: "a measurement without numbers as a column file", cure: "Convert to another format, such as nexus.")
  public static let nothing = FindingCode(
    "INPUT-NOTHING", .error, "The input holds no measurement.", example: "an HDF5 file with groups but no data",
    cure: "Look at the file with edgewise inspect.")
  public static let renamed = FindingCode(
    "OUTPUT-RENAMED", .note, "Several outputs would have had the same name; they were numbered.",
    example: "day1/scan.dat and day2/scan.dat in one folder", cure: "Nothing has to be done.")
  public static let ungrouped = FindingCode(
    "OUTPUT-UNGROUPED", .warning, "Measurements lack the key by which outputs are grouped.",
    example: "--group-by Sample.name with a dark scan among the inputs",
    cure: "Give them a value with --set, or choose another key; `edgewise inspect` lists the keys of a file.")
  public static let noShift = FindingCode(
    "SHIFT-NONE", .note, "--apply-shift found no energy shift that is stated beside the energies.",
    example: "an XDI file, a project whose records were never aligned", cure: "Nothing has to be done.")
  public static let shiftLeft = FindingCode(
    "SHIFT-LEFT", .warning, "An energy shift is stated, but the energies could not be shifted.",
    example: "a record whose energies cannot be read, or are not in eV",
    cure: "Shift them in the program that made them.")
  public static let verifyDifference = FindingCode(
    "VERIFY-DIFFERENCE", .error, "The output does not read back as what was to be written.",
    example: "a disk that damages data; a fault in a writer", cure: "Do not use the output; please report this.")
  public static let verifyUnreadable = FindingCode(
    "VERIFY-UNREADABLE", .error, "The output cannot be read back.", example: "a disk that damages data",
    cure: "Do not use the output; please report this.")
  public static let valuesUnreadable = FindingCode(
    "INPUT-VALUES", .error, "Values of the input could not be read when they were needed.",
    example: "a damaged chunk in an HDF5 file", cure: "Fetch the file again from its source.", isPartialRead: true)

  /// All codes of this table.
  public static let all: [FindingCode] = [
    nothing, exists, isInput, failed, unwritable, renamed, ungrouped, noShift, shiftLeft, verifyDifference,
    verifyUnreadable,
    valuesUnreadable,
  ]
}
