/// Names that NeXus accepts for groups, fields and attributes, and how other names are made to fit.
enum NeXusName {
  static let longest = 63

  /// `name` with everything that NeXus refuses replaced: letters, digits and `_` only, at most 63 characters,
  /// never empty. Periods are legal inside a name but trip attribute-style access in Python, so they go too.
  static func legal(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars.prefix(longest) {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_": result.unicodeScalars.append(scalar)
      default: result += "_"
      }
    }
    return result.isEmpty ? "_" : result
  }
}

/// The names already used in one group.
struct NameAllocator {
  private var used: Set<String> = []
  /// The number that the next repetition of a name gets: thousands of equal keys are no accident in a log.
  private var next: [String: Int] = [:]

  init(reserving names: [String] = []) { used = Set(names) }

  /// A legal name close to `wanted` that is not used yet: `wanted`, `wanted_2`, `wanted_3` ...
  mutating func claim(_ wanted: String) -> String {
    let base = NeXusName.legal(wanted)
    if used.insert(base).inserted { return base }
    var number = next[base] ?? 2
    while true {
      let suffix = "_\(number)"
      let name = String(base.prefix(NeXusName.longest - suffix.count)) + suffix
      number += 1
      guard used.insert(name).inserted else { continue }
      next[base] = number
      return name
    }
  }
}
