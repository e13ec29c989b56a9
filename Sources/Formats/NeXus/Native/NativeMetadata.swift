import Bytes
import DataModel
import HDF5

/// A metadata tree as an NXcollection: a group for each name that groups others, a dataset for each value.
///
/// Groups track the order of creation, so the tree keeps the order of its source. A node with both a value and
/// children is a group whose attribute `edgewise_value` names the dataset that holds the value.
enum NativeMetadata {
  static func write(_ metadata: Metadata, as name: String, part: Native.Part, into entry: Group) throws(HDF5Error) {
    guard !metadata.isEmpty else { return }
    let collection = try entry.createGroup(name, class: "NXcollection")
    try collection.attributes.write(Native.part, text: part.rawValue)
    try write(metadata.nodes, into: collection)
  }

  static func read(_ collection: Group) throws(HDF5Error) -> Metadata {
    Metadata(try readNodes(of: collection, skipping: nil, depth: 0))
  }

  /// The metadata of single channels, in groups numbered like the channels.
  static func writePerChannel(_ channels: [Channel], into entry: Group) throws(HDF5Error) {
    guard channels.contains(where: { !$0.metadata.isEmpty }) else { return }
    let collection = try entry.createGroup(EntryNames.channelMetadata, class: "NXcollection")
    try collection.attributes.write(Native.part, text: Native.Part.channelMetadata.rawValue)
    var names = NameAllocator()
    for (index, channel) in channels.enumerated() where !channel.metadata.isEmpty {
      let group = try collection.createGroup(names.claim(channel.name), class: "NXcollection")
      try group.attributes.write(Native.Channel.index, number: Int32(clamping: index))
      try write(channel.metadata.nodes, into: group)
    }
  }

  static func readPerChannel(_ collection: Group) throws(HDF5Error) -> [Int: Metadata] {
    var result: [Int: Metadata] = [:]
    for link in try collection.links() {
      guard case .group(let group) = try collection.open(link),
        let index = try group.attributes.integer(Native.Channel.index)
      else { continue }
      result[index] = Metadata(try readNodes(of: group, skipping: nil, depth: 0))
    }
    return result
  }
}

// MARK: - Writing

extension NativeMetadata {
  /// On the group of a node that has a value besides its children: the name of the value's dataset.
  private static let valueName = "edgewise_value"
  /// On the dataset of a node whose value the source declared missing.
  private static let missing = "edgewise_missing"

  private static func write(_ nodes: [MetadataNode], into group: Group) throws(HDF5Error) {
    var names = NameAllocator()
    for node in nodes {
      let name = names.claim(node.name)
      if let value = node.value, node.children.isEmpty {
        let dataset = try write(value, named: name, into: group)
        try describe(node, storedAs: name, dataset.attributes)
        continue
      }
      let child = try group.createGroup(name, class: "NXcollection")
      try describe(node, storedAs: name, child.attributes)
      guard let value = node.value else {
        try write(node.children, into: child)
        continue
      }
      try child.attributes.write(valueName, text: valueName)
      _ = try write(value, named: valueName, into: child)
      try write(node.children, into: child)
    }
  }

  private static func write(
    _ value: MetadataValue, named name: String, into group: Group
  ) throws(HDF5Error) -> Dataset {
    guard let array = value.stored else {
      let dataset = try group.createDataset(name, text: "")
      try dataset.attributes.write(missing, number: Int8(1))
      return dataset
    }
    return try group.createDataset(name, array)
  }

  private static func describe(
    _ node: MetadataNode, storedAs name: String, _ attributes: Attributes
  ) throws(HDF5Error) {
    if name != node.name { try attributes.write(Native.name, text: node.name) }
    if let unit = node.unit { try attributes.write("units", text: unit) }
    // Groups of the tree are NXcollection, whatever class their source had, so that no validator judges them.
    var taken: Set<String> = ["NX_class", "units", missing, valueName, Native.name]
    for (number, attribute) in node.attributes.enumerated() {
      let isPlain =
        !attribute.name.isEmpty && !attribute.name.hasPrefix(Native.attributePrefix)
        && !attribute.name.utf8.contains(0) && taken.insert(attribute.name).inserted
      let stored = isPlain && attribute.value != .missing ? attribute.name : "\(Native.attributePrefix)\(number)"
      if stored != attribute.name { try attributes.write(stored + "_name", text: attribute.name) }
      if let value = attribute.value.stored {
        try attributes.write(stored, value)
      } else {
        try attributes.write(stored + "_missing", number: Int8(1))
      }
    }
  }
}

// MARK: - Reading

extension NativeMetadata {
  private static let depthLimit = EntrySurvey.depthLimit + 8

  private static func readNodes(of group: Group, skipping: String?, depth: Int) throws(HDF5Error) -> [MetadataNode] {
    guard depth < depthLimit else { return [] }
    var nodes: [MetadataNode] = []
    for link in try group.links() where link.name != skipping {
      guard case .hard = link.kind else { continue }
      switch try group.open(link) {
      case .dataset(let dataset): nodes.append(try readNode(dataset, named: link.name))
      case .group(let child): nodes.append(try readNode(child, named: link.name, depth: depth))
      case .namedDatatype: continue
      }
    }
    return nodes
  }

  private static func readNode(_ dataset: Dataset, named name: String) throws(HDF5Error) -> MetadataNode {
    var node = try described(name, dataset.attributes)
    node.value = try dataset.attributes.contains(missing) ? .missing : MetadataValue(try dataset.read())
    return node
  }

  private static func readNode(_ group: Group, named name: String, depth: Int) throws(HDF5Error) -> MetadataNode {
    var node = try described(name, group.attributes)
    let value = try group.attributes.text(valueName)
    if let value {
      let dataset = try group.dataset(value)
      node.value = try dataset.attributes.contains(missing) ? .missing : MetadataValue(try dataset.read())
    }
    node.children = try readNodes(of: group, skipping: value, depth: depth + 1)
    return node
  }

  private static func described(_ name: String, _ attributes: Attributes) throws(HDF5Error) -> MetadataNode {
    var node = MetadataNode(name)
    for stored in try attributes.names() {
      switch stored {
      case missing, valueName, "NX_class": continue
      case Native.name: node.name = try attributes.text(stored) ?? name
      case "units": node.unit = try attributes.text(stored)
      default: if let attribute = try attribute(stored, attributes) { node.attributes.append(attribute) }
      }
    }
    return node
  }

  private static func attribute(_ stored: String, _ attributes: Attributes) throws(HDF5Error) -> MetadataAttribute? {
    guard stored.hasPrefix(Native.attributePrefix) else {
      return MetadataAttribute(stored, MetadataValue(try attributes.read(stored)))
    }
    // `..._name` comes first and speaks for the value beside it.
    guard stored.hasSuffix("_name") else { return nil }
    let value = String(stored.dropLast("_name".count))
    let name = try attributes.text(stored) ?? ""
    if try attributes.contains(value + "_missing") { return MetadataAttribute(name, .missing) }
    return MetadataAttribute(name, MetadataValue(try attributes.read(value)))
  }
}
