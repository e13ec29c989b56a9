/// Source, monochromator, emission and processing for a definition.
import Bytes
import DataModel

extension FamilyFacts {
  func instrumentAnswer(_ quantity: FamilyQuestion) -> Answer {
    let instrument = stated.instrument
    switch quantity {
    case .sourceName: return .text(instrument.facility?.value ?? instrument.beamline?.value)
    case .sourceType:
      if let type = instrument.sourceType?.value, Self.sourceTypes.contains(type) { return .known(.text(type)) }
      return .assumed(
        .text("Synchrotron X-ray Source"), reason: "the file names no kind of source that NXsource lists")
    case .probe: return .known(.text("x-ray"))
    case .crystalSpacing:
      return instrument.monochromatorDSpacing.map { .known(.number($0.value, unit: "angstrom")) } ?? .unknown
    case .crystalType: return crystal { .text($0.material) }
    case .crystalReflection: return crystal { .integers($0.reflection) }
    case .emissionLine, .emissionLines:
      let lines = emissionLines
      guard let first = lines.first, quantity == .emissionLines || lines.count == 1 else { return .unknown }
      return .known(.text(first))
    case .emissionWindow:
      return emissionWindow.map { .known(.numbers([$0.0, $0.1], shape: [2], unit: "eV", from: "")) } ?? .unknown
    case .emissionEnergy: return emissionEnergy
    case .analyzer: return .known(.group("NXcrystal"))
    default: return processAnswer(quantity)
    }
  }

  // MARK: Source and monochromator

  /// X-ray sources among those that NXsource lists.
  private static let sourceTypes: Set<String> = [
    "Synchrotron X-ray Source", "Rotating Anode X-ray", "Fixed Tube X-ray", "Free-Electron Laser",
    "Metal Jet X-ray",
  ]

  private func crystal(_ content: (MonochromatorCrystal) -> PlannedField.Content) -> Answer {
    if let crystal = statedCrystal { return .known(content(crystal)) }
    let instrument = stated.instrument
    if let text = instrument.monochromator?.value, let crystal = MonochromatorCrystal(parsing: text) {
      return .known(content(crystal))
    }
    guard let spacing = instrument.monochromatorDSpacing?.value,
      let crystal = MonochromatorCrystal.nearest(spacing: spacing)
    else { return .unknown }
    return .assumed(content(crystal), reason: "the d spacing is that of \(crystal)")
  }

  /// What a NeXus file says of its NXcrystal.
  private var statedCrystal: MonochromatorCrystal? {
    let place = "instrument.monochromator.crystal."
    guard let material = stated.text(place + "type"),
      case .array(let indices)? = stated.first(place + "reflection")?.value, indices.type.isNumeric,
      indices.count == 3
    else { return nil }
    return MonochromatorCrystal(material: material, indices: indices.doubles())
  }

  // MARK: Emission

  /// IUPAC names of the lines that the signal counts, from the signal, its channels, or the metadata.
  var emissionLines: [String] {
    let channels = (signal.flatMap { try? SignalExpression(parsing: $0.expression) })?.channelNames ?? []
    let qualifiers = channels.compactMap { measurement.channel(named: $0) }
      .filter { $0.role == .ifluor || $0.role == .mu }.compactMap(\.qualifier)
    let texts = [signal?.emissionWindow?.line] + qualifiers + Self.lineKeys.map { stated.text($0) }
    return texts.lazy.compactMap { $0 }.map { EmissionLineName.lines(in: $0) }.first { !$0.isEmpty } ?? []
  }

  private static let lineKeys = [
    "emission_line.name", "Element.emission_line", "Detector.emission_line", "Spectrometer.emission_line",
  ]

  /// The limits in eV.
  var emissionWindow: (Double, Double)? {
    if let window = signal?.emissionWindow, let eV = PhysicalUnit.parse("eV"),
      let unit = PhysicalUnit.parse(window.unit, expecting: .energy),
      let limits = unit.convert([window.low, window.high], to: eV), limits.count == 2
    {
      return (limits[0], limits[1])
    }
    for key in ["Detector.emission_window", "Spectrometer.emission_window"] {
      guard let node = stated.first(key), let text = node.value?.text else { continue }
      let words = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard words.count == 2, let high = electronvolts(words[1], unit: node.unit),
        let low = electronvolts(words[0] + " " + words[1].drop { !$0.isLetter }, unit: node.unit), low <= high
      else { continue }
      return (low, high)
    }
    return nil
  }

  private var emissionEnergy: Answer {
    if let (low, high) = emissionWindow {
      let centre = PlannedField.Content.number((low + high) / 2, unit: "eV")
      return low == high ? .known(centre) : .assumed(centre, reason: "the middle of the signal's emission window")
    }
    for key in Self.energyKeys {
      guard let node = stated.first(key), let text = node.value?.display,
        let energy = electronvolts(text, unit: node.unit)
      else { continue }
      return .known(.number(energy, unit: "eV"))
    }
    return .unknown
  }

  /// A number in eV.
  private func electronvolts(_ text: String, unit: String?) -> Double? {
    let full = unit.map { text + " " + $0 } ?? text
    guard let eV = PhysicalUnit.parse("eV"), let quantity = Quantity(parsing: full, expecting: .energy)
    else { return nil }
    return quantity.unit == nil ? quantity.value : quantity.value(in: eV)
  }

  private static let energyKeys = ["emission_energy", "Spectrometer.emission_energy", "Detector.emission_energy"]

  // MARK: Processing

  private func processAnswer(_ quantity: FamilyQuestion) -> Answer {
    if let key = Self.processKeys[quantity], let text = stated.text("XAS_data_reduction." + key) {
      return .known(.text(text))
    }
    if quantity == .rawFile { return fileName.isEmpty ? .unknown : .known(.text(fileName)) }
    let step = measurement.steps.last { $0.program != nil && $0.version != nil && $0.time != nil }
    let reason = "the file does not say who reduced its data: this conversion worked out what is written"
    switch quantity {
    case .program: return step?.program.map { .known(.text($0)) } ?? .assumed(.text("edgewise"), reason: reason)
    case .version:
      return step?.version.map { .known(.text($0)) } ?? .assumed(.text(EdgewiseVersion.string), reason: reason)
    case .date:
      if let date = step?.time { return .known(.text(date)) }
      return time.map { .assumed(.text($0), reason: reason) } ?? .unknown
    default: return .unknown
    }
  }

  private static let processKeys: [FamilyQuestion: String] = [
    .program: "program", .version: "version", .date: "date", .rawFile: "parameters.raw_file",
  ]
}
