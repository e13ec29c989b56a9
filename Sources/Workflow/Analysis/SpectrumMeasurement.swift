/// Results as measurements, so that every format that is written can hold them.
import Bytes
import DataModel
import Datasets

extension Measurement {
  /// A spectrum that was worked out: energies in eV and `mu`, its standard error where it is known, what its members say
  /// alike, what was done, and where each member is.
  init(
    result energy: [Double], mu: [Double], standardError: [Double]? = nil, of members: [SpectrumSeries.Member],
    title: String,
    step: Step
  ) {
    self.init(selector: SafeName.make(title), title: title)
    channels = [
      Channel(name: "energy", role: .energy, unit: "eV", values: Values(energy)),
      Channel(name: "mu", role: .mu, values: Values(mu)),
    ]
    if let standardError {
      channels[1].uncertainty = .channel("mu_stddev")
      channels.append(Channel(name: "mu_stddev", role: .stddev, qualifier: "mu", values: Values(standardError)))
    }
    let first = members.first?.spectrum
    let mode = members.first?.measurement.signals.first { $0.expression == first?.signal }?.mode
    signals = [Signal(name: "mu", expression: "mu", mode: mode, element: first?.element, edge: first?.edge)]
    metadata = Metadata.shared(by: members.map(\.measurement.metadata))
    steps = Step.shared(by: members.map(\.measurement.steps)) + (first?.steps ?? []) + [step]
    references = members.map { Reference(.member, to: $0.spectrum.source) }
  }
}

extension Step {
  /// The first steps that all have alike: what was done before to each member.
  static func shared(by all: [[Step]]) -> [Step] {
    guard let first = all.first else { return [] }
    let count = first.indices.first { index in
      !all.allSatisfy { index < $0.count && $0[index] == first[index] }
    }
    return Array(first[..<(count ?? first.count)])
  }
}

extension Metadata {
  /// The nodes that all have alike, in the order of the first; of families the members that are alike.
  static func shared(by all: [Metadata]) -> Metadata {
    guard let first = all.first else { return Metadata() }
    return Metadata(shared(first.nodes, all.dropFirst().map(\.nodes)))
  }

  private static func shared(_ nodes: [MetadataNode], _ others: [[MetadataNode]]) -> [MetadataNode] {
    nodes.compactMap { node in
      if others.allSatisfy({ $0.contains(node) }) { return node }
      guard !node.children.isEmpty else { return nil }
      let families = others.map { list in list.filter { $0.name == node.name && !$0.children.isEmpty } }
      guard families.allSatisfy({ $0.count == 1 }) else { return nil }
      var family = node
      family.children = shared(node.children, families.map { $0[0].children })
      return family.children.isEmpty ? nil : family
    }
  }
}

extension Measurement {
  /// Curves over energies in eV that were worked out, each a signal, the first of them the first one; standard errors by
  /// the name of their curve.
  init(
    curves: [(name: String, values: [Double])], errors: [String: [Double]] = [:], energy: [Double],
    of members: [SpectrumSeries.Member], title: String, step: Step
  ) {
    self.init(selector: SafeName.make(title), title: title)
    channels = [Channel(name: "energy", role: .energy, unit: "eV", values: Values(energy))]
    for (name, values) in curves {
      var channel = Channel(
        name: name, role: name == "mu" ? .mu : name == "norm" ? .norm : .other, values: Values(values))
      guard let error = errors[name] else {
        channels.append(channel)
        continue
      }
      channel.uncertainty = .channel(name + "_stderr")
      channels.append(channel)
      channels.append(Channel(name: name + "_stderr", role: .stddev, qualifier: name, values: Values(error)))
    }
    let first = members.first?.spectrum
    let mode = members.first?.measurement.signals.first { $0.expression == first?.signal }?.mode
    signals = curves.map { curve in
      Signal(name: curve.name, expression: curve.name, mode: mode, element: first?.element, edge: first?.edge)
    }
    metadata = Metadata.shared(by: members.map(\.measurement.metadata))
    steps = (first?.steps ?? []) + [step]
    references = members.map { Reference(.member, to: $0.spectrum.source) }
  }
}
