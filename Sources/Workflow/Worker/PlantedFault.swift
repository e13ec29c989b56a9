/// Faults that tests plant, so that they can see a real crash in the real program. Release builds have none.
import Glibc

enum PlantedFault {
  /// With `EDGEWISE_PLANTED_FAULT=KIND:NAME` in the environment, reading a file whose name ends with NAME crashes
  /// (`crash`), never ends (`hang`), or takes all memory (`memory`).
  static func strike(_ file: String) {
    #if DEBUG
      guard let variable = getenv("EDGEWISE_PLANTED_FAULT") else { return }
      let parts = String(cString: variable).split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, file.hasSuffix(parts[1]) else { return }
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
