import Foundation

/// The folder of real files, which belong to others and are not part of the project.
enum Corpus {
  static let folder: String? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path =
      ProcessInfo.processInfo.environment["EDGEWISE_CORPUS"]
      ?? package.deletingLastPathComponent().appendingPathComponent("shared/corpus").path
    return FileManager.default.fileExists(atPath: path + "/MANIFEST.tsv") ? path : nil
  }()

  /// Whether a family of files is there.
  static func has(_ family: String) -> Bool {
    folder.map { FileManager.default.fileExists(atPath: "\($0)/\(family)") } ?? false
  }

  static var isPresent: Bool { folder != nil }

  /// All files below some sub-folders, sorted, as paths below the corpus.
  static func files(in families: [String]) -> [String] {
    guard let folder else { return [] }
    return families.flatMap { family -> [String] in
      let root = folder + "/" + family
      let names = (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []).sorted()
      return names.map { family + "/" + $0 }
    }
  }
}
