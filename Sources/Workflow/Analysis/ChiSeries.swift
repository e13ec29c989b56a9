/// The fine structures that a step works on.
import Analysis
import DataModel
import Datasets

/// chi(k) of every measurement that has it, and what was found on the way.
struct ChiSeries {
  /// A fine structure and where it came from.
  struct Member {
    var chi: ChiSpectrum
    /// What the file says of it; without channels, which are not wanted any more.
    var measurement: Measurement
    var file: String

    /// Where findings about the member point.
    var place: Finding.Location { measurement.location(in: file) }
  }

  private(set) var members: [Member] = []
  private(set) var findings: [Finding] = []
  private var reduction: FineStructureReduction
  private let standard: ChiSpectrum?
  private let choice: SignalChoice

  /// Resolves chi(k) in every measurement, or works it out of mu(E) with the parameters `normalize.*` and `background.*`;
  /// those without either are findings. Throws when there is none at all.
  init(_ input: AnalysisInput, _ parameters: AnalysisParameters) throws(AnalysisError) {
    input.context.step("reading its fine structures")
    choice = SignalChoice(parameters.text("signal"))
    reduction = FineStructureReduction(inStepAfter: parameters)
    standard = try input.standard(parameters, prefix: "background.")
    var count = 0
    for item in input.measurements {
      count += 1
      do throws(ResolveError) {
        try add(item, parameters)
      } catch {
        findings.append(
          Finding(
            ResolveFinding.unresolved, error.description,
            at: item.measurement.location(in: item.document.origin.name)))
      }
    }
    guard !members.isEmpty else {
      let reason = findings.first { $0.severity == .error }.map { ": " + $0.message } ?? ""
      throw AnalysisError("none of \(count) measurements has chi(k)\(reason)")
    }
  }

  private mutating func add(_ item: AnalysisInput.Item, _ parameters: AnalysisParameters) throws(ResolveError) {
    let file = item.document.origin.name
    let hasChi = item.measurement.channel(.k) != nil
    if hasChi || item.measurement.channel(.energy) == nil && item.measurement.channel(.angle) == nil {
      let (chi, found) = try ChiResolver(item.measurement, file: file, choice: choice).chi()
      findings += found
      add(chi, item)
    } else {
      try reduce(item, parameters)
    }
  }

  private mutating func add(_ chi: ChiSpectrum, _ item: AnalysisInput.Item) {
    var chi = chi
    if chi.source.sha256 == nil { chi.source.sha256 = item.document.origin.sha256 }
    var husk = item.measurement
    husk.channels = []
    members.append(Member(chi: chi, measurement: husk, file: item.document.origin.name))
  }

  /// chi(k) of a measurement that has mu(E), or of each row of a series.
  private mutating func reduce(_ item: AnalysisInput.Item, _ parameters: AnalysisParameters) throws(ResolveError) {
    let file = item.document.origin.name
    let resolver = try SpectrumResolver(item.measurement, file: file, choice: choice)
    var reduced: [ChiSpectrum] = []
    var found: [Finding] = []
    var reduction = self.reduction
    let standard = self.standard
    try resolver.eachSpectrum { row, result in
      let place = item.measurement.location(in: file, row: resolver.isSeries ? row : nil)
      do throws(ResolveError) {
        let (spectrum, findings) = try result.get()
        found += findings
        reduced.append(try Self.chi(of: spectrum, &reduction, standard, parameters, place, &found))
      } catch {
        found.append(Finding(ResolveFinding.unresolved, error.description, at: place))
      }
    }
    self.reduction = reduction
    findings += found
    for chi in reduced { add(chi, item) }
  }

  private static func chi(
    of spectrum: Spectrum, _ reduction: inout FineStructureReduction, _ standard: ChiSpectrum?,
    _ parameters: AnalysisParameters, _ place: Finding.Location, _ found: inout [Finding]
  ) throws(ResolveError) -> ChiSpectrum {
    do throws(AnalysisError) {
      let (edge, result) = try reduction.apply(to: spectrum, standard: standard)
      found += reduction.normalization.findings(about: edge, at: place)
      return try ChiSpectrum(edge, result, of: spectrum, Step.background(edge, result, reduction, parameters))
    } catch {
      throw ResolveError(error.description)
    }
  }

  /// Does `work` with each; what cannot be done is a finding, and the others go on.
  func outcome(
    _ work: (Member, inout AnalysisOutcome) throws(AnalysisError) -> Void
  ) -> AnalysisOutcome {
    AnalysisOutcome(of: members, findings: findings, place: \.place, work)
  }
}

extension ChiSpectrum {
  /// What background removal gave of a spectrum.
  fileprivate init(
    _ edge: Normalization.Result, _ result: Autobk.Result, of spectrum: Spectrum, _ step: Step
  ) throws(AnalysisError) {
    do throws(ResolveError) {
      try self.init(
        k: result.k, values: result.chi, label: spectrum.label, signal: spectrum.signal, element: spectrum.element,
        edge: spectrum.edge, source: spectrum.source, steps: spectrum.steps + [step])
    } catch {
      throw AnalysisError(error)
    }
  }
}

extension Measurement {
  /// What was worked out of a fine structure: channels of which the first is the axis, what was done, where it came from.
  init(_ channels: [Channel], of member: ChiSeries.Member, signal: String, step: Step) {
    let chi = member.chi
    self.init(selector: SafeName.make(chi.label), title: chi.label)
    self.channels = channels
    signals = [Signal(name: signal, expression: signal, element: chi.element, edge: chi.edge)]
    metadata = member.measurement.metadata
    steps = member.measurement.steps + chi.steps + [step]
    references = [Reference(.member, to: chi.source)]
  }
}
