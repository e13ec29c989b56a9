/// From a measurement to spectra.
import Bytes
public import DataModel

/// Makes spectra of one signal of a measurement: one, or one for each row of `spectrum × point`.
///
/// What it does to the points is recorded in the step `resolve` of each spectrum: unit to eV, points that are not
/// finite left out, order of rising energy, points of the same energy averaged. Rows are read when they are asked for.
public struct SpectrumResolver: Sendable {
  /// The operation of the step that records the work.
  public static let operation = "resolve"

  /// The signal that is resolved.
  public let signal: Signal
  /// How many spectra there are.
  public let count: Int
  /// Whether the measurement is a series, of which each row is a spectrum.
  public var isSeries: Bool { series != nil }
  private let measurement: Measurement
  private let formula: SignalExpression
  private let energy: Channel
  /// The dimension of which each row is a spectrum; nil when there is one spectrum alone.
  private let series: Dimension?
  private let unit: PhysicalUnit?
  private let file: String?

  /// A resolver for `measurement` of `file`. Throws when there is no such signal, no energy axis for it, or more
  /// dimensions than a spectrum or a series of spectra has.
  public init(_ measurement: Measurement, file: String? = nil, choice: SignalChoice = SignalChoice())
    throws(ResolveError)
  {
    self.measurement = measurement
    self.file = file
    signal = try choice.signal(of: measurement)
    do throws(ExpressionError) {
      formula = try SignalExpression(parsing: signal.expression)
    } catch {
      throw ResolveError("the formula \(signal.expression) cannot be read: \(error.description)")
    }
    guard let dimensions = formula.dimensions(in: measurement), let point = dimensions.last else {
      throw ResolveError("the formula \(signal.expression) names a channel that is not there")
    }
    guard dimensions.count <= 2 else {
      throw ResolveError(
        "its values have the dimensions \(dimensions.map(\.description).joined(separator: " × ")), and a series of "
          + "spectra has two; fold the others with sum()")
    }
    series = dimensions.count == 2 ? dimensions[0] : nil
    energy = try Self.energyChannel(of: measurement, point: point, series: series)
    unit = try Self.unit(of: energy)
    let rows = formula.channelNames.lazy.compactMap { measurement.channel(named: $0) }
      .first { $0.dimensions.count == 2 }?.values.shape[0]
    count = series == nil ? 1 : rows ?? 0
  }

  private static func energyChannel(
    of measurement: Measurement, point: Dimension, series: Dimension?
  ) throws(ResolveError) -> Channel {
    let axes = measurement.channels.filter { $0.role == .energy && !$0.dimensions.contains(where: \.edges) }
    if let axis = axes.first(where: { $0.dimensions == [point] }) { return axis }
    if let series, let axis = axes.first(where: { $0.dimensions == [series, point] }) { return axis }
    if measurement.channels.contains(where: { $0.role == .angle }) {
      throw ResolveError("it has angles and no energies; state the crystal's spacing with --set Mono.d_spacing=...")
    }
    throw ResolveError("it has no energies along \(point); say which channel they are with --columns energy=...")
  }

  private static func unit(of energy: Channel) throws(ResolveError) -> PhysicalUnit? {
    guard let text = energy.unit, !text.isEmpty else { return nil }
    guard let unit = PhysicalUnit.parse(text), unit.isEnergy else {
      throw ResolveError("the energies are in \(text), which is no unit of energy; state it with --unit energy=...")
    }
    return unit
  }

  /// The spectrum of this row and what was found on the way. Throws when its points do not make one. Who wants many rows
  /// calls `eachSpectrum`, which reads them together.
  public func spectrum(at row: Int = 0) throws(ResolveError) -> (spectrum: Spectrum, findings: [Finding]) {
    try spectrum(at: row, of: try rows(row..<row + 1), number: 0)
  }

  /// Every spectrum in order, or why its points do not make one. Rows are read as many at a time as the storage likes.
  /// Throws when rows cannot be read.
  public func eachSpectrum(
    _ body: (Int, Result<(spectrum: Spectrum, findings: [Finding]), ResolveError>) -> Void
  ) throws(ResolveError) {
    var start = 0
    while start < count {
      let block = start..<min(count, start + rowsAtOnce)
      let part = try rows(block)
      for row in block {
        do throws(ResolveError) {
          body(row, .success(try spectrum(at: row, of: part, number: row - start)))
        } catch {
          body(row, .failure(error))
        }
      }
      start = block.upperBound
    }
  }

  /// As many rows as one slab of the widest channel has.
  private var rowsAtOnce: Int {
    let stacks = formula.channelNames.compactMap { measurement.channel(named: $0) }.filter {
      $0.dimensions.first == series
    }
    return stacks.map { $0.values.slabs().first { _ in true }?.count.first ?? 1 }.max() ?? 1
  }

  private func spectrum(
    at row: Int, of block: Measurement, number: Int
  ) throws(ResolveError) -> (spectrum: Spectrum, findings: [Finding]) {
    let part = try self.part(number, of: block)
    var points = try points(of: part)
    var findings: [Finding] = []
    let place = measurement.location(in: file, row: series == nil ? nil : row)
    if unit == nil {
      findings.append(Finding(ResolveFinding.unitAssumed, "the energies have no unit; eV was assumed", at: place))
    }
    let dropped = points.dropNonfinite()
    if dropped > 0 {
      findings.append(
        Finding(ResolveFinding.dropped, "\(dropped) of \(dropped + points.count) points are not finite", at: place))
    }
    try refuseSweeps(points.energy)
    let isSorted = points.sort()
    if !isSorted {
      findings.append(Finding(ResolveFinding.sorted, "the points were put in the order of their energies", at: place))
    }
    let averaged = points.averageDuplicates()
    if averaged > 0 {
      findings.append(Finding(ResolveFinding.averaged, "\(averaged) points had the energy of another", at: place))
    }
    var spectrum = try Spectrum(energy: points.energy, values: points.values, variance: points.variance)
    spectrum.label = label(row)
    spectrum.signal = signal.expression
    spectrum.element = signal.element ?? known(\.element) ?? measurement.metadata.text("Element.symbol")
    spectrum.edge = signal.edge ?? known(\.edge) ?? measurement.metadata.text("Element.edge")
    spectrum.source = Reference.Target(
      file: file, sha256: measurement.origins.last?.sha256, selector: measurement.selector,
      channel: formula.channelNames.count == 1 ? formula.channelNames.first : nil)
    spectrum.steps = [step(dropped: dropped, isSorted: isSorted, averaged: averaged)]
    return (spectrum, findings)
  }

  /// What another signal of the same measurement says.
  private func known(_ part: KeyPath<Signal, String?>) -> String? {
    measurement.signals.lazy.compactMap { $0[keyPath: part] }.first
  }

  /// The title; without one the file, where its measurements are only numbered, else the selector.
  private func label(_ row: Int) -> String {
    let isNumbered = measurement.selector.allSatisfy(\.isNumber)
    let title = measurement.title.flatMap { $0.isEmpty ? nil : $0 }
    let name = title ?? (isNumbered ? file ?? measurement.selector : measurement.selector)
    return series == nil ? name : "\(name) [\(row)]"
  }

  /// The measurement with these rows of its channels alone, in memory.
  private func rows(_ rows: Range<Int>) throws(ResolveError) -> Measurement {
    guard series != nil else { return measurement }
    do throws(BlockError) {
      return try cut(measurement, to: rows)
    } catch {
      throw ResolveError("spectra \(rows.lowerBound) to \(rows.upperBound - 1) cannot be read: \(error.description)")
    }
  }

  private func part(_ number: Int, of block: Measurement) throws(ResolveError) -> Measurement {
    guard series != nil else { return block }
    do throws(BlockError) {
      return try cut(block, to: number..<number + 1)
    } catch {
      throw ResolveError(error.description)
    }
  }

  private func cut(_ whole: Measurement, to rows: Range<Int>) throws(BlockError) -> Measurement {
    guard let series else { return whole }
    return try whole.rows(
      rows, of: series, channels: formula.channelNames + [energy.name] + [uncertainty].compactMap { $0 })
  }

  /// The channel of standard deviations, where the signal is a stored channel that has one.
  private var uncertainty: String? {
    guard case .channel(let name) = formula, let stored = measurement.channel(named: name),
      case .channel(let errors) = stored.uncertainty
    else { return nil }
    return errors
  }

  private func points(of part: Measurement) throws(ResolveError) -> SpectrumPoints {
    do throws(ExpressionError) {
      let values = try formula.evaluate(over: part).values
      let stored = try SignalExpression.channel(energy.name).evaluate(over: part).values
      let energies = stored.count == values.count ? stored : Array(stored.prefix(values.count))
      guard energies.count == values.count else {
        throw ExpressionError("\(values.count) values and \(stored.count) energies do not belong together")
      }
      let deviations = try uncertainty.map { name throws(ExpressionError) in
        try SignalExpression.channel(name).evaluate(over: part).values
      }
      return SpectrumPoints(
        energy: inElectronvolts(energies), values: values,
        variance: deviations.flatMap { $0.count == values.count ? $0.map { $0 * $0 } : nil })
    } catch {
      throw ResolveError(error.description)
    }
  }

  private func inElectronvolts(_ energies: [Double]) -> [Double] {
    guard let unit, unit.text != "eV", let target = PhysicalUnit.parse("eV"),
      let converted = unit.convert(energies, to: target)
    else { return energies }
    return converted
  }

  /// A scan that goes back and forth is many spectra, and sorting it would mix them.
  private func refuseSweeps(_ energies: [Double]) throws(ResolveError) {
    let turns = TurningPoints.turns(in: energies)
    guard turns.count < 2 else {
      throw ResolveError(
        "its energies go back and forth \(turns.count) times: it holds \(turns.count + 1) spectra; take them apart "
          + "with edgewise analyze sweeps")
    }
  }

  private func step(dropped: Int, isSorted: Bool, averaged: Int) -> Step {
    Step(
      operation: Self.operation, program: "edgewise", version: EdgewiseVersion.string,
      parameters: [
        StepParameter("signal", .text(signal.expression)),
        StepParameter("energy_unit", .text(unit?.text ?? "eV")),
        StepParameter("points_not_finite", .integer(Int64(dropped))),
        StepParameter("points_reordered", .integer(isSorted ? 0 : 1)),
        StepParameter("points_averaged", .integer(Int64(averaged))),
      ], inputs: formula.channelNames + [energy.name])
  }
}
