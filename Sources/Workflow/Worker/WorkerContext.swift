/// What a job tells while it runs, so that its parent knows more than that it died.
import Glibc
import ProcessShims

/// The notes that a running job leaves on the board it shares with its parent.
public struct WorkerContext {
  private let board: OpaquePointer?

  init(board: OpaquePointer?) { self.board = board }

  /// A context for work in this very process: nobody reads the notes.
  public static var none: WorkerContext { WorkerContext(board: nil) }

  /// The job begins with this input (from 0), or with work on none in particular (nil). The clock starts anew.
  public func begin(input: Int?) {
    guard let board else { return }
    ps_board_begin(board, Int64(input ?? -1))
  }

  /// The input that was begun is this file, and its size says how much there is to do.
  public func allowTime(for file: String) {
    var info = stat()
    guard let board, stat(file, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return }
    ps_board_set_size(board, Int64(info.st_size))
  }

  /// What comes next, as it would continue "it crashed while ...".
  public func step(_ words: String) {
    guard let board else { return }
    ps_board_set_step(board, words)
  }

  /// A temporary file that has to go if the worker dies; nil when there is none any more. A worker has one at a time.
  public func temporaryFile(_ path: String?) {
    guard let board else { return }
    _ = ps_board_set_temporary(board, path ?? "")
  }
}

extension WorkerContext {
  /// Makes a temporary file and takes note of it, as one step: a worker that is told to end meanwhile ends after it.
  public func takeTemporaryFile<E: Error>(_ make: () throws(E) -> String) throws(E) -> String {
    guard board != nil else { return try make() }
    var end = sigset_t()
    var before = sigset_t()
    sigemptyset(&end)
    sigaddset(&end, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &end, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let path = try make()
    temporaryFile(path)
    return path
  }
}

/// What a worker is asked to do.
public struct WorkerRequest: Sendable, Hashable {
  /// The job's number, from 0.
  public var job: Int
  /// Inputs of the job (from 0) that ended a worker before and are left out this time.
  public var excludedInputs: Set<Int>

  /// A request for a job.
  public init(job: Int, excludedInputs: Set<Int> = []) {
    self.job = job
    self.excludedInputs = excludedInputs
  }
}

extension WorkerRequest: WorkerMessage {
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write(job)
    encoder.write(excludedInputs.sorted())
  }

  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    self.init(job: try decoder.read(), excludedInputs: Set(try decoder.read([Int].self)))
  }
}
