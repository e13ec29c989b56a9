/// The crystal of a monochromator, from its name or its d spacing.
/// Material and reflection of a monochromator crystal, such as Si(111).
struct MonochromatorCrystal: Hashable, CustomStringConvertible {
  let material: String
  /// Miller indices h, k, l.
  let reflection: [Int32]

  var description: String { "\(material)(\(reflection.map(String.init).joined()))" }

  /// Reads `Si(111)`, `Si 1 1 1`, `Ge(3,1,1)`, `Si111`; nil for anything else.
  init?(parsing text: String) {
    guard text.utf8.count <= 64 else { return nil }
    let letters = text.prefix { $0.isASCII && $0.isLetter }
    let rest = text.dropFirst(letters.count).prefix { !$0.isLetter && $0 != ";" }
    let digits = rest.compactMap { $0.isASCII ? $0.wholeNumberValue : nil }
    guard Self.materials.contains(String(letters)), digits.count == 3, !rest.contains("-") else { return nil }
    material = String(letters)
    reflection = digits.map { Int32($0) }
  }

  private init(material: String, reflection: [Int32]) {
    self.material = material
    self.reflection = reflection
  }

  /// A crystal as a file states it; nil when the indices are no small whole numbers.
  init?(material: String, indices: [Double]) {
    let whole = indices.compactMap { Int32(exactly: $0) }
    guard whole.count == 3, !material.isEmpty else { return nil }
    self.init(material: material, reflection: whole)
  }

  /// The crystal whose d spacing (in Ångström) is within 0.3 % of this one; nil when none or several are.
  ///
  /// Cubic crystals: d = a / √(h² + k² + l²), with a = 5.4310 Å for silicon and 5.6579 Å for germanium
  /// (CRC Handbook of Chemistry and Physics, 97th edition, 12-17).
  static func nearest(spacing: Double) -> MonochromatorCrystal? {
    let found = latticeConstants.flatMap { material, constant in
      reflections.compactMap { indices -> MonochromatorCrystal? in
        let squares = indices.reduce(0.0) { $0 + Double($1) * Double($1) }
        let expected = constant / squares.squareRoot()
        return abs(spacing - expected) <= 0.003 * expected
          ? MonochromatorCrystal(material: material, reflection: indices) : nil
      }
    }
    return found.count == 1 ? found.first : nil
  }

  private static let materials: Set<String> = ["Si", "Ge", "InSb", "Diamond"]
  private static let latticeConstants = [("Si", 5.4310), ("Ge", 5.6579)]
  /// The reflections that monochromators use; those of the diamond lattice with one spacing for one set of indices.
  private static let reflections: [[Int32]] = [
    [1, 1, 1], [2, 2, 0], [3, 1, 1], [4, 0, 0], [3, 3, 1], [4, 2, 2], [4, 4, 0],
  ]
}
