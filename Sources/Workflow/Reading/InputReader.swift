/// From an address to a document: open, identify, read, select, declare.
public import Bytes
public import DataModel
public import Formats

/// How inputs are read.
public struct ReadingOptions: Sendable {
  /// The format to take every input for; nil lets the content decide.
  public var format: Format?
  /// What the user knows better than the file.
  public var declarations: Declarations

  /// Reading as the content says, unless declared otherwise.
  public init(format: Format? = nil, declarations: Declarations = Declarations()) {
    self.format = format
    self.declarations = declarations
  }
}

/// An input that has been read.
public struct ReadInput: Sendable {
  /// The address it was read from.
  public var address: InputAddress
  /// The format it was read as.
  public var format: Format
  /// When the file was last changed; nil for standard input.
  public var modificationTime: FileTime?
  /// What it says; its findings include those of identification and declaration.
  public var document: Document
}

/// Reads inputs.
public struct InputReader: Sendable {
  private let options: ReadingOptions
  private let formats: [Format]

  /// A reader with these options that knows these formats.
  public init(options: ReadingOptions = ReadingOptions(), formats: [Format] = FormatRegistry.all) {
    self.options = options
    self.formats = formats
  }

  /// Opens an input. Throws a finding when it cannot be opened.
  public func open(_ file: String) throws(InputError) -> ByteSource {
    do throws(FileError) {
      return try ByteSource(file)
    } catch {
      throw InputError(InputFinding.finding(for: error))
    }
  }

  /// What the content of an open input is.
  public func identify(_ source: ByteSource) -> Identification {
    FormatRegistry.identify(source, among: formats)
  }

  /// Reads the measurement that the address names, or all. Throws the findings that say why it cannot be read.
  public func read(_ address: InputAddress, context: WorkerContext = .none) throws(InputError) -> ReadInput {
    context.step("opening it")
    return try read(address, from: try open(address.file), context: context)
  }

  /// The same for an input that is open already: standard input can be opened only once.
  public func read(
    _ address: InputAddress, from source: ByteSource, context: WorkerContext = .none
  ) throws(InputError) -> ReadInput {
    context.step("finding out what it is")
    var findings = leftOver(in: source)
    let format = try chosenFormat(for: source, findings: &findings)
    context.step("reading it as \(format.id)")
    PlantedFault.strike(address.file, .reading)
    var document = try read(source, as: format, address)
    document.findings = findings + document.findings
    do throws(DeclarationError) {
      try options.declarations.apply(to: &document)
    } catch {
      throw InputError(
        document.findings + [
          Finding(InputFinding.declaration, error.description, at: Finding.Location(file: address.file))
        ])
    }
    document.findings = document.findings.map { Self.located($0, in: address.file) }
    return ReadInput(
      address: address, format: format, modificationTime: source.modificationTime, document: document)
  }

  private func chosenFormat(for source: ByteSource, findings: inout [Finding]) throws(InputError) -> Format {
    if let format = options.format { return format }
    let identification = identify(source)
    findings += identification.findings
    guard let format = identification.format else {
      throw InputError(
        Finding(
          RegistryFinding.unknown, identification.reason, at: Finding.Location(file: source.name),
          found: Self.beginning(of: source)))
    }
    if identification.confidence == .probable {
      findings.append(
        Finding(
          RegistryFinding.probable, "taken for \(format.id): \(identification.reason)",
          at: Finding.Location(file: source.name)))
    }
    return format
  }

  /// The whole document, or the one measurement that the address names.
  private func read(
    _ source: ByteSource, as format: Format, _ address: InputAddress
  ) throws(InputError) -> Document {
    guard let selector = address.selector else { return try read(source, as: format) }
    let selection = MeasurementSelection(selector)
    if let single = format.single { return try read(source, single, selection, of: address.file) }
    var document = try read(source, as: format)
    let index = try selection.index(in: document.measurements, of: address.file)
    document.measurements = [document.measurements[index]]
    return document
  }

  /// The one measurement, where the format can read it alone.
  private func read(
    _ source: ByteSource, _ single: Format.SingleReader, _ selection: MeasurementSelection, of file: String
  ) throws(InputError) -> Document {
    var refusal: InputError?
    let document = try located(source) { source throws(FormatError) in
      try single(source) { measurements in
        do throws(InputError) {
          return try selection.index(in: measurements, of: file)
        } catch {
          refusal = error
          return nil
        }
      }
    }
    if let document { return document }
    throw refusal ?? InputError(Finding(InputFinding.selector, "no measurement was chosen", at: .init(file: file)))
  }

  private func read(_ source: ByteSource, as format: Format) throws(InputError) -> Document {
    guard let read = format.read else {
      throw InputError(
        Finding(
          RegistryFinding.unknown, "Edgewise writes \(format.name) but does not read it",
          at: Finding.Location(file: source.name)))
    }
    return try located(source, read)
  }

  private func located<Result>(
    _ source: ByteSource, _ read: (ByteSource) throws(FormatError) -> Result
  ) throws(InputError) -> Result {
    do throws(FormatError) {
      return try read(source)
    } catch {
      throw InputError(InputFinding.findings(for: error, in: source.name))
    }
  }

  private func leftOver(in source: ByteSource) -> [Finding] {
    guard source.trailingByteCount > 0 else { return [] }
    return [
      Finding(
        InputFinding.gzipRest, "\(source.trailingByteCount) bytes follow the gzip data and were ignored",
        at: Finding.Location(file: source.name))
    ]
  }

  private static func located(_ finding: Finding, in file: String) -> Finding {
    var finding = finding
    finding.location.file = finding.location.file ?? file
    return finding
  }

  /// The first bytes as a person can read them.
  static func beginning(of source: ByteSource) -> String {
    let text = String(decoding: source.prefix(24), as: UTF8.self)
    return "a file that begins with " + text.debugDescription
  }
}
