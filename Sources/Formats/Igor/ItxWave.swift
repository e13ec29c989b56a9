/// A wave as it stands in Igor text.
import Bytes

struct ItxWave {
  var name: String
  var values: TypedArray
  /// The position of its data folder among those of the file.
  var folder: Int
  var unit: String?
  var scales: [ItxScale] = []
  var note: [String] = []
  /// The line of its block.
  var line: Int
}

/// The data folders of a file: where the commands have gone.
struct ItxFolders {
  /// All folders, in the order in which they were entered; the first one is where the file is loaded.
  private(set) var paths: [[String]] = [[]]
  private(set) var current = 0
  private var places: [[String]: Int] = [[]: 0]

  mutating func enter(_ text: String) { go(text.hasPrefix("root:") || text.hasPrefix(":") ? text : ":" + text) }

  /// `root:a:b`, `:a`, `::` (one up), `a`.
  mutating func go(_ text: String) {
    var path = paths[current]
    var rest = Substring(text)
    if rest == "root:" || rest == "root" {
      path = []
      rest = ""
    } else if rest.hasPrefix("root:") {
      path = []
      rest = rest.dropFirst("root:".count)
    } else if rest.first == ":" {
      rest = rest.dropFirst()
    }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    for (index, part) in parts.enumerated() {
      if !part.isEmpty {
        path.append(ItxCommand.unquoted(part))
      } else if index < parts.count - 1 || parts.count == 1 {
        if !rest.isEmpty, !path.isEmpty { path.removeLast() }
      }
    }
    guard path.count <= Self.depthLimit else { return }
    if let known = places[path] {
      current = known
    } else {
      paths.append(path)
      current = paths.count - 1
      places[path] = current
    }
  }

  private static let depthLimit = 64
}
