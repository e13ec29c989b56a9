/// From a measurement to its fine structure.
import Bytes
public import DataModel

/// Makes chi(k) of a measurement that has wavenumbers and chi: a record of an Athena project, a file of FEFF, columns.
///
/// What it does to the points is recorded in the step `resolve`: unit to 1/Å, points that are not finite or have a
/// negative k left out, order of rising k, points of one k averaged.
public struct ChiResolver: Sendable {
  /// The signal that is resolved.
  public let signal: Signal
  private let measurement: Measurement
  private let formula: SignalExpression
  private let axis: Channel
  private let unit: PhysicalUnit?
  private let file: String?

  /// A resolver for `measurement` of `file`; without a choice it takes the channel chi. Throws when there is no chi, no k
  /// along its dimension, or more than one dimension.
  public init(_ measurement: Measurement, file: String? = nil, choice: SignalChoice = SignalChoice())
    throws(ResolveError)
  {
    self.measurement = measurement
    self.file = file
    guard choice.words != nil || measurement.channel(.chi) != nil else {
      let names = measurement.channels.map(\.name).joined(separator: ", ")
      throw ResolveError(
        "it has no chi(k); say which columns are with --columns k=...,chi=...; its channels: \(names)")
    }
    signal = try (choice.words == nil ? SignalChoice(ChannelRole.chi.rawValue) : choice).signal(of: measurement)
    do throws(ExpressionError) {
      formula = try SignalExpression(parsing: signal.expression)
    } catch {
      throw ResolveError("the formula \(signal.expression) cannot be read: \(error.description)")
    }
    guard let dimensions = formula.dimensions(in: measurement), dimensions.count == 1 else {
      throw ResolveError("\(signal.expression) is not one array of numbers, and chi(k) has to be")
    }
    guard let axis = measurement.channels.first(where: { $0.role == .k && $0.dimensions == dimensions }) else {
      throw ResolveError(
        "\(signal.expression) has no wavenumbers beside it; say which column they are with --columns k=...")
    }
    self.axis = axis
    unit = try Self.unit(of: axis)
  }

  private static func unit(of axis: Channel) throws(ResolveError) -> PhysicalUnit? {
    guard let text = axis.unit, !text.isEmpty else { return nil }
    guard let unit = PhysicalUnit.parse(text, expecting: .inverseLength), unit.isInverseLength else {
      throw ResolveError("k is in \(text), which is no inverse length; state it with --unit k=1/Å")
    }
    return unit
  }

  /// The fine structure and what was found on the way. Throws when its points do not make one.
  public func chi() throws(ResolveError) -> (chi: ChiSpectrum, findings: [Finding]) {
    var points = try points()
    let place = measurement.location(in: file)
    var findings: [Finding] = []
    let before = points.count
    let dropped = points.dropNonfinite()
    if dropped > 0 {
      findings.append(Finding(ResolveFinding.dropped, "\(dropped) of \(before) points are not finite", at: place))
    }
    if !points.sort() {
      findings.append(Finding(ResolveFinding.sorted, "the points were put in the order of k", at: place))
    }
    let averaged = points.averageDuplicates()
    if averaged > 0 {
      findings.append(Finding(ResolveFinding.averaged, "\(averaged) points had the k of another", at: place))
    }
    let negative = points.energy.prefix { $0 < 0 }.count
    var chi = try ChiSpectrum(
      k: Array(points.energy.dropFirst(negative)), values: Array(points.values.dropFirst(negative)))
    let title = measurement.title.flatMap { $0.isEmpty ? nil : $0 }
    chi.label = title ?? (measurement.selector.allSatisfy(\.isNumber) ? file : nil) ?? measurement.selector
    chi.signal = signal.expression
    chi.element = signal.element ?? measurement.metadata.text("Element.symbol")
    chi.edge = signal.edge ?? measurement.metadata.text("Element.edge")
    chi.source = Reference.Target(
      file: file, sha256: measurement.origins.last?.sha256, selector: measurement.selector,
      channel: formula.channelNames.count == 1 ? formula.channelNames.first : nil)
    chi.steps = [step(dropped: dropped, averaged: averaged, negative: negative)]
    return (chi, findings)
  }

  private func points() throws(ResolveError) -> SpectrumPoints {
    do throws(ExpressionError) {
      let values = try formula.evaluate(over: measurement).values
      var k = try SignalExpression.channel(axis.name).evaluate(over: measurement).values
      guard k.count == values.count else {
        throw ExpressionError("\(values.count) values and \(k.count) wavenumbers do not belong together")
      }
      if let unit, let target = PhysicalUnit.parse("1/Å", expecting: .inverseLength),
        let converted = unit.convert(k, to: target)
      {
        k = converted
      }
      return SpectrumPoints(energy: k, values: values, variance: nil)
    } catch {
      throw ResolveError(error.description)
    }
  }

  private func step(dropped: Int, averaged: Int, negative: Int) -> Step {
    Step(
      operation: SpectrumResolver.operation, program: "edgewise", version: EdgewiseVersion.string,
      parameters: [
        StepParameter("signal", .text(signal.expression)), StepParameter("k_unit", .text(unit?.text ?? "1/Å")),
        StepParameter("points_not_finite", .integer(Int64(dropped))),
        StepParameter("points_of_negative_k", .integer(Int64(negative))),
        StepParameter("points_averaged", .integer(Int64(averaged))),
      ], inputs: formula.channelNames + [axis.name])
  }
}
