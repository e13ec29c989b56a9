/// Rules U: units that are there, that mean something, and that mean the right thing.
import DataModel
import HDF5

enum UnitRules {
  static let all: [Rule<ItemInstance>] = [
    Rule(missing) { item, report in
      guard let (category, stated) = category(of: item), item.unitsAttribute == nil,
        case .quantities(_, mayBeAbsent: false) = category
      else { return }
      report.add(
        missing, item.severity(stated.concept), "\(item.name) has no unit", at: item.path,
        expected: stated.value, rule: stated.concept.source)
    },
    Rule(form) { item, report in
      guard item.type.kind != .text, let units = item.unitsAttribute else { return }
      let path = "\(item.path)@units"
      guard units.type.kind == .text else {
        return report.add(
          form, .error, "the attribute units of \(item.name) is no text", at: path, expected: "a text such as eV",
          found: units.type.name)
      }
      guard !units.shape.isEmpty else { return }
      report.add(
        form, units.value.oneText == nil ? .error : .warning, "the attribute units of \(item.name) is an array",
        at: path,
        expected: "one text", found: "shape \(units.shape)")
    },
    Rule(unknown) { item, report in
      guard item.type.kind != .text, let text = item.unitsAttribute?.value.oneText, !text.isEmpty else { return }
      let path = "\(item.path)@units"
      if let canonical = PhysicalUnit.canonicalSpelling(ofMiswritten: text) {
        return report.add(
          unknown, .warning, "the unit \(text) of \(item.name) is written in the wrong case", at: path,
          expected: canonical, found: text, hint: "Write \(canonical).")
      }
      guard PhysicalUnit.parse(text) == nil, PhysicalUnit.isDatabaseAvailable,
        !isAbsentMark(text), category(of: item).map({ $0.category != .any }) ?? true
      else { return }
      let stated = category(of: item)?.stated
      let severity: Finding.Severity = stated == nil ? .warning : .error
      guard !UnitCategory.isName(text) else {
        return report.add(
          unknown, severity, "\(text) is a kind of unit, not the unit of \(item.name)", at: path,
          expected: "a unit, such as mm or eV", found: text, hint: "Write the unit itself.",
          rule: stated?.concept.source)
      }
      report.add(
        unknown, severity, "the unit \"\(text)\" of \(item.name) is not known", at: path, expected: stated?.value,
        found: text, hint: suggestion(for: text), rule: stated?.concept.source)
    },
    Rule(dimension) { item, report in
      guard let (category, stated) = category(of: item), let text = item.unitsAttribute?.value.oneText,
        let complaint = complaint(text, category, item)
      else { return }
      // An empty unit weighs what a missing one does.
      report.add(
        dimension, isAbsentMark(text) ? item.severity(stated.concept) : .error, complaint, at: "\(item.path)@units",
        expected: stated.value,
        found: text.isEmpty ? "no unit" : text, rule: stated.concept.source)
    },
  ]

  static let missing = FindingCode(
    "NX-U1", .error, "A number has no unit although the definition asks for one.",
    example: "/entry/duration = 3.5 without the attribute units",
    cure: "Add the attribute units, such as s, eV or mm. Where only a base class asks for it, this is a warning.")
  static let form = FindingCode(
    "NX-U7", .error, "The attribute units is not one text.", example: "energy@units = 1", cure: "Store one string.")
  static let unknown = FindingCode(
    "NX-U2", .error, "A unit is not one that the UDUNITS grammar, which NeXus prescribes, understands.",
    example: "energy@units = \"eVV\"", cure: "Correct the spelling; case matters.")
  static let dimension = FindingCode(
    "NX-U3", .error, "A unit measures something else than the definition asks for.",
    example: "energy in metres, or in 1/cm, which is a wavenumber", cure: "Convert the numbers, or correct the unit.")

  /// The category that counts for a numeric field, and who states it.
  private static func category(
    of item: ItemInstance
  ) -> (category: UnitCategory, stated: ItemSpec.Stated<String>)? {
    guard let stated = item.spec.units, item.type.kind != .text, !item.isNull else { return nil }
    return UnitCategory(stated.value).map { ($0, stated) }
  }

  private static func complaint(_ text: String, _ category: UnitCategory, _ item: ItemInstance) -> String? {
    switch category {
    case .any: return nil
    case .unitless:
      guard let found = meaning(of: text, expecting: nil), found != .none else { return nil }
      return "\(item.name) is a pure number by definition, but has the unit \(text)"
    case .transformation: return transformation(text, item)
    case .quantities(let wanted, let mayBeAbsent):
      if isAbsentMark(text) { return mayBeAbsent ? nil : "\(item.name) has an empty unit" }
      guard let found = meaning(of: text, expecting: wanted.first), !wanted.contains(found) else { return nil }
      return "the unit \"\(text)\" of \(item.name) measures another quantity: \(found.name)"
    }
  }

  private static func transformation(_ text: String, _ item: ItemInstance) -> String? {
    guard let type = item.file.object(item.object).text(of: "transformation_type"),
      let wanted = ["translation": Dimensionality.length, "rotation": .angle][type],
      let found = meaning(of: text, expecting: wanted), found != wanted
    else { return nil }
    return "a \(type) needs a unit of \(wanted.name), not \(text)"
  }

  private static func meaning(of text: String, expecting wanted: Dimensionality?) -> Dimensionality? {
    PhysicalUnit.parse(text, expecting: wanted)?.dimensionality
  }

  /// What some writers put where there is no unit.
  private static func isAbsentMark(_ text: String) -> Bool {
    absentMarks.contains(text) || text.allSatisfy { $0 == " " }
  }

  private static let absentMarks: Set<String> = ["none", "None", "NA", "n/a", "-", "nounits"]

  private static func suggestion(for text: String) -> String? {
    Spelling.nearest(to: text, among: familiar).map { "Is \($0) meant?" }
  }

  private static let familiar = [
    "eV", "keV", "meV", "mm", "um", "nm", "angstrom", "1/angstrom", "deg", "rad", "mrad", "s", "ms", "K", "degC",
    "counts", "counts/s", "A", "mA", "nA", "V", "Pa", "bar", "mbar",
  ]
}

extension Dimensionality {
  /// The quantity in words where it is a common one, else its powers.
  var name: String {
    if self == .none { return "a pure number" }
    if let known = Self.names[self] { return known }
    let parts = powers.sorted { $0.key.rawValue < $1.key.rawValue }.map { base, power in
      power == 1 ? base.rawValue : "\(base.rawValue)^\(power)"
    }
    return parts.joined(separator: " ")
  }

  private static let names: [Dimensionality: String] = [
    .length: "length", .inverseLength: "wavenumber", .mass: "mass", .time: "time", .current: "current",
    .temperature: "temperature", .angle: "angle", .energy: "energy", .pressure: "pressure", .massDensity: "density",
    .magneticField: "magnetic field", .arbitrary: "arbitrary units",
  ]
}
