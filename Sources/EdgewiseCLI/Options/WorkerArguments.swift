/// The limits of the processes that read files.
import ArgumentParser
import Workflow

struct WorkerArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Give up on an input after this many seconds. (default: 600; to identify, lint or validate, 30 and 1 more \
      for each 10 MB, unless --deep)
      """, valueName: "seconds"))
  var timeout: Int?

  @Option(help: ArgumentHelp("Give up on an input that needs more memory, in MiB.", valueName: "mib"))
  var memoryLimit = 8192

  func validate() throws {
    if let timeout, timeout < 1 { throw ValidationError("--timeout: at least 1 second.") }
    guard (1...(1 << 40)).contains(memoryLimit) else { throw ValidationError("--memory-limit: at least 1 MiB.") }
  }

  var limits: WorkerLimits { WorkerLimits(seconds: timeout, memory: memoryLimit << 20) }
}
