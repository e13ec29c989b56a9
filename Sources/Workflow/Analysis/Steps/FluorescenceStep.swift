/// `analyze fluorescence`: the elements of a detector corrected for dead time and summed.
import Analysis
import Bytes
import DataModel

extension AnalysisStep {
  static let fluorescence: AnalysisStep = AnalysisStep(
    name: "fluorescence",
    summary: "Correct the elements of a fluorescence detector for dead time and sum them.",
    parameters: [
      AnalysisParameter(
        "model", .choice(DeadTimeModel.names), standard: "rates",
        "The law of the dead time: rates is what the electronics say (input over output rate)."),
      AnalysisParameter(
        "tau", .number, unit: "s",
        "The dead time; without it 280e-9 for xdac and 80e-9 for stepscan. The other laws need it."),
      AnalysisParameter("exclude", .text, "Elements to leave out, such as 3,7-9, or names of their channels."),
      AnalysisParameter(
        "weights", .text, standard: "equal",
        "equal, noise (for the smallest relative noise of the sum), or one number per element with commas."),
      AnalysisParameter(
        "time", .text,
        "The counting time in seconds, or the channel that holds it; without it the channel with the role of time."),
      AnalysisParameter("window", .text, "A further window, such as roi2; without it the channels of fluorescence."),
    ],
    values: [
      Output("channel", "The channel with the sum, in counts."), Output("signal", "The formula of the new signal."),
      Output("model", "The law that was used."), Output("tau", unit: "s", "Its dead time."),
      Output("points", "How many points there are."),
      Output("lost", "At how many of them no element was left: the sum is no number there."),
      Output(
        "elements",
        "Each element: mean factor, largest part of its photons lost, share of the counts, weight (0 where it is left out), "
          + "points without a factor, and what is particular about it."),
    ],
    arrays: [
      Output("energy", unit: "eV", "The energies as stored, where there is one for each point."),
      Output("counts", "The corrected sum."), Output("variance", "Its variance from the statistics of the raw counts."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let options = try fluorescenceOptions(parameters)
    var outcome = AnalysisOutcome()
    for item in input.measurements {
      do throws(AnalysisError) {
        let sum = try FluorescenceSum(item.measurement, options: options)
        outcome.findings += sum.findings.map { finding in
          var finding = finding
          finding.location.file = item.document.origin.name
          return finding
        }
        outcome.results.append(result(sum, options, item.document, item.measurement))
        var measurement = sum.measurement
        measurement.origins.append(item.document.origin)
        outcome.measurements.append(measurement)
      } catch {
        outcome.findings.append(
          Finding(
            AnalysisFinding.impossible, error.description,
            at: item.measurement.location(in: item.document.origin.name)))
      }
    }
    guard !outcome.results.isEmpty else {
      throw AnalysisError(outcome.findings.first?.message ?? "there is no measurement")
    }
    return outcome
  }

  private static func fluorescenceOptions(
    _ parameters: AnalysisParameters
  ) throws(AnalysisError) -> FluorescenceOptions {
    var options = FluorescenceOptions()
    options.model = try DeadTimeModel(parameters.text("model") ?? "rates", tau: parameters.number("tau"))
    if let words = parameters.text("exclude") {
      options.excluded =
        AnalysisWords.numbers(words).map { $0.map(String.init) } ?? words.split(separator: ",").map(String.init)
    }
    switch parameters.text("weights") ?? "equal" {
    case "equal": options.weights = .equal
    case "noise": options.weights = .noise
    case let words:
      guard let list = AnalysisWords.list(words) else {
        throw AnalysisError("weights=\(words): write equal, noise, or one number per element with commas")
      }
      options.weights = .given(list)
    }
    if let words = parameters.text("time") {
      options.time = AnalysisWords.number(words).map { .seconds($0) } ?? .channel(words)
    }
    options.window = parameters.text("window")
    return options
  }

  private static func result(
    _ sum: FluorescenceSum, _ options: FluorescenceOptions, _ document: Document, _ measurement: Measurement
  ) -> AnalysisResult {
    let elements = sum.elements.map { element in
      AnalysisValue.object([
        AnalysisField("label", .text(element.name)), AnalysisField("channel", .text(element.channel)),
        AnalysisField("mean_factor", element.meanFactor.isNaN ? .absent : .number(element.meanFactor)),
        AnalysisField("largest_loss", .number(element.largestLoss)), AnalysisField("share", .number(element.share)),
        AnalysisField("weight", .number(element.weight)), AnalysisField("left_out", .integer(element.pointsLeftOut)),
        AnalysisField("flags", .list(element.flags.map(\.rawValue).sorted().map { .text($0) })),
      ])
    }
    let energy = measurement.channel(.energy)?.values.inMemory?.doubles()
    return AnalysisResult(
      file: document.origin.name, selector: measurement.selector,
      values: [
        AnalysisField("channel", .text(sum.channelName)),
        AnalysisField("signal", AnalysisValue(sum.measurement.signals.first?.expression)),
        AnalysisField("model", .text(options.model.name)), AnalysisField("tau", AnalysisValue(options.model.tau)),
        AnalysisField("points", .integer(sum.values.count)),
        AnalysisField("lost", .integer(sum.values.count { $0.isNaN })), AnalysisField("elements", .list(elements)),
      ],
      arrays: (energy.map { $0.count == sum.values.count ? [("energy", $0)] : [] } ?? [])
        + [("counts", sum.values), ("variance", sum.variances)])
  }
}
