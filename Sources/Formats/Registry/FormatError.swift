public import DataModel

/// Why a file could not be read or written at all. What can be read around is a finding instead.
public struct FormatError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    /// Not this format, or damaged beyond reading.
    case unreadable
    /// The document holds something that no output of this format can be made of.
    case unwritable
    /// The output could not be written to disk.
    case output
  }

  public var kind: Kind
  public var message: String
  public var location: Finding.Location
  /// What was found before the reader had to give up.
  public var findings: [Finding]

  public init(
    _ kind: Kind, _ message: String, at location: Finding.Location = Finding.Location(), findings: [Finding] = []
  ) {
    self.kind = kind
    self.message = message
    self.location = location
    self.findings = findings
  }

  public var description: String {
    let place = [location.line.map { "line \($0)" }, location.column.map { "column \($0)" }, location.path]
    let text = place.compactMap { $0 }.joined(separator: ", ")
    return text.isEmpty ? message : "\(text): \(message)"
  }
}
