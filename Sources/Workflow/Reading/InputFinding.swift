/// Why an input could not be read, as findings with codes.
import Bytes
public import DataModel
import Formats

/// What opening and reading an input can find.
public enum InputFinding {
  public static let missing = FindingCode(
    "FILE-MISSING", .error, "There is no such file.", example: "a name with a typing mistake",
    cure: "Check the name, and the folder you are in.")
  public static let empty = FindingCode(
    "FILE-EMPTY", .error, "The file has no bytes.", example: "a scan that was never written, an interrupted copy",
    cure: "Fetch the file again from its source.")
  public static let folder = FindingCode(
    "FILE-FOLDER", .error, "The name belongs to a folder.", example: "edgewise convert scans/ -o out/",
    cure: "Add -r to read all files in the folder.")
  public static let emptyFolder = FindingCode(
    "FILE-NONE", .error, "The folder and the folders in it contain no file.",
    example: "a folder with hidden files only", cure: "Check the name of the folder.")
  public static let denied = FindingCode(
    "FILE-DENIED", .error, "You may not read this file or folder.", example: "a file of another user",
    cure: "Ask its owner for permission to read it.")
  public static let special = FindingCode(
    "FILE-SPECIAL", .error, "The name belongs to something that is no ordinary file.", example: "a socket, a disk",
    cure: "Name a file, a pipe or - for standard input.")
  public static let gzip = FindingCode(
    "FILE-GZIP", .error, "The gzip data ends too early or is damaged.", example: "a download that was interrupted",
    cure: "Fetch the file again from its source.")
  public static let gzipRest = FindingCode(
    "FILE-GZIP-REST", .warning, "Bytes that are not gzip follow the gzip data; they were ignored.",
    example: "a file padded with zeros by a tape", cure: "Check that the data is complete.")
  public static let tooLarge = FindingCode(
    "FILE-TOO-LARGE", .error, "The input is larger than an input of this kind may be.",
    example: "a gzip file of a few kilobytes that unpacks to terabytes", cure: "Unpack it first, if you trust it.")
  public static let unreadable = FindingCode(
    "FILE-UNREADABLE", .error, "The system could not read the file.", example: "a broken disk or network share",
    cure: "Read the system's message.")
  public static let selector = FindingCode(
    "INPUT-SELECTOR", .error, "No measurement, or more than one, is called so.",
    example: "a.h5::entry9 for a file with entry1 and entry2", cure: "Choose one of those that the message lists.")
  public static let declaration = FindingCode(
    "INPUT-DECLARATION", .error, "What the options declare does not fit the file.",
    example: "--columns energy=7 for a file with four columns", cure: "Look at the columns with edgewise inspect.")

  /// All codes of this table.
  public static let all: [FindingCode] = [
    missing, empty, folder, emptyFolder, denied, special, gzip, gzipRest, tooLarge, unreadable, selector, declaration,
  ]

  private static let codes: [FileError.Kind: FindingCode] = [
    .notFound: missing, .noSuchFolder: missing, .empty: empty, .isDirectory: folder, .permissionDenied: denied,
    .notRegular: special, .truncatedGzip: gzip, .damagedGzip: gzip, .tooLarge: tooLarge, .outOfMemory: tooLarge,
  ]

  static func finding(for error: FileError) -> Finding {
    // The place is said apart from the message.
    let prefix = error.path + ": "
    let words = error.description
    let message = words.hasPrefix(prefix) ? String(words.dropFirst(prefix.count)) : words
    return Finding(codes[error.kind] ?? unreadable, message, at: Finding.Location(file: error.path))
  }

  static func findings(for error: FormatError, in file: String) -> [Finding] {
    var location = error.location
    location.file = location.file ?? file
    let found = error.findings.map { finding in
      var finding = finding
      finding.location.file = finding.location.file ?? file
      return finding
    }
    return found + [Finding(RegistryFinding.damaged, error.message, at: location)]
  }
}

/// An input that could not be read at all: at least one finding of severity error says why.
public struct InputError: Error, Sendable, Hashable {
  /// What was found, the reason last.
  public var findings: [Finding]

  init(_ findings: [Finding]) { self.findings = findings }

  init(_ finding: Finding) { self.init([finding]) }
}
