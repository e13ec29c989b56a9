/// Turns what an XDI file holds into a document: the one way for reader and projection.
import Bytes
import DataModel

extension XDIContent {
  /// Names of metadata nodes that are no fields of the file.
  enum Node {
    static let xdi = "XDI"
    static let version = "version"
    static let applications = "applications"
    static let labels = "labels"
    static let comments = "comments"
    static let headerLine = "header_line"
    static let tableLine = "table_line"
    static let row = "row"
  }

  /// The document with one measurement.
  func document(origin: Origin, findings: [Finding] = []) -> Document {
    let fields = fields
    let index = XDIFieldIndex(fields)
    let names = XDIColumns(fields: fields, labels: labels, count: columns.count)
    let channels = channels(names)
    var measurement = Measurement(selector: "1", title: index.text("Sample.name"), channels: channels)
    measurement.startTime = index.text("Scan.start_time")
    measurement.endTime = index.text("Scan.end_time")
    let signals = SignalInference.signals(
      for: channels, element: index.text("Element.symbol").flatMap(XDIValues.element),
      edge: index.text("Element.edge").flatMap(XDIValues.edge))
    measurement.signals = XDIDetectorElements(self).ordered(signals, channels: channels)
    measurement.metadata = metadata(names)
    return Document(
      origin: origin, measurements: [measurement], findings: findings + DetectorElement.missingRates(channels))
  }

  private func channels(_ names: XDIColumns) -> [Channel] {
    let elements = XDIDetectorElements(self)
    var result = columns.enumerated().map { index, column in
      Self.channel(names.names[index], elements, unit: names.units[index], values: Values(column.array))
    }
    if let outer = names.outer, let name = outer.label {
      result.append(Self.channel(name, elements, unit: outer.unit, values: Values(self.outer)))
    }
    return result
  }

  private static func channel(
    _ name: String, _ elements: XDIDetectorElements, unit: String?, values: Values
  ) -> Channel {
    let entry = elements.entry(ofLabel: name) ?? role(ofLabel: name)
    return Channel(name: name, role: entry.role, qualifier: entry.qualifier, unit: unit, values: values)
  }

  /// The meaning that XDI defines for a label, else what the name means elsewhere.
  static func role(ofLabel label: String) -> RoleTable.Entry {
    let defined = RoleTable.entry(forXDILabel: label)
    return defined.role == .other ? RoleTable.entry(forColumn: label) ?? defined : defined
  }

  private func metadata(_ names: XDIColumns) -> Metadata {
    var tree = FamilyTree()
    func note(_ name: String, _ text: String?) {
      guard let text else { return }
      tree.append(MetadataNode(name, .text(text), line: version == nil ? nil : 1), toFamily: Node.xdi)
    }
    note(Node.version, version)
    note(Node.applications, version == nil ? nil : applications)
    note(Node.labels, names.labelLineDisagrees ? labels?.joined(separator: " ") : nil)
    for item in header {
      switch item {
      case .field(let field):
        tree.append(MetadataNode(field.key, .text(field.value), line: field.line), toFamily: field.family)
      case .line(let text, let number):
        tree.append(MetadataNode(Node.headerLine, .text(text), line: number))
      }
    }
    if let comments, !comments.isEmpty {
      tree.append(MetadataNode(Node.comments, .text(comments.joined(separator: "\n"))))
    }
    for line in tableLines {
      tree.append(
        MetadataNode(
          Node.tableLine, .text(line.text),
          attributes: [MetadataAttribute(Node.row, .integer(Int64(line.rowsBefore)))], line: line.number))
    }
    return Metadata(tree.finished())
  }
}

/// Groups fields of one family that follow each other, in time that does not grow with the family's size.
private struct FamilyTree {
  private var nodes: [MetadataNode] = []
  private var family: String?
  private var children: [MetadataNode] = []

  mutating func append(_ node: MetadataNode, toFamily name: String) {
    if name != family { close() }
    family = name
    children.append(node)
  }

  mutating func append(_ node: MetadataNode) {
    close()
    nodes.append(node)
  }

  mutating func finished() -> [MetadataNode] {
    close()
    return nodes
  }

  private mutating func close() {
    if let family { nodes.append(MetadataNode(family, children: children)) }
    family = nil
    children = []
  }
}
