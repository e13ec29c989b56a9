/// Energy, intensity, uncertainties and detectors for a definition.
import Bytes
import DataModel

extension FamilyFacts {
  /// The energy in eV: the channel itself where it is floating point in eV, else a copy.
  var energyAnswer: Answer {
    guard let energy else { return .unknown }
    let isFloat = energy.values.type == .float64 || energy.values.type == .float32
    guard let text = energy.unit, !text.isEmpty else {
      guard let values = doubles(energy) else { return .unknown }
      return .assumed(
        .numbers(values, shape: [values.count], unit: "eV", from: energy.name),
        reason: "channel \"\(energy.name)\" has no unit; energies of incident photons are given in eV by custom")
    }
    if isFloat, text == "eV" { return .known(.channel(energy.name)) }
    guard let unit = PhysicalUnit.parse(text, expecting: .energy), let eV = PhysicalUnit.parse("eV"),
      let values = doubles(energy), let converted = unit.convert(values, to: eV)
    else { return .unknown }
    return .known(.numbers(converted, shape: [converted.count], unit: "eV", from: "\(energy.name) (\(text))"))
  }

  /// The signal's values: the stored channel where it is floating point, the values beside the plot, or a copy.
  var intensity: Answer {
    guard let signal, let signalIndex, let result, energy != nil, fits(result.shape) else { return .unknown }
    if let stored = signal.storedChannel, let channel = measurement.channel(named: stored) {
      guard channel.values.type == .float64 || channel.values.type == .float32 else {
        return .known(.numbers(result.values, shape: result.shape, unit: channel.unit, from: stored))
      }
      return .known(.channel(stored))
    }
    guard signalIndex == 0 else {
      return .known(.numbers(result.values, shape: result.shape, unit: "", from: signal.expression))
    }
    return .known(.signal(signalIndex))
  }

  private func fits(_ shape: [Int]) -> Bool { shape.count == 1 || (family.holdsStacks && shape.count == 2) }

  /// The uncertainty of a signal that is stored as it stands; nil when the file gives none.
  var errors: Answer? {
    guard let stored = signal?.storedChannel, let channel = measurement.channel(named: stored) else { return nil }
    switch channel.uncertainty {
    case .none: return nil
    case .poisson:
      guard let result else { return nil }
      return .known(
        .numbers(
          result.values.map { $0 > 0 ? $0.squareRoot() : 0 }, shape: result.shape, unit: channel.unit,
          from: "counting statistics of \(stored)"))
    case .channel(let name):
      guard let errors = measurement.channel(named: name), errors.values.shape == channel.values.shape,
        errors.values.type == .float64 || errors.values.type == .float32
      else { return nil }
      return .known(.channel(name))
    }
  }

  /// Where a definition insists on uncertainties that nobody knows.
  var noErrors: Answer {
    guard let result else { return .unknown }
    return .assumed(
      .numbers(
        Array(repeating: .nan, count: result.values.count), shape: result.shape, unit: "",
        from: "no uncertainty is known"),
      reason: "the file gives no uncertainty of the signal")
  }

  /// The counts of a role over the shape of the signal: the channel itself, or the sum of several.
  func detector(_ role: ChannelRole) -> Answer {
    guard let result else { return .unknown }
    let named = (signal.flatMap { try? SignalExpression(parsing: $0.expression) })?.channelNames ?? []
    let all = measurement.channels.filter { channel in
      channel.role == role && channel.values.type.isNumeric && !channel.values.type.isComplex
    }
    let inFormula = all.filter { named.contains($0.name) }
    let candidates = inFormula.isEmpty ? all : inFormula
    if let only = candidates.first(where: { $0.values.shape == result.shape && $0.dimensions == result.dimensions }),
      candidates.count == 1 || role == .i0
    {
      return .known(.channel(only.name))
    }
    let terms = candidates.map { channel in
      let name = SignalExpression.quoted(channel.name)
      return channel.dimensions.count > result.dimensions.count ? "sum(\(name))" : name
    }
    let expression = terms.joined(separator: "+")
    guard !terms.isEmpty else { return beamOfStoredAbsorption(role) }
    guard let sum = measurement.values(of: expression), sum.shape == result.shape,
      sum.dimensions == result.dimensions
    else { return .unknown }
    return .known(.numbers(sum.values, shape: sum.shape, unit: candidates.first?.unit, from: expression))
  }

  /// The counts behind an absorption that was stored without them: the definition of that absorption, turned around.
  private func beamOfStoredAbsorption(_ role: ChannelRole) -> Answer {
    guard role == beamRole, let stored = signal?.storedChannel, measurement.channel(named: stored)?.role == .mu,
      case .known(.channel(let i0)) = detector(.i0), let result
    else { return .unknown }
    let mu = SignalExpression.quoted(stored)
    let incoming = SignalExpression.quoted(i0)
    let expression = role == .itrans ? "\(incoming)*exp(-\(mu))" : "\(mu)*\(incoming)"
    guard let counts = measurement.values(of: expression), counts.shape == result.shape else { return .unknown }
    return .assumed(
      .numbers(counts.values, shape: counts.shape, unit: measurement.channel(named: i0)?.unit, from: expression),
      reason: "the file keeps \(stored), not the counts that it was worked out from")
  }

  /// The role of the beam that the signal's mode detects.
  private var beamRole: ChannelRole {
    switch signal?.mode {
    case .transmission: .itrans
    case .fluorescence, .partialFluorescence, .inversePartialFluorescence, .highEnergyResolutionFluorescence: .ifluor
    default: .iey
    }
  }

  func floatDetector(_ role: ChannelRole) -> Answer {
    guard case .known(.channel(let name)) = detector(role), let channel = measurement.channel(named: name),
      channel.values.type != .float64, channel.values.type != .float32
    else { return detector(role) }
    guard let values = doubles(channel) else { return .unknown }
    return .known(.numbers(values, shape: channel.values.shape, unit: channel.unit, from: name))
  }

  /// The detector behind the signal; a stored absorption where its counts were not kept.
  var absorbedBeam: Answer {
    guard let result else { return .unknown }
    if case .known(let content) = detector(beamRole) { return .known(content) }
    let stored = measurement.channels.first { $0.role == .mu && $0.values.shape == result.shape }
    return stored.map { .known(.channel($0.name)) } ?? .unknown
  }

  private func doubles(_ channel: Channel) -> [Double]? {
    measurement.values(of: SignalExpression.quoted(channel.name))?.values
  }
}

extension Measurement {
  /// The values of a formula; nil when they cannot be had, or are more than a plot needs.
  func values(of expression: String) -> SignalExpression.Result? {
    guard let formula = try? SignalExpression(parsing: expression) else { return nil }
    let elements = formula.channelNames.compactMap { channel(named: $0)?.values.count }.max() ?? 0
    guard elements <= PlotWriter.derivedElementLimit else { return nil }
    return try? formula.evaluate(over: self)
  }
}
