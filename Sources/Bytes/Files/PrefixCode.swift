/// The canonical prefix codes of deflate (RFC 1951, 3.2.2), decoded bit by bit.

/// A code given by the length of each symbol's code word.
struct PrefixCode {
  /// How far into a code word one is.
  struct Walk {
    fileprivate(set) var length = 0
    fileprivate var code = 0
    fileprivate var first = 0
    fileprivate var index = 0
  }

  private var wordsOfLength = [Int](repeating: 0, count: 16)
  private var symbols: [Int] = []

  static let fixedLiterals = PrefixCode(
    known: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  static let fixedDistances = PrefixCode(known: Array(repeating: 5, count: 30))

  /// Nil when the lengths promise more code words than there can be.
  init?(_ lengths: ArraySlice<UInt8>) {
    self.init(known: Array(lengths))
    var free = 1
    for length in 1...15 {
      free = free * 2 - wordsOfLength[length]
      guard free >= 0 else { return nil }
    }
  }

  private init(known lengths: [UInt8]) {
    for length in lengths where length > 0 { wordsOfLength[Int(length)] += 1 }
    for length in 1...15 where wordsOfLength[length] > 0 {
      symbols += lengths.indices.filter { Int(lengths[$0]) == length }
    }
  }

  /// Takes one more bit; the symbol when the word is complete. At most 15 bits make a word.
  func next(_ bit: Int, _ walk: inout Walk) -> Int? {
    walk.length += 1
    walk.code = walk.code << 1 | bit
    walk.first <<= 1
    let words = wordsOfLength[walk.length]
    if walk.code - walk.first < words { return symbols[walk.index + walk.code - walk.first] }
    walk.index += words
    walk.first += words
    return nil
  }
}
