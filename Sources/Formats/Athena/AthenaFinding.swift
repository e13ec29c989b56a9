/// The catalogue of what can be found in an Athena project.
public import DataModel

/// The codes of the reader of Athena projects.
public enum AthenaFinding {
  public static let code = FindingCode(
    "ATHENA-CODE", .warning, "The right side of a statement is not a literal; it was kept as text and not executed.",
    example: "@journal = system(\"hephaestus\");",
    cure: "Look at the line: projects hold data only, so somebody wrote this by hand.")
  public static let damaged = FindingCode(
    "ATHENA-DAMAGED", .error, "A statement stops before its end; it was kept as text.",
    example: "@y = ('0.1','0.2", cure: "Fetch the file again from its source; the rest of it was read.",
    isPartialRead: true)
  public static let truncated = FindingCode(
    "ATHENA-TRUNCATED", .error, "The last record has no end, so the file is probably cut off.",
    example: "a file that stops behind @x", cure: "Fetch the file again from its source.", isPartialRead: true)
  public static let end = FindingCode(
    "ATHENA-END", .note, "The line \"1;\" that ends a project is missing.", example: "a file that ends with a record",
    cure: "Look whether records or the journal are missing; old programs left the line out.")
  public static let line = FindingCode(
    "ATHENA-LINE", .warning, "A line is no statement of a project; it was kept as text.", example: "use strict;",
    cure: "Remove the line if it does not belong there.")
  public static let record = FindingCode(
    "ATHENA-RECORD", .warning, "The lines that begin and end a record do not fit together.",
    example: "two lines $old_group without [record] between them",
    cure: "Look whether arrays and parameters of that record belong together.")
  public static let repeated = FindingCode(
    "ATHENA-REPEATED", .warning, "Something that may stand once stands twice; the last one counts.",
    example: "two records with the same $old_group", cure: "Remove or rename one of them.")
  public static let version = FindingCode(
    "ATHENA-VERSION", .note, "The version in the header does not have three parts; Larch refuses such a project.",
    example: "# Athena project file -- Demeter version 0.9", cure: "Write the version as 0.9.26.")
  public static let arguments = FindingCode(
    "ATHENA-ARGUMENTS", .warning, "The parameters of a record are not pairs of names and values.",
    example: "@args = ('label');", cure: "Give each name a value.")
  public static let length = FindingCode(
    "ATHENA-LENGTH", .warning, "An array of a record has another length than its abscissa.",
    example: "325 energies and 327 values of I0", cure: "Nothing, unless you need this array point by point.")
  public static let empty = FindingCode(
    "ATHENA-EMPTY", .note, "An array of a record holds no number.", example: "@signal = ();",
    cure: "Nothing: the program that wrote it had no such array.")
  public static let number = FindingCode(
    "ATHENA-NUMBER", .warning, "An element of an array is not a number; it became NaN.", example: "@y = ('0.1','n/a');",
    cure: "Correct the element if you know its value.")
  public static let noArray = FindingCode(
    "ATHENA-NO-ARRAY", .error, "A record has no abscissa, or no data.", example: "a record without @y",
    cure: "Fetch the file again from its source.", isPartialRead: true)
  public static let role = FindingCode(
    "ATHENA-ROLE", .note, "How the absorption was detected is not stated; it was concluded from the parameters.",
    example: "ln = 0 and a quotient of two columns", cure: "Say it with --columns if this is wrong.")
  public static let reference = FindingCode(
    "ATHENA-REFERENCE", .warning, "A record refers to another one that is not in the file.",
    example: "'referencegroup','abcde' without a record abcde", cure: "Nothing, unless you need that record.")
  public static let defaults = FindingCode(
    "ATHENA-DEFAULTS", .note, "The record \"Default Parameters\" is no data; it was kept with the file's metadata.",
    example: "$old_group = 'Default Parameters';", cure: "Nothing.")
  public static let journal = FindingCode(
    "ATHENA-JOURNAL", .note, "The journal is an empty hash where a list belongs; it was read as an empty journal.",
    example: "@journal = {};", cure: "Nothing: an old version of Larch wrote it.")
  public static let character = FindingCode(
    "ATHENA-CHARACTER", .warning, "An escape names no character; U+FFFD stands for it.", example: "\"\\x{d800}\"",
    cure: "Correct the text if you know what it should be.")
  public static let encoding = FindingCode(
    "ATHENA-ENCODING", .note, "The text is not plain ASCII or UTF-8, or begins with a byte order mark.",
    example: "a label in Latin-1", cure: "Look at the letters with accents.")
  public static let json = FindingCode(
    "ATHENA-JSON", .error, "A part of a JSON project is not JSON; it was left out.", example: "a file that is cut off",
    cure: "Fetch the file again from its source.", isPartialRead: true)
  public static let order = FindingCode(
    "ATHENA-ORDER", .warning, "The list of the order of a JSON project does not name its records.",
    example: "\"_____order\": [\"abcde\"] without a record abcde", cure: "Look whether a record is missing.")
  public static let more = FindingCode(
    "ATHENA-MORE", .note, "More findings of one kind are not listed.", example: "the 101st array without numbers",
    cure: "Look at those that are listed first.")

  /// All codes of this table.
  public static let all: [FindingCode] = [
    code, damaged, truncated, end, line, record, repeated, version, arguments, length, empty, number, noArray, role,
    reference, defaults, journal, character, encoding, json, order, more,
  ]
}
