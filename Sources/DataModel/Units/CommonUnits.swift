/// The meaning of the units that files use most, known without the database of the unit library: reading that takes
/// longer than checking a small file. A test holds every row against the library, to the last bit.
enum CommonUnits {
  static func meaning(of text: String) -> UnitLibrary.Meaning? { table[text] }

  static let table: [String: UnitLibrary.Meaning] = {
    var table: [String: UnitLibrary.Meaning] = [:]
    for (dimensionality, units) in rows {
      for (text, factor) in units { table[text] = (dimensionality, .linear(factor: factor, offset: 0)) }
    }
    return table
  }()

  private static let electronvolt = 1.602176634e-19

  private static let rows: [(Dimensionality, [(String, Double)])] = [
    (.energy, [("eV", electronvolt), ("keV", 1000 * electronvolt), ("J", 1)]),
    (.length, [("m", 1), ("cm", 0.01), ("mm", 0.001), ("angstrom", 1e-10)]),
    (.time, [("s", 1), ("ms", 0.001)]),
    (.angle, [("deg", .pi / 180), ("degree", .pi / 180), ("degrees", .pi / 180), ("rad", 1), ("mrad", 0.001)]),
    (.current, [("A", 1), ("mA", 0.001)]),
    (.temperature, [("K", 1)]),
    (.none, [("counts", 1), ("count", 1), ("1", 1)]),
  ]
}
