/// What a measurement says to the questions of a definition.
import Bytes
import DataModel

/// One signal of a measurement with its energy, ready for the questions of a definition.
struct FamilyFacts {
  let measurement: Measurement
  let stated: StatedFacts
  let family: XASFamily
  let signalIndex: Int?
  let energy: Channel?
  /// The values of the signal; nil when they cannot be worked out.
  let result: SignalExpression.Result?
  /// The file that the measurement came from, and the time of writing.
  let fileName: String
  let time: String?

  var signal: Signal? { signalIndex.map { measurement.signals[$0] } }

  /// - `values`: what is known of the values of the default signal already.
  init(
    _ measurement: Measurement, stated: StatedFacts, for family: XASFamily, signal index: Int?,
    values: SignalExpression.Result?, fileName: String, time: String?
  ) {
    self.measurement = measurement
    self.stated = stated
    self.family = family
    signalIndex = index
    result = values
    self.fileName = fileName
    self.time = time
    energy = values.flatMap { Self.energy(for: $0, in: measurement) }
  }

  /// The signal that a definition is about: the first one detected as it wants (the default one if nothing is known of
  /// its mode), and of those rather an absorption than the bare counts of a detector.
  static func signal(for family: XASFamily, in measurement: Measurement) -> Int? {
    let signals = measurement.signals
    var fitting = Array(signals.indices)
    if let modes = family.modes {
      fitting = fitting.filter { signals[$0].mode.map(modes.contains) == true }
      if fitting.isEmpty, let broader = family.broaderMode {
        fitting = signals.indices.filter { signals[$0].mode == broader }
      }
      if fitting.isEmpty { return signals.first.map { $0.mode == nil } == true ? 0 : nil }
    } else {
      fitting = fitting.filter { signals[$0].mode == signals.first?.mode }
    }
    return fitting.first { !isBareCount(signals[$0], in: measurement) } ?? fitting.first
  }

  private static func isBareCount(_ signal: Signal, in measurement: Measurement) -> Bool {
    switch signal.storedChannel.flatMap({ measurement.channel(named: $0) })?.role {
    case .itrans, .ifluor, .iey, .i0, .irefer, .monitor: true
    default: false
    }
  }

  /// The energy along the last dimension of the signal.
  private static func energy(for result: SignalExpression.Result, in measurement: Measurement) -> Channel? {
    measurement.channels.first { channel in
      channel.role == .energy && channel.dimensions.count == 1 && channel.dimensions.first == result.dimensions.last
        && channel.values.shape.first == result.shape.last && channel.values.type.isNumeric
        && !channel.values.type.isComplex
    }
  }

  /// The answer to one question.
  func answer(_ quantity: FamilyQuestion) -> Answer {
    switch quantity {
    case .definition: .known(.text(family.definition))
    case .title: title
    case .startTime: .text(measurement.startTime)
    case .sampleName: .text(stated.sample.name?.value ?? measurement.title)
    case .elementSymbol: .text(element?.symbol)
    case .elementName: .text(element?.name)
    case .edgeName: .text(edge.flatMap(Self.edgeName))
    case .singleEdgeName: .text(edge?.edge?.rawValue)
    case .edgeEnergy: edgeEnergy
    case .isExperimental: isExperimental
    case .isCalculated: calculated.map { .known(.boolean($0)) } ?? .unknown
    case .energy: energyAnswer
    case .intensity: intensity
    case .intensityErrors: errors ?? .unknown
    case .intensityErrorsOrNone: errors ?? noErrors
    case .detector(let role): detector(role)
    case .floatDetector(let role): floatDetector(role)
    case .incomingBeam: detector(.i0)
    case .absorbedBeam: absorbedBeam
    case .officialMode: .text(signal?.mode.flatMap { NXxasMode.text(for: $0) })
    case .modeWord: modeWord
    case .monitorMode: .assumed(.text("timer"), reason: "scans count to a preset time unless they say otherwise")
    case .monitorPreset: .assumed(.number(.nan, unit: nil), reason: "the file does not give the preset")
    default: instrumentAnswer(quantity)
    }
  }

  // MARK: Words

  private var title: Answer {
    if let title = measurement.title { return .known(.text(title)) }
    guard let name = stated.sample.name?.value else { return .unknown }
    return .assumed(.text(name), reason: "taken from the sample's name")
  }

  var element: Element? {
    guard let text = signal?.element else { return stated.scan.element?.value }
    return Element(symbol: text) ?? Element(name: text)
  }

  var edge: EdgeLabel? {
    signal?.edge.map { EdgeLabel(parsing: $0) } ?? stated.scan.edge?.value
  }

  /// As NXabsorption_edge lists it: one edge, or both of a subshell.
  private static func edgeName(_ label: EdgeLabel) -> String? {
    let names = label.edges.map(\.rawValue)
    if names.count == 1 { return names.first }
    let pair = names.joined(separator: "+")
    return pairs.first { pair == "\($0.0)+\($0.1)" }.map { $0.0 + "," + String($0.1.dropFirst()) }
  }

  private static let pairs = ["L", "M", "N", "O"].flatMap { shell in
    [(2, 3), (4, 5), (6, 7)].map { ("\(shell)\($0)", "\(shell)\($1)") }
  }

  private var edgeEnergy: Answer {
    if let number = stated.scan.edgeEnergy?.value { return .known(.number(number, unit: "eV")) }
    guard let element, let energy = edge?.edge?.energy(of: element) else { return .unknown }
    return .known(.number(energy, unit: "eV"))
  }

  /// What foreign files say of themselves.
  private var calculated: Bool? {
    for (key, isTrueWhenCalculated) in [("is_experimental", false), ("calculated", true)] {
      guard let value = stated.first(key)?.value else { continue }
      let text = value.display.lowercased()
      if ["1", "true"].contains(text) { return isTrueWhenCalculated }
      if ["0", "false"].contains(text) { return !isTrueWhenCalculated }
    }
    return nil
  }

  private var isExperimental: Answer {
    if let calculated { return .known(.boolean(!calculated)) }
    return .assumed(.boolean(true), reason: "the file does not say that its spectrum was calculated")
  }

  private var modeWord: Answer {
    guard let mode = signal?.mode else {
      return .assumed(.text("other"), reason: "the file does not say how absorption was detected")
    }
    return .known(.text(NXxasMode.word(for: mode)))
  }
}
