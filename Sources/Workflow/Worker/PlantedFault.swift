/// Faults that tests plant, so that they can see a real crash in the real program. Release builds have none.
import Glibc

enum PlantedFault {
  /// What a worker is about to do.
  enum Moment: String {
    case reading, writing
  }

  /// With `EDGEWISE_PLANTED_FAULT=KIND:MOMENT:NAME` in the environment, reading or writing a file whose name ends with
  /// NAME crashes (`crash`), never ends (`hang`), or takes all memory (`memory`).
  static func strike(_ file: String, _ moment: Moment) {
    #if DEBUG
      guard let variable = getenv("EDGEWISE_PLANTED_FAULT") else { return }
      let parts = String(cString: variable).split(separator: ":", maxSplits: 2).map(String.init)
      guard parts.count == 3, parts[1] == moment.rawValue, file.hasSuffix(parts[2]) else { return }
      switch parts[0] {
      case "crash": raise(SIGSEGV)
      case "hang": while true { usleep(10_000) }
      case "memory":
        var kept: [[UInt8]] = []
        while true { kept.append([UInt8](repeating: 1, count: 1 << 20)) }
      default: return
      }
    #endif
  }
}
