/// Names that every file system takes, made of what people call their measurements.

enum SafeName {
  /// Letters, digits and `. _ - + =` stay, everything else becomes one `_`; no leading dot or dash, no dot at the end,
  /// at most 100 bytes, and none of the names that Windows keeps for devices.
  static func make(_ text: String) -> String {
    var result = ""
    for character in text {
      let isSafe = character.isLetter || character.isNumber || "._-+=".contains(character)
      if isSafe {
        guard result.utf8.count + character.utf8.count <= longest else { break }
        result.append(character)
      } else if !result.hasSuffix("_") {
        result.append("_")
      }
    }
    let first = result.drop { $0 == "." || $0 == "-" || $0 == "_" }
    let name = String(first.reversed().drop { $0 == "." || $0 == "_" }.reversed())
    return isDevice(name) ? name + "_" : name
  }

  /// Names with the same key are one name to a file system that ignores case, or that normalises Unicode.
  static func key(_ name: String) -> String { name.lowercased() }

  private static let longest = 100

  /// With any ending, `con` is still the console.
  private static func isDevice(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }.lowercased()
    if ["con", "prn", "aux", "nul"].contains(stem) { return true }
    guard stem.utf8.count == 4, stem.hasPrefix("com") || stem.hasPrefix("lpt") else { return false }
    return stem.last?.isNumber ?? false
  }
}

/// Gives each file name once: what is taken already gets a number.
struct FileNames {
  private var taken: Set<String> = []
  private var next: [String: Int] = [:]
  /// Whether a name had to be numbered.
  var hasClash: Bool { !next.isEmpty }

  /// The name, or the name with a number behind it that makes it a new one.
  mutating func claim(_ name: String) -> String {
    let key = SafeName.key(name)
    if taken.insert(key).inserted { return name }
    var number = next[key] ?? 2
    while !taken.insert("\(key)-\(number)").inserted { number += 1 }
    next[key] = number + 1
    return "\(name)-\(number)"
  }
}
