/// Checking definitions against the schema of their language and the rules of those who write them.
import Bytes
public import DataModel
public import Validation
import XML

/// What became of one definition.
public struct DefinitionLintResult: Sendable, Hashable, WorkerMessage {
  public enum Verdict: String, Sendable, CaseIterable {
    case valid, invalid, unreadable
  }

  public var file: String
  public var verdict: Verdict
  public var findings: [Finding]

  /// The exit code that this file asks for.
  public var status: ExitStatus {
    switch verdict {
    case .valid: .done
    case .invalid: .found
    case .unreadable: .unreadable
    }
  }

  init(_ file: String, _ verdict: Verdict, _ findings: [Finding] = []) {
    self.file = file
    self.verdict = verdict
    self.findings = findings
  }

  /// Appends the result.
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write([file, verdict.rawValue])
    encoder.write(findings)
  }

  /// Takes a result off the front.
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    let words = try decoder.read([String].self)
    guard words.count == 2, let verdict = Verdict(rawValue: words[1]) else { throw MessageError() }
    self.init(words[0], verdict, try decoder.read())
  }
}

/// Checks NXDL files against `nxdl.xsd` of a set, and against the authoring rules.
public struct DefinitionLint: Sendable {
  /// The set whose schema counts; nil when there is none.
  public let schemaSet: DefinitionSet?
  private let context: DefinitionLintContext

  /// A check with the first set that has the schema; what a definition builds on is looked for beside it, then in `sets`.
  public init(sets: [DefinitionSet]) {
    schemaSet = sets.first { $0.document(named: Self.schemaName) != nil }
    context = DefinitionLintContext(schema: Self.schemaName, of: schemaSet, sets: sets)
  }

  private static let schemaName = "nxdl.xsd"
  private static let styleLimit = 500

  /// Checks all files in worker processes; the results come in the order of the files.
  public func run(
    _ entries: [InputEntry], limits: WorkerLimits = WorkerLimits(), progress: (WorkerProgress) -> Void = { _ in },
    report: (DefinitionLintResult) -> Void
  ) {
    let pool = WorkerPool<DefinitionLintResult>(limits: limits) { request, context in
      context.begin(input: 0)
      let entry = entries[request.job]
      context.allowTime(for: entry.address.file)
      context.step("checking it against \(Self.schemaName)")
      return entry.problem.map { DefinitionLintResult(entry.address.file, .unreadable, [$0]) }
        ?? result(entry.address.file)
    }
    pool.run(inputCounts: Array(repeating: 1, count: entries.count), progress: progress) { job, outcome in
      let file = entries[job].address.file
      let deaths = outcome.faults.map { WorkerFinding.finding(for: $0, file: file) }
      report(outcome.output ?? DefinitionLintResult(file, .unreadable, deaths))
    }
  }

  /// Checks one file. It is invalid when there is a finding of severity error.
  public func result(_ file: String) -> DefinitionLintResult {
    do throws(InputError) {
      let bytes = try InputReader().open(file).prefix(DefinitionSet.byteLimit)
      let violations = try violations(bytes, file)
      let findings = violations + style(bytes, file)
      return DefinitionLintResult(file, findings.contains { $0.severity == .error } ? .invalid : .valid, findings)
    } catch {
      return DefinitionLintResult(file, .unreadable, error.findings)
    }
  }

  /// What breaks the schema.
  private func violations(_ bytes: [UInt8], _ file: String) throws(InputError) -> [Finding] {
    let validation: XMLValidation
    let schema = try schema(for: file)
    do throws(XMLError) {
      validation = try schema.validate(bytes, file: file)
    } catch {
      let place = Finding.Location(file: file, line: error.line, column: error.column)
      throw InputError(Finding(DefinitionsFinding.noXML, error.message, at: place))
    }
    var findings = validation.violations.map { violation in
      Finding(
        DefinitionsFinding.violation, violation.message,
        at: Finding.Location(file: file, line: violation.line, path: violation.path), rule: Self.schemaName)
    }
    if !validation.isComplete {
      let count = validation.violations.count
      findings.append(
        Finding(DefinitionsFinding.more, "only the first \(count) are listed", at: Finding.Location(file: file)))
    }
    return findings
  }

  /// What breaks the authoring rules; a document that is no definition is the schema's business alone.
  private func style(_ bytes: [UInt8], _ file: String) -> [Finding] {
    guard let document = try? NXDLDocument(bytes, file: file), document.root?.element == .definition else { return [] }
    let subject = NXDLSubject(document, file: file, library: context.library(for: file))
    let findings = NXDLLint.findings(subject)
    var listed = findings.prefix(Self.styleLimit).map { finding in
      var finding = finding
      finding.location.file = file
      return finding
    }
    if findings.count > listed.count {
      listed.append(
        Finding(
          DefinitionsFinding.more, "\(findings.count - listed.count) more are not listed",
          at: Finding.Location(file: file)))
    }
    return listed
  }

  private func schema(for file: String) throws(InputError) -> XMLSchema {
    do throws(DefinitionLintContext.Refusal) {
      return try context.schema()
    } catch {
      throw InputError(Finding(DefinitionsFinding.noSchema, error.reason, at: Finding.Location(file: file)))
    }
  }
}
