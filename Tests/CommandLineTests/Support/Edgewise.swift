import Foundation
import Testing

/// The built program, run as a user runs it.
enum Edgewise {
  struct Outcome {
    var status: Int32
    /// The signal that ended it; 0 when it ended by itself.
    var signal: Int32
    var output: String
    var errors: String

    /// The JSON object on standard output.
    func json() throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }

    /// The rows of the member `files`.
    func files() throws -> [[String: Any]] {
      try #require(try json()["files"] as? [[String: Any]])
    }
  }

  /// The program lies beside the test bundle.
  static let program: URL = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appendingPathComponent("edgewise")
  }()

  /// Starts the program; its streams go to files, so that no pipe can fill up.
  static func start(
    _ arguments: [String], program: URL = program, in folder: TestFolder, input: Data? = nil,
    environment: [String: String] = [:]
  ) throws -> Running {
    let name = "stream-\(UUID())"
    let streams = ["in", "out", "err"].map { folder.streams.appendingPathComponent("\(name).\($0)") }
    try (input ?? Data()).write(to: streams[0])
    for stream in streams[1...] { try Data().write(to: stream) }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("EDGEWISE") && $0.key != "NO_COLOR" }
    variables["LC_ALL"] = "C.UTF-8"
    process.environment = variables.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: streams[0])
    process.standardOutput = try FileHandle(forWritingTo: streams[1])
    process.standardError = try FileHandle(forWritingTo: streams[2])
    try process.run()
    return Running(process: process, output: streams[1], errors: streams[2])
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: String..., in folder: TestFolder, input: Data? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    try start(arguments, in: folder, input: input, environment: environment).end()
  }

  struct Running {
    let process: Process
    let output: URL
    let errors: URL

    var pid: pid_t { process.processIdentifier }

    func end() throws -> Outcome {
      process.waitUntilExit()
      let isSignal = process.terminationReason == .uncaughtSignal
      return Outcome(
        status: isSignal ? -1 : process.terminationStatus, signal: isSignal ? process.terminationStatus : 0,
        output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
        errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
  }
}

/// A fresh folder that disappears with the test.
final class TestFolder {
  let url: URL
  /// Where the streams of programs go, so that they do not mix with the files of the test.
  let streams: URL

  init() throws {
    let parent = FileManager.default.temporaryDirectory.appendingPathComponent("edgewise-\(UUID())")
    url = parent.appendingPathComponent("work")
    streams = parent.appendingPathComponent("streams")
    for folder in [url, streams] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// All files below, hidden ones too, with their paths from here.
  func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path(name), isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  /// Bytes and modification time, which no verb may change.
  func state(_ name: String) throws -> [String] {
    var info = stat()
    try #require(stat(path(name), &info) == 0)
    return [try text(name), "\(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec)", "\(info.st_ino)"]
  }

  /// Waits until the condition holds; false when it did not within a minute.
  static func wait(until condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<6000 {
      if try condition() { return true }
      usleep(10_000)
    }
    return false
  }
}

/// Small files made for these tests.
enum Sample {
  /// A complete XDI file about a made-up copper foil.
  static func xdi(name: String = "Cu foil", points: Int = 4) -> String {
    let rows = (0..<points).map { index in
      "\(8970 + Double(index) * 2.5) \(100_000.0 + Double(index)) \(50_000.25 - Double(index))"
    }
    return """
      # XDI/1.0 Simulated/2.0
      # Element.symbol: Cu
      # Element.edge: K
      # Mono.d_spacing: 3.13555
      # Facility.name: None
      # Facility.xray_source: simulated
      # Beamline.name: desk
      # Scan.start_time: 2026-01-02T03:04:05
      # Sample.name: \(name)
      # Column.1: energy eV
      # Column.2: i0
      # Column.3: itrans
      # ///
      # made up
      #---
      # energy i0 itrans
      \(rows.joined(separator: "\n"))

      """
  }

  /// Bytes that no format recognises.
  static let junk = "\u{1}\u{2}\u{3}just bytes\u{0}\u{7F}"
}
