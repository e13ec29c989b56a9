import Validation
import XML

/// What a definition asks for, without a word of what it says about it; one line for each element, in an order of its own.
struct DefinitionInterface {
  let lines: [String]

  init(_ document: NXDLDocument) {
    lines = document.nodes.isEmpty ? [] : Self.lines(of: 0, in: document)
  }

  private static func lines(of index: Int, in document: NXDLDocument) -> [String] {
    let node = document.nodes[index]
    let own = ([node.element.rawValue] + attributes(of: node).sorted()).joined(separator: " ")
    let inner = node.children.map { lines(of: $0, in: document) }.sorted { $0.lexicographicallyPrecedes($1) }
    return [own] + inner.flatMap { $0.map { "  " + $0 } }
  }

  /// What README.md of Schemas/nexus says that differs on purpose.
  private static func attributes(of node: NXDLDocument.Node) -> [String] {
    node.attributes.compactMap { attribute in
      let (name, value) = (attribute.name.local, attribute.value)
      switch (node.element, name) {
      case (.field, "signal"), (.field, "axes"), (.field, "axis"), (.field, "primary"): return nil
      case (_, "nameType") where value == "specified": return nil
      case (_, "deprecated"): return "deprecated"
      case (.group, "type") where ["NXCollection", "NXemission_lines"].contains(value): return "type=NXcollection"
      default: return "\(name)=\(value)"
      }
    }
  }
}
