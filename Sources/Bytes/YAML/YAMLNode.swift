/// YAML that has been read: a tree of texts, lists and mappings, each with its line.

/// A value of a YAML document. Texts stay texts: whoever asks for a number says so.
public struct YAMLNode: Sendable, Hashable {
  public let content: Content
  /// The line of the file, from 1.
  public let line: Int

  /// What stands there.
  public indirect enum Content: Sendable, Hashable {
    /// A scalar as it is written, without quotation marks; an empty one is "".
    case text(String)
    case list([YAMLNode])
    /// In the order of the file; no key occurs twice.
    case mapping([Member])
  }

  /// A key and its value.
  public struct Member: Sendable, Hashable {
    public let key: String
    public let value: YAMLNode
  }

  /// The value under a key; nil without it, or when this is no mapping.
  public subscript(key: String) -> YAMLNode? { members?.first { $0.key == key }?.value }

  /// The members of a mapping; nil for anything else.
  public var members: [Member]? { if case .mapping(let members) = content { members } else { nil } }

  /// The elements of a list; nil for anything else.
  public var elements: [YAMLNode]? { if case .list(let elements) = content { elements } else { nil } }

  /// The text of a scalar; nil for anything else.
  public var text: String? { if case .text(let text) = content { text } else { nil } }

  /// The number that a scalar is; nil for anything else.
  public var number: Double? { text.flatMap { NumberParser.double($0) } }
}

/// Why a text is no YAML that is read here, and where.
public struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let message: String
  /// From 1.
  public let line: Int

  /// An error at a line from 1.
  public init(_ message: String, line: Int) {
    self.message = message
    self.line = line
  }

  /// `line 3: what is wrong`.
  public var description: String { "line \(line): \(message)" }
}
