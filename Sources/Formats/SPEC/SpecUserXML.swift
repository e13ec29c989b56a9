/// The XML that some beamlines write into `#UXML` comments, as a tree of metadata.
import DataModel
import XML

enum SpecUserXML {
  /// The name of the node around the elements of one block of lines.
  static let name = "UXML"

  /// The tree of a block of lines; nil when they are not well-formed.
  static func node(_ text: String, line: Int) -> MetadataNode? {
    var options = XMLReader.Options()
    options.maximumDepth = 64
    do throws(XMLError) {
      // A block holds any number of elements side by side.
      let root = try XMLElement(parsing: Array("<\(name)>\(text)</\(name)>".utf8), options: options)
      var node = node(root)
      node.line = line
      return node
    } catch {
      return nil
    }
  }

  private static func node(_ element: XMLElement) -> MetadataNode {
    let text = element.text.split { $0.isWhitespace }.joined(separator: " ")
    var attributes = element.attributes.map { MetadataAttribute($0.name.local, .text($0.value)) }
    // A group or dataset is known by its name, and a value by its unit.
    func take(_ key: String) -> String? {
      guard let index = attributes.firstIndex(where: { $0.name == key }) else { return nil }
      return attributes.remove(at: index).value.text
    }
    let ownName = take("name")
    let unit = take("unit") ?? take("units")
    if ownName != nil { attributes.insert(MetadataAttribute("element", .text(element.name.local)), at: 0) }
    let children = element.elements.map(node)
    return MetadataNode(
      ownName.flatMap { $0.isEmpty ? nil : $0 } ?? element.name.local,
      text.isEmpty && !children.isEmpty ? nil : .text(text), unit: unit, attributes: attributes, children: children)
  }
}
