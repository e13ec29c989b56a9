/// What a worker's death looks like to the user.
public import DataModel

/// What running work in child processes can find.
public enum WorkerFinding {
  public static let crash = FindingCode(
    "WORKER-CRASH", .error, "A library crashed while it read this file; nothing else was affected.",
    example: "a damaged HDF5 file that libhdf5 cannot survive",
    cure: "The file is probably damaged: fetch it again. If it opens elsewhere, please report it to Edgewise.")
  public static let timeout = FindingCode(
    "WORKER-TIMEOUT", .error, "The work on this file was ended because it took too long.",
    example: "a damaged file that sends a library into an endless loop, or a pipe that nobody writes to",
    cure: "If the file is merely large, give more time with --timeout SECONDS.")
  public static let memory = FindingCode(
    "WORKER-MEMORY", .error, "The work on this file was ended because it needed too much memory.",
    example: "a damaged file that declares an array of terabytes",
    cure: "If the file is merely large, give more memory with --memory-limit MIB.")
  public static let broken = FindingCode(
    "WORKER-FAILED", .error, "The process that was to read this file could not be started, or failed in itself.",
    example: "the system allows no more processes", cure: "Try again; if it happens again, please report it.")

  /// All codes of this table.
  public static let all: [FindingCode] = [crash, timeout, memory, broken]

  private static let signals = [
    4: "illegal instruction", 5: "trap", 6: "abort", 7: "bus error", 8: "arithmetic error", 11: "segmentation fault",
  ]

  /// The finding for a death over this file.
  public static func finding(for fault: WorkerFault, file: String?) -> Finding {
    let (code, message) = words(for: fault.kind)
    let place = fault.step.map { " while \($0)" } ?? ""
    return Finding(code, message + place, at: Finding.Location(file: file), found: fault.lastWords)
  }

  private static func words(for kind: WorkerFault.Kind) -> (FindingCode, String) {
    switch kind {
    case .crash(let signal):
      (crash, "this file crashed the library (signal \(signal)\(signals[signal].map { ", \($0)" } ?? ""))")
    case .timeout(let seconds): (timeout, "ended after \(seconds) s")
    case .memory(.some(let limit)): (memory, "needed more than \(limit >> 20) MiB of memory")
    case .memory(.none): (memory, "killed from outside, most likely because the machine ran out of memory")
    case .broken: (broken, "the process that read this file failed")
    case .unavailable(let reason): (broken, "no process could be started to read this file: \(reason)")
    }
  }
}
