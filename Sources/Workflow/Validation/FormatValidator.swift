/// How files of each format are validated: one row for each.
public import Bytes
public import DataModel
import Formats
public import Validation
import XML

/// A file that is to be validated: open, and known for what it is.
public struct ValidationInput: Sendable {
  /// The file and, if one was named, the measurement in it.
  public var address: InputAddress
  public var source: ByteSource
  /// The id of its format.
  public var format: String

  /// An input from its parts.
  public init(address: InputAddress, source: ByteSource, format: String) {
    self.address = address
    self.source = source
    self.format = format
  }
}

/// What a validator found. Findings without a file are about the input.
public struct ValidatorOutput: Sendable, Hashable {
  public var findings: [Finding]
  /// The definitions or schemas that the file was held against.
  public var definitions: [String]
  /// What is the own of each definition, where there are two or more.
  public var byDefinition: [DefinitionOutcome]

  /// An output from its parts.
  public init(findings: [Finding], definitions: [String] = [], byDefinition: [DefinitionOutcome] = []) {
    self.findings = findings
    self.definitions = definitions
    self.byDefinition = byDefinition
  }
}

/// What validators share: the options, and what is read once for many files.
public struct ValidationContext: Sendable {
  public let options: ValidationOptions
  public let schemas: SchemaLibrary
  let nexus: NeXusValidation

  /// A context for these options.
  public init(_ options: ValidationOptions) {
    self.options = options
    schemas = SchemaLibrary(options.folders)
    nexus = NeXusValidation(options)
  }
}

/// A row of the table of validators.
public struct FormatValidator: Sendable {
  /// Validates a file; what it is about to do goes to the worker's context. Throws why the file is unreadable.
  public typealias Validate =
    @Sendable (ValidationInput, ValidationContext, WorkerContext) throws(InputError) -> ValidatorOutput

  /// The format ids that it is for.
  public let formats: [String]
  public let validate: Validate

  /// A row from its parts.
  public init(_ formats: [String], validate: @escaping Validate) {
    self.formats = formats
    self.validate = validate
  }

  /// All rows. A format without one is validated by its reader.
  public static let all: [FormatValidator] = [
    FormatValidator([Format.nexus.id]) { (input, context, worker) throws(InputError) in
      try context.nexus.validate(input, worker)
    },
    FormatValidator([xmlFormat]) { (input, context, worker) throws(InputError) in
      try validateXML(input, context, worker)
    },
    // The reader holds the document against this schema.
    FormatValidator([Format.metaXML.id]) { (input, context, worker) throws(InputError) in
      var output = try byReading(input, context, worker)
      output.definitions = ["edgewise-metadata-1.xsd"]
      return output
    },
  ]

  /// The validator for a format.
  public static func named(_ format: String, among rows: [FormatValidator] = all) -> Validate {
    rows.first { $0.formats.contains(format) }?.validate ?? byReading
  }

  /// The id of XML documents that are no format of their own: they are validated, not read.
  public static let xmlFormat = "xml"

  /// What reading a file finds. The metadata document is held against its schema there too.
  public static let byReading: Validate = { (input, context, worker) throws(InputError) in
    let read = try InputReader(options: .looking(format: FormatRegistry.format(id: input.format)))
      .read(input.address, from: input.source, context: worker)
    var findings = read.document.findings
    if context.options.isDeep {
      worker.step("reading its values")
      findings += InspectFinding.unreadableValues(in: read.document)
    }
    worker.step("checking what it says")
    findings += DocumentRules.check(
      read.document, format: input.format,
      options: .init(isPhysicsAskedFor: context.options.profile == PhysicsProfile.name))
    return ValidatorOutput(findings: findings)
  }

  private static func validateXML(
    _ input: ValidationInput, _ context: ValidationContext, _ worker: WorkerContext
  ) throws(InputError) -> ValidatorOutput {
    if let selector = input.address.selector {
      throw InputError(
        Finding(
          ValidationFinding.selector, "an XML document is validated as a whole, not \"\(selector)\" of it",
          at: Finding.Location(file: input.address.file)))
    }
    worker.step("checking it against its schema")
    let outcome = XMLDocumentValidator(context.schemas, named: context.options.definitions).validate(
      input.source)
    if outcome.isUnreadable { throw InputError(outcome.findings) }
    return ValidatorOutput(findings: outcome.findings, definitions: outcome.schema.map { [$0] } ?? [])
  }
}
