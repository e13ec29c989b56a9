/// Why XML could not be read, checked or written, and where.
///
/// The message is one clean sentence fragment; the place is given as far as it is known.
public struct XMLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, for callers that react to it.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The bytes break the rules of XML or of their encoding.
    case notWellFormed
    /// The bytes end in the middle of the document.
    case truncated
    /// The document has a DOCTYPE and the caller did not allow it.
    case doctypeRefused
    /// Elements are nested more deeply than the caller allows.
    case tooDeep
    /// The document, a text or a tag is larger than the caller allows.
    case tooLarge
    /// The caller's source of bytes failed.
    case readFailed
    /// The schema itself could not be compiled.
    case schemaInvalid
    /// Text to be written holds a character that XML 1.0 cannot carry.
    case illegalCharacter
    /// The caller asked the writer for something that is not well-formed.
    case malformedOutput
    /// The caller's sink of bytes failed.
    case writeFailed
    /// The parser could not get memory.
    case outOfMemory
  }

  /// What went wrong.
  public var kind: Kind
  /// What went wrong in words, on one line, without the place.
  public var message: String
  /// The name the caller gave to the document, or the catalogue name of a schema document.
  public var file: String?
  /// The line, counted from 1.
  public var line: Int?
  /// The column, counted from 1.
  public var column: Int?
  /// The error number of libxml2, when the error comes from there.
  public var code: Int?

  /// An error with its place as far as it is known.
  public init(
    _ kind: Kind, _ message: String, file: String? = nil, line: Int? = nil, column: Int? = nil, code: Int? = nil
  ) {
    self.kind = kind
    self.message = message
    self.file = file
    self.line = line
    self.column = column
    self.code = code
  }

  /// `file:line:column: message`, without the parts that are not known.
  public var description: String {
    var place = file ?? ""
    if let line {
      place += place.isEmpty ? "line \(line)" : ":\(line)"
      if let column { place += ":\(column)" }
    }
    return place.isEmpty ? message : "\(place): \(message)"
  }
}
