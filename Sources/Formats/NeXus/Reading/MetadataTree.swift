import Bytes
import DataModel
import HDF5

/// Everything of an entry that is no channel, as a metadata tree: groups, fields, attributes, links.
struct MetadataTree {
  private let entry: EntryObject
  private let channelPaths: Set<String>
  private let entryPath: String
  private(set) var findings: [Finding] = []

  init(entry: EntryObject, channelPaths: Set<String>, entryPath: String) {
    self.entry = entry
    self.channelPaths = channelPaths
    self.entryPath = entryPath
  }

  /// The tree. Attributes of the entry itself become nodes whose names begin with `@`.
  mutating func read() -> Metadata {
    var nodes = entry.attributes.map { MetadataNode("@" + $0.name, $0.value) }
    nodes += children(of: entry)
    return Metadata(nodes)
  }

  private mutating func children(of object: EntryObject) -> [MetadataNode] {
    guard case .group(_, let children) = object.content else { return [] }
    var nodes: [MetadataNode] = []
    for child in children {
      if let node = node(for: child) { nodes.append(node) }
    }
    return nodes
  }

  private mutating func node(for object: EntryObject) -> MetadataNode? {
    var attributes = object.attributes
    if let target = object.linkTarget { attributes.append(MetadataAttribute("@link", .text(target))) }
    switch object.content {
    case .group:
      return MetadataNode(object.name, nil, attributes: attributes, children: children(of: object))
    case .alias(let path):
      // Channels list their other paths themselves.
      if channelPaths.contains(path) { return nil }
      return MetadataNode(object.name, .text(path), attributes: attributes + [MetadataAttribute("@alias", .text(path))])
    case .nothing:
      return MetadataNode(object.name, .missing, attributes: attributes)
    case .dataset(let dataset):
      if channelPaths.contains(object.path) { return nil }
      let unit = attributes.first { $0.name == "units" }?.value.text
      if unit != nil { attributes.removeAll { $0.name == "units" } }
      return MetadataNode(object.name, value(of: dataset, at: object.path), unit: unit, attributes: attributes)
    }
  }

  private mutating func value(of dataset: Dataset, at path: String) -> MetadataValue {
    if dataset.isNull { return .missing }
    guard dataset.elementType != nil else {
      findings.append(
        Finding(
          NeXusFinding.unsupportedType, "a dataset of type \(dataset.datatype) was not read",
          at: .init(path: EntryPath.join(entryPath, path))))
      return .missing
    }
    do throws(HDF5Error) {
      return MetadataValue(try dataset.read(byteLimit: Self.byteLimit))
    } catch {
      findings.append(
        Finding(NeXusFinding.unreadableObject, error.message, at: .init(path: EntryPath.join(entryPath, path))))
      return .missing
    }
  }

  private static let byteLimit = 16 << 20
}
