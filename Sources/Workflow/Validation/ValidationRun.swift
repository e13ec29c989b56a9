/// Validating many files: in worker processes, with suppressions and limits, in the order of the files.
public import DataModel
public import Validation

/// A run of `validate`.
public struct ValidationRun: Sendable {
  private let options: ValidationOptions
  private let validation: FileValidation
  private let suppressions: Suppressions?

  /// A run with these options; findings that `suppressions` cover do not count.
  public init(_ options: ValidationOptions, suppressions: Suppressions? = nil) {
    self.options = options
    validation = FileValidation(options)
    self.suppressions = suppressions
  }

  /// Validates all files; each entry of the report is given to `finished` when it is there. Returns what was found
  /// about the suppressions.
  public func run(
    _ entries: [InputEntry], limits: WorkerLimits = WorkerLimits(), progress: (WorkerProgress) -> Void = { _ in },
    finished: (ValidationReport.Entry) -> Void
  ) -> [Finding] {
    let pool = WorkerPool<ValidationResult>(limits: limits) { [validation, options] request, context in
      context.begin(input: 0)
      if !options.isDeep { context.allowTime(for: entries[request.job].address.file) }
      return validation.result(entries[request.job], worker: context)
    }
    var use = suppressions.map { SuppressionUse($0) }
    pool.run(inputCounts: Array(repeating: 1, count: entries.count), progress: progress) { job, outcome in
      let file = entries[job].address.file
      let deaths = outcome.faults.map { WorkerFinding.finding(for: $0, file: file) }
      finished(entry(outcome.output ?? FileValidation.unreadable(file, deaths), &use))
    }
    return use?.findings ?? []
  }

  /// What the report says about a file: suppressions first, then the verdict, then the limit. Why a file could not be
  /// read is never suppressed.
  func entry(_ result: ValidationResult, _ use: inout SuppressionUse?) -> ValidationReport.Entry {
    var result = result
    var suppressed: [ValidationReport.Suppressed] = []
    if result.verdict != .unreadable, use != nil {
      var counting: [Finding] = []
      for finding in result.findings {
        if let reason = use?.reason(for: finding, in: result.file) {
          suppressed.append(ValidationReport.Suppressed(finding, reason: reason))
        } else {
          counting.append(finding)
        }
      }
      result = ValidationResult(
        judging: counting, of: result.file, format: result.format, definitions: result.definitions,
        byDefinition: result.byDefinition.map { DefinitionOutcome(definition: $0.definition, own: $0.own) },
        isStrict: options.isStrict)
    }
    let counts = FindingCounts(result.findings)
    result.findings = FindingLimit.kept(result.findings, limit: options.maximumFindings, file: result.file)
    return ValidationReport.Entry(result, suppressed: suppressed, counts: counts)
  }
}

extension ValidationResult {
  /// The exit code that this file asks for.
  public var status: ExitStatus {
    switch verdict {
    case .valid: .done
    case .invalid: .found
    case .unreadable: .unreadable
    }
  }
}
