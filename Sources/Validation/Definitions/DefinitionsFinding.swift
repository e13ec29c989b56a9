/// What looking at definitions can find.
public import DataModel

/// The codes of `schemas`.
public enum DefinitionsFinding {
  public static let violation = FindingCode(
    "NXDL-SCHEMA", .error, "A definition breaks the schema of the definition language, nxdl.xsd.",
    example: "<field name=\"energy\" type=\"NX_FLOTE\"/>",
    cure: "Correct the element at the line that the finding names.")
  public static let more = FindingCode(
    "NXDL-MORE", .note, "There are more violations than are listed.", example: "a definition without its namespace",
    cure: "Correct those that are listed and check again.")
  public static let noXML = FindingCode(
    "NXDL-XML", .error, "A definition cannot be read as XML.", example: "an element that is never closed",
    cure: "Correct the file at the place that the finding names.", isPartialRead: true)
  public static let noSchema = FindingCode(
    "NXDL-NO-SCHEMA", .error, "No set of definitions with nxdl.xsd is at hand, or its schema cannot be used.",
    example: "schemas lint before the definitions were installed",
    cure: "Install the definitions with make deps, or name a folder that holds them with --definitions.")

  public static let unusable = FindingCode(
    "NXDL-UNUSABLE", .warning, "A definition that files are held against cannot be used as it is.",
    example: "a definition that extends one which no set has",
    cure: "Run edgewise schemas lint on it, and add what it extends to the same set.")

  /// All codes of this table.
  public static let all: [FindingCode] = [violation, more, noXML, noSchema, unusable]
}
