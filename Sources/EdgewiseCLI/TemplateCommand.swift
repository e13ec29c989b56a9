/// `edgewise template`
import ArgumentParser
import Bytes
import Formats
import Workflow

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Describe text files that Edgewise does not know, once, for all further ones.",
    discussion: """
      A template says in a few lines of YAML what the columns of a program's files are. `new` proposes one for a file; \
      correct it, and read such files with --template. Templates in edgewise/templates below the user's configuration \
      folder are found by name.

      Examples:
        edgewise template new scan_001.txt > mybeamline.yaml
        edgewise inspect scan_002.txt --template mybeamline.yaml
        edgewise template list
        edgewise template show easyxafs
      """, subcommands: [TemplateNewCommand.self, TemplateListCommand.self, TemplateShowCommand.self])
}

struct TemplateNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "new", abstract: "Propose a template for a file.")

  @Argument(help: ArgumentHelp("A text file with columns of numbers.", valueName: "file"), completion: .file())
  var file: String

  @Option(help: ArgumentHelp("What the template is for; otherwise the file's name.", valueName: "text"))
  var name: String?

  func run() throws {
    do throws(InputError) {
      Console.shared.print(Array(try TemplateProposal.template(for: file, name: name).yaml.utf8))
    } catch {
      complain(about: error.findings)
      try finish(.unreadable)
    }
  }
}

struct TemplateListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the templates at hand.")

  @OptionGroup var report: ReportArguments

  func run() throws {
    report.apply()
    let library = TemplateLibrary()
    switch report.format {
    case .json: Console.shared.print(library.json())
    case .text: Console.shared.print(library.lines(style: Console.shared.wideOutputStyle))
    }
  }
}

struct TemplateShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Print a template.")

  @Argument(help: ArgumentHelp("Its name, or a file.", valueName: "name"))
  var name: String

  func run() throws {
    Console.shared.print(try TemplateArgument.bytes(name))
  }
}

/// Templates on the command line.
enum TemplateArgument {
  static func bytes(_ name: String) throws -> [UInt8] {
    let library = TemplateLibrary()
    let bytes: [UInt8]?
    do throws(FileError) {
      bytes = try library.bytes(of: name)
    } catch {
      throw ValidationError("--template: \(error)")
    }
    if let bytes { return bytes }
    let known = library.all().map(\.name).joined(separator: ", ")
    throw ValidationError("There is no template '\(name)'; known are \(known). A file is given with its suffix .yaml.")
  }

  /// The format that a template describes.
  static func format(_ name: String) throws -> Format {
    let bytes = try bytes(name)
    do throws(YAMLError) {
      return Format(try ColumnTemplate(yaml: bytes))
    } catch {
      throw ValidationError("--template: \(name), \(error)")
    }
  }
}
