/// The lattice spacing of a monochromator crystal, from the name that a file gives it.
struct CrystalSpacing {
  /// `Si(111)`.
  let name: String
  /// In ångström, at room temperature; a crystal at 77 K is 0.025 % smaller.
  let spacing: Double

  /// Cubic crystals: d = a / √(h² + k² + l²). Lattice constants in ångström (CRC Handbook of Chemistry and Physics,
  /// 97th edition, 12-17; silicon as CODATA 2022 has it).
  private static let lattices: [(symbol: String, constant: Double)] = [
    ("InSb", 6.4794), ("Si", 5.431020511), ("Ge", 5.6579), ("Diamond", 3.5668),
  ]

  /// Finds a crystal and three one-digit indices behind it (`Si(111)`, `Si 2 2 0`, `double crystal Ge(3,1,1)`); nil for
  /// everything else, such as a name without indices.
  init?(namedIn text: String) {
    guard text.utf8.count <= 256 else { return nil }
    for lattice in Self.lattices {
      guard let rest = Self.rest(of: text, after: lattice.symbol) else { continue }
      let head = rest.prefix { $0.isNumber || "()[]{}<>, -_".contains($0) }
      let indices = head.compactMap { $0.isASCII ? $0.wholeNumberValue : nil }
      guard indices.count == 3, !head.contains("-") else { continue }
      let squares = indices.reduce(0) { $0 + $1 * $1 }
      guard squares > 0 else { continue }
      name = "\(lattice.symbol)(\(indices.map(String.init).joined()))"
      spacing = lattice.constant / Double(squares).squareRoot()
      return
    }
    return nil
  }

  /// What stands behind a symbol that is a word of its own.
  private static func rest(of text: String, after symbol: String) -> Substring? {
    var start = text.startIndex
    while start < text.endIndex {
      let tail = text[start...]
      if tail.hasPrefix(symbol), start == text.startIndex || !text[text.index(before: start)].isLetter {
        let rest = tail.dropFirst(symbol.count)
        if !(rest.first?.isLetter ?? false) { return rest }
      }
      start = text.index(after: start)
    }
    return nil
  }
}
