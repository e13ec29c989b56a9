import Foundation
import Glibc
import Testing

@testable import Workflow

/// Each test runs in a process of its own: workers are forked, and only a quiet process may fork.
@Suite("Worker processes") struct WorkerTests {
  @Test("results come back in the order of the jobs, whatever the number of workers")
  func order() async {
    await #expect(processExitsWith: .success) {
      for count in [1, 2, 5] {
        let outcomes = runJobs(20, workers: count) { request, _ in
          if request.job % 3 == 0 { usleep(3000) }
          return "result \(request.job)"
        }
        #expect(outcomes.map(\.output) == (0..<20).map { "result \($0)" })
        #expect(outcomes.allSatisfy { $0.faults.isEmpty })
      }
    }
  }

  @Test("one worker serves many jobs")
  func reuse() async {
    await #expect(processExitsWith: .success) {
      let outcomes = runJobs(10, workers: 1) { _, _ in "\(getpid())" }
      #expect(Set(outcomes.map(\.output)).count == 1)
      #expect(outcomes.first?.output != "\(getpid())")
    }
  }

  @Test("a result of 20 MB comes back whole")
  func largeResult() async {
    await #expect(processExitsWith: .success) {
      let outcomes = runJobs(2, workers: 2) { request, _ in
        String(repeating: "\(request.job)", count: 20_000_000)
      }
      #expect(outcomes[1].output == String(repeating: "1", count: 20_000_000))
    }
  }

  @Test("a segmentation fault is a fault of its job, with the signal and the step; the next job succeeds")
  func segmentationFault() async {
    await #expect(processExitsWith: .success) {
      let outcomes = runJobs(3, workers: 1) { request, context in
        if request.job == 1 {
          context.begin(input: 0)
          context.step("reading as nexus")
          raise(SIGSEGV)
        }
        return "fine"
      }
      #expect(outcomes.map(\.output) == ["fine", nil, "fine"])
      #expect(outcomes[1].faults.map(\.kind) == [.crash(signal: Int(SIGSEGV))])
      #expect(outcomes[1].faults.first?.input == 0)
      #expect(outcomes[1].faults.first?.step == "reading as nexus")
    }
  }

  @Test("a Swift trap is a crash, and its words are kept")
  func trap() async {
    await #expect(processExitsWith: .success) {
      let outcomes = runJobs(2, workers: 1) { request, _ in
        let numbers = Array(0..<request.job)
        return "\(numbers[request.job == 0 ? 5 : 0])"
      }
      #expect(outcomes.map(\.output) == [nil, "0"])
      guard case .crash? = outcomes[0].faults.first?.kind else {
        Issue.record("not a crash: \(outcomes[0].faults)")
        return
      }
      #expect(outcomes[0].faults.first?.lastWords?.contains("out of range") == true)
    }
  }

  @Test("endless recursion is a crash")
  func recursion() async {
    await #expect(processExitsWith: .success) {
      let outcomes = runJobs(2, workers: 1) { request, _ in
        request.job == 0 ? "\(descend(1))" : "fine"
      }
      #expect(outcomes.map(\.output) == [nil, "fine"])
      #expect(outcomes[0].faults.map(\.kind) == [.crash(signal: Int(SIGSEGV))])
    }
  }

  @Test("a worker that does not come back is ended when its time is over")
  func hang() async {
    await #expect(processExitsWith: .success) {
      let outcomes = runJobs(2, workers: 1, limits: WorkerLimits(seconds: 1)) { request, _ in
        while request.job == 0 { usleep(1000) }
        return "fine"
      }
      #expect(outcomes.map(\.output) == [nil, "fine"])
      #expect(outcomes[0].faults.map(\.kind) == [.timeout(seconds: 1)])
    }
  }

  @Test("the time counts per input, not per job")
  func timePerInput() async {
    await #expect(processExitsWith: .success) {
      let outcomes = runJobs(1, workers: 1, limits: WorkerLimits(seconds: 1)) { _, context in
        for input in 0..<4 {
          context.begin(input: input)
          usleep(400_000)
        }
        return "fine"
      }
      #expect(outcomes.map(\.output) == ["fine"])
    }
  }

  @Test("the time follows the size of the file, unless it is given or the size is unknown")
  func timeBySize() {
    let sizes: [Int?] = [0, 9_999_999, 10_000_000, 1_000_000_000, nil]
    #expect(sizes.map { WorkerLimits().seconds(forSize: $0) } == [30, 30, 31, 130, 600])
    #expect(sizes.map { WorkerLimits(seconds: 7).seconds(forSize: $0) } == [7, 7, 7, 7, 7])
  }

  @Test("a job that says which file it reads gets the time for that file; a pipe gets the long time")
  func timeForFile() async {
    await #expect(processExitsWith: .success) {
      let folder = FileManager.default.temporaryDirectory.path
      let file = "\(folder)/edgewise-size-\(getpid())"
      // A file with a hole: its size is what counts.
      close(open(file, O_CREAT | O_WRONLY, 0o600))
      truncate(file, 200_000_000)
      defer { unlink(file) }
      for (name, seconds) in [(file, 50), ("/dev/null", 600), ("\(folder)/edgewise-is-not-here", 600)] {
        let worker = WorkerProcess(limits: WorkerLimits(), inherited: []) { _, context in
          context.begin(input: 0)
          context.allowTime(for: name)
          context.step("waiting")
          while true { usleep(10_000) }
        }
        worker?.assign(WorkerRequest(job: 0))
        usleep(300_000)
        #expect(abs((worker?.patience ?? 0) - Int64(seconds * 1000)) < 5000)
        #expect(worker?.bury().step == "waiting")
      }
    }
  }

  @Test("memory without end is a memory fault: growing step by step, and one huge array at once")
  func memory() async {
    await #expect(processExitsWith: .success) {
      let limit = 100 << 20
      let outcomes = runJobs(3, workers: 1, limits: WorkerLimits(memory: limit)) { request, _ in
        switch request.job {
        case 0:
          var kept: [[UInt8]] = []
          while true { kept.append([UInt8](repeating: 1, count: 1 << 16)) }
        case 1: return "\([UInt8](repeating: 1, count: 1 << 33).count)"
        default: return "fine"
        }
      }
      #expect(outcomes.map(\.output) == [nil, nil, "fine"])
      #expect(outcomes[0].faults.map(\.kind) == [.memory(limit: limit)])
      #expect(outcomes[1].faults.map(\.kind) == [.memory(limit: limit)])
    }
  }

  @Test("a job with several inputs is done again without the one that crashed it")
  func retryWithoutCulprit() async {
    await #expect(processExitsWith: .success) {
      let outcomes = runJobs(1, inputs: 5, workers: 1) { request, context in
        var read: [Int] = []
        for input in 0..<5 where !request.excludedInputs.contains(input) {
          context.begin(input: input)
          if input == 1 || input == 3 { abort() }
          read.append(input)
        }
        return "\(read)"
      }
      #expect(outcomes.map(\.output) == ["[0, 2, 4]"])
      #expect(outcomes[0].faults.map(\.input) == [1, 3])
    }
  }

  @Test("a job whose inputs all crash ends, and so does one that crashes outside its inputs")
  func retryEnds() async {
    await #expect(processExitsWith: .success) {
      let outcomes = runJobs(2, inputs: 3, workers: 1) { request, context in
        let input = (0..<3).first { !request.excludedInputs.contains($0) }
        context.begin(input: request.job == 0 ? input : nil)
        abort()
      }
      #expect(outcomes.map(\.output) == [nil, nil])
      #expect(outcomes.map(\.faults.count) == [3, 1])
    }
  }

  @Test("the temporary file of a worker that is ended disappears; other names are left alone")
  func temporaryFiles() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("edgewise-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      let outcomes = runJobs(4, workers: 1, limits: WorkerLimits(seconds: 1)) { request, context in
        let name = request.job == 2 ? "\(path)/keep.dat" : "\(path)/.edgewise-\(request.job).tmp"
        close(creat(name, 0o600))
        context.temporaryFile(name)
        switch request.job {
        case 0: abort()
        case 1: while true { usleep(1000) }
        case 2: kill(getpid(), SIGKILL)
        default: context.temporaryFile(nil)
        }
        return "fine"
      }
      #expect(outcomes.map(\.output) == [nil, nil, nil, "fine"])
      #expect(outcomes[2].faults.map(\.kind) == [.memory(limit: nil)])
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(Set(left) == ["keep.dat", ".edgewise-3.tmp"])
  }

  @Test("what a library prints in a worker reaches neither standard output nor standard error")
  func silence() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      let outcomes = runJobs(1, workers: 1) { _, _ in
        let noise = String(repeating: "HDF5-DIAG: noise\n", count: 50_000)
        noise.withCString { text in
          _ = write(STDOUT_FILENO, text, strlen(text))
          _ = write(STDERR_FILENO, text, strlen(text))
        }
        return "fine"
      }
      #expect(outcomes.map(\.output) == ["fine"])
    }
    let printed = [result?.standardOutputContent ?? [], result?.standardErrorContent ?? []]
    for stream in printed { #expect(!String(decoding: stream, as: UTF8.self).contains("HDF5-DIAG")) }
  }

  @Test("an interrupted program ends its workers, removes their files and exits with 130, a terminated one with 143")
  func interruption() async throws {
    for (number, code) in [(Int(SIGINT), 130), (Int(SIGTERM), 143)] {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("edgewise-\(UUID())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let path = folder.path
      await #expect(processExitsWith: .exitCode(Int32(code))) { [path = path as String, number = number as Int] in
        // A test run in the background is told to ignore interrupts; this program shall not.
        signal(SIGINT, SIG_DFL)
        let parent = getpid()
        _ = runJobs(1, workers: 1) { _, context in
          let name = "\(path)/.edgewise-x.tmp"
          close(creat(name, 0o600))
          context.temporaryFile(name)
          close(creat("\(path)/reached", 0o600))
          kill(parent, Int32(number))
          while true { usleep(1000) }
        }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["reached"])
    }
  }

  @Test("messages survive the journey, and damaged ones are refused")
  func messages() throws {
    var encoder = MessageEncoder()
    let value: [String?] = ["Å", nil, "", "two\nlines"]
    encoder.write(value)
    encoder.write(-7)
    var decoder = MessageDecoder(encoder.bytes)
    #expect(try decoder.read([String?].self) == value)
    #expect(try decoder.readInt() == -7)
    #expect(decoder.isAtEnd)
    for length in 0..<encoder.bytes.count - 8 {
      var cut = MessageDecoder(Array(encoder.bytes[..<length]))
      #expect(throws: MessageError.self) { try cut.read([String?].self) }
    }
    var huge = MessageDecoder([UInt8](repeating: 0x7F, count: 16))
    #expect(throws: MessageError.self) { try huge.readBytes() }
  }
}

private func runJobs(
  _ jobs: Int, inputs: Int = 1, workers: Int, limits: WorkerLimits = WorkerLimits(seconds: 60),
  job: @escaping (WorkerRequest, WorkerContext) -> String
) -> [WorkerPool<String>.Outcome] {
  var outcomes: [WorkerPool<String>.Outcome] = []
  WorkerPool(limits: limits, count: workers, job: job)
    .run(inputCounts: Array(repeating: inputs, count: jobs)) { index, outcome in
      #expect(index == outcomes.count)
      outcomes.append(outcome)
    }
  return outcomes
}

private func descend(_ depth: Int) -> Int {
  depth < 0 ? 0 : descend(depth + 1) + getpid().hashValue
}
