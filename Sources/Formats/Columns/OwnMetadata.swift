/// Metadata of two levels as lines that Edgewise writes about it, each value with its type.
import Bytes
import DataModel

enum OwnMetadata {
  // MARK: What such lines hold

  /// Values at depth 1 and 2. Of arrays the text that a person reads remains.
  static func projection(_ metadata: Metadata) -> Metadata {
    var result = Metadata()
    for node in metadata.nodes {
      if node.value != nil { result.nodes.append(plain(node)) }
      // A node with a value of its own cannot be a family: its children become one of the same name.
      for child in node.children where child.value != nil { result.append(plain(child), toFamily: node.name) }
    }
    return result
  }

  private static func plain(_ node: MetadataNode) -> MetadataNode {
    var value = node.value
    if case .array(let array) = value, !array.isScalar || array.type.isComplex { value = .text(value?.display ?? "") }
    return MetadataNode(node.name, value, unit: node.unit, line: node.line)
  }

  // MARK: Lines

  /// The line for a value of a family, or of none.
  static func line(_ node: MetadataNode, family: String?) -> EdgewiseLine {
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
  static func add(_ own: EdgewiseLine, to metadata: inout Metadata) -> Bool {
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

  typealias Item = (family: String?, node: MetadataNode)

  /// The values, each with its family.
  static func items(_ metadata: Metadata) -> [Item] {
    metadata.nodes.flatMap { node -> [Item] in
      let own: [Item] = node.value == nil ? [] : [(nil, node)]
      return own + node.children.map { (node.name, $0) }
    }
  }
}
