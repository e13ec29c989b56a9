/// How far the work has come, for a person at a terminal.
import Bytes
import Glibc
import Workflow

/// A line on standard error that is written over again and again, once the work has lasted a second.
struct ProgressBar {
  private let start: Int
  private let isWanted = isatty(STDERR_FILENO) == 1
  private var isShown = false

  init() { start = Self.seconds() }

  mutating func show(_ state: WorkerProgress, name: (Int) -> String) {
    guard isWanted, Self.seconds() - start > 1 else { return }
    isShown = true
    let width = 24
    let filled = width * state.done / max(1, state.total)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let current = state.current.map { " " + name($0).suffix(40) } ?? ""
    write("\r\u{1B}[K[\(bar)] \(state.done)/\(state.total)\(current)")
  }

  mutating func clear() {
    guard isShown else { return }
    isShown = false
    write("\r\u{1B}[K")
  }

  private func write(_ text: String) {
    // A bar that cannot be shown is no reason to stop.
    _ = Result { () throws(FileError) in try BufferedOutput.standardError.write(text) }
  }

  private static func seconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec
  }
}
