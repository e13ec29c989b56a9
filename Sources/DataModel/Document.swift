/// One file, read: where it came from, what it says about itself, its measurements in file order, and what was found.
public struct Document: Sendable {
  public var origin: Origin
  /// What belongs to the file and to no single measurement.
  public var metadata: Metadata
  public var measurements: [Measurement]
  public var findings: [Finding]

  public init(
    origin: Origin, metadata: Metadata = Metadata(), measurements: [Measurement] = [], findings: [Finding] = []
  ) {
    self.origin = origin
    self.metadata = metadata
    self.measurements = measurements
    self.findings = findings
  }
}

/// The bytes that something was read from, and the reader that read them.
public struct Origin: Sendable, Hashable {
  /// File name without its folder.
  public var name: String
  /// SHA-256 of the bytes as they lie on disk, lower-case hexadecimal.
  public var sha256: String?
  /// Size on disk in bytes.
  public var size: Int?
  /// Format id, such as `xdi`.
  public var format: String
  /// Version of Edgewise that read it.
  public var readerVersion: String
  /// The header as it stood in a text file, to the letter.
  public var header: String?

  public init(
    name: String, sha256: String? = nil, size: Int? = nil, format: String, readerVersion: String,
    header: String? = nil
  ) {
    self.name = name
    self.sha256 = sha256
    self.size = size
    self.format = format
    self.readerVersion = readerVersion
    self.header = header
  }
}
