import DataModel

extension Metadata {
  /// What the tree says, in order, under names joined with `.`: every node with a value, a unit or attributes.
  var entries: [(key: String, node: MetadataNode)] {
    var result: [(key: String, node: MetadataNode)] = []
    // An explicit stack: trees come from files, and files can be deep.
    var pending = nodes.reversed().map { (key: $0.name, node: $0) }
    while let (key, node) = pending.popLast() {
      if node.value != nil || node.unit != nil || !node.attributes.isEmpty { result.append((key, node)) }
      for child in node.children.reversed() { pending.append((key + "." + child.name, child)) }
    }
    return result
  }
}
