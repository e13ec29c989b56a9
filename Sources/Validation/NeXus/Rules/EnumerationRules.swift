/// Rules C: values out of a list.
import DataModel
import HDF5

enum EnumerationRules {
  static let all: [Rule<ItemInstance>] = [
    Rule(closed) { item, report in
      guard let stated = item.spec.enumeration, !stated.value.isOpen, let bad = stranger(in: item, stated.value) else {
        return
      }
      let near = Spelling.nearest(to: bad, among: stated.value.items)
      report.add(
        closed, nil, "\(item.name) is \"\(bad)\", which the definition does not list", at: item.path,
        expected: list(stated.value), found: bad,
        hint: near.map { "Is \"\($0)\" meant? The spelling has to agree to the letter." }, rule: stated.concept.source)
    },
    Rule(open) { item, report in
      guard let stated = item.spec.enumeration, stated.value.isOpen, let bad = stranger(in: item, stated.value),
        !isAnnounced(item)
      else { return }
      report.add(
        open, reliesOnBaseClass(item, stated.concept) ? .error : .warning,
        "\(item.name) is \"\(bad)\", which is not in the list, and nothing announces a value of its own", at: item.path,
        expected: list(stated.value), found: bad, rule: stated.concept.source)
    },
  ]

  static let closed = FindingCode(
    "NX-C1", .error, "A value is none of those that the definition lists.",
    example: "probe = \"neutron\" in NXxas, which allows only \"x-ray\"",
    cure: "Use one of the listed values, to the letter.")
  static let open = FindingCode(
    "NX-C2", .warning, "A value is not in the list, which is open to others as long as they are announced.",
    example: "method = \"gamma\" where the list has alpha and beta",
    cure:
      "Use a listed value, or set the attribute custom = true (X_custom for an attribute X). It is an error where an "
      + "application definition asks for the field and leaves the list to the base class."
  )

  /// The first value that the list does not have; nil when all are in it, or there is nothing to compare.
  private static func stranger(in item: ItemInstance, _ enumeration: Enumeration) -> String? {
    switch item.value {
    case .text, .texts:
      let texts = (item.value.allTexts ?? []).map { item.type.isVariable ? $0 : unpadded($0) }
      // An entry may name several definitions; each of them has only itself in its list.
      if item.name == "definition", texts.contains(where: enumeration.items.contains) { return nil }
      if let whole = array(of: texts), enumeration.items.contains(where: { parsed($0) == whole }) { return nil }
      return texts.first { !enumeration.items.contains($0) }
    case .integer, .integers, .real, .reals:
      let numbers = item.value.allNumbers ?? []
      if enumeration.items.contains(where: { parsed($0)?.compactMap(Double.init) == numbers }) { return nil }
      let allowed = enumeration.items.compactMap(Double.init)
      return numbers.first { !allowed.contains($0) }.map { Int64(exactly: $0).map { "\($0)" } ?? "\($0)" }
    case .none: return nil
    }
  }

  /// Texts of a fixed length are often filled up with blanks, whatever padding they declare.
  private static func unpadded(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }

  /// The items of a list such as `[0, 0, 1]`.
  private static func parsed(_ text: String) -> [String]? {
    guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
    return text.dropFirst().dropLast().split(separator: ",").map { item in
      String(item.drop { $0 == " " || $0 == "'" || $0 == "\"" }.prefix { $0 != "'" && $0 != "\"" && $0 != " " })
    }
  }

  private static func array(of texts: [String]) -> [String]? { texts.count > 1 ? texts : nil }

  /// Programs that go by an application definition count on a field that it requires; where it has no list of its own,
  /// the list of the base class is all they can know.
  private static func reliesOnBaseClass(_ item: ItemInstance, _ stating: Concept) -> Bool {
    let asking = item.spec.concept
    return asking.isApplication && asking.requirement == .required && !stating.isApplication
  }

  private static func isAnnounced(_ item: ItemInstance) -> Bool {
    let name = item.isField ? "custom" : "\(item.name)_custom"
    guard let value = item.file.object(item.object).attribute(name)?.value else { return false }
    return value.allIntegers == [1] || value.oneText.map { ["true", "True", "1"].contains($0) } ?? false
  }

  private static func list(_ enumeration: Enumeration) -> String {
    let most = 12
    let shown = enumeration.items.prefix(most).joined(separator: ", ")
    return enumeration.items.count > most ? "\(shown), ... (\(enumeration.items.count) in all)" : shown
  }
}
