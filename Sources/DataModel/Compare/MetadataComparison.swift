import Bytes

/// Two metadata trees. Order and repeats count: the n-th value under a key is compared with the n-th.
struct MetadataComparison {
  let options: ComparisonOptions

  func differences(_ a: Metadata, _ b: Metadata, path: String) -> [Difference] {
    guard a != b else { return [] }
    let left = statements(a)
    let right = statements(b)
    var result = valueDifferences(left, right, path: path)
    if result.isEmpty {
      let leftOrder = left.map(\.key)
      let rightOrder = right.map(\.key)
      if leftOrder != rightOrder {
        let index = zip(leftOrder, rightOrder).prefix { $0 == $1 }.count
        result.append(
          Difference(
            .metadata, path, a: "order: \(leftOrder[index]) is number \(index + 1)",
            b: "order: \(rightOrder[index]) is number \(index + 1)"))
      } else if options.ignoredKeys.isEmpty {
        result.append(Difference(.metadata, path, a: "keys in groups", b: "the same keys in other groups"))
      }
    }
    return result
  }

  /// What says something: values, and groups that carry attributes.
  private func statements(_ metadata: Metadata) -> [(key: String, node: MetadataNode)] {
    metadata.flattened { $0.value != nil || $0.unit != nil || !$0.attributes.isEmpty }
      .filter { !options.ignores($0.key) }
  }

  private func valueDifferences(
    _ left: [(key: String, node: MetadataNode)], _ right: [(key: String, node: MetadataNode)], path: String
  ) -> [Difference] {
    var result: [Difference] = []
    var unmatched = Dictionary(grouping: right, by: \.key).mapValues { $0.map(\.node)[...] }
    for (key, node) in left {
      guard let twin = unmatched[key]?.popFirst() else {
        result.append(Difference(.metadata, "\(path)/\(key)", a: describe(node), b: nil))
        continue
      }
      if !isSame(node, twin) {
        result.append(Difference(.metadata, "\(path)/\(key)", a: describe(node), b: describe(twin)))
      }
    }
    for (key, _) in right {
      guard let extra = unmatched[key]?.popFirst() else { continue }
      // Matched twins come first in the list of equal keys, so what is left over is what `a` lacks.
      result.append(Difference(.metadata, "\(path)/\(key)", a: nil, b: describe(extra)))
    }
    return result
  }

  private func isSame(_ a: MetadataNode, _ b: MetadataNode) -> Bool {
    a.value == b.value && a.unit == b.unit && a.attributes == b.attributes
  }

  private func describe(_ node: MetadataNode) -> String {
    var text = node.value?.display ?? ""
    if case .missing? = node.value { text = "(missing)" }
    if case .array(let array)? = node.value { text += " (\(array.type.rawValue))" }
    if let unit = node.unit { text += " \(unit)" }
    for attribute in node.attributes { text += " @\(attribute.name)=\(attribute.value.display)" }
    return text
  }
}
