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

  /// Resolves chi(k) in every measurement; those without are findings. Throws when there is none at all.
  init(_ input: AnalysisInput, _ parameters: AnalysisParameters) throws(AnalysisError) {
    input.context.step("reading its fine structures")
    let choice = SignalChoice(parameters.text("signal"))
    var count = 0
    for item in input.measurements {
      count += 1
      do throws(ResolveError) {
        let file = item.document.origin.name
        var (chi, found) = try ChiResolver(item.measurement, file: file, choice: choice).chi()
        if chi.source.sha256 == nil { chi.source.sha256 = item.document.origin.sha256 }
        var husk = item.measurement
        husk.channels = []
        members.append(Member(chi: chi, measurement: husk, file: file))
        findings += found
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

  /// Does `work` with each; what cannot be done is a finding, and the others go on.
  func outcome(
    _ work: (Member, inout AnalysisOutcome) throws(AnalysisError) -> Void
  ) -> AnalysisOutcome {
    var outcome = AnalysisOutcome(findings: findings)
    for member in members {
      do throws(AnalysisError) {
        try work(member, &outcome)
      } catch {
        outcome.findings.append(Finding(AnalysisFinding.impossible, error.description, at: member.place))
      }
    }
    return outcome
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
    steps = chi.steps + [step]
    references = [Reference(.member, to: chi.source)]
  }
}
