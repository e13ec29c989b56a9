import Bytes
import DataModel

/// Metadata trees and values as elements.
extension MetaXMLOutput {
  mutating func write(_ metadata: Metadata) throws(FormatError) {
    guard !metadata.isEmpty else { return }
    try begin("metadata")
    for node in metadata.nodes { try write(node, depth: 1) }
    try end()
  }

  private mutating func write(_ node: MetadataNode, depth: Int) throws(FormatError) {
    guard depth <= MetaXML.depthLimit else {
      throw FormatError(.unwritable, "metadata are nested more than \(MetaXML.depthLimit) deep")
    }
    let isLeaf = node.children.isEmpty && node.attributes.isEmpty
    try begin("item", isInline: isLeaf)
    try attribute("name", node.name)
    try attribute("unit", node.unit)
    if let line = node.line, line > 0 { try attribute("line", line) }
    if let value = node.value { try write(value) }
    for attribute in node.attributes {
      try begin("attribute", isInline: true)
      try self.attribute("name", attribute.name)
      try write(attribute.value)
      try end()
    }
    for child in node.children { try write(child, depth: depth + 1) }
    try end()
  }

  mutating func write(_ value: MetadataValue) throws(FormatError) {
    switch value {
    case .missing:
      try begin("missing")
      try end()
    case .text(let text): try element("text", text)
    case .array(let array):
      try begin(array.type == .text ? "texts" : "numbers")
      if array.type != .text { try attribute("type", array.type.rawValue) }
      try attribute("shape", Self.text(ofShape: array.shape))
      if array.type == .text {
        for text in array.strings { try element("text", text) }
      } else {
        try text(MetaXMLNumbers.text(of: array))
      }
      try end()
    }
  }

  /// Nil for a scalar.
  static func text(ofShape shape: [Int]) -> String? {
    shape.isEmpty ? nil : shape.map(String.init).joined(separator: " ")
  }
}
