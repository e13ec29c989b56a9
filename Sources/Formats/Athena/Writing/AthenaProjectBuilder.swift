/// Makes out of a document what a project can hold; what it cannot hold is left out.
import Bytes
import DataModel

struct AthenaProjectBuilder {
  private(set) var project = AthenaProject()
  /// Why values could not be read from their file, if so.
  private(set) var failure: BlockError?

  init(_ document: Document, _ options: WritingOptions) {
    if Self.isProject(document.metadata) {
      takeProject(document.metadata)
    } else {
      takeJournals(document.metadata)
    }
    var keys = AthenaGroupKeys()
    for measurement in document.measurements {
      do throws(BlockError) {
        guard let record = try record(measurement, document) else { continue }
        project.records.append(record)
        keys.add(record.group, of: measurement)
      } catch {
        failure = failure ?? error
      }
    }
    keys.assign(to: &project.records)
    AthenaNormalization.normalize(&project)
    // What is left of the header must still say what the file is.
    if !project.hasHeader || project.header.isEmpty { project.header = Self.header(options) }
  }

  private func record(_ measurement: Measurement, _ document: Document) throws(BlockError) -> AthenaRecord? {
    if let record = try AthenaRecord(ofProject: measurement) { return record }
    return try ForeignRecord(measurement, origin: measurement.origins.last ?? document.origin).record()
  }

  // MARK: What belongs to no record

  private static func isProject(_ metadata: Metadata) -> Bool {
    guard let first = metadata.nodes.first, first.name == AthenaProject.Node.flavour else { return false }
    return first.value?.text.flatMap(AthenaProject.Flavour.init(rawValue:)) != nil
  }

  private mutating func takeProject(_ metadata: Metadata) {
    for (index, node) in metadata.nodes.enumerated() {
      if index == 0 {
        project.flavour = node.value?.text.flatMap(AthenaProject.Flavour.init(rawValue:)) ?? .perl
      } else if index == 1, node.name == AthenaProject.Node.header {
        project.header = node.children.compactMap { $0.value?.text }
      } else if node.name == AthenaProject.Node.defaults, let record = AthenaRecord(defaults: node) {
        project.defaults.append(record)
      } else if let statement = ProjectStatement(node) {
        project.statements.append(statement)
      }
    }
  }

  /// The journals of several projects, or of none, as one.
  private mutating func takeJournals(_ metadata: Metadata) {
    var lines: [ProjectLiteral] = []
    for node in metadata.nodes where Self.isProject(Metadata(node.children)) {
      for journal in node.children where journal.name == AthenaProject.Node.journal {
        guard let text = ProjectLiteral(journal).elements, !text.isEmpty else { continue }
        lines += [.text("Journal of \(node.name):")] + text
      }
    }
    project.statements = [ProjectStatement(sigil: "@", name: AthenaProject.Node.journal, value: .list(lines))]
  }

  /// A header that Athena and Larch accept: both look for the name, Larch also for a version of three parts.
  private static func header(_ options: WritingOptions) -> [String] {
    ["# Athena project file -- Demeter version 0.9.26"]
      + (options.time.map { ["# This file created at \($0)"] } ?? [])
      + ["# Using Edgewise \(EdgewiseVersion.string)"]
  }
}

// MARK: - Records that came from a project

extension AthenaRecord {
  /// The record that a measurement came from; nil when it came from elsewhere. Throws when values cannot be read.
  init?(ofProject measurement: Measurement) throws(BlockError) {
    guard var record = AthenaRecord(nodes: measurement.metadata.nodes) else { return nil }
    for channel in measurement.channels where AthenaArray.names.contains(channel.name) {
      guard channel.values.shape.count == 1, channel.values.type.isNumeric, !channel.values.type.isComplex else {
        continue
      }
      var array = AthenaArray(name: channel.name, values: try channel.values.load().doubles())
      array.takeCells(channel.metadata)
      record.arrays.append(array)
    }
    record.synchronize(measurement)
    self = record
  }

  /// The record "Default Parameters".
  init?(defaults node: MetadataNode) {
    var nodes = node.children
    guard let arrays = nodes.popLast(), arrays.name == AthenaProject.Node.arrays,
      var record = AthenaRecord(nodes: nodes)
    else { return nil }
    for array in arrays.children where AthenaArray.names.contains(array.name) {
      guard case .array(let values)? = array.value, values.type.isNumeric, !values.type.isComplex else { continue }
      record.arrays.append(AthenaArray(name: array.name, values: values.doubles()))
    }
    record.group = AthenaProject.defaultsGroup
    self = record
  }

  /// Group, parameters, XDI and the rest from the nodes that a reader makes.
  private init?(nodes: [MetadataNode]) {
    typealias Node = AthenaProject.Node
    guard nodes.count >= 2, nodes[0].name == Node.group, let group = nodes[0].value?.text,
      nodes[1].name == Node.arguments, nodes[1].text(ofAttribute: ProjectLiteral.Mark.literal) != nil
    else { return nil }
    self.group = group
    arguments = AthenaArguments(ProjectLiteral(nodes[1]))
    var rest = nodes.dropFirst(2)
    if let node = rest.first, node.name == Node.statements,
      node.text(ofAttribute: ProjectLiteral.Mark.literal) == Node.statements
    {
      others = node.children.compactMap { ProjectStatement($0) }
      rest = rest.dropFirst()
    }
    let xdi = AthenaXDI(nodes: Array(rest))
    self.xdi = xdi.flatMap { found in
      guard var old = AthenaXDI(salvaging: arguments) else { return found }
      old.families = AthenaXDI.canonical(old.families)
      return found == old && !AthenaXDI.isStated(Array(rest)) ? nil : found
    }
  }

  /// Takes over what has been changed in the document since: title, element, edge, times.
  private mutating func synchronize(_ measurement: Measurement) {
    if let title = measurement.title, title != self.title { arguments.set("label", title) }
    if let signal = measurement.signals.first, let symbol = signal.element {
      let known = AthenaElement(arguments)
      if known.symbol != symbol { arguments.set("bkg_z", symbol) }
      if known.edge != signal.edge, let edge = signal.edge { arguments.set("fft_edge", edge.lowercased()) }
    }
  }
}
