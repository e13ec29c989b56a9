/// What a reader of MDA files can find.
public import DataModel

/// The codes of all findings about MDA files.
public enum MDAFinding {
  public static let unfinished = FindingCode(
    "MDA-UNFINISHED", .warning, "A scan was stopped before its last point; only the measured points are read.",
    example: "current point 17 of 41", cure: "Look whether the scan was repeated.")
  public static let truncated = FindingCode(
    "MDA-TRUNCATED", .error, "The file ends before what it announces; what is there was read.",
    example: "an inner scan behind the end of the file", cure: "Fetch the file again from its source.",
    isPartialRead: true)
  public static let inner = FindingCode(
    "MDA-INNER", .error, "An inner scan cannot be read; its values are NaN.",
    example: "the offset of a line of a map points into the header", cure: "Fetch the file again from its source.",
    isPartialRead: true)
  public static let irregular = FindingCode(
    "MDA-IRREGULAR", .note, "Inner scans have different lengths; the shorter ones are filled up with NaN.",
    example: "a map whose last line was stopped", cure: "Leave the values that are NaN out of an analysis.")
  public static let version = FindingCode(
    "MDA-VERSION", .warning, "The version of the format is none that is known; it was read like 1.4.",
    example: "version 1.5", cure: "Compare some values with another program.")
  public static let extra = FindingCode(
    "MDA-EXTRA", .warning, "The further process variables at the end of the file cannot be read in full.",
    example: "a variable of a type that saveData does not write", cure: "The data are not concerned.",
    isPartialRead: true)
  public static let text = FindingCode(
    "MDA-TEXT", .note, "A text is no UTF-8; it was read as ISO-8859-1.", example: "the byte 0xB0 for a degree sign",
    cure: "Look at the letters with accents.")

  /// All codes of this table.
  public static let all: [FindingCode] = [unfinished, truncated, inner, irregular, version, extra, text]
}
