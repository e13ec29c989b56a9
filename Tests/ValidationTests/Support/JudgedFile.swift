import DataModel
import Foundation
import HDF5
import Validation

/// What was found in a file, without the words: severity, code, place.
struct JudgedFile {
  /// Lines such as `error NX-P1 /entry`, sorted; of every severity.
  let lines: [String]
  let findings: [Finding]
  let definitions: [String]

  /// The errors and warnings.
  var serious: [String] { lines.filter { !$0.hasPrefix("note") } }

  /// A file of the corpus, or one with a path of its own. One that cannot be opened has that as its finding.
  init(_ path: String, by validator: NeXusValidator) {
    let whole = path.hasPrefix("/") ? path : (Corpus.folder ?? "") + "/" + path
    let outcome = Result { () throws(HDF5Error) in try validator.validate(try File.open(whole)) }
    switch outcome {
    case .success(let outcome):
      findings = outcome.findings
      definitions = outcome.definitions
    case .failure(let error):
      findings = [Finding(NeXusValidator.unopenable, error.message)]
      definitions = []
    }
    lines = findings.map { "\($0.severity.rawValue) \($0.code) \($0.location.path ?? "")" }.sorted()
  }
}

extension NeXusValidator {
  /// A validator with these folders of definitions and those inside the program; nothing that is installed.
  static func own(_ folders: String...) -> NeXusValidator {
    NeXusValidator(
      library: DefinitionLibrary(sets: folders.map { DefinitionSet(folder: $0, origin: .option) } + builtIn))
  }

  /// A validator that finds the installed definitions before those inside the program.
  static func installed(_ folders: String...) -> NeXusValidator {
    let sets =
      folders.map { DefinitionSet(folder: $0, origin: .option) } + StandardDefinitions.sets(behind: "edgewise-nexus")
    return NeXusValidator(
      library: DefinitionLibrary(sets: sets + StandardDefinitions.sets(behind: "edgewise-xas") + builtIn))
  }

  private static let builtIn = DefinitionFolders(environment: { _ in nil }, executable: "/nowhere/bin/edgewise").sets()
}
