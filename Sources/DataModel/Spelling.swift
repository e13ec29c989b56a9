/// Guessing what a mistyped word was to be.

public enum Spelling {
  /// The word that fewest changes away is; nil when none is near.
  public static func nearest(to word: String, among words: [String]) -> String? {
    let ranked = words.map { (word: $0, distance: distance(word.lowercased(), $0.lowercased())) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, min(word.count, best.word.count) / 2) ? best.word : nil
  }

  /// The word that a slip of the pen or two away is; nil when none is, or a short word leaves too much to chance.
  public static func slip(of word: String, among words: some Sequence<String>) -> String? {
    let most = word.utf8.count < 5 ? 0 : word.utf8.count < 9 ? 1 : 2
    let ranked = words.map { (distance(word.lowercased(), $0.lowercased()), $0) }
    return ranked.filter { $0.0 <= most }.min { $0 < $1 }?.1
  }

  /// The words that share the most with a word, the nearest first: few changes away, or with its beginning.
  public static func nearest(_ limit: Int, to word: String, among words: [String]) -> [String] {
    let wanted = word.lowercased()
    let ranked = words.compactMap { candidate -> (word: String, distance: Int)? in
      let known = candidate.lowercased()
      if !wanted.isEmpty, known.hasPrefix(wanted) { return (candidate, 0) }
      let distance = distance(wanted, known)
      return distance <= max(2, wanted.count / 2) ? (candidate, distance) : nil
    }
    return ranked.sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }.prefix(limit).map(\.word)
  }

  /// The number of letters to insert, delete or replace (Levenshtein 1966), a swap of neighbours counting as one.
  public static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.prefix(64))
    let b = Array(b.prefix(64))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
