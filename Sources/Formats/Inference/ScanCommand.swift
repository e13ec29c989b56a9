/// What a scan command says: `ascan mono1_energy 16065 16185 600 0.5`, `a2scan m1 0 1 m2 5 6 10 1`.
import Bytes
import DataModel

/// The motors that a command of SPEC, Sardana, BLISS, Spock or GDA moves.
struct ScanCommand: Sendable, Hashable {
  let macro: String
  /// In the order of the command; the first one is the axis of a line scan.
  let motors: [String]

  /// Nil for text that is no scan command.
  init?(_ text: String) {
    let words = text.split { " \t(),".contains($0) }.map { $0.filter { $0 != "'" && $0 != "\"" } }
    guard let macro = words.first, Self.isScan(macro) else { return nil }
    self.macro = macro
    motors = words.indices.dropFirst().filter { index in
      words.indices.contains(index + 2) && NumberParser.double(words[index]) == nil
        && NumberParser.double(words[index + 1]) != nil && NumberParser.double(words[index + 2]) != nil
    }.map { words[$0] }
  }

  private static func isScan(_ macro: String) -> Bool {
    let name = macro.lowercased()
    return ["scan", "mesh", "zapline", "timescan"].contains { name.hasSuffix($0) || name.hasPrefix($0) }
      || name.contains("scan")
  }

  /// Whether a motor moves the incident energy, as far as its name tells.
  static func isEnergy(_ motor: String) -> Bool {
    let name = motor.lowercased()
    return RoleTable.entry(forColumn: name)?.role == .energy || name.contains("energy") || name == "mono"
  }
}
