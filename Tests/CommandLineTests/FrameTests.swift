import Foundation
import Testing

@Suite("The frame of the command line") struct FrameTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test("--version prints name and version to standard output")
  func version() throws {
    let outcome = try Edgewise.run("--version", in: folder)
    #expect(outcome.output == "edgewise 0.1.0\n")
    #expect(outcome.errors == "")
    #expect(outcome.status == 0)
  }

  @Test("without a verb the help goes to standard error, exit 2")
  func noVerb() throws {
    let outcome = try Edgewise.run(in: folder)
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("SUBCOMMANDS:"))
  }

  @Test("a mistyped verb is a usage error with a suggestion")
  func unknownVerb() throws {
    for arguments in [["convrt", "a"], ["help", "convrt"]] {
      let outcome = try Edgewise.start(arguments, in: folder).end()
      #expect(outcome.status == 2)
      #expect(outcome.output == "")
      #expect(outcome.errors.contains("Unknown verb 'convrt'. Did you mean 'convert'?"))
    }
    #expect(try Edgewise.run("xyzzy-plugh", in: folder).errors.contains("Did you mean") == false)
  }

  @Test("mistyped options, missing arguments and senseless values are usage errors that name the verb")
  func usageErrors() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let cases: [([String], String)] = [
      (["convert", "--verfy", "a.xdi", "-o", "b.nxs"], "Did you mean '--verify'?"),
      (["convert", "a.xdi"], "Missing expected argument"),
      (["convert", "a.xdi", "-o", "b.unknown"], "No format is written with the ending of 'b.unknown'"),
      (["convert", "a.xdi", "-o", "-"], "--to"),
      (["convert", "a.xdi", "-o", "-", "--to", "nexus"], "not a text format"),
      (["convert", "a.xdi", "-o", "b", "--to", "nexsu"], "Did you mean 'nexus'?"),
      (["convert", "a.xdi", "a.xdi", "-o", "b.xdi"], "-o b.xdi/"),
      (["convert", "a.xdi", "-o", "b.nxs", "--on-exist", "perhaps"], "perhaps"),
      (["convert", "a.xdi", "-o", "b.nxs", "--timeout", "0"], "--timeout"),
      (["convert", "a.xdi", "-o", "b.nxs", "--columns", "energy"], "--columns"),
      (["convert", "a.xdi", "-o", "b.nxs", "--element", "Xx"], "--element"),
      (["diff", "a.xdi"], "Missing expected argument"),
      (["diff", "a.xdi", "a.xdi", "--rtol", "-1"], "--rtol"),
      (["diff", "-", "-"], "Standard input"),
      (["identify", "a.xdi", "--format", "yaml"], "yaml"),
      (["completions", "tcsh"], "tcsh"),
    ]
    for (arguments, words) in cases {
      let outcome = try Edgewise.start(arguments, in: folder).end()
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.output == "", "\(arguments)")
      #expect(outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
      #expect(outcome.errors.contains("edgewise \(arguments[0])"), "\(arguments): \(outcome.errors)")
    }
    #expect(try folder.files() == ["a.xdi"])
  }

  @Test(
    "the help of each verb is the stored one",
    arguments: [
      "formats", "identify", "inspect", "convert", "diff", "explain", "schemas", "completions", "validate", "plot",
      "report",
    ])
  func help(verb: String) throws {
    let long = try Edgewise.run(verb, "--help", in: folder)
    let short = try Edgewise.run("help", verb, in: folder)
    #expect(long.status == 0)
    #expect(long.errors == "")
    #expect(short.output == long.output)
    let stored = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Help/\(verb).txt")
    if ProcessInfo.processInfo.environment["UPDATE_STORED_TEXTS"] != nil {
      try Data(long.output.utf8).write(to: stored)
    }
    #expect(long.output == (try String(contentsOf: stored, encoding: .utf8)))
    #expect(long.output.contains("Examples:"))
  }

  @Test("completion scripts name every verb, for three shells", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let outcome = try Edgewise.run("completions", shell, in: folder)
    #expect(outcome.status == 0)
    for word in ["formats", "identify", "convert", "diff", "on-exist"] { #expect(outcome.output.contains(word)) }
  }

  @Test("the README lists the formats that there are")
  func readme() throws {
    let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../README.md")
    let text = try String(contentsOf: readme.standardizedFileURL, encoding: .utf8)
    let table = try Edgewise.run("formats", "--format", "markdown", in: folder).output
    #expect(table.split(separator: "\n").count > 30)
    #expect(text.contains(table))
  }

  @Test("formats lists id, directions, endings and techniques")
  func formats() throws {
    let outcome = try Edgewise.run("formats", "--format", "json", in: folder)
    let json = try outcome.json()
    #expect(json["schema"] as? String == "edgewise.formats/1")
    let formats = try #require(json["formats"] as? [[String: Any]])
    let written = formats.filter { $0["writes"] as? Bool == true }.map { $0["id"] as? String }
    #expect(written == ["nexus", "athena", "meta-xml", "spec", "xdi", "itx", "origin", "nxdata", "xy", "columns"])
    #expect(formats.contains { $0["id"] as? String == "xdac" })
    for format in formats {
      #expect(Set(format.keys) == ["id", "name", "reads", "writes", "extensions", "techniques"])
      #expect(format["reads"] as? Bool == true)
    }
    #expect((formats[1]["extensions"] as? [String]) == [".prj"])
    let text = try Edgewise.run("formats", in: folder)
    #expect(text.output.split(separator: "\n").count == formats.count + 1)
    #expect(text.output.contains(".hdf5"))
  }

  @Test("a reader that goes away ends the output in silence")
  func brokenPipe() throws {
    let program = Edgewise.program.path
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    let errors = folder.path("errors")
    shell.arguments = ["-c", "\(program) completions bash 2>\(errors) | true; exit ${PIPESTATUS[0]}"]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationReason == .exit)
    #expect(shell.terminationStatus == 0)
    #expect(try folder.text("errors") == "")
  }

  @Test("a full standard output is an output that could not be written")
  func fullOutput() throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = ["-c", "\(Edgewise.program.path) formats >/dev/full 2>\(folder.path("errors"))"]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 4)
    #expect(try folder.text("errors").contains("standard output"))
  }

  @Test("no escape sequence leaves the program when no terminal is there")
  func noColour() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let outcome = try Edgewise.run("convert", "a.xdi", "missing.xdi", "-o", "out/", "--to", "columns", in: folder)
    #expect(!(outcome.output + outcome.errors).contains("\u{1B}"))
  }

  @Test("on a terminal colours appear, and not with NO_COLOR or --no-color")
  func colour() throws {
    let arguments = "identify missing.xdi"
    func typescript(_ arguments: String, _ environment: String) throws -> String {
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/bin/bash")
      // `script` runs a command under a terminal.
      let command =
        "cd \(folder.url.path); env -u NO_COLOR TERM=xterm \(environment) \(Edgewise.program.path) \(arguments)"
      shell.arguments = ["-c", "script -qec '\(command)' /dev/null > \(folder.path("typescript")) < /dev/null; true"]
      try shell.run()
      shell.waitUntilExit()
      return try folder.text("typescript")
    }
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else { return }
    let coloured = try typescript(arguments, "")
    #expect(coloured.contains("\u{1B}["))
    for plain in [try typescript(arguments, "NO_COLOR=1"), try typescript(arguments + " --no-color", "")] {
      #expect(plain.contains("FILE-MISSING"))
      #expect(!plain.contains("\u{1B}["))
    }
  }
}
