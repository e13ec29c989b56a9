/// Validating NeXus files in a worker: the definitions are read for the first file and kept for the others.
import DataModel
import Formats
import HDF5
import Synchronization
import Validation

/// The validator of NeXus files that the files of a run share.
final class NeXusValidation: Sendable {
  private let options: ValidationOptions
  private let kept = Mutex<NeXusValidator?>(nil)

  init(_ options: ValidationOptions) { self.options = options }

  /// Validates a file; of a file with a selector only what lies below the selected group is reported, and what
  /// concerns the whole file. Throws when it cannot be opened.
  func validate(_ input: ValidationInput, _ worker: WorkerContext) throws(InputError) -> ValidatorOutput {
    worker.step("validating it as nexus")
    let options = options
    let source = input.source
    let outcome = kept.withLock { kept -> Result<NeXusValidator.Outcome, HDF5Error> in
      if kept == nil { kept = Self.makeValidator(options) }
      return Result { () throws(HDF5Error) in
        let file = try File.open(source)
        return try kept?.validate(file) ?? .empty
      }
    }
    switch outcome {
    case .success(let outcome):
      return ValidatorOutput(
        findings: selected(outcome.findings, by: input.address.selector), definitions: outcome.definitions,
        byDefinition: outcome.byDefinition)
    case .failure(let error): throw InputError(Self.finding(for: error))
    }
  }

  private static func makeValidator(_ options: ValidationOptions) -> sending NeXusValidator {
    NeXusValidator(
      library: DefinitionLibrary(sets: options.folders.sets()), asked: options.definitions.map { DefinitionName($0) },
      isDeep: options.isDeep,
      isPhysicsAskedFor: options.profile == PhysicsProfile.name, externalLinks: options.externalLinks)
  }

  private func selected(_ findings: [Finding], by selector: String?) -> [Finding] {
    guard let selector else { return findings }
    let group = selector.hasPrefix("/") ? selector : "/" + selector
    return findings.filter { finding in
      let path = finding.location.path ?? "/"
      return path == group || path == "/" || path.hasPrefix(group + "/") || path.hasPrefix(group + "@")
    }
  }

  private static func finding(for error: HDF5Error) -> Finding {
    Finding(NeXusValidator.unopenable, error.message, at: Finding.Location(path: error.path.isEmpty ? nil : error.path))
  }
}
