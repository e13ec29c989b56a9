/// XDI metadata of a record from the metadata nodes of a measurement, whatever format they came from.
import Bytes
import DataModel

extension AthenaXDI {
  /// Whether the nodes say that there was a hash, though perhaps an empty one.
  static func isStated(_ nodes: [MetadataNode]) -> Bool { nodes.contains(where: isHash) }

  private static func isHash(_ node: MetadataNode) -> Bool {
    node.name == AthenaProject.Node.xdi && node.text(ofAttribute: ProjectLiteral.Mark.className) != nil
  }

  /// What nodes of a measurement say; nil when nothing of it has a place in the hash.
  init?(nodes: [MetadataNode]) {
    var families: [MetadataNode] = []
    for node in nodes {
      if Self.isHash(node) {
        className = node.text(ofAttribute: ProjectLiteral.Mark.className) ?? Self.standardClass
        others = ProjectLiteral(node, depth: 1).members ?? []
      } else if node.name == AthenaProject.Node.comments, let text = node.value?.text, !text.isEmpty {
        comments = text
      } else if node.value == nil {
        families.append(node)
      }
    }
    self.families = Self.canonical(families)
    if isEmpty, !Self.isStated(nodes) { return nil }
  }

  /// Families as a hash has them: each once, and in it each key once, the last one counting. Values become text.
  static func canonical(_ nodes: [MetadataNode]) -> [MetadataNode] {
    var result: [MetadataNode] = []
    var places: [String: Int] = [:]
    var keys: [[String: Int]] = []
    for node in nodes {
      let children = node.children.compactMap(plain)
      guard !children.isEmpty else { continue }
      let place = places[node.name] ?? result.count
      if place == result.count {
        places[node.name] = place
        result.append(MetadataNode(node.name))
        keys.append([:])
      }
      for child in children {
        if let index = keys[place][child.name] {
          result[place].children[index] = child
        } else {
          keys[place][child.name] = result[place].children.count
          result[place].children.append(child)
        }
      }
    }
    return result
  }

  private static func plain(_ node: MetadataNode) -> MetadataNode? {
    switch node.value {
    case nil: return nil
    case .missing?: return MetadataNode(node.name, .missing)
    case .text(let text)?: return MetadataNode(node.name, .text(withUnit(text, node)))
    case .array(let array)?:
      guard array.count == 1 else { return nil }
      return MetadataNode(node.name, .text(withUnit(MetadataValue.array(array).display, node)))
    }
  }

  private static func withUnit(_ text: String, _ node: MetadataNode) -> String {
    node.unit.map { $0.isEmpty ? text : "\(text) \($0)" } ?? text
  }
}
