import Bytes
import DataModel
import Datasets
import Formats
import Foundation
import Testing

/// Reference numbers that were worked out by another program, and the spectra that they belong to. Both are outside the
/// project, beside the corpus.
enum Golden {
  static let folder: String? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let shared =
      ProcessInfo.processInfo.environment["EDGEWISE_CORPUS"].map { $0 + "/.." }
      ?? package.deletingLastPathComponent().appendingPathComponent("shared").path
    return FileManager.default.fileExists(atPath: shared + "/golden/dev_misc.json") ? shared : nil
  }()

  static var isPresent: Bool { folder != nil }

  /// The names of the files of one kind.
  static func names(_ prefix: String) -> [String] {
    guard let folder else { return [] }
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/golden")) ?? []
    return all.filter { $0.hasPrefix(prefix) }.sorted()
  }

  static func read(_ name: String) throws -> [String: Any] {
    let folder = try #require(folder)
    let object = try JSONSerialization.jsonObject(
      with: try Data(contentsOf: URL(fileURLWithPath: folder + "/golden/" + name)))
    return try #require(object as? [String: Any])
  }

  /// The spectrum of a file of `larch-text`: the columns by number as the golden file names them, `mu` as its formula
  /// says. Read by splitting lines, so that no reader of ours is needed to be right.
  static func spectrum(_ golden: [String: Any]) throws -> (energy: [Double], mu: [Double]) {
    let source = try #require(golden["source"] as? [String: Any])
    let path = try #require(source["path"] as? String)
    let labels = try #require(golden["columns"] as? String)
    let formula = try #require(golden["mu"] as? String)
    return try table(path, labels: labels.words, mu: formula)
  }

  static func table(_ path: String, labels: [String], mu formula: String) throws -> (energy: [Double], mu: [Double]) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let folder = try #require(folder)
    let places = ["larch-text", "xdi"].map { "\(folder)/corpus/\($0)/\(name)" }
    let place = try #require(places.first { FileManager.default.fileExists(atPath: $0) })
    let text = try String(contentsOfFile: place, encoding: .utf8)
    let rows = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") && !$0.hasPrefix("%") }
      .map { $0.split(whereSeparator: \.isWhitespace).compactMap { Double($0) } }.filter { $0.count >= 2 }
    func column(_ label: String) throws -> [Double] {
      let index = try #require(labels.firstIndex(of: label))
      return rows.map { $0[index] }
    }
    let energy = try column("energy")
    guard formula.hasPrefix("log(") else { return (energy, try column(formula)) }
    let names = formula.dropFirst(4).dropLast().split(separator: "/").map(String.init)
    return (energy, zip(try column(names[0]), try column(names[1])).map { log($0 / $1) })
  }
}

extension String {
  fileprivate var words: [String] { split(separator: " ").map(String.init) }
}

/// Numbers that look random and are the same on every machine.
struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Even between 0 and 1 (SplitMix64).
  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) / Double(1 << 53)
  }

  /// Normal with mean 0 and deviation 1 (Box and Muller).
  mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
  }
}
