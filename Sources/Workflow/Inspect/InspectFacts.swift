/// What a reader wants to know first, whatever vocabulary the metadata are written in.
import DataModel

struct InspectFacts {
  /// The metadata keys that the facts come from.
  private(set) var keys: Set<String> = []
  private var facts: [(label: String, text: String)] = []
  /// The edges of the default signal with their tabulated energies in eV.
  private var edges: [(name: String, energy: Double)] = []

  init(_ measurement: Measurement, _ style: TextStyle) {
    sample(measurement)
    edge(measurement)
    instrument(measurement, style)
    scan(measurement)
  }

  /// The facts, one to a line; long ones are cut.
  func lines(_ style: TextStyle) -> [String] {
    let width = facts.map { DisplayText.width($0.label) }.max() ?? 0
    return facts.map { fact in
      let text = DisplayText.printable(fact.text)
      return "  " + style.ink(.faint, DisplayText.padded(fact.label, to: width)) + "  "
        + DisplayText.fitted(text, to: style.width - width - 4, style)
    }
  }

  /// The edges as marks on an abscissa of energies; none when it is another one, or its unit is unknown.
  func marks(on abscissa: Channel?) -> [TerminalPlot.Mark] {
    guard let abscissa, abscissa.role == .energy,
      let unit = abscissa.unit.flatMap({ PhysicalUnit.parse($0, expecting: .energy) }),
      let volt = PhysicalUnit.parse("eV")
    else { return [] }
    return edges.sorted { $0.energy < $1.energy }.compactMap { edge in
      volt.convert(edge.energy, to: unit).map { TerminalPlot.Mark(x: $0, label: edge.name) }
    }
  }

  private mutating func sample(_ measurement: Measurement) {
    let sample = measurement.sample
    var parts: [String] = []
    if let name = use(sample.name), name != measurement.title { parts.append(name) }
    parts += [use(sample.chemicalFormula), use(sample.preparation), use(sample.identifier)].compactMap { $0 }
    add("sample", parts)
    let words = Crosswalk.value(of: .sampleTemperature, in: measurement)
    if let words {
      keys.insert(words.key)
      let assumed = sample.temperature?.assumedUnit.map { " (taken as \($0))" } ?? ""
      add("temperature", [words.text + assumed])
    }
  }

  private mutating func edge(_ measurement: Measurement) {
    let scan = measurement.scan
    let signal = measurement.signals.first
    _ = use(scan.element)
    _ = use(scan.edge)
    let label = signal?.edge.flatMap { EdgeLabel(parsing: $0) } ?? scan.edge?.value
    guard let element = signal?.element.flatMap({ Element(symbol: $0) }) ?? scan.element?.value else { return }
    edges = (label?.edges ?? []).compactMap { edge in
      edge.energy(of: element).map { (name: "\(element.symbol) \(edge.rawValue)", energy: $0) }
    }
    let energies = edges.map { "\($0.name) (\(DisplayNumber.significant($0.energy, digits: 8)) eV in the table)" }
    let name = [element.symbol, label?.text].compactMap { $0 }.joined(separator: " ")
    add("edge", energies.isEmpty ? [name] : energies)
  }

  private mutating func instrument(_ measurement: Measurement, _ style: TextStyle) {
    let instrument = measurement.instrument
    add("beamline", [use(instrument.facility), use(instrument.beamline), use(instrument.xraySource)].compactMap { $0 })
    var mono = [use(instrument.monochromator)].compactMap { $0 }
    if let spacing = instrument.monochromatorDSpacing {
      keys.insert(spacing.key)
      mono.append("d = \(spacing.text)\(spacing.assumedUnit == nil ? "" : style.sign(" Å", " angstrom"))")
    }
    add("mono", mono)
  }

  private mutating func scan(_ measurement: Measurement) {
    let scan = measurement.scan
    let start = use(scan.startTime) ?? measurement.startTime
    let end = use(scan.endTime) ?? measurement.endTime
    add("measured", [[start, end].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " to ")])
    add("by", [use(scan.experimenters)].compactMap { $0 })
  }

  private mutating func add(_ label: String, _ parts: [String]) {
    let text = parts.map(Self.trimmed).filter { !$0.isEmpty }.joined(separator: ", ")
    if !text.isEmpty { facts.append((label, text)) }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text.drop { $0.isWhitespace })
  }

  /// The text of a fact, whose key then counts as shown.
  private mutating func use<Value>(_ value: Sourced<Value>?) -> String? {
    guard let value else { return nil }
    keys.insert(value.key)
    return value.text
  }
}
