/// `edgewise schemas`
import ArgumentParser
import Bytes
import DataModel
import Validation
import Workflow

struct SchemasCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schemas",
    abstract: "The definitions and schemas at hand: where they are from, and what they say.",
    discussion: """
      Sets are looked for in this order: --definitions, the user's data folder, the folder installed beside the \
      program, the program itself. The first set that has a name gives it. Nothing is ever fetched.

      Examples:
        edgewise schemas list
        edgewise schemas show NXxas
        edgewise schemas show edgewise.inspect/1
        edgewise schemas lint NXmine.nxdl.xml
        edgewise schemas add my-definitions/
        edgewise schemas add nexusformat-2.1.0-py3-none-any.whl
      """,
    subcommands: [
      SchemasListCommand.self, SchemasShowCommand.self, SchemasPathCommand.self, SchemasLintCommand.self,
      SchemasAddCommand.self,
    ])
}

/// Folders of definitions that the user names.
struct DefinitionArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("A folder of definitions that comes before all others; may be repeated.", valueName: "dir"),
    completion: .directory)
  var definitions: [String] = []

  var folders: DefinitionFolders { DefinitionFolders(options: definitions) }

  /// A folder that is not there would silently leave the choice to the others.
  func validate() throws {
    for folder in folders.all where folder.origin == .option && !folder.exists {
      throw ValidationError("--definitions: there is no folder '\(folder.path)'.")
    }
  }
}

struct SchemasListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the sets of definitions, with versions and origins.")

  @Flag(name: [.short, .long], help: "List the definitions of each set too.")
  var verbose = false

  @OptionGroup var definitions: DefinitionArguments
  @OptionGroup var report: ReportArguments

  func run() throws {
    report.apply()
    let sets = definitions.folders.sets()
    switch report.format {
    case .json: Console.shared.print(DefinitionsReport.json(sets))
    case .text:
      Console.shared.print(DefinitionsReport.lines(sets, isVerbose: verbose, style: Console.shared.outputStyle))
    }
  }
}

struct SchemasShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a definition or schema as it is.")

  @Argument(
    help: ArgumentHelp(
      "NXxas, nxdl.xsd, edgewise.inspect/1, ...; SET/NXxas for that of one set.", valueName: "name"))
  var name: String

  @OptionGroup var definitions: DefinitionArguments

  func run() throws {
    let sets = definitions.folders.sets()
    guard let (set, document) = Self.find(name, in: sets) else {
      throw ValidationError(Self.refusal(of: name, sets))
    }
    do throws(FileError) {
      Console.shared.print(try set.bytes(of: document))
    } catch {
      Console.shared.complain(["edgewise: \(error.description)"])
      try finish(.unreadable)
    }
  }

  private static func find(
    _ name: String, in sets: [DefinitionSet]
  ) -> (DefinitionSet, DefinitionSet.Document)? {
    for set in sets {
      if let document = set.document(named: name) { return (set, document) }
      let prefix = set.name + "/"
      if name.hasPrefix(prefix), let document = set.document(named: String(name.dropFirst(prefix.count))) {
        return (set, document)
      }
    }
    return nil
  }

  private static func refusal(of name: String, _ sets: [DefinitionSet]) -> String {
    let known = Array(Set(sets.flatMap { $0.documents.map(\.name) }))
    let nearest = Spelling.nearest(3, to: name, among: known)
    let hint =
      nearest.isEmpty ? "edgewise schemas list --verbose lists all" : "Nearest: \(nearest.joined(separator: ", "))"
    return "There is no definition or schema '\(name)'. \(hint)."
  }
}

struct SchemasPathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "Print the folders in which sets of definitions are looked for.")

  @OptionGroup var definitions: DefinitionArguments
  @OptionGroup var report: ReportArguments

  func run() throws {
    report.apply()
    let folders = definitions.folders.all
    switch report.format {
    case .json: Console.shared.print(DefinitionsReport.json(folders))
    case .text: Console.shared.print(DefinitionsReport.lines(folders, style: Console.shared.outputStyle))
    }
  }
}

struct SchemasLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check NXDL definitions against nxdl.xsd and the rules of their authors.",
    discussion: """
      The schema is that of the first set that has it. What a definition builds on is looked for beside it, then in the \
      sets. Exit code 1 when a definition cannot be used as it is, 3 when one cannot be read as XML.
      """)

  @OptionGroup var input: InputArguments
  @OptionGroup var definitions: DefinitionArguments
  @OptionGroup var report: ReportArguments
  @OptionGroup var worker: WorkerArguments

  func run() throws {
    report.apply()
    let entries = input.entries
    let lint = DefinitionLint(sets: definitions.folders.sets())
    var results: [DefinitionLintResult] = []
    lint.run(
      entries, limits: worker.limits,
      progress: { state in Console.shared.show(state) { entries[$0].address.description } },
      report: { result in
        results.append(result)
        guard report.format == .text else { return }
        Console.shared.print(DefinitionsReport.lines(result, style: Console.shared.outputStyle))
        Console.shared.flush()
      })
    if report.format == .json { Console.shared.print(DefinitionsReport.json(results, set: lint.schemaSet)) }
    try finish(results.reduce(.done) { $0.combined(with: $1.status) })
  }
}

struct SchemasAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Copy definitions, from a folder or a wheel, into the user's data folder.",
    discussion: """
      The set appears whole or not at all. Of a wheel, the definitions, their schemas and licences are taken. Exit code 4 \
      when a set of this name is there already.
      """)

  @Argument(help: ArgumentHelp("The folder or wheel to copy.", valueName: "dir|wheel"), completion: .file())
  var source: String

  @Option(help: ArgumentHelp("The name of the set; that of the folder or package unless given.", valueName: "name"))
  var name: String?

  @Flag(help: "Replace a set of this name.")
  var replace = false

  @OptionGroup var report: ReportArguments

  /// What is wrong with the source; all else is wrong with the place it goes to.
  private static let unreadable: Set<FileError.Kind> = [.notFound, .empty, .damagedZip, .tooLarge, .notRegular]

  func run() throws {
    report.apply()
    guard let root = DefinitionFolders().userFolder else {
      throw ValidationError("There is no data folder: neither HOME nor XDG_DATA_HOME is set.")
    }
    do throws(FileError) {
      let install = try DefinitionInstall(from: source, named: name, below: root, replacing: replace)
      switch report.format {
      case .json: Console.shared.print(DefinitionsReport.json(install))
      case .text:
        let count = install.set.documents.count
        Console.shared.print([
          "\(install.replaced ? "Replaced" : "Added") \(install.set.name): \(count) definitions and schemas",
          "  \(install.set.folder ?? "")",
        ])
      }
    } catch {
      Console.shared.complain(["edgewise: \(error.description)"])
      try finish(Self.unreadable.contains(error.kind) ? .unreadable : .unwritable)
    }
  }
}
