/// The spectra that a step works on.
import Analysis
import DataModel
import Datasets

/// Spectra with the measurements they came from, and what was found on the way.
struct SpectrumSeries {
  /// A spectrum and where it came from.
  struct Member {
    var spectrum: Spectrum
    /// What the file says of it; without channels, which are not wanted any more.
    var measurement: Measurement
    var file: String
    /// The row of its measurement; nil where that holds one spectrum alone.
    var row: Int?
    /// The reference foil measured in the same scan; nil when there is none or nobody asked.
    var foil: Spectrum?

    /// Where findings about it point.
    var place: Finding.Location { measurement.location(in: file, row: row) }

    /// The name and the place of the member, as reports begin with them.
    var identity: [AnalysisField] {
      [
        AnalysisField("file", .text(file)), AnalysisField("selector", .text(measurement.selector)),
        AnalysisField("label", .text(spectrum.label)),
      ]
    }
  }

  private(set) var members: [Member] = []
  private(set) var findings: [Finding] = []

  /// Resolves the signal that the parameters choose in every measurement; those that give no spectrum are findings.
  /// Throws when there are fewer than `least` spectra.
  init(
    _ input: AnalysisInput, _ parameters: AnalysisParameters, least: Int = 1, withFoils: Bool = false
  ) throws(AnalysisError) {
    input.context.step("working out its spectra")
    let choice = SignalChoice(parameters.text("signal"))
    var count = 0
    for item in input.measurements {
      count += 1
      do throws(ResolveError) {
        try add(item.measurement, of: item.document, choice, withFoils)
      } catch {
        findings.append(
          Finding(
            ResolveFinding.unresolved, error.description,
            at: item.measurement.location(in: item.document.origin.name)))
      }
    }
    guard members.count >= least else {
      let reason = findings.first { $0.severity == .error }.map { ": " + $0.message } ?? ""
      throw AnalysisError(
        "\(members.count) of \(count) measurements give a spectrum, and it takes \(least)\(reason)")
    }
  }

  private mutating func add(
    _ measurement: Measurement, of document: Document, _ choice: SignalChoice, _ withFoils: Bool
  ) throws(ResolveError) {
    let resolver = try SpectrumResolver(measurement, file: document.origin.name, choice: choice)
    let foils =
      withFoils
      ? try SpectrumResolver(measurement, file: document.origin.name, choice: SignalChoice("reference")) : nil
    var husk = measurement
    husk.channels = []
    var foilSpectra: [Int: Spectrum] = [:]
    try foils?.eachSpectrum { row, result in foilSpectra[row] = (try? result.get())?.spectrum }
    try resolver.eachSpectrum { number, result in
      let row = resolver.isSeries ? number : nil
      let place = measurement.location(in: document.origin.name, row: row)
      switch result {
      case .failure(let error):
        report(
          Finding(
            ResolveFinding.unresolved, error.description,
            at: place))
      case .success(let (spectrum, found)):
        findings += found
        var member = Member(
          spectrum: spectrum, measurement: husk, file: document.origin.name, row: row)
        if member.spectrum.source.sha256 == nil { member.spectrum.source.sha256 = document.origin.sha256 }
        member.foil = foilSpectra[number]
        guard foils == nil || member.foil != nil else {
          let reason = "the reference foil of spectrum \(number) gives no spectrum"
          return report(
            Finding(
              ResolveFinding.unresolved, reason,
              at: place))
        }
        members.append(member)
      }
    }
  }

  var spectra: [Spectrum] { members.map(\.spectrum) }

  /// Does `work` with each; what cannot be done is a finding, and the others go on.
  func outcome(
    _ work: (Member, inout AnalysisOutcome) throws(AnalysisError) -> Void
  ) -> AnalysisOutcome {
    AnalysisOutcome(of: members, findings: findings, place: \.place, work)
  }

  /// The signal that all members were resolved to; the first one's when they differ.
  var signal: AnalysisField { AnalysisField("signal", .text(members.first?.spectrum.signal ?? "")) }

  mutating func report(_ finding: Finding) { findings.append(finding) }
}
