/// Work that touches files, done in child processes: a crash, a hang or a lack of memory costs one file, not the run.
import Glibc
import ProcessShims

/// A few workers that share a list of jobs.
///
/// A job is a number of inputs and one result. When a worker dies over an input of a job that has others, the job is
/// done again without that input.
public struct WorkerPool<Output: WorkerMessage> {
  /// What became of a job.
  public struct Outcome: Sendable {
    /// The result; nil when no attempt survived.
    public var output: Output?
    /// The deaths over this job, in order.
    public var faults: [WorkerFault]
  }

  private let limits: WorkerLimits
  private let count: Int
  private let work: WorkerProcess.Work

  /// Workers with these limits, at most `count` at a time (default: one per core). Call `run` while the program has a
  /// single thread: the job runs in processes forked from it.
  public init(
    limits: WorkerLimits = WorkerLimits(), count: Int? = nil,
    job: @escaping (WorkerRequest, WorkerContext) -> Output
  ) {
    self.limits = limits
    self.count = min(max(1, count ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), 256)
    work = { request, context in
      var encoder = MessageEncoder()
      encoder.write(job(request, context))
      return encoder.bytes
    }
  }

  /// Does all jobs and gives each outcome to `finished`, in the order of the jobs. `inputCounts` says how many inputs
  /// each job has; `progress` is called about four times a second.
  public func run(
    inputCounts: [Int], progress: (WorkerProgress) -> Void = { _ in }, finished: (Int, Outcome) -> Void
  ) {
    guard !inputCounts.isEmpty else { return }
    ps_guard_workers()
    var shift = WorkerShift<Output>(inputCounts: inputCounts)
    var workers: [WorkerProcess] = []
    while !shift.isDone {
      staff(&workers, &shift)
      let readable = wait(for: workers)
      for worker in workers where readable.contains(worker.stream.descriptor) {
        listen(to: worker, &workers, &shift)
      }
      for worker in workers where worker.patience.map({ $0 <= 0 }) ?? false { worker.endForTimeout() }
      shift.report(finished)
      progress(shift.progress(workers))
    }
    for worker in workers { worker.dismiss() }
  }

  /// Gives every idle worker a job, and starts workers while there are more jobs.
  private func staff(_ workers: inout [WorkerProcess], _ shift: inout WorkerShift<Output>) {
    for worker in workers where worker.request == nil {
      guard let request = shift.next() else { return }
      worker.assign(request)
    }
    while workers.count < count, let request = shift.next() {
      let inherited = workers.flatMap(\.descriptors)
      guard let worker = WorkerProcess(limits: limits, inherited: inherited, work: work) else {
        let reason = String(cString: strerror(errno))
        // With others at work the job can wait for one of them.
        guard workers.isEmpty else { return shift.putBack(request) }
        shift.fail(request, WorkerFault(.unavailable(reason)))
        continue
      }
      worker.assign(request)
      workers.append(worker)
    }
  }

  private func listen(
    to worker: WorkerProcess, _ workers: inout [WorkerProcess], _ shift: inout WorkerShift<Output>
  ) {
    guard let request = worker.request else { return }
    switch worker.receive() {
    case .nothingYet: return
    case .message(let bytes):
      var decoder = MessageDecoder(bytes)
      if let output = try? decoder.read(Output.self), decoder.isAtEnd { return shift.finish(request, output) }
    case .closed: break
    }
    workers.removeAll { $0 === worker }
    shift.bury(request, worker.bury())
  }

  /// The sockets on which something has arrived, or whose worker has gone; waits until there is one, a worker's time
  /// is over, or a quarter of a second has passed.
  private func wait(for workers: [WorkerProcess]) -> Set<Int32> {
    var requests = workers.map { pollfd(fd: $0.stream.descriptor, events: Int16(POLLIN), revents: 0) }
    let patience = workers.compactMap(\.patience).min() ?? 0
    let count = poll(&requests, nfds_t(requests.count), Int32(min(max(0, patience), 250)))
    return count > 0 ? Set(requests.filter { $0.revents != 0 }.map(\.fd)) : []
  }
}
