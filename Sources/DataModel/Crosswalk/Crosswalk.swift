import Bytes

/// Reading one meaning out of metadata that are written in many vocabularies. Nothing is stored: views look it up.
public enum Crosswalk {
  /// The row of a term.
  public static func row(of term: CrosswalkTerm) -> CrosswalkRow? { rowsByTerm[term] }

  /// The text that a measurement gives for a term, and the metadata key it stands under.
  public static func value(of term: CrosswalkTerm, in measurement: Measurement) -> (text: String, key: String)? {
    CrosswalkLookup(measurement.metadata).text(term).map { ($0.text, $0.key) }
  }

  /// The number that a measurement gives for a term, in the unit of the term's row.
  public static func number(of term: CrosswalkTerm, in measurement: Measurement) -> Sourced<Double>? {
    CrosswalkLookup(measurement.metadata).number(term)
  }

  private static let rowsByTerm = Dictionary(rows.map { ($0.term, $0) }, uniquingKeysWith: { first, _ in first })
}

/// The metadata of a measurement, ready for questions.
struct CrosswalkLookup: Sendable {
  private struct Entry {
    let key: String
    let node: MetadataNode
  }

  /// By lower-case key. Of repeats the last one that says something counts, as XDI has it.
  private let entries: [String: Entry]
  /// The same by what NeXus groups are (`NXsample`) rather than what they are called; here the first one counts.
  private let byClass: [String: Entry]

  init(_ metadata: Metadata) {
    var entries: [String: Entry] = [:]
    var byClass: [String: Entry] = [:]
    // An explicit stack: trees come from files, and files can be deep.
    var pending = metadata.nodes.reversed().map { (key: $0.name, canonical: Self.canonicalName($0), node: $0) }
    while let (key, canonical, node) = pending.popLast() {
      let name = key.lowercased()
      let className = canonical == key ? name : canonical.lowercased()
      let isWanted = Self.wanted.contains(name) || Self.wanted.contains(className)
      if isWanted, Self.text(node) != nil {
        entries[name] = Entry(key: key, node: node)
        if byClass[className] == nil { byClass[className] = Entry(key: key, node: node) }
      }
      // What lies below the way to no key of the table cannot match.
      guard Self.ways.contains(name) || Self.ways.contains(className) else { continue }
      for child in node.children.reversed() {
        pending.append((key + "." + child.name, canonical + "." + Self.canonicalName(child), child))
      }
    }
    self.entries = entries
    self.byClass = byClass
  }

  /// The first key of the term that has a text.
  func text(_ term: CrosswalkTerm) -> Sourced<String>? { first(term) { _, text in text } }

  /// The first key of the term whose value `transform` understands.
  func first<Value>(_ term: CrosswalkTerm, where transform: (CrosswalkRow.Key, String) -> Value?) -> Sourced<Value>? {
    for key in Crosswalk.row(of: term)?.keys ?? [] {
      guard let entry = entry(key), let text = Self.text(entry.node), let value = transform(key, text) else { continue }
      return Sourced(value, key: entry.key, text: text)
    }
    return nil
  }

  /// The first key of the term that gives a number, converted to the unit of the term's row.
  func number(_ term: CrosswalkTerm) -> Sourced<Double>? {
    guard let row = Crosswalk.row(of: term), let target = row.unit.flatMap({ PhysicalUnit.parse($0) }) else {
      return nil
    }
    for key in row.keys {
      guard let entry = entry(key), let text = Self.text(entry.node),
        let quantity = Self.quantity(entry.node, expecting: target.dimensionality)
      else { continue }
      if quantity.unit != nil {
        guard let value = quantity.value(in: target) else { continue }
        return Sourced(value, key: entry.key, text: text)
      }
      guard let assumed = key.assumedUnit,
        let unit = PhysicalUnit.parse(assumed, expecting: target.dimensionality),
        let value = unit.convert(quantity.value, to: target)
      else { continue }
      return Sourced(value, key: entry.key, text: text, assumedUnit: assumed)
    }
    return nil
  }

  private func entry(_ key: CrosswalkRow.Key) -> Entry? {
    let name = key.path.lowercased()
    return entries[name] ?? byClass[name]
  }

  /// The value as text with its unit; nil for a missing or blank one.
  private static func text(_ node: MetadataNode) -> String? {
    guard let value = node.value else { return nil }
    let text = value.display
    guard text.contains(where: { !$0.isWhitespace }) else { return nil }
    guard let unit = node.unit, !unit.isEmpty else { return text }
    return text + " " + unit
  }

  private static func quantity(_ node: MetadataNode, expecting expected: Dimensionality) -> Quantity? {
    guard let value = node.value else { return nil }
    let stated = node.unit.flatMap { $0.isEmpty ? nil : $0 }
    if case .array(let array) = value, array.type != .text {
      guard !array.type.isComplex, let number = array.singleNumber, number.isFinite else { return nil }
      guard let stated else { return Quantity(number, nil) }
      return PhysicalUnit.parse(stated, expecting: expected).map { Quantity(number, $0) }
    }
    guard var quantity = value.text.flatMap({ Quantity(parsing: $0, expecting: expected) }) else { return nil }
    if quantity.unit == nil, let stated {
      guard let unit = PhysicalUnit.parse(stated, expecting: expected) else { return nil }
      quantity.unit = unit
    }
    return quantity
  }

  /// The name that the table uses for a group of this class; the node's own name for everything else.
  private static func canonicalName(_ node: MetadataNode) -> String {
    let nxClass = node.attributes.first { $0.name == "NX_class" }?.value.text
    return nxClass.flatMap { classNames[$0] } ?? node.name
  }

  /// The keys of the table, lower case.
  private static let wanted = Set(Crosswalk.rows.flatMap(\.keys).map { $0.path.lowercased() })
  /// The beginnings of those keys before each dot.
  private static let ways = Set(
    wanted.flatMap { key in key.indices.filter { key[$0] == "." }.map { String(key[..<$0]) } })

  private static let classNames = [
    "NXsample": "sample", "NXinstrument": "instrument", "NXsource": "source", "NXmonochromator": "monochromator",
    "NXcrystal": "crystal", "NXuser": "user", "NXelement": "element", "NXabsorption_edge": "edge", "NXedge": "edge",
  ]
}
