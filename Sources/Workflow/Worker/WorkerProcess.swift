/// One worker process, seen from its parent.
import Glibc
import ProcessShims

/// A child process that does jobs one after the other. It inherits the job by fork, before any library that can crash
/// has been touched, and answers over a socket.
final class WorkerProcess {
  /// Does one job: request in, result out.
  typealias Work = (WorkerRequest, WorkerContext) -> [UInt8]

  let pid: pid_t
  private(set) var stream: MessageStream
  private(set) var request: WorkerRequest?
  private let errors: Int32
  private let board: OpaquePointer
  private let limits: WorkerLimits
  private var lastWords: [UInt8] = []
  private var wasTimedOut = false

  /// Starts a worker. `inherited` are descriptors of other workers, which this one must not keep open.
  /// Returns nil with the system's reason in `errno`.
  init?(limits: WorkerLimits, inherited: [Int32], work: Work) {
    guard let board = ps_board_create() else { return nil }
    var ours: Int32 = -1
    var theirs: Int32 = -1
    var reading: Int32 = -1
    var writing: Int32 = -1
    guard ps_socket_pair(&ours, &theirs) else {
      ps_board_destroy(board)
      return nil
    }
    guard ps_dropping_pipe(&reading, &writing) else {
      Self.close([ours, theirs])
      ps_board_destroy(board)
      return nil
    }
    let pid = ps_fork_worker(board, UInt64(limits.memory))
    if pid == 0 {
      Self.close(inherited + [ours, reading])
      Self.silence(errors: writing)
      Self.serve(MessageStream(descriptor: theirs), WorkerContext(board: board), work)
    }
    let reason = errno
    Self.close([theirs, writing])
    guard pid > 0 else {
      Self.close([ours, reading])
      ps_board_destroy(board)
      errno = reason
      return nil
    }
    self.pid = pid
    self.board = board
    self.limits = limits
    stream = MessageStream(descriptor: ours)
    errors = reading
  }

  deinit { ps_board_destroy(board) }

  /// The descriptors that belong to this worker on the parent's side.
  var descriptors: [Int32] { [stream.descriptor, errors] }

  /// Gives the worker a job. When it has died meanwhile, its silence will tell.
  func assign(_ request: WorkerRequest) {
    self.request = request
    lastWords = []
    ps_board_begin(board, -1)
    var encoder = MessageEncoder()
    encoder.write(request)
    _ = stream.send(encoder.bytes)
  }

  /// Takes what the worker has sent; call it when its socket is readable.
  func receive() -> MessageStream.Arrival {
    let arrival = stream.receiveSome()
    if case .message = arrival { request = nil }
    hear()
    return arrival
  }

  /// Milliseconds until the time for the present input is over; nil for an idle worker.
  var patience: Int64? {
    request == nil ? nil : ps_board_begun(board) + Int64(seconds) * 1000 - ps_now()
  }

  /// The time for the present input.
  private var seconds: Int {
    let size = ps_board_size(board)
    return limits.seconds(forSize: size < 0 ? nil : Int(size))
  }

  /// The input that the worker is at, from 0.
  var input: Int? {
    let input = ps_board_input(board)
    return input < 0 ? nil : Int(input)
  }

  /// Ends a worker that has taken too long.
  func endForTimeout() {
    wasTimedOut = true
    kill(pid, SIGKILL)
  }

  /// Lets an idle worker end, and waits for it.
  func dismiss() {
    Self.close(descriptors)
    var signal: Int32 = 0
    var code: Int32 = 0
    _ = ps_wait(pid, &signal, &code)
  }

  /// Buries a worker that has gone: removes what it left behind and says what happened.
  func bury() -> WorkerFault {
    // It may be alive still, having closed its socket or sent nonsense.
    kill(pid, SIGKILL)
    var signal: Int32 = 0
    var code: Int32 = 0
    let isKnown = ps_wait(pid, &signal, &code)
    hear()
    Self.close(descriptors)
    removeTemporaryFile()
    let step = String(cString: ps_board_step(board))
    return WorkerFault(
      isKnown ? kind(signal: signal, code: code) : .broken, input: input, step: step.isEmpty ? nil : step,
      lastWords: words)
  }

  private func kind(signal: Int32, code: Int32) -> WorkerFault.Kind {
    if wasTimedOut { return .timeout(seconds: seconds) }
    if code == Int32(ps_out_of_memory_code) { return .memory(limit: limits.memory) }
    // Nobody but the system's out-of-memory killer sends this one unasked.
    if signal == SIGKILL { return .memory(limit: nil) }
    return signal > 0 ? .crash(signal: Int(signal)) : .broken
  }

  private func removeTemporaryFile() {
    let path = String(cString: ps_board_temporary(board))
    // The board lies in memory that a crashing library could have scribbled over: only our own names are removed.
    let name = path.split(separator: "/").last ?? ""
    if name.hasPrefix(".edgewise-"), name.hasSuffix(".tmp") { unlink(path) }
  }
}

extension WorkerProcess {
  private static func close(_ descriptors: [Int32]) {
    for descriptor in descriptors { Glibc.close(descriptor) }
  }

  /// What libraries print must neither mix with results nor reach the user raw.
  private static func silence(errors: Int32) {
    dup2(errors, STDERR_FILENO)
    let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
    if nothing >= 0 { dup2(nothing, STDOUT_FILENO) }
  }

  /// The life of a worker: jobs until the parent has no more, or has gone.
  private static func serve(_ stream: MessageStream, _ context: WorkerContext, _ work: Work) -> Never {
    var stream = stream
    while let message = stream.receive() {
      var decoder = MessageDecoder(message)
      guard let request = try? decoder.read(WorkerRequest.self) else { break }
      context.begin(input: nil)
      guard stream.send(work(request, context)) else { break }
    }
    _exit(0)
  }

  /// Empties the pipe behind the worker's standard error; the latest few lines are kept.
  private func hear() {
    let limit = 4096
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(errors, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      lastWords = (lastWords + chunk[..<count]).suffix(limit)
    }
  }

  private var words: String? {
    let lines = lastWords.split(whereSeparator: { $0 == 10 || $0 == 13 }).map { line in
      String(decoding: line.map { $0 < 32 ? 32 : $0 }, as: UTF8.self)
    }
    return lines.first { $0.contains("rror") } ?? lines.last
  }
}
