/// Recognises Igor text by its first word and by what follows it.
import Bytes

enum ItxProbe {
  /// Certain when the first line is IGOR and the next one that is not blank is a block of waves or a command; maybe when
  /// only the first line speaks for it.
  static func match(_ source: ByteSource) -> Format.Match {
    source.withTextHead(1 << 14) { text, start in
      var lines = Lines(from: start)
      var hasWord = false
      while let line = lines.next(in: text) {
        let shown = text.extracting(line.range.prefix(64))
        let words = StoredText.string(shown).split { $0 == " " || $0 == "\t" || $0 == "/" }.map { $0.uppercased() }
        guard let first = words.first else {
          guard hasWord else { return .no }
          continue
        }
        if hasWord {
          return first == "WAVES" || first == "X"
            ? .certain(reason: "it begins with IGOR and \(first == "X" ? "a command" : "a block of waves")")
            : .maybe(reason: "its first line is IGOR")
        }
        guard words == ["IGOR"] else { return .no }
        hasWord = true
      }
      return hasWord ? .maybe(reason: "its only line is IGOR") : .no
    }
  }
}
