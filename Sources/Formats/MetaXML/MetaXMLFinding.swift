public import DataModel

/// What reading a metadata document, and applying an edited one, can find.
public enum MetaXMLFinding {
  static let schema = FindingCode(
    "META-XML-SCHEMA", .error, "The metadata document breaks its schema.", example: "<channel role=\"eneergy\">",
    cure: "Correct the element that the finding names; `edgewise schemas show edgewise-metadata-1.xsd` says what is "
      + "allowed.", isPartialRead: true)
  static let value = FindingCode(
    "META-XML-VALUE", .error, "A value of a metadata document cannot be what it is declared to be.",
    example: "<numbers type=\"int8\" shape=\"3\">1 300</numbers>",
    cure: "Correct the number, its type or the shape.", isPartialRead: true)
  static let view = FindingCode(
    "META-XML-VIEW", .warning, "A view (sample, instrument, scan) says other than the metadata it is computed from.",
    example: "<name key=\"Sample.name\"> was edited in sample, but not in metadata",
    cure: "Edit the item of metadata that the view names; a change of the view itself is never applied.")
  static let arrays = FindingCode(
    "META-XML-ARRAYS", .error, "The metadata belong to other data: type, shape or checksum of an array differ.",
    example: "the metadata of yesterday's scan for today's data",
    cure: "Apply the document to the data it was written from; nothing was converted.")
  static let part = FindingCode(
    "META-XML-PART", .error, "An edited part cannot belong to the data.",
    example: "a signal over a channel that does not exist, a dimension too many",
    cure: "Correct the part that the finding names; nothing was converted.")
  static let measurement = FindingCode(
    "META-XML-MEASUREMENT", .warning, "A measurement of the metadata document is not in the data.",
    example: "metadata of five measurements, data of one", cure: "Nothing has to be done if that was intended.")
  static let channel = FindingCode(
    "META-XML-CHANNEL", .warning, "The metadata document and the data do not have the same channels.",
    example: "a <channel> was removed, renamed or added",
    cure: "Channels are not changed by metadata; restore the element.")
  static let record = FindingCode(
    "META-XML-RECORD", .warning, "Records of what was done differ; they are not edited.",
    example: "a <step> was removed", cure: "Restore the element: what was done stays recorded.")
  static let file = FindingCode(
    "META-XML-FILE", .note, "Metadata of the file were not compared: it is not the whole file that is converted.",
    example: "FILE::SELECTOR, several inputs", cure: "Convert the file as a whole to apply them.")
  static let applied = FindingCode(
    "META-XML-APPLIED", .note, "Changes of an edited metadata document were applied.",
    example: "edgewise convert cu.xdi -o cu.nxs --metadata cu.meta.xml",
    cure: "Nothing has to be done; a step of the output lists each change.")

  /// All codes of this table.
  public static let all: [FindingCode] = [
    schema, value, view, arrays, part, measurement, channel, record, file, applied,
  ]
}
