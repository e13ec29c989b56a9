/// Finds the Column.N fields and the label line from which a reader gets the names and units of given channels.
import Bytes
import DataModel

struct XDIColumnNaming {
  private(set) var content: XDIContent
  /// Whether it was XDI before: such fields are kept to the letter as long as they still say what they should.
  let isFromXDI: Bool
  /// How stored absorptions were detected, by the names of their channels.
  let modes: [String: DetectionMode]

  private struct Wanted: Equatable {
    var name: String
    var unit: String?
  }

  /// `channels` are those of the columns, in order. The last one may turn out to be the outer value of a 2-D scan.
  mutating func run(_ channels: [Channel]) {
    var wanted = expressible(channels)
    if let outer = outerValues(wanted) {
      content.outer = outer
      content.columns.removeLast()
      wanted.removeLast()
    } else if XDIColumns(fields: content.fields, labels: nil, count: 0).outer != nil {
      // The name would make a reader look for values that are not there.
      content.header.removeAll { item in
        if case .field(let field) = item { return field.name == "outer.name" }
        return false
      }
    }
    if !keep(wanted) { rename(wanted) }
  }

  // MARK: Names that a label can be

  /// One word that no suffix begins with, and a unit that a reader finds behind it.
  private func expressible(_ channels: [Channel]) -> [Wanted] {
    var unique = UniqueNames()
    return channels.enumerated().map { index, channel in
      let name = unique.name(Self.label(telling(channel), number: index + 1))
      guard let unit = channel.unit, XDIGrammar.isOneLine(unit) else { return Wanted(name: name) }
      let read = XDIColumnText("\(name) \(unit)")
      return Wanted(name: name, unit: read == XDIColumnText(label: name, unit: unit) ? unit : nil)
    }
  }

  /// The channel's name, or the label of its role where the name would not tell it.
  private func telling(_ channel: Channel) -> String {
    let entry = XDIDetectorElements(content).entry(ofLabel: channel.name) ?? XDIContent.role(ofLabel: channel.name)
    guard entry.role != channel.role else { return channel.name }
    return RoleTable.label(for: channel.role, mode: modes[channel.name]) ?? channel.name
  }

  private static func label(_ name: String, number: Int) -> String {
    var bytes = name.utf8.map { $0.isBlank || $0.isLineEnd ? UInt8(ascii: "_") : $0 }
    if bytes.isEmpty { return "col\(number)" }
    if bytes[0] == UInt8(ascii: "#") { bytes[0] = UInt8(ascii: "_") }
    for index in bytes.indices.dropFirst() where bytes[index] == 0x7C && bytes[index - 1] == 0x7C {
      bytes[index - 1] = UInt8(ascii: "_")
    }
    let label = String(decoding: bytes, as: UTF8.self)
    // The word "Outer.value:" in the label line would be a field.
    return label.lowercased().hasPrefix("outer.") ? "_" + label : label
  }

  // MARK: The outer channel

  /// The values of the last channel when it is what the header's Outer.name says, nil otherwise.
  private func outerValues(_ wanted: [Wanted]) -> [Double]? {
    guard let last = wanted.last, let values = content.columns.last?.array.elements(as: Double.self) else { return nil }
    // Any names will do for the columns before it, as long as they are the right ones.
    let names = wanted.dropLast()
    let fields = names.enumerated().map { index, column in
      XDIField(family: "Column", key: "\(index + 1)", value: column.name)
    }
    let others = content.fields.filter { XDIColumns.number(of: $0) == nil }
    guard let outer = XDIColumns(fields: fields + others, labels: nil, count: names.count).outer,
      outer.label == last.name, outer.unit == last.unit
    else { return nil }
    return values
  }

  // MARK: Fields and labels

  /// Tries what the file said before; true when it still says the right names and units.
  private mutating func keep(_ wanted: [Wanted]) -> Bool {
    guard isFromXDI else { return false }
    if content.labels != nil, says(wanted) { return true }
    content.labels = labelLine(wanted)
    return says(wanted)
  }

  /// Writes new fields: for the columns whose fields are missing or wrong, and if need be for all.
  private mutating func rename(_ wanted: [Wanted]) {
    removeNumbered { $0 > wanted.count }
    content.labels = nil
    let names = XDIColumns(fields: content.fields, labels: nil, count: wanted.count)
    let numbered = XDIColumns.numbered(content.fields)
    let right = wanted.indices.filter { index in
      numbered[index + 1] != nil && names.fieldLabels[index] != nil && names.names[index] == wanted[index].name
        && names.units[index] == wanted[index].unit
    }
    generate(wanted, except: Set(right))
    content.labels = labelLine(wanted)
    guard !says(wanted) else { return }
    generate(wanted, except: [])
    content.labels = labelLine(wanted)
  }

  private mutating func generate(_ wanted: [Wanted], except right: Set<Int>) {
    removeNumbered { !right.contains($0 - 1) }
    let fields = wanted.indices.filter { !right.contains($0) }.map { index -> XDIContent.HeaderItem in
      let text = wanted[index].unit.map { "\(wanted[index].name) \($0)" } ?? wanted[index].name
      return .field(XDIField(family: "Column", key: "\(index + 1)", value: text))
    }
    content.header.insert(contentsOf: fields, at: 0)
  }

  private mutating func removeNumbered(_ isUnwanted: (Int) -> Bool) {
    content.header.removeAll { item in
      guard case .field(let field) = item, let number = XDIColumns.number(of: field) else { return false }
      return isUnwanted(number)
    }
  }

  private func says(_ wanted: [Wanted]) -> Bool {
    if content.rowCount == 0, XDIColumns.count(fields: content.fields, labels: content.labels) != wanted.count {
      return false
    }
    let names = XDIColumns(fields: content.fields, labels: content.labels, count: wanted.count)
    return zip(names.names, names.units).map { Wanted(name: $0, unit: $1) } == wanted
  }

  /// What the fields say where there are some, else the names.
  private func labelLine(_ wanted: [Wanted]) -> [String]? {
    guard !wanted.isEmpty else { return nil }
    let names = XDIColumns(fields: content.fields, labels: nil, count: wanted.count)
    return zip(names.fieldLabels, wanted).map { $0 ?? $1.name }
  }
}
