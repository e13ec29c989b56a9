/// One file: opened, recognised by its content, and given to the validator of its format.
import Bytes
import DataModel
import Formats
public import Validation

/// Validates files one by one.
public struct FileValidation: Sendable {
  private let context: ValidationContext
  private let rows: [FormatValidator]

  /// A validation with these options.
  public init(_ options: ValidationOptions, validators: [FormatValidator] = FormatValidator.all) {
    context = ValidationContext(options)
    rows = validators
  }

  /// Validates a file. A file that cannot be read gives the verdict `unreadable`.
  public func result(_ entry: InputEntry, worker: WorkerContext = .none) -> ValidationResult {
    let address = entry.address
    if let problem = entry.problem { return Self.unreadable(address.file, [problem]) }
    var format: String?
    do throws(InputError) {
      worker.step("opening it")
      let source = try InputReader(options: .looking()).open(address.file)
      worker.step("finding out what it is")
      let kind = try Self.kind(of: source)
      format = kind.format
      worker.step("validating it as \(kind.format)")
      PlantedFault.strike(address.file, .reading)
      let input = ValidationInput(address: address, source: source, format: kind.format)
      let output = try FormatValidator.named(kind.format, among: rows)(input, context, worker)
      return ValidationResult(
        judging: Self.located(kind.findings + output.findings, in: address.file), of: address.file,
        format: kind.format, definitions: output.definitions,
        byDefinition: output.byDefinition.map {
          DefinitionOutcome(definition: $0.definition, own: Self.located($0.own, in: address.file))
        }, isStrict: context.options.isStrict)
    } catch {
      return Self.unreadable(address.file, error.findings, format: format)
    }
  }

  /// A result for a file that could not be read.
  static func unreadable(_ file: String, _ findings: [Finding], format: String? = nil) -> ValidationResult {
    ValidationResult(file: file, verdict: .unreadable, format: format, findings: located(findings, in: file))
  }

  /// What a file is, and what is to be said about that. Throws when nothing recognises it.
  private static func kind(of source: ByteSource) throws(InputError) -> (format: String, findings: [Finding]) {
    let answer = FormatRegistry.identify(source)
    let promised = FormatRegistry.format(promisedBy: source.name)
    if answer.confidence == .certain, let format = answer.format {
      return (format.id, answer.findings + mismatch(format, promised, source))
    }
    if XMLDocumentHead.looksLikeXML(source) { return (FormatValidator.xmlFormat, []) }
    // What calls itself NeXus and has no sign of another format is a damaged NeXus file: its validator says how.
    if let promised, promised.id == Format.nexus.id { return (promised.id, []) }
    guard let format = answer.format else {
      throw InputError(
        Finding(RegistryFinding.unknown, answer.reason, found: InputReader.beginning(of: source)))
    }
    let guess = Finding(RegistryFinding.probable, "taken for \(format.id): \(answer.reason)")
    return (format.id, answer.findings + [guess])
  }

  /// Endings of formats without signs of their own, such as .txt, promise nothing.
  private static func mismatch(_ format: Format, _ promised: Format?, _ source: ByteSource) -> [Finding] {
    guard let promised, promised.id != format.id, promised.guess == nil else { return [] }
    return [
      Finding(
        ValidationFinding.suffix, "the name promises \(promised.name), the content is \(format.name)",
        expected: promised.id, found: format.id)
    ]
  }

  private static func located(_ findings: [Finding], in file: String) -> [Finding] {
    findings.map { finding in
      var finding = finding
      finding.location.file = finding.location.file ?? file
      return finding
    }
  }
}

extension FormatRegistry {
  /// The format whose ending, and no other format's, a file name has.
  fileprivate static func format(promisedBy name: String) -> Format? {
    let name = name.lowercased()
    let namesakes = all.filter { $0.extensions.contains(where: name.hasSuffix) }
    return namesakes.count == 1 ? namesakes.first : nil
  }
}

extension ValidationResult: WorkerMessage {
  /// Appends the result.
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write([file, verdict.rawValue])
    encoder.write(format)
    encoder.write(definitions)
    encoder.write(findings)
    encoder.write(byDefinition)
  }

  /// Takes a result off the front.
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    let words = try decoder.read([String].self)
    guard words.count == 2, let verdict = Verdict(rawValue: words[1]) else { throw MessageError() }
    self.init(
      file: words[0], verdict: verdict, format: try decoder.read(), definitions: try decoder.read(),
      findings: try decoder.read())
    byDefinition = try decoder.read()
  }
}

extension DefinitionVerdict: WorkerMessage {
  /// Appends the verdict.
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write([definition, verdict.rawValue])
    encoder.write(Finding.Severity.allCases.map { counts[$0] })
    encoder.write(own)
  }

  /// Takes a verdict off the front.
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    let words = try decoder.read([String].self)
    let counts = try decoder.read([Int].self)
    guard words.count == 2, counts.count == Finding.Severity.allCases.count,
      let verdict = ValidationResult.Verdict(rawValue: words[1])
    else { throw MessageError() }
    self.init(
      definition: words[0], own: try decoder.read(), verdict: verdict,
      counts: FindingCounts(Dictionary(uniqueKeysWithValues: zip(Finding.Severity.allCases, counts))))
  }
}
