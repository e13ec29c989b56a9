// Writing trees and the commonest kind of element in one call.

extension XMLWriter {
  /// Writes an element that holds one text, or nothing when the text is empty.
  public mutating func element(
    _ name: XMLName, attributes: [XMLAttribute] = [], text: String = ""
  ) throws(XMLError) {
    try startElement(name, attributes: attributes)
    try self.text(text)
    try endElement()
  }

  /// Writes an element with all its content.
  public mutating func write(_ element: XMLElement) throws(XMLError) {
    try startElement(element.name, attributes: element.attributes, namespaces: element.namespaces)
    for child in element.children {
      switch child {
      case .element(let element): try write(element)
      case .text(let text): try self.text(text)
      case .cdata(let text): try cdata(text)
      case .comment(let text): try comment(text)
      case .processingInstruction(let target, let data): try processingInstruction(target: target, data: data)
      }
    }
    try endElement()
  }
}
