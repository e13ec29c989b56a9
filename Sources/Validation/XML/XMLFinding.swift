/// What holding XML documents against their schemas can find.
public import DataModel
import XML

/// The codes of XML documents that are no format of their own.
public enum XMLFinding {
  public static let malformed = FindingCode(
    "XML-MALFORMED", .error, "The file is not well-formed XML, or ends too early.",
    example: "<title>A & B</title>, an element that is never closed",
    cure: "Correct the file at the line that the finding names, or fetch it again.")
  public static let refused = FindingCode(
    "XML-REFUSED", .error, "The XML has something that is refused, since it can cost time and memory without bound.",
    example: "a DOCTYPE that declares entities, elements nested thousands deep",
    cure: "Remove the declarations; if the document is meant to be so, check it with another program.")
  public static let violation = FindingCode(
    "XML-SCHEMA", .error, "The document breaks its XML schema.",
    example: "<resourceType resourceTypeGeneral=\"Spectrum\"> in DataCite metadata",
    cure: "Correct the element that the finding names; `edgewise schemas show` prints the schema.")
  public static let noSchema = FindingCode(
    "XML-NO-SCHEMA", .warning, "No schema for this kind of document is at hand: only its XML was checked.",
    example: "DataCite metadata, and no DataCite schema installed",
    cure: "Install the folder that holds the schema with `edgewise schemas add DIR`, or name it with "
      + "--definitions DIR.")
  public static let brokenSchema = FindingCode(
    "XML-SCHEMA-BROKEN", .warning, "A schema for this kind of document is at hand but cannot be used.",
    example: "a schema that includes a file which is not there",
    cure: "Complete the folder of the schema; the document was not held against it.")
  public static let version = FindingCode(
    "XML-SCHEMA-VERSION", .note,
    "The document does not say which version of its schema it keeps, or that one is not "
      + "at hand: the newest one was taken.",
    example: "DataCite metadata that name kernel-4, where 4.7 is installed",
    cure: "Nothing has to be done; name another version with --definitions DIR if this one does not fit.")
  public static let more = FindingCode(
    "XML-MORE", .note, "There are more violations than are looked for.", example: "a document of another kind",
    cure: "Correct those that are listed and check again.")

  /// All codes of this table.
  public static let all: [FindingCode] = [malformed, refused, violation, noSchema, brokenSchema, version, more]

  /// Why a document could not be read as XML.
  static func finding(for error: XMLError) -> Finding {
    Finding(
      refusals.contains(error.kind) ? refused : malformed, error.message,
      at: Finding.Location(line: error.line, column: error.column))
  }

  private static let refusals: Set<XMLError.Kind> = [.doctypeRefused, .tooDeep, .tooLarge, .outOfMemory]
}
