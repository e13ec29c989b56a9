import Bytes
import DataModel

/// Metadata trees and values.
extension MetaXMLReader {
  /// The reader of events limits how deep elements lie in each other, so this recursion is bounded.
  mutating func readMetadata() throws(FormatError) -> Metadata {
    var metadata = Metadata()
    while let tag = try events.child() {
      if tag.name == "item" { metadata.nodes.append(try readItem(tag)) } else { try events.skip() }
    }
    return metadata
  }

  private mutating func readItem(_ tag: MetaXMLEvents.Tag) throws(FormatError) -> MetadataNode {
    var node = MetadataNode(tag["name"] ?? "", unit: tag["unit"], line: tag["line"].flatMap { Int($0) })
    while let child = try events.child() {
      switch child.name {
      case "item": node.children.append(try readItem(child))
      case "attribute":
        let value = try readOnlyValue()
        node.attributes.append(MetadataAttribute(child["name"] ?? "", value ?? .missing))
      default: node.value = try readValue(child) ?? node.value
      }
    }
    return node
  }

  /// The value inside an element that holds one and nothing else.
  mutating func readOnlyValue() throws(FormatError) -> MetadataValue? {
    var value: MetadataValue?
    while let tag = try events.child() { value = try readValue(tag) ?? value }
    return value
  }

  /// The value that an element is; nil when it is none. Reads to its end.
  private mutating func readValue(_ tag: MetaXMLEvents.Tag) throws(FormatError) -> MetadataValue? {
    switch tag.name {
    case "text": return .text(try events.text())
    case "missing":
      try events.skip()
      return .missing
    case "numbers": return try readNumbers(tag)
    case "texts": return try readTexts(tag)
    default:
      try events.skip()
      return nil
    }
  }

  private mutating func readNumbers(_ tag: MetaXMLEvents.Tag) throws(FormatError) -> MetadataValue {
    let text = try events.rawText()
    let shape = readShape(tag)
    if let type = tag["type"].flatMap({ ElementType(rawValue: $0) }),
      let array = MetaXMLNumbers.array(text, type: type, shape: shape)
    {
      return .array(array)
    }
    findings.append(
      Finding(
        MetaXMLFinding.value, "these are not the numbers that type and shape declare; they were read as text",
        at: Finding.Location(line: tag.line), expected: "\(tag["type"] ?? "no type") \(shape)",
        found: String(text.prefix(80))))
    return .text(text)
  }

  private mutating func readTexts(_ tag: MetaXMLEvents.Tag) throws(FormatError) -> MetadataValue {
    var texts: [String] = []
    while let child = try events.child() {
      if child.name == "text" { texts.append(try events.text()) } else { try events.skip() }
    }
    let shape = readShape(tag)
    let array = TypedArray(texts, shape: shape)
    if array.shape != shape {
      findings.append(
        Finding(
          MetaXMLFinding.value, "there are not as many texts as the shape declares; they were read as a list",
          at: Finding.Location(line: tag.line), expected: "\(shape)", found: "\(texts.count)"))
    }
    return .array(array)
  }

  /// The shape of an element; empty for a scalar.
  mutating func readShape(_ tag: MetaXMLEvents.Tag) -> [Int] {
    guard let text = tag["shape"] else { return [] }
    let words = text.split(whereSeparator: \.isWhitespace)
    let shape = words.compactMap { Int($0) }
    if shape.count == words.count, !words.isEmpty, shape.allSatisfy({ $0 >= 0 }) { return shape }
    findings.append(
      Finding(
        MetaXMLFinding.value, "this is no shape", at: Finding.Location(line: tag.line),
        expected: "lengths with blanks between", found: String(text.prefix(80))))
    return [0]
  }
}
