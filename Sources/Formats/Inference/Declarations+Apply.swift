/// Applying what the user declared to a document that has been read.
import Bytes
public import DataModel

extension Declarations {
  /// Changes roles, units, signals and metadata as declared, records that as one step of every measurement, and takes
  /// out the findings about conclusions that are settled by it. Values stay as they are.
  ///
  /// Throws when a column, or what a unit is declared for, is in none of the measurements.
  public func apply(to document: inout Document) throws(DeclarationError) {
    guard !isEmpty else { return }
    try check(document)
    for index in document.measurements.indices {
      let before = document.measurements[index]
      var measurement = before
      let settled = apply(to: &measurement)
      let paths = Set(settled.map { "/\(index + 1)/channels/\($0)" })
      let guesses = document.findings.filter { $0.severity == .note && paths.contains($0.location.path ?? "") }
      document.findings.removeAll { guesses.contains($0) }
      forgetUnits(guesses, of: &measurement, number: index + 1)
      document.findings += concludeUnits(of: &measurement, number: index + 1)
      if let finding = measurement.workOutEnergies(hc: hc, dSpacing: declaredSpacing, number: index + 1) {
        document.findings.removeAll { $0.location == finding.location && $0.code == finding.code }
        document.findings.removeAll { $0.code == BeamlineFinding.noSpacing.id }
        document.findings.append(finding)
      }
      if let polynomial = declaredPolynomial,
        let finding = try measurement.workOutEnergies(pixelPolynomial: polynomial, number: index + 1)
      {
        document.findings.removeAll { $0.location == finding.location && $0.code == finding.code }
        let pixels = "/\(index + 1)/channels/\(measurement.pixelAxis?.name ?? "")"
        document.findings.removeAll { $0.code == BeamlineFinding.pixelAxis.id && $0.location.path == pixels }
        document.findings.append(finding)
      }
      document.measurements[index] = measurement
    }
    if element != nil || edge != nil {
      document.findings.removeAll { finding in
        finding.code == ColumnsFinding.elementGuess.id
          && (finding.expected?.contains("edge") == true ? edge != nil : element != nil)
      }
    }
  }

  // MARK: Is everything there?

  private func check(_ document: Document) throws(DeclarationError) {
    try checkPixels(document)
    for declared in columns {
      let isThere = document.measurements.contains { channel(declared.column, in: $0) != nil }
      guard isThere else {
        throw DeclarationError("--columns", missing("column \(declared.column)", in: document))
      }
    }
    for declared in units {
      let isThere = document.measurements.contains { measurement in
        !channels(of: declared.target, in: measurement).isEmpty
          || columns.contains { $0.roleText == declared.target && channel($0.column, in: measurement) != nil }
      }
      guard isThere else {
        throw DeclarationError("--unit", missing("column or role \"\(declared.target)\"", in: document))
      }
    }
  }

  /// Whether a polynomial was declared where there are no pixels.
  private func checkPixels(_ document: Document) throws(DeclarationError) {
    guard declaredPolynomial != nil, !document.measurements.contains(where: { $0.pixelAxis != nil }) else { return }
    throw DeclarationError("--set", missing("axis of pixels that \(PixelEnergy.key) could be for", in: document))
  }

  private func missing(_ what: String, in document: Document) -> String {
    let names = document.measurements.first?.channels.enumerated().map { "\($0 + 1) \($1.name)" } ?? []
    let shown = names.prefix(40).joined(separator: ", ") + (names.count > 40 ? ", ..." : "")
    return "there is no \(what); the columns are: \(names.isEmpty ? "none" : shown)"
  }

  private func channel(_ reference: ColumnReference, in measurement: Measurement) -> Int? {
    switch reference {
    case .number(let number): return measurement.channels.indices.contains(number - 1) ? number - 1 : nil
    case .name(let name):
      return measurement.channels.firstIndex { $0.name == name }
        ?? measurement.channels.firstIndex { $0.name.lowercased() == name.lowercased() }
    }
  }

  /// The channels that a unit is declared for: the one of this name, else all of this role, else the one of this number.
  private func channels(of target: String, in measurement: Measurement) -> [Int] {
    if let named = measurement.channels.firstIndex(where: { $0.name == target }) { return [named] }
    let ofRole = measurement.channels.indices.filter { measurement.channels[$0].role.rawValue == target.lowercased() }
    if !ofRole.isEmpty { return ofRole }
    if let number = Int(target) { return channel(.number(number), in: measurement).map { [$0] } ?? [] }
    return channel(.name(target), in: measurement).map { [$0] } ?? []
  }

  // MARK: One measurement

  /// Gives what is settled now, as `channel/role` and `channel/unit`.
  private func apply(to measurement: inout Measurement) -> Set<String> {
    var settled: Set<String> = []
    let before = measurement
    for declared in columns {
      guard let index = channel(declared.column, in: measurement) else { continue }
      let others = takeRole(declared.role, from: &measurement, except: index)
      measurement.channels[index].role = declared.role
      measurement.channels[index].qualifier = declared.qualifier
      for changed in others + [index] {
        settled.insert(measurement.channels[changed].name + "/role")
        // A unit that was concluded for an energy means nothing for a column that is none.
        if measurement.channels[changed].role != .energy {
          settled.insert(measurement.channels[changed].name + "/unit")
        }
      }
    }
    for declared in units {
      for index in channels(of: declared.target, in: measurement) {
        measurement.channels[index].unit = declared.unit
        settled.insert(measurement.channels[index].name + "/unit")
      }
    }
    if !columns.isEmpty { inferSignals(of: &measurement, before: before) }
    declareEdge(of: &measurement)
    for setting in set { apply(setting, to: &measurement.metadata) }
    measurement.steps.append(step)
    return settled
  }

  /// Takes a role of which there is only one away from the channel that has it.
  private func takeRole(_ role: ChannelRole, from measurement: inout Measurement, except kept: Int) -> [Int] {
    guard ColumnRoles.single.contains(role) else { return [] }
    let others = measurement.channels.indices.filter { $0 != kept && measurement.channels[$0].role == role }
    for index in others {
      measurement.channels[index].role = .other
      measurement.channels[index].qualifier = nil
    }
    return others
  }

  /// Takes back units that the reader had concluded for columns that turn out to be no energies.
  private func forgetUnits(_ guesses: [Finding], of measurement: inout Measurement, number: Int) {
    for index in measurement.channels.indices where measurement.channels[index].role != .energy {
      let path = ColumnRoles.unitPath(measurement.channels[index].name, number)
      guard let guess = guesses.first(where: { $0.location.path == path && $0.code == ColumnsFinding.unitGuess.id })
      else { continue }
      if measurement.channels[index].unit == guess.found { measurement.channels[index].unit = nil }
    }
  }

  /// Concludes the unit of a column that was declared to be the energy and has none.
  private func concludeUnits(of measurement: inout Measurement, number: Int) -> [Finding] {
    guard columns.contains(where: { $0.role == .energy }) else { return [] }
    return ColumnRoles.assignUnits(of: &measurement.channels, measurement: number)
  }

  /// Signals follow the roles. Signals that the file itself named stay, after those.
  private func inferSignals(of measurement: inout Measurement, before: Measurement) {
    let known = before.signals.first { $0.element != nil || $0.edge != nil }
    let concluded = SignalInference.signals(for: before.channels, element: known?.element, edge: known?.edge)
    var signals = SignalInference.signals(
      for: measurement.channels, element: known?.element, edge: known?.edge)
    for signal in before.signals
    where !concluded.contains(signal) && !signals.contains(where: { $0.name == signal.name }) {
      signals.append(signal)
    }
    measurement.signals = signals
  }

  /// The reference foil need not be of the sample's element.
  private func declareEdge(of measurement: inout Measurement) {
    for index in measurement.signals.indices where measurement.signals[index].name != "reference" {
      if let element { measurement.signals[index].element = element }
      if let edge { measurement.signals[index].edge = edge }
    }
  }

  /// The d-spacing in Å that was set.
  private var declaredSpacing: Double? {
    self.set.last { $0.key.lowercased() == "mono.d_spacing" }.flatMap { NumberParser.double($0.value) }
  }

  /// The polynomial from pixels to eV that was set.
  private var declaredPolynomial: PixelEnergy? {
    self.set.last { $0.key.lowercased() == PixelEnergy.key.lowercased() }.flatMap { PixelEnergy(parsing: $0.value) }
  }

  // MARK: Metadata

  /// Replaces the first value under the key and takes out its repeats; adds the key when there is none.
  private func apply(_ setting: Setting, to metadata: inout Metadata) {
    let parts = setting.key.split(separator: ".").map(String.init)
    var isSet = false
    Self.replace(parts[...], with: setting.value, in: &metadata.nodes, isSet: &isSet)
    guard !isSet, let last = parts.last else { return }
    let node = MetadataNode(parts.count > 2 ? parts.dropFirst().joined(separator: ".") : last, .text(setting.value))
    if parts.count == 1 {
      metadata.nodes.append(node)
    } else if let family = metadata.nodes.lastIndex(where: { $0.name == parts[0] && $0.value == nil }) {
      metadata.nodes[family].children.append(node)
    } else {
      metadata.append(node, toFamily: parts[0])
    }
  }

  private static func replace(
    _ path: ArraySlice<String>, with value: String, in nodes: inout [MetadataNode], isSet: inout Bool
  ) {
    var repeats: [Int] = []
    for index in nodes.indices {
      let name = nodes[index].name.lowercased()
      if name == path.joined(separator: ".").lowercased() {
        if isSet {
          repeats.append(index)
        } else if nodes[index].value != nil || nodes[index].children.isEmpty {
          nodes[index].value = .text(value)
          nodes[index].unit = nil
          nodes[index].line = nil
          isSet = true
        }
      } else if path.count > 1, name == path.first?.lowercased() {
        replace(path.dropFirst(), with: value, in: &nodes[index].children, isSet: &isSet)
      }
    }
    for index in repeats.reversed() { nodes.remove(at: index) }
  }

  // MARK: The record

  private var step: Step {
    var parameters: [StepParameter] = columns.map {
      StepParameter("columns.\($0.roleText)", .text($0.column.description))
    }
    parameters += units.map { StepParameter("unit.\($0.target)", .text($0.unit)) }
    if let element { parameters.append(StepParameter("element", .text(element))) }
    if let edge { parameters.append(StepParameter("edge", .text(edge))) }
    parameters += set.map { StepParameter("set.\($0.key)", .text($0.value)) }
    if let timezone { parameters.append(StepParameter("timezone", .text(timezone))) }
    if let hc { parameters.append(StepParameter("hc", .number(hc), unit: "eV Å")) }
    return Step(
      operation: "declare", program: "edgewise", version: EdgewiseVersion.string, parameters: parameters)
  }
}
