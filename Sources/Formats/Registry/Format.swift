public import Bytes
public import DataModel

/// One file format: a row of the registry.
public struct Format: Sendable {
  /// Fixed identifier, part of the public interface.
  public let id: String
  public let name: String
  /// File name endings with the dot, lower case; the first one is used for new files.
  public let extensions: [String]
  public let techniques: [String]
  /// True when one file holds many measurements.
  public let isContainer: Bool
  /// Says from the content, by its signs, whether a file is of this format.
  public let probe: @Sendable (ByteSource) -> Match
  /// A closer look at content without signs; asked only where no probe of any format is certain.
  public let guess: (@Sendable (ByteSource) -> Match)?
  public let read: Reader?
  /// Reads one measurement without the others; nil where that would cost as much as reading all.
  public let single: SingleReader?
  public let writer: Writer?

  public typealias Reader = @Sendable (ByteSource) throws(FormatError) -> Document

  public init(
    id: String, name: String, extensions: [String], techniques: [String], isContainer: Bool,
    probe: @escaping @Sendable (ByteSource) -> Match, guess: (@Sendable (ByteSource) -> Match)? = nil,
    read: Reader? = nil, single: SingleReader? = nil, writer: Writer? = nil
  ) {
    self.id = id
    self.name = name
    self.extensions = extensions
    self.techniques = techniques
    self.isContainer = isContainer
    self.probe = probe
    self.guess = guess
    self.read = read
    self.single = single
    self.writer = writer
  }
}

extension Format {
  /// How sure a probe is, and why.
  public enum Match: Sendable, Hashable {
    case no
    case maybe(reason: String)
    case certain(reason: String)
  }

  /// Reads the one measurement that `choose` picks among all of a file, which it sees with selector and title and
  /// nothing else. Nil when it picks none.
  public typealias SingleReader =
    @Sendable (
      ByteSource, _ choose: ([Measurement]) -> Int?
    ) throws(FormatError) -> Document?

  /// How a format is written.
  public struct Writer: Sendable {
    /// What of a document the format can hold: the document that reading the written file gives back.
    /// What `projection` leaves out or changes is the list of losses.
    public let projection: @Sendable (Document, WritingOptions) -> Document
    public let encoding: Encoding

    public enum Encoding: Sendable {
      /// The whole file as text.
      case text(@Sendable (Document, WritingOptions) throws(FormatError) -> [UInt8])
      /// A file that a library writes to a path which does not exist yet. Returns notes on what was assumed.
      case file(@Sendable (Document, _ path: String, WritingOptions) throws(FormatError) -> [Finding])
    }

    public init(projection: @escaping @Sendable (Document, WritingOptions) -> Document, encoding: Encoding) {
      self.projection = projection
      self.encoding = encoding
    }
  }
}

/// What the user may choose about an output.
public struct WritingOptions: Sendable {
  /// The application definition to write: the id of an `XASFamily` such as `NXxas_trans`, or `none`; nil lets the format
  /// choose.
  public var definition: String?
  /// The time of the conversion, ISO 8601 with zone, for the provenance record.
  public var time: String?

  public init(definition: String? = nil, time: String? = nil) {
    self.definition = definition
    self.time = time
  }
}
