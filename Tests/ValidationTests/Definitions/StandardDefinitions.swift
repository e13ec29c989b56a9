import Foundation
import Validation

/// The standard's own definitions, where they are on this machine.
enum StandardDefinitions {
  private static let data =
    ProcessInfo.processInfo.environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    ?? NSHomeDirectory() + "/.local/share"
  private static let corpus = ProcessInfo.processInfo.environment["EDGEWISE_CORPUS"] ?? "../shared/corpus"

  /// The folders that hold the interface of each of our sets.
  private static let folders = [
    "edgewise-nexus": ["\(data)/edgewise/definitions/nexusformat-2.1.0"],
    "edgewise-xas": ["\(data)/edgewise/definitions/pynxtools-0.16.0"],
    "edgewise-xas-proposal": [
      "\(corpus)/nxdl/working-group", "\(data)/edgewise/definitions/nexusformat-2.1.0",
    ],
    "edgewise-xas-inheritance": [
      "\(corpus)/nxdl/working-group-inheritance", "\(data)/edgewise/definitions/nexusformat-2.1.0",
    ],
  ]

  static let isInstalled = areThere("edgewise-nexus") && areThere("edgewise-xas")

  static func areThere(_ set: String) -> Bool {
    (folders[set] ?? []).allSatisfy { FileManager.default.fileExists(atPath: $0) }
  }

  /// The standard's sets behind one of ours.
  static func sets(behind name: String) -> [DefinitionSet] {
    (folders[name] ?? []).map { DefinitionSet(folder: $0, origin: .option) }
  }
}
