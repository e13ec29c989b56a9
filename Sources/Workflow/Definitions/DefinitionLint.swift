/// Checking definitions against the schema of their language.
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

/// Checks NXDL files against `nxdl.xsd` of a set.
public struct DefinitionLint: Sendable {
  /// The set whose schema counts; nil when there is none.
  public let schemaSet: DefinitionSet?

  /// A check with the first set that has the schema.
  public init(sets: [DefinitionSet]) {
    schemaSet = sets.first { $0.document(named: Self.schemaName) != nil }
  }

  private static let schemaName = "nxdl.xsd"
  private static let pieceLength = 1 << 16

  /// Checks all files in worker processes; the results come in the order of the files.
  public func run(
    _ entries: [InputEntry], limits: WorkerLimits = WorkerLimits(), progress: (WorkerProgress) -> Void = { _ in },
    report: (DefinitionLintResult) -> Void
  ) {
    let pool = WorkerPool<DefinitionLintResult>(limits: limits) { request, context in
      context.begin(input: 0)
      let entry = entries[request.job]
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

  /// Checks one file.
  public func result(_ file: String) -> DefinitionLintResult {
    do throws(InputError) {
      let validation = try validate(file)
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
      return DefinitionLintResult(file, findings.isEmpty ? .valid : .invalid, findings)
    } catch {
      return DefinitionLintResult(file, .unreadable, error.findings)
    }
  }

  private func validate(_ file: String) throws(InputError) -> XMLValidation {
    let source = try InputReader().open(file)
    let schema = try schema(for: file)
    var start = 0
    do throws(XMLError) {
      return try schema.validate(
        blocks: { () throws(XMLError) -> [UInt8]? in
          let piece = source.prefix(Self.pieceLength, from: start)
          start += piece.count
          return piece
        }, file: file)
    } catch {
      let place = Finding.Location(file: file, line: error.line, column: error.column)
      throw InputError(Finding(DefinitionsFinding.noXML, error.message, at: place))
    }
  }

  private func schema(for file: String) throws(InputError) -> XMLSchema {
    func refusal(_ message: String) -> InputError {
      InputError(Finding(DefinitionsFinding.noSchema, message, at: Finding.Location(file: file)))
    }
    guard let set = schemaSet else { throw refusal("no set of definitions with \(Self.schemaName) is at hand") }
    var catalogue = SchemaCatalogue()
    do throws(FileError) {
      for document in set.documents where document.kind == .xsd {
        catalogue[document.path] = try set.bytes(of: document)
      }
    } catch {
      throw refusal(error.description)
    }
    do throws(XMLError) {
      return try XMLSchema(set.document(named: Self.schemaName)?.path ?? Self.schemaName, in: catalogue)
    } catch {
      throw refusal("the schema of \(set.name) cannot be used: \(error)")
    }
  }
}
