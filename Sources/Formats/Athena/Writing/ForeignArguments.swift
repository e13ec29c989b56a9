/// The parameters of a record for a measurement from elsewhere: what is known of it, and what Athena would choose.
import Bytes
import DataModel

struct ForeignArguments {
  /// What the arrays were called.
  struct Columns {
    var energy = ""
    var i0: String?
    var signal: String?
    var formula: String?
  }

  let measurement: Measurement
  let signal: Signal
  let origin: Origin
  let abscissa: ForeignAbscissa
  let data: [Double]
  var columns = Columns()
  var comments: String?

  /// All of them, by name.
  func arguments() -> AthenaArguments {
    var values = Dictionary(Self.defaults, uniquingKeysWith: { $1 })
    for (key, value) in identity + detection + ranges { values[key] = value }
    for (key, value) in AthenaSteps.arguments(from: measurement.steps) { values[key] = value }
    for (key, value) in carried { values[key] = value }
    var members = values.map { ProjectLiteral.Member($0.key, .text($0.value)) }
    members.append(.init("titles", .list(titles.map { .text($0) })))
    return AthenaArguments(members.sorted { $0.key < $1.key })
  }

  /// What Demeter starts from. Energies in eV, wave numbers in 1/Å, distances in Å.
  private static let defaults: [(String, String)] = [
    ("bft_dr", "0.0"), ("bft_rmax", "3"), ("bft_rmin", "1"), ("bft_rwindow", "hanning"), ("bkg_clamp1", "0"),
    ("bkg_clamp2", "24"), ("bkg_dk", "1"), ("bkg_eshift", "0"), ("bkg_fixstep", "0"), ("bkg_flatten", "1"),
    ("bkg_kw", "2"), ("bkg_kwindow", "hanning"), ("bkg_nclamp", "5"), ("bkg_nnorm", "3"), ("bkg_rbkg", "1.0"),
    ("bkg_spl1", "0"), ("bkg_spl1e", "0"), ("bkg_stan", "None"), ("bkg_z", AthenaElement.unset), ("fft_dk", "1"),
    ("fft_edge", "k"), ("fft_kwindow", "hanning"), ("fft_pc", "0"), ("importance", "1"), ("is_chi", "0"),
    ("is_merge", ""), ("is_nor", "0"), ("is_xanes", "0"), ("is_xmu", "1"), ("marked", "0"), ("plot_scale", "1"),
    ("plot_yoffset", "0"), ("referencegroup", ""),
  ]

  /// The parameters that a record had before it became a file of another kind, where they are fields of their own.
  private var carried: [(String, String)] {
    let fields = measurement.metadata.nodes.filter(Self.isCarried).flatMap(\.children)
    return fields.compactMap { field in field.value?.text.map { (field.name, $0) } }.filter { $0.0 != "label" }
  }

  /// Whether a family of metadata holds parameters of a record.
  static func isCarried(_ node: MetadataNode) -> Bool {
    node.name == AthenaProject.Node.arguments && node.value == nil
      && node.children.contains { $0.name == "bkg_e0" || $0.name.hasPrefix("is_") }
  }

  // MARK: What it is

  private var title: String { measurement.title ?? origin.name }

  /// The comments of the source, which Athena shows as titles.
  private var titles: [String] {
    comments.map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) } ?? []
  }

  private var storedRole: ChannelRole? { signal.storedChannel.flatMap { measurement.channel(named: $0)?.role } }

  private var identity: [(String, String)] {
    var result = [("label", title), ("source", origin.name)]
    if let symbol = signal.element.flatMap({ Element(symbol: $0)?.symbol }) {
      result.append(("bkg_z", symbol))
      if let edge = signal.edge { result.append(("fft_edge", edge.lowercased())) }
    }
    if abscissa.isWaveNumber { result += [("is_chi", "1"), ("is_xmu", "0")] }
    if !abscissa.isWaveNumber, storedRole == .norm { result.append(("is_nor", "1")) }
    // A reference names a measurement of the same document; group keys are put in its place later.
    for reference in measurement.references where reference.target.file == nil {
      guard let target = reference.target.selector, !target.isEmpty else { continue }
      switch reference.relation {
      case .referenceFoil: result.append(("referencegroup", target))
      case .standard: result.append(("bkg_stan", target))
      default: continue
      }
    }
    return result
  }

  /// How the data came about, in the words of Demeter.
  private var detection: [(String, String)] {
    var result = [("energy_string", columns.energy), ("i0_string", columns.i0 ?? "1")]
    if let name = columns.signal { result.append(("signal_string", name)) }
    if let formula = columns.formula { result.append(("xmu_string", formula)) }
    if signal.mode == .transmission { result.append(("ln", "1")) }
    let stated = AthenaArguments(result.map { .init($0.0, .text($0.1)) })
    if let mode = signal.mode, AthenaDetection(stated).mode != mode {
      result.append((AthenaDetection.argument, mode.rawValue))
    }
    return result
  }

  // MARK: Ranges from the data

  /// Energies relative to E0 that pre-edge, normalisation and spline use, within what was measured.
  private var ranges: [(String, String)] {
    // Ranges to a thousandth: finer ones say nothing.
    let text: (Double) -> String = { NumberFormatter.text(($0 * 1000).rounded() / 1000) }
    guard !abscissa.isWaveNumber else {
      let end = abscissa.values.filter(\.isFinite).max() ?? 0
      return [("fft_kmin", text(min(3, end))), ("fft_kmax", text(max(end - 2, min(3, end)))), ("bkg_e0", "0.0")]
    }
    let finite = abscissa.values.filter(\.isFinite)
    let e0 = edgeEnergy
    let before = min(finite.min() ?? e0, e0) - e0
    let behind = max(finite.max() ?? e0, e0) - e0
    let isShort = behind < 250
    let k = (max(behind, 0) * Self.waveNumber).squareRoot()
    var result = [
      ("bkg_e0", NumberFormatter.text(e0)), ("bkg_pre1", text(max(-150, before))),
      ("bkg_pre2", text(max(-30, before / 3))),
      ("bkg_nor1", text(isShort ? min(15, behind / 3) : 150)),
      ("bkg_nor2", text(behind > 350 ? behind - 100 : behind)), ("bkg_spl2", text(k)), ("bkg_spl2e", text(behind)),
      ("fft_kmin", text(min(3, k))), ("fft_kmax", text(max(k - 2, min(3, k)))),
    ]
    if isShort { result += [("bkg_nnorm", "2"), ("is_xanes", "1")] }
    return result
  }

  /// 2 m / ħ² in 1/(eV Å²).
  private static let waveNumber = 0.262468292

  /// The energy that a step states, the table's for the edge when it was scanned, or that of the steepest rise.
  private var edgeEnergy: Double {
    let stated = measurement.steps.lazy.filter { $0.operation == AthenaSteps.normalize.operation }
      .flatMap(\.parameters).compactMap { parameter -> Double? in
        guard parameter.name == "e0", case .array(let array) = parameter.value else { return nil }
        return array.singleNumber
      }.first
    if let stated { return stated }
    let finite = abscissa.values.filter(\.isFinite)
    if let element = signal.element.flatMap({ Element(symbol: $0) }),
      let edge = signal.edge.flatMap({ EdgeLabel(parsing: $0)?.edges.last }), let energy = edge.energy(of: element),
      let low = finite.min(), let high = finite.max(), low < energy, energy < high
    {
      return energy
    }
    return steepest ?? finite.first ?? 0
  }

  private var steepest: Double? {
    var best: (energy: Double, slope: Double)?
    for index in abscissa.values.indices.dropFirst() {
      let width = abscissa.values[index] - abscissa.values[index - 1]
      let slope = (data[index] - data[index - 1]) / width
      guard slope.isFinite, slope > best?.slope ?? 0 else { continue }
      best = ((abscissa.values[index] + abscissa.values[index - 1]) / 2, slope)
    }
    return best?.energy
  }
}
