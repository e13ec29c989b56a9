/// Names that are nearly another one.
enum Spelling {
  /// Whether `written` is a slip of the pen for `meant`: one letter changed, left out, added, or two exchanged, or only
  /// other signs between the words. Short names and numbers at the end are no slips: `i1` is not `i0`, `name2` not `name`.
  static func isSlip(_ written: String, for meant: String) -> Bool {
    let a = written.split(separator: ".")
    let b = meant.split(separator: ".")
    guard a.count == b.count, a.count == 2, a[0] == b[0], a[1] != b[1], a[1].count >= 4, b[1].count >= 4,
      !(a[1].last?.isNumber ?? false)
    else { return false }
    let left = a[1].filter { $0 != "_" && $0 != "-" }
    let right = b[1].filter { $0 != "_" && $0 != "-" }
    return distance(Array(left.unicodeScalars), Array(right.unicodeScalars)) <= 1
  }

  /// Changes, insertions, deletions and exchanges of neighbours that lead from one text to the other; 2 for many.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    guard abs(a.count - b.count) <= 1 else { return 2 }
    guard let first = zip(a, b).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
      return abs(a.count - b.count)
    }
    let restA = a[first...]
    let restB = b[first...]
    if a.count > b.count { return restA.dropFirst().elementsEqual(restB) ? 1 : 2 }
    if a.count < b.count { return restA.elementsEqual(restB.dropFirst()) ? 1 : 2 }
    if restA.dropFirst().elementsEqual(restB.dropFirst()) { return 1 }
    let isExchange = restA.count >= 2 && restA.prefix(2).reversed().elementsEqual(restB.prefix(2))
    return isExchange && restA.dropFirst(2).elementsEqual(restB.dropFirst(2)) ? 1 : 2
  }
}
