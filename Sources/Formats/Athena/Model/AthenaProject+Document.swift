/// Turns a project into a document: the one way for reader and projection.
import Bytes
import DataModel

extension AthenaProject {
  /// Names of metadata nodes.
  enum Node {
    static let flavour = "flavour"
    static let header = "header"
    static let version = "version"
    static let created = "created"
    static let environment = "using"
    static let headerLine = "line"
    static let defaults = "default_parameters"
    static let sigil = "sigil"
    static let group = "group"
    static let arguments = "args"
    static let statements = "statements"
    static let arrays = "arrays"
    static let comments = "comments"
    static let comment = "comment"
    static let xdi = "xdi"
    static let journal = "journal"
    static let text = "text"
  }

  func document(origin: Origin, findings: [Finding] = []) -> Document {
    let program = AthenaSteps.Program(header: header)
    return Document(
      origin: origin, metadata: metadata, measurements: records.map { $0.measurement(program) }, findings: findings)
  }

  private var metadata: Metadata {
    var nodes = [MetadataNode(Node.flavour, .text(flavour.rawValue))]
    nodes.append(
      MetadataNode(
        Node.header,
        children: header.enumerated().map { index, line in
          MetadataNode(Self.nameOfHeaderLine(line), .text(line), line: index + 1)
        }))
    nodes += defaults.map { record in
      MetadataNode(
        Node.defaults,
        children: record.metadataNodes
          + [
            MetadataNode(
              Node.arrays, children: record.arrays.map { MetadataNode($0.name, .array(TypedArray($0.values))) })
          ], line: record.line)
    }
    nodes += statements.map(\.node)
    return Metadata(nodes)
  }

  private static func nameOfHeaderLine(_ line: String) -> String {
    let words = line.lowercased()
    if words.contains("athena project file") || words.contains("athena record file") { return Node.version }
    if words.contains("file created at") { return Node.created }
    return words.hasPrefix("# using ") ? Node.environment : Node.headerLine
  }
}

extension ProjectStatement {
  var node: MetadataNode {
    value.node(
      name, attributes: [MetadataAttribute(AthenaProject.Node.sigil, .text(sigil))], line: line)
  }

  /// The statement of a node that a reader made; nil for any other.
  init?(_ node: MetadataNode) {
    guard let sigil = node.text(ofAttribute: AthenaProject.Node.sigil) else { return nil }
    self.init(sigil: sigil, name: node.name, value: ProjectLiteral(node), line: node.line)
  }
}

extension AthenaRecord {
  /// What the record says in words.
  var metadataNodes: [MetadataNode] {
    typealias Node = AthenaProject.Node
    var nodes = [
      MetadataNode(Node.group, .text(group), line: line), arguments.literal.node(Node.arguments, line: line),
    ]
    if !others.isEmpty {
      nodes.append(
        MetadataNode(
          Node.statements, attributes: [MetadataAttribute(ProjectLiteral.Mark.literal, .text(Node.statements))],
          children: others.map(\.node)))
    }
    guard let xdi = xdi ?? AthenaXDI(salvaging: arguments) else { return nodes }
    nodes += xdi.families
    if let comments = xdi.comments { nodes.append(MetadataNode(Node.comments, .text(comments))) }
    let isPlain = xdi.others.isEmpty && xdi.className == AthenaXDI.standardClass
    if self.xdi != nil, xdi.isEmpty || !isPlain {
      nodes.append(ProjectLiteral.hash(xdi.others, name: xdi.className).node(Node.xdi))
    }
    return nodes
  }

  func measurement(_ program: AthenaSteps.Program) -> Measurement {
    let kind = AthenaRecordKind(arguments)
    let detection = AthenaDetection(arguments)
    var measurement = Measurement(selector: group, title: title)
    measurement.channels = channels(kind, detection)
    measurement.signals = signals(kind, detection)
    measurement.metadata = Metadata(metadataNodes)
    measurement.steps = AthenaSteps.steps(arguments, kind: kind, program: program)
    measurement.references = references
    let xdi = xdi ?? AthenaXDI(salvaging: arguments)
    measurement.startTime = xdi?.text("scan", "start_time")
    measurement.endTime = xdi?.text("scan", "end_time")
    return measurement
  }

  private func channels(_ kind: AthenaRecordKind, _ detection: AthenaDetection) -> [Channel] {
    let length = pointCount
    return arrays.map { array in
      var channel = Channel(
        name: array.name, dimensions: [array.values.count == length ? .point : Dimension(array.name + "_point")],
        values: Values(array.values), metadata: array.metadata)
      switch array.name {
      case "x":
        channel.role = kind.abscissa
        channel.unit = kind.abscissaUnit
      case "y":
        channel.role = kind.data
        let deviation = self.array("stddev")
        if deviation?.values.count == array.values.count, !array.values.isEmpty {
          channel.uncertainty = .channel("stddev")
        }
      case "i0": channel.role = .i0
      case "signal": channel.role = copiesData(array) ? .other : detection.role
      default: channel.role = .stddev
      }
      return channel
    }
  }

  /// The number of points: that of the abscissa, failing that of the data.
  var pointCount: Int? { (array("x") ?? array("y"))?.values.count }

  /// Larch writes the data once more where the detector should be.
  func copiesData(_ array: AthenaArray) -> Bool {
    guard array.name == "signal", !array.values.isEmpty, let data = self.array("y") else { return false }
    return array.values == data.values
  }

  private func signals(_ kind: AthenaRecordKind, _ detection: AthenaDetection) -> [Signal] {
    guard let data = array("y"), !data.values.isEmpty else { return [] }
    let element = AthenaElement(arguments)
    return [
      Signal(
        name: kind.data == .other ? "y" : kind.data.rawValue, expression: "y", mode: detection.mode,
        element: element.symbol, edge: element.edge)
    ]
  }

  /// Ties to other records.
  private var references: [Reference] {
    Self.referenceArguments.compactMap { row in
      guard let key = arguments.text(row.keys), AthenaSteps.isRecord(key) else { return nil }
      return Reference(row.relation, to: .init(selector: key))
    }
  }

  static let referenceArguments: [(relation: Reference.Relation, keys: [String])] = [
    (.referenceFoil, ["referencegroup", "reference"]), (.standard, ["bkg_stan"]),
  ]
}

/// The absorber that the parameters name.
struct AthenaElement: Equatable {
  var symbol: String?
  var edge: String?

  /// What Athena writes when it does not know the absorber.
  static let unset = "H"

  init(_ arguments: AthenaArguments) {
    let symbols = ["bkg_z", "atsym"].compactMap { arguments.text($0) }.filter { $0 != Self.unset }
    guard let element = symbols.lazy.compactMap({ Element(symbol: $0) }).first else { return }
    symbol = element.symbol
    edge = arguments.text("fft_edge", "edge").flatMap { text in
      EdgeLabel(parsing: text).map { _ in text.uppercased() }
    }
  }
}
