/// What a validation finds about itself, beyond what the validators of the formats find.
public import DataModel

/// The codes of `validate`.
public enum ValidationFinding {
  public static let limit = FindingCode(
    "VALIDATE-LIMIT", .note, "Not all findings of the file are listed; the verdict counts all.",
    example: "--max-findings 20 for a file with 500 findings",
    cure: "Correct those that are listed and validate again, or raise --max-findings.")
  public static let suffix = FindingCode(
    "VALIDATE-SUFFIX", .warning, "The name of the file promises another format than its content has.",
    example: "a table of numbers that is called scan.nxs",
    cure: "Rename the file, or fetch it again if it should be what its name says.")
  public static let selector = FindingCode(
    "VALIDATE-SELECTOR", .error, "A part of a file was named that can be validated as a whole only.",
    example: "edgewise validate metadata.xml::1", cure: "Name the file without ::SELECTOR.")
  public static let expired = FindingCode(
    "SUPPRESS-EXPIRED", .warning, "A suppression has expired: what it covered counts again.",
    example: "expires = 2026-12-31, and it is 2027",
    cure: "Correct the files; if the reason still holds, give the suppression a new date.")
  public static let unused = FindingCode(
    "SUPPRESS-UNUSED", .note, "A suppression covered no finding.",
    example: "the files were corrected, or a pattern has a typing mistake",
    cure: "Remove the suppression, or correct its patterns.")

  /// All codes of this table.
  public static let all: [FindingCode] = [limit, suffix, selector, expired, unused]
}
