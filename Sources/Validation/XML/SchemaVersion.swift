/// Versions of schemas: numbers with dots, as they stand in names and addresses.

struct SchemaVersion: Hashable, Comparable, CustomStringConvertible {
  private let numbers: [Int]

  /// A version such as `4.7`; nil for other text.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard !parts.isEmpty, parts.allSatisfy({ $0.map { $0 >= 0 } ?? false }) else { return nil }
    numbers = parts.compactMap { $0 }
  }

  /// The last version in a path or address: a number after `-`, `_` or `v`, or at the start of a name, such as the
  /// `4.7` of `kernel-4.7/metadata.xsd`.
  init?(in path: String) {
    var last: SchemaVersion?
    for segment in path.split(separator: "/") {
      let name = segment.hasSuffix(".xsd") ? segment.dropLast(4) : segment
      for word in name.split(whereSeparator: { "-_ ".contains($0) }) {
        let digits = word.first == "v" || word.first == "V" ? word.dropFirst() : word
        if let version = SchemaVersion(digits) { last = version }
      }
    }
    guard let last else { return nil }
    self = last
  }

  var description: String { numbers.map(String.init).joined(separator: ".") }

  static func < (left: Self, right: Self) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }

  /// Whether this version says less than the other and does not contradict it: 4 covers 4.7.
  func covers(_ other: SchemaVersion) -> Bool {
    other.numbers.starts(with: numbers)
  }
}
