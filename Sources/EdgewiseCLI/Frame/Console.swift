/// The two streams of the program: results to standard output, everything else to standard error.
import Bytes
import DataModel
import Glibc
import Workflow

/// Writing to both streams. When the reader of standard output goes away (`| head`), the rest is dropped in silence.
final class Console {
  nonisolated(unsafe) static let shared = Console()

  /// The width of help texts: the same everywhere, so that they can be compared.
  static let helpWidth = 100

  /// Colours only where a person looks at the stream and did not refuse them.
  var allowsColor = getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
  private var outputIsGone = false
  private var failure = ExitStatus.done
  private var progress: ProgressBar?

  /// How text on standard output is laid out.
  var outputStyle: TextStyle { style(of: STDOUT_FILENO) }
  /// The same for lists that other programs read too: nothing is cut off where there is no terminal.
  var wideOutputStyle: TextStyle {
    var style = outputStyle
    if isatty(STDOUT_FILENO) != 1 { style.width = 400 }
    return style
  }
  /// How text on standard error is laid out.
  var errorStyle: TextStyle { style(of: STDERR_FILENO) }

  /// Writes lines of the result.
  func print(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    print(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// Writes bytes of the result.
  func print(_ bytes: [UInt8]) {
    progress?.clear()
    guard !outputIsGone else { return }
    do throws(FileError) {
      try BufferedOutput.standardOutput.write(bytes)
    } catch {
      outputFailed(error)
    }
  }

  /// Writes a report that a worker made; its file, if it has one, is removed.
  func print(_ report: SpooledReport) {
    progress?.clear()
    guard !outputIsGone else { return report.discard() }
    do throws(FileError) {
      try report.write(to: .standardOutput)
    } catch {
      outputFailed(error)
    }
  }

  /// Sends what has been printed so far on its way.
  func flush() {
    guard !outputIsGone else { return }
    do throws(FileError) {
      try BufferedOutput.standardOutput.flush()
    } catch {
      outputFailed(error)
    }
  }

  /// Writes diagnostics.
  func complain(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    complain(raw: Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// Writes bytes of diagnostics.
  func complain(raw bytes: [UInt8]) {
    flush()
    progress?.clear()
    // When nobody can be told, nobody can be told that either.
    _ = Result { () throws(FileError) in try BufferedOutput.standardError.write(bytes) }
  }

  /// Shows how far the work has come, if a person is looking and it takes long. `names` are the jobs.
  func show(_ state: WorkerProgress, name: (Int) -> String) {
    if progress == nil { progress = ProgressBar() }
    progress?.show(state, name: name)
  }

  /// Ends the output; the status is worse than the given one when standard output could not be written.
  func end(with status: ExitStatus) -> ExitStatus {
    progress?.clear()
    flush()
    return status.combined(with: failure)
  }

  private func outputFailed(_ error: FileError) {
    outputIsGone = true
    guard error.kind != .brokenPipe else { return }
    failure = .unwritable
    complain(["edgewise: \(error.description)"])
  }

  private func style(of descriptor: Int32) -> TextStyle {
    let isTerminal = isatty(descriptor) == 1
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
    return TextStyle(
      width: isTerminal ? Self.width(of: descriptor) : 80, isColored: isTerminal && allowsColor && !isDumb,
      isUnicode: Self.isUnicode)
  }

  private static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// The locale says which signs can be shown; the first of the three variables that is set counts.
  private static var isUnicode: Bool {
    let variables: [String] = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = variables.lazy.compactMap { getenv($0).map { String(cString: $0) } }.first { !$0.isEmpty }
    return locale?.lowercased().contains("utf") ?? false
  }
}
