/// Which jobs are waiting, done, or to be done again.

/// How far the work has come.
public struct WorkerProgress: Sendable {
  /// Jobs that are done.
  public var done: Int
  /// All jobs.
  public var total: Int
  /// A job that is being worked on.
  public var current: Int?
  /// The input that its worker is at, from 0.
  public var input: Int?
}

/// The books of one run of a worker pool.
struct WorkerShift<Output: WorkerMessage> {
  private let inputCounts: [Int]
  private var waiting: [WorkerRequest] = []
  private var nextNew = 0
  private var faults: [Int: [WorkerFault]] = [:]
  private var outcomes: [Int: WorkerPool<Output>.Outcome] = [:]
  private var reported = 0

  init(inputCounts: [Int]) { self.inputCounts = inputCounts }

  var isDone: Bool { reported == inputCounts.count }

  mutating func next() -> WorkerRequest? {
    if let request = waiting.popLast() { return request }
    guard nextNew < inputCounts.count else { return nil }
    defer { nextNew += 1 }
    return WorkerRequest(job: nextNew)
  }

  mutating func putBack(_ request: WorkerRequest) { waiting.append(request) }

  mutating func finish(_ request: WorkerRequest, _ output: Output?) {
    outcomes[request.job] = WorkerPool.Outcome(output: output, faults: faults.removeValue(forKey: request.job) ?? [])
  }

  mutating func fail(_ request: WorkerRequest, _ fault: WorkerFault) {
    faults[request.job, default: []].append(fault)
    finish(request, nil)
  }

  /// A worker died: the job is done again without the culprit if that leaves something to do.
  mutating func bury(_ request: WorkerRequest, _ fault: WorkerFault) {
    var retry = request
    guard let input = fault.input, retry.excludedInputs.insert(input).inserted,
      retry.excludedInputs.count < inputCounts[request.job]
    else { return fail(request, fault) }
    faults[request.job, default: []].append(fault)
    waiting.append(retry)
  }

  /// Passes on what is done, in the order of the jobs.
  mutating func report(_ finished: (Int, WorkerPool<Output>.Outcome) -> Void) {
    while let outcome = outcomes.removeValue(forKey: reported) {
      finished(reported, outcome)
      reported += 1
    }
  }

  func progress(_ workers: [WorkerProcess]) -> WorkerProgress {
    let busy = workers.first { $0.request != nil }
    return WorkerProgress(
      done: reported + outcomes.count, total: inputCounts.count, current: busy?.request?.job, input: busy?.input)
  }
}
