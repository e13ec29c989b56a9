import Bytes
/// From the neutral model to what the physics rules look at.
public import DataModel

extension SpectrumView {
  /// How many values of one array, and of one measurement, are looked at.
  public static let arrayLimit = 16_000_000
  static let measurementLimit = 4 * arrayLimit

  /// The view of a measurement, and a note for each array that it leaves out.
  ///
  /// `number` counts the measurements of a document from 1, for the paths; `isDeclared` says that the file calls itself
  /// X-ray absorption, as every XDI file and every Athena project does.
  public static func view(
    of measurement: Measurement, number: Int = 1, isDeclared: Bool = false
  ) -> (view: SpectrumView, notes: [Finding]) {
    var reader = CurveReader(measurement, path: "/\(number)")
    let curves = reader.curves()
    let signal = measurement.signals.first
    let scan = measurement.scan
    let facts = "/\(number)/metadata/"
    func fact<Value>(_ sourced: Sourced<Value>?) -> SpectrumFact<Value>? {
      sourced.map { SpectrumFact($0.value, at: facts + $0.key) }
    }
    let place = "/\(number)/signals/\(signal?.name ?? "")"
    let view = SpectrumView(
      path: "/\(number)", curves: curves,
      element: fact(scan.element)
        ?? signal?.element.flatMap { Element(symbol: $0) }.map { SpectrumFact($0, at: place) },
      edge: fact(scan.edge) ?? signal?.edge.flatMap { EdgeLabel(parsing: $0) }.map { SpectrumFact($0, at: place) },
      edgeEnergy: fact(scan.edgeEnergy), dSpacing: fact(measurement.instrument.monochromatorDSpacing),
      crystal: fact(measurement.instrument.monochromator), isDeclared: isDeclared)
    return (view, reader.notes)
  }
}

/// Reads the arrays of a measurement that lie along its energies.
private struct CurveReader {
  let measurement: Measurement
  let path: String
  var notes: [Finding] = []
  private var remaining = SpectrumView.measurementLimit

  init(_ measurement: Measurement, path: String) {
    self.measurement = measurement
    self.path = path
  }

  /// The roles that rules ask for.
  private static let roles: Set<ChannelRole> = [
    .energy, .angle, .i0, .itrans, .ifluor, .irefer, .iey, .mu, .norm, .emissionEnergy, .energyTransfer, .intensity,
  ]

  mutating func curves() -> [SpectrumCurve] {
    guard let energy = measurement.channels.first(where: { $0.role == .energy }), let along = energy.dimensions.last
    else {
      return []
    }
    var result: [SpectrumCurve] = []
    for channel in measurement.channels where Self.roles.contains(channel.role) {
      // What lies along another dimension (a second scan at another rate) has its own energies, or none.
      guard let dimension = channel.dimensions.firstIndex(of: along) ?? (channel.role == .energy ? 0 : nil),
        let curve = curve(channel, dimension)
      else { continue }
      result.append(curve)
    }
    return result
  }

  /// Athena marks a record of a dispersive spectrometer whose energies are not calibrated, and calls them eV.
  private func isPixel(_ channel: Channel) -> Bool {
    channel.role == .energy && measurement.metadata.text("args.is_pixel") == "1"
  }

  private mutating func curve(_ channel: Channel, _ dimension: Int) -> SpectrumCurve? {
    let place = "\(path)/channels/\(channel.name)"
    guard channel.values.type.isNumeric, !channel.values.type.isComplex, channel.values.areHere else { return nil }
    guard channel.values.count <= min(SpectrumView.arrayLimit, remaining) else {
      notes.append(
        Finding(
          PhysicsFinding.unread,
          "\(channel.name) was not looked at: its \(channel.values.count) values are more than the "
            + "\(min(SpectrumView.arrayLimit, remaining)) that are read for this check", at: .init(path: place)))
      return nil
    }
    remaining -= channel.values.count
    do throws(BlockError) {
      let array = try channel.values.load()
      let mode = measurement.signals.first { $0.storedChannel == channel.name }?.mode
      return SpectrumCurve(
        channel.role, name: channel.name, path: place, unit: isPixel(channel) ? "pixel" : channel.unit, mode: mode,
        isReference: channel.role == .irefer || channel.qualifier == "reference", values: array.doubles(),
        shape: array.shape, pointDimension: dimension)
    } catch {
      notes.append(
        Finding(
          PhysicsFinding.unread, "\(channel.name) was not looked at: \(error.description)", at: .init(path: place)))
      return nil
    }
  }
}
