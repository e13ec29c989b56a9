/// A column's label cut into name and unit: `Energy (eV)`, `Energy [keV]`, `energy/eV`.
import DataModel

struct ColumnLabel: Hashable, Sendable {
  var name: String
  /// Nil when the label states none.
  var unit: String?

  init(name: String, unit: String? = nil) {
    self.name = name
    self.unit = unit
  }

  /// Reads a label. What stands in brackets or behind a slash is cut off only when the field knows it as a unit:
  /// `mu(E)`, `Angle(c)` and `I1/I0` are names.
  init(parsing label: String) {
    for (open, close) in Self.brackets where label.last == close {
      guard let start = label.lastIndex(of: open), start > label.startIndex else { continue }
      let inner = label[label.index(after: start)..<label.index(before: label.endIndex)]
      let name = label[..<start].trimmingBlanks()
      if !name.isEmpty, Self.isUnit(inner.trimmingBlanks()) {
        self.init(name: String(name), unit: String(inner.trimmingBlanks()))
        return
      }
    }
    if let slash = label.lastIndex(of: "/"), slash > label.startIndex {
      let unit = label[label.index(after: slash)...].trimmingBlanks()
      if Self.isUnit(unit) {
        self.init(name: String(label[..<slash].trimmingBlanks()), unit: String(unit))
        return
      }
    }
    self.init(name: label)
  }

  private static let brackets: [(Character, Character)] = [("(", ")"), ("[", "]")]

  /// Whether a text is a unit that columns of X-ray experiments come in. A unit library would also take `E`, `c`
  /// and `k` for units, which are names here.
  static func isUnit(_ text: some StringProtocol) -> Bool {
    text.utf8.count <= 16 && (units.contains(String(text)) || foldedUnits.contains(text.lowercased()))
  }

  /// Units in which case matters.
  private static let units: Set<String> = [
    "V", "mV", "uV", "µV", "μV", "A", "mA", "uA", "µA", "μA", "nA", "pA", "K", "T", "mT", "s", "ms", "us", "µs",
    "μs", "ns", "h", "mm", "um", "µm", "μm", "nm", "m", "Hz", "kHz", "MHz", "W", "mW", "Pa", "kPa", "C", "°C", "%",
    "Å", "Å^-1", "1/Å", "Å-1", "Å⁻¹", "A^-1", "1/A", "Ang", "Ang^-1", "Angstrom", "°", "M",
  ]

  /// Units that are written in any case.
  private static let foldedUnits: Set<String> = [
    "ev", "kev", "mev", "gev", "ry", "deg", "deg.", "degree", "degrees", "mdeg", "mrad", "rad", "millidegrees",
    "sec", "sec.", "second", "seconds", "msec", "min", "minutes", "counts", "count", "cts", "cps", "counts/s",
    "cts/s", "counts/sec", "a.u.", "a. u.", "arb.", "arb.u.", "arb. u.", "arb. units", "arb units", "arb.units",
    "arbitrary units", "steps", "pixel", "pixels", "mbar", "bar", "celsius", "kelvin", "volt", "volts", "micron",
    "microns", "ph/s", "photons/s", "degc", "tesla", "mol/l",
  ]
}

extension StringProtocol {
  /// Without the blanks and tabs at both ends.
  func trimmingBlanks() -> SubSequence {
    var rest = self[...]
    while let first = rest.first, first == " " || first == "\t" { rest = rest.dropFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest = rest.dropLast() }
    return rest
  }
}
