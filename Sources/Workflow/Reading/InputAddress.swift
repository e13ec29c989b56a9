/// How a measurement is named on the command line: `FILE` or `FILE::SELECTOR`.
import Glibc

/// A file, and perhaps one measurement in it.
public struct InputAddress: Sendable, Hashable, CustomStringConvertible {
  /// The file's name as given; `-` is standard input.
  public var file: String
  /// The measurement, in the words of the user; nil for all.
  public var selector: String?

  /// An address from its parts.
  public init(file: String, selector: String? = nil) {
    self.file = file
    self.selector = selector
  }

  /// Reads the text form. A file that is really called so wins over a selector; of several `::` the last one counts
  /// that leaves the name of an existing file.
  public init(parsing text: String) {
    let cuts = Self.cuts(in: text)
    guard !cuts.isEmpty, !Self.exists(text) else {
      self.init(file: text)
      return
    }
    let parts = cuts.map { (String(text[..<$0.lowerBound]), String(text[$0.upperBound...])) }
    let chosen = parts.last { Self.exists($0.0) } ?? parts[0]
    self.init(file: chosen.0, selector: chosen.1)
  }

  /// The address as one would write it.
  public var description: String { selector.map { "\(file)::\($0)" } ?? file }

  /// Whether this is standard input.
  public var isStandardInput: Bool { file == "-" }

  private static func cuts(in text: String) -> [Range<String.Index>] {
    var result: [Range<String.Index>] = []
    var position = text.startIndex
    while let colon = text[position...].firstIndex(of: ":") {
      let next = text.index(after: colon)
      let isCut = next < text.endIndex && text[next] == ":" && colon > text.startIndex
      if isCut { result.append(colon..<text.index(after: next)) }
      position = isCut ? text.index(after: next) : next
    }
    return result
  }

  private static func exists(_ path: String) -> Bool {
    path == "-" || access(path, F_OK) == 0
  }
}
