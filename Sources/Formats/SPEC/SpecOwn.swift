/// The lines in which Edgewise says about its own SPEC files what SPEC has no place for: `#U Edgewise.column: ...`.
import Bytes
import DataModel

enum SpecOwn {
  /// The comment in the file header of every file that Edgewise writes.
  static let marker = "Edgewise SPEC 1"
  private static let prefix = EdgewiseLine.family + "."

  /// An own line from a `#U` line; nil for the user's.
  static func line(_ line: SpecLine) -> EdgewiseLine? {
    guard line.rest.hasPrefix(prefix), let colon = line.rest.firstIndex(of: ":") else { return nil }
    let key = line.rest[..<colon].dropFirst(prefix.count)
    let text = line.rest[line.rest.index(after: colon)...]
    return EdgewiseLine(key: String(key), text: String(text), number: line.number)
  }

  /// The line as it is written.
  static func text(_ own: EdgewiseLine) -> String { "#U " + own.text }

  // MARK: Metadata

  /// The line for a value of a family, or of none.
  static func metadata(_ node: MetadataNode, family: String?) -> EdgewiseLine {
    var value: String?
    var type: String?
    switch node.value {
    case .text(let text): value = text
    case .array(let array) where array.isScalar:
      value = array.displayItem(at: 0)
      type = array.type.rawValue
    case .missing: type = "missing"
    case .array, nil: value = node.value?.display
    }
    return EdgewiseLine(
      .metadata, ["family": family, "key": node.name, "value": value, "type": type, "unit": node.unit])
  }

  /// Adds what a line says; false when it names no key, or no value of its type.
  static func addMetadata(_ own: EdgewiseLine, to metadata: inout Metadata) -> Bool {
    guard let key = own["key"], let value = value(own["value"] ?? "", type: own["type"]) else { return false }
    let node = MetadataNode(key, value, unit: own["unit"], line: own.number == 0 ? nil : own.number)
    if let family = own["family"] {
      metadata.append(node, toFamily: family)
    } else {
      metadata.nodes.append(node)
    }
    return true
  }

  private static func value(_ text: String, type: String?) -> MetadataValue? {
    guard let type else { return .text(text) }
    if type == "missing" { return .missing }
    guard let type = ElementType(rawValue: type), let array = scalar(text, type) else { return nil }
    return .array(array)
  }

  private static func scalar(_ text: String, _ type: ElementType) -> TypedArray? {
    switch type {
    case .int64: return Int64(text).map { TypedArray(scalar: $0) }
    case .uint64: return UInt64(text).map { TypedArray(scalar: $0) }
    case .text: return TypedArray(scalar: text)
    default: return NumberParser.double(text).map { TypedArray(scalar: $0) }?.converted(to: type)
    }
  }

  static func rejection(_ own: EdgewiseLine, _ reason: String) -> Finding {
    Finding(
      ColumnsFinding.badDeclaration, "This line of Edgewise was not used: \(reason).", at: .init(line: own.number))
  }
}
