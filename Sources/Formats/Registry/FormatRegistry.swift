/// The list of all formats, and how one is chosen for an input or an output.
public import Bytes
public import DataModel

/// Everything that Edgewise reads and writes.
public enum FormatRegistry {
  /// All formats, the most specific first.
  public static let all: [Format] =
    [.nexus, .athena, .metaXML, .spec, .mda] + Format.beamlines
    + [.xdi, .itx, .origin, .nxdata, .xy, .columns]

  /// The format of this id; nil when there is none.
  public static func format(id: String) -> Format? {
    all.first { $0.id == id }
  }

  /// The format that an output of this name is written in: the one whose ending is the longest that fits. Nil when no
  /// format that can be written has such an ending.
  public static func format(forOutput path: String, among formats: [Format] = all) -> Format? {
    let name = path.lowercased()
    let candidates = formats.filter { $0.writer != nil }.flatMap { format in
      format.extensions.filter { name.hasSuffix($0) }.map { (ending: $0, format: format) }
    }
    let longest = candidates.map(\.ending.count).max()
    return candidates.first { $0.ending.count == longest }?.format
  }

  /// What the content is. Every probe sees the same bytes; suffixes count for nothing.
  ///
  /// The first certain format wins; a second certain one is reported as a tie. Without a certain one the first
  /// probable one is taken, and before a file is given up, formats without signs of their own look closer.
  public static func identify(_ source: ByteSource, among formats: [Format] = all) -> Identification {
    let claims = formats.compactMap { Identification(format: $0, match: $0.probe(source)) }
    let certain = claims.filter { $0.confidence == .certain }
    if var winner = certain.first {
      if certain.count > 1 { winner.findings.append(tie(certain, in: source)) }
      return winner
    }
    let guesses = formats.lazy.compactMap { Identification(format: $0, match: $0.guess?(source) ?? .no) }
    return claims.first ?? guesses.first
      ?? Identification(format: nil, confidence: .none, reason: "no format that Edgewise reads recognises it")
  }

  private static func tie(_ rivals: [Identification], in source: ByteSource) -> Finding {
    let claims = rivals.map { "\($0.format?.id ?? ""): \($0.reason)" }
    return Finding(
      RegistryFinding.tie, "several formats claim this file; it is taken as \(rivals[0].format?.id ?? "")",
      at: Finding.Location(file: source.name), expected: "one format", found: claims.joined(separator: "; "))
  }
}

/// The answer to the question what a file is.
public struct Identification: Sendable {
  /// The format; nil when nothing recognises the content.
  public var format: Format?
  /// How sure that is.
  public var confidence: Confidence
  /// What it rests on.
  public var reason: String
  /// A tie between formats.
  public var findings: [Finding]

  /// An answer from its parts.
  public init(format: Format?, confidence: Confidence, reason: String, findings: [Finding] = []) {
    self.format = format
    self.confidence = confidence
    self.reason = reason
    self.findings = findings
  }

  /// The claim of one format; nil when it makes none.
  init?(format: Format, match: Format.Match) {
    switch match {
    case .no: return nil
    case .maybe(let reason): self.init(format: format, confidence: .probable, reason: reason)
    case .certain(let reason): self.init(format: format, confidence: .certain, reason: reason)
    }
  }

  /// How sure an identification is.
  public enum Confidence: String, Sendable, Hashable, CaseIterable {
    case certain, probable, none
  }
}

/// What choosing a format can find.
public enum RegistryFinding {
  /// No probe recognises the content.
  public static let unknown = FindingCode(
    "FORMAT-UNKNOWN", .error, "Nothing recognises the content of the file.", example: "a photograph, a word document",
    cure: "If you know what it is, say so with --from; `edgewise formats` lists what can be read.")
  /// Two probes are certain.
  public static let tie = FindingCode(
    "FORMAT-TIE", .warning, "Two formats are certain that the file is theirs.",
    example: "a text file that begins with the signatures of two programs", cure: "Choose one with --from.")
  /// The best probe is not certain.
  public static let probable = FindingCode(
    "FORMAT-PROBABLE", .note, "The content does not say what it is; the format is the most likely one.",
    example: "a table of numbers without a header", cure: "Choose the format with --from if this is wrong.")
  /// The reader gave up.
  public static let damaged = FindingCode(
    "FORMAT-DAMAGED", .error, "The file is of a known format but cannot be read at all.",
    example: "an HDF5 file of which the second half is missing", cure: "Fetch the file again from its source.")

  /// All codes of this table.
  public static let all: [FindingCode] = [unknown, tie, probable, damaged]
}
