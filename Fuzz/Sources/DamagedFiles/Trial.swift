/// Damaged files through the validator, and what must hold whatever is in them.
import Bytes
import DataModel
import Glibc
import Validation
import Workflow

/// A number of damaged files that are validated in one call, as by `edgewise validate FILE...`.
struct Trial {
  let damage: Damage
  /// Where the files lie while they are validated.
  let folder: String
  /// Where those are kept that took too long.
  let findings: String

  /// What should never happen.
  struct Failure: Error {
    let message: String
  }

  private static let limits = WorkerLimits(seconds: 5, memory: 1 << 30)
  /// After so many seconds without a file finished, or without the parent coming round, it hangs.
  private static let patience = 60

  /// Validates the files of these numbers. Throws when one has not exactly one result, or the parent is not as it was.
  func run(_ numbers: Range<Int>, _ options: ValidationOptions, _ tally: inout Tally) throws {
    let before = Self.descriptorCount()
    for number in numbers { try Self.write(damage.file(number), to: path(number)) }
    defer { for number in numbers { unlink(path(number)) } }
    var next = numbers.lowerBound
    var done = 0
    var since = time(nil)
    // The system ends a parent that hangs, and the exit code says so.
    alarm(UInt32(Self.patience))
    let entries = numbers.map { InputEntry(InputAddress(file: path($0))) }
    var failure: Failure?
    _ = ValidationRun(options).run(
      entries, limits: Self.limits,
      progress: { progress in
        if progress.done > done {
          (done, since) = (progress.done, time(nil))
        } else if time(nil) - since > Self.patience {
          Self.give(up: "no file has been finished for \(Self.patience) s, after \(done) of \(entries.count)")
        }
        alarm(UInt32(Self.patience))
      },
      finished: { entry in
        if entry.result.file != path(next) {
          failure = Failure(message: "the result of \(entry.result.file) came for \(next)")
        }
        tally.count(entry.result, number: next)
        if entry.result.findings.contains(where: { $0.code == WorkerFinding.timeout.id }) { keep(next) }
        next += 1
      })
    alarm(0)
    if next != numbers.upperBound {
      failure = Failure(message: "\(next - numbers.lowerBound) results for \(entries.count) files")
    }
    if waitpid(-1, nil, WNOHANG) != -1 || errno != ECHILD { failure = Failure(message: "a worker is left over") }
    let after = Self.descriptorCount()
    if after != before { failure = Failure(message: "\(before) files were open before, \(after) are now") }
    if let failure { throw failure }
  }

  private func path(_ number: Int) -> String { "\(folder)/\(number).nxs" }

  private func keep(_ number: Int) {
    let name = "\(findings)/damaged-\(number).nxs"
    do {
      try Self.write(damage.file(number), to: name)
    } catch {
      complain("\(name) could not be written: \(error)")
    }
  }

  private static func give(up reason: String) -> Never {
    complain(reason)
    exit(1)
  }

  /// Plain writing: these files need not outlive a power cut.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else { throw Failure(message: "\(path): \(String(cString: strerror(errno)))") }
    defer { close(file) }
    guard bytes.withUnsafeBytes({ Glibc.write(file, $0.baseAddress, $0.count) }) == bytes.count else {
      throw Failure(message: "\(path): \(String(cString: strerror(errno)))")
    }
  }

  private static func descriptorCount() -> Int {
    (0..<1024).count { fcntl(Int32($0), F_GETFD) >= 0 }
  }
}

/// Writes a line to standard output at once, also into a log.
func say(_ line: String, to descriptor: Int32 = 1) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
}

/// Writes a line to standard error.
func complain(_ line: String) { say(line, to: 2) }
