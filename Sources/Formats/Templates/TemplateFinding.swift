public import DataModel

/// What reading by a template can find.
public enum TemplateFinding {
  public static let noColumn = FindingCode(
    "TEMPLATE-COLUMN", .warning, "A column that the template describes is not in the file.",
    example: "label: Energy, in a file whose columns are called Mono and I0",
    cure: "Look at the columns with edgewise inspect, and correct the template.")
  public static let unverified = FindingCode(
    "TEMPLATE-UNVERIFIED", .note, "The template was written from a description, not from a real file.",
    example: "status: unverified",
    cure: "Check roles and units; write status: verified into your copy when they are right.")

  /// All codes of this table.
  public static let all: [FindingCode] = [noColumn, unverified]
}
