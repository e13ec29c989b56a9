/// What the XAS definitions mean in an entry that Edgewise did not write.
import Bytes
import DataModel

/// Element, edge, mode and emission of an entry, in the words of any of the families.
struct ForeignFamily {
  private let metadata: MetadataIndex
  /// The nodes directly below the entry.
  private let topNodes: [MetadataNode]
  /// The texts of `definition`: of the entry, or where it has none of its subentries.
  private let definition: String?

  /// What a spectrum is about: of the entry, or of the subentry that holds it.
  struct Scope {
    let element: String?
    let edge: String?
  }

  init(_ metadata: Metadata) {
    self.metadata = MetadataIndex(metadata)
    topNodes = metadata.nodes
    definition = metadata.text("definition")
  }

  private var isXAS: Bool { definition?.hasPrefix("NXxas") == true }

  // MARK: Channels

  /// Gives a channel the role that the definition gives the field, whatever its name says.
  func complete(_ channel: inout Channel) {
    let paths = Self.paths(of: channel)
    if let role = NeXusRoles.absorbedBeam(by: mode(ofPlot: "")),
      paths.contains(where: { $0.hasSuffix("absorbed_beam/data") })
    {
      channel.role = role
    }
    guard isXAS else { return }
    for path in paths {
      if let role = Self.roles[path] { channel.role = role }
      if definition == "NXxasproc", path.hasSuffix("/data"), channel.role == .intensity { channel.role = .mu }
      if path.hasPrefix(Self.reference), channel.role == .mu { channel.qualifier = "reference" }
    }
  }

  /// The path of the spectrum when this channel is one that a definition calls so: `intensity`,
  /// `reference/intensity`.
  func spectrumPlace(of channel: Channel) -> String? {
    guard isXAS else { return nil }
    return Self.paths(of: channel).first { Self.roles[$0] == .mu }
  }

  static func paths(of channel: Channel) -> [String] {
    channel.metadata.nodes.filter { $0.name == "path" || $0.name == "alias" }.compactMap { $0.value?.text }
  }

  private static let reference = ReferenceSpectrum.name + "/"
  private static let roles: [String: ChannelRole] = [
    "energy": .energy, "intensity": .mu, "intensity_errors": .stddev,
    "reference/energy": .energy, "reference/intensity": .mu, "reference/intensity_errors": .stddev,
  ]

  // MARK: Signals

  func scope(of place: String) -> Scope {
    let prefix = place.hasPrefix(Self.reference) ? ReferenceSpectrum.name + "." : ""
    func text(_ keys: [String]) -> String? { keys.lazy.compactMap { metadata.text(prefix + $0) }.first }
    return Scope(
      element: text(["element.symbol", "element", "element.name"]), edge: text(["edge.name", "edge"]))
  }

  /// How the spectrum at a place was detected: what stands beside it, else what the definition's name says.
  func mode(ofPlot place: String) -> DetectionMode? {
    let beside = metadata.text(place.split(separator: "/").joined(separator: ".") + ".mode")
    if let mode = beside.flatMap({ NXxasMode.mode(for: $0) }) { return mode }
    let isReference = place.hasPrefix(Self.reference)
    let prefix = isReference ? ReferenceSpectrum.name + "." : ""
    let texts = [prefix + "mode", prefix + "data.mode", prefix + "mode.name"].compactMap { metadata.text($0) }
    if let mode = texts.lazy.compactMap({ NXxasMode.mode(for: $0) }).first { return mode }
    let named = isReference ? metadata.text(prefix + "definition") : definition
    guard let named, let family = XASFamily.all.first(where: { $0.definition == named && $0.modes != nil }) else {
      return nil
    }
    return family.modes?.first
  }

  /// The emitted photons that were counted, for the modes that choose among them.
  func emissionWindow(for mode: DetectionMode?) -> EmissionWindow? {
    switch mode {
    case .partialFluorescence, .inversePartialFluorescence, .highEnergyResolutionFluorescence: break
    default: return nil
    }
    let line = lineName
    if let node = metadata.first("emission_energy_window"), case .array(let array)? = node.value, array.type.isNumeric,
      array.count == 2
    {
      let limits = array.doubles()
      return EmissionWindow(low: limits[0], high: limits[1], unit: node.unit ?? "", line: line)
    }
    if let node = metadata.first("emission_energy"), case .array(let array)? = node.value,
      let energy = array.singleNumber
    {
      return EmissionWindow(low: energy, high: energy, unit: node.unit ?? "", line: line)
    }
    return nil
  }

  /// The first emission line: `emission_line`, or a group whose name ends so.
  private var lineName: String? {
    let groups = topNodes + (topNodes.first { $0.name == "mode" }?.children ?? []).flatMap(\.children)
    let group = groups.first { node in
      node.attributes.contains { $0.name == "NX_class" && $0.value.text == "NXemission_line" }
    }
    return group?.children.first { $0.name == "name" }?.value?.text
  }
}
