/// What a file says in words: an ordered tree. Repeated names are legal; typed views never replace the text.
public struct Metadata: Sendable, Hashable {
  public var nodes: [MetadataNode]

  public init(_ nodes: [MetadataNode] = []) { self.nodes = nodes }

  public var isEmpty: Bool { nodes.isEmpty }

  /// Every node that has a value, in order, under its names joined with `.`.
  public func flattened() -> [(key: String, node: MetadataNode)] {
    flattened { $0.value != nil }
  }

  /// Every node that `isWanted`, in order, under its names joined with `.`.
  func flattened(where isWanted: (MetadataNode) -> Bool) -> [(key: String, node: MetadataNode)] {
    var result: [(key: String, node: MetadataNode)] = []
    // An explicit stack: trees come from files, and files can be deep.
    var pending = nodes.reversed().map { (key: $0.name, node: $0) }
    while let (key, node) = pending.popLast() {
      if isWanted(node) { result.append((key, node)) }
      for child in node.children.reversed() { pending.append((key + "." + child.name, child)) }
    }
    return result
  }

  /// The first value under `key` (names joined with `.`, compared without regard to case).
  public func first(_ key: String) -> MetadataNode? {
    let wanted = key.lowercased()
    return flattened().first { $0.key.lowercased() == wanted }?.node
  }

  /// The text of the first value under `key`.
  public func text(_ key: String) -> String? { first(key)?.value?.text }

  /// Adds `family.key`, below the last family of that name if it is the latest node, so that the order of the
  /// source is kept: families that come back later in the file come back later in the tree.
  public mutating func append(_ node: MetadataNode, toFamily family: String) {
    if let last = nodes.last, last.name == family, last.value == nil {
      nodes[nodes.count - 1].children.append(node)
    } else {
      nodes.append(MetadataNode(family, children: [node]))
    }
  }
}

/// One name in a metadata tree. Two nodes are equal when they say the same, wherever they stood in their files.
public struct MetadataNode: Sendable {
  public var name: String
  /// Nil for a name that only groups others.
  public var value: MetadataValue?
  public var unit: String?
  public var attributes: [MetadataAttribute]
  public var children: [MetadataNode]
  /// The line (from 1) that it was read from; nil for formats without lines.
  public var line: Int?

  public init(
    _ name: String, _ value: MetadataValue? = nil, unit: String? = nil, attributes: [MetadataAttribute] = [],
    children: [MetadataNode] = [], line: Int? = nil
  ) {
    self.name = name
    self.value = value
    self.unit = unit
    self.attributes = attributes
    self.children = children
    self.line = line
  }
}

extension MetadataNode: Hashable {
  public static func == (left: MetadataNode, right: MetadataNode) -> Bool {
    left.name == right.name && left.value == right.value && left.unit == right.unit
      && left.attributes == right.attributes && left.children == right.children
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(value)
    hasher.combine(children.count)
  }
}

/// A property of a metadata value, such as an HDF5 attribute.
public struct MetadataAttribute: Sendable, Hashable {
  public var name: String
  public var value: MetadataValue

  public init(_ name: String, _ value: MetadataValue) {
    self.name = name
    self.value = value
  }
}
