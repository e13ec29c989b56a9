/// `analyze noise`: how noisy chi(k) is, and how far it is worth using.
import Analysis
import DataModel
import Datasets

extension AnalysisStep {
  static let noise: AnalysisStep = AnalysisStep(
    name: "noise",
    summary: "Estimate the noise of chi(k) from distances beyond all atoms, and up to which k it is worth using.",
    parameters: [
      fineStructure,
      AnalysisParameter("kmin", .number, unit: "1/Å", standard: "0", "Where the window over k begins."),
      AnalysisParameter("kmax", .number, unit: "1/Å", standard: "20", "Where it ends; not beyond the data."),
      AnalysisParameter("kweight", .number, standard: "1", "The power of k that chi is multiplied by."),
      AnalysisParameter("dk", .number, unit: "1/Å", standard: "4", "The width of the window's tapers."),
      AnalysisParameter("rmin", .number, unit: "Å", standard: "15", "Where the distances begin that hold noise alone."),
      AnalysisParameter("rmax", .number, unit: "Å", standard: "30", "Where they end."),
      AnalysisParameter("nfft", .integer, standard: "2048", "The points of the transform, a power of two."),
      AnalysisParameter("kstep", .number, unit: "1/Å", standard: "0.05", "The step of k that chi is brought to."),
    ] + FineStructureReduction.parameters,
    values: [
      Output("signal", "The formula that was analysed."),
      Output("epsilon_k", "The standard deviation of the noise of chi(k)."),
      Output("epsilon_r", "That of the real and the imaginary part of chi(R), for this window and weight."),
      Output(
        "kmax_suggest", unit: "1/Å", "Where chi(k) gets smaller than its noise; empty when it does not."),
    ],
    arrays: []
  ) { input, parameters throws(AnalysisError) in
    let range = (parameters.number("kmin") ?? 0, parameters.number("kmax") ?? 20)
    let distances = (parameters.number("rmin") ?? 15, parameters.number("rmax") ?? 30)
    guard range.0 < range.1, distances.0 < distances.1 else {
      throw AnalysisError("kmin has to be below kmax, and rmin below rmax")
    }
    let estimate = NoiseEstimate(
      range: range.0...range.1, taper: parameters.number("dk") ?? 4, weight: parameters.number("kweight") ?? 1,
      distances: distances.0...distances.1, step: parameters.number("kstep") ?? 0.05,
      pointCount: parameters.integer("nfft") ?? 2048)
    return try ChiSeries(input, parameters).outcome { member, outcome throws(AnalysisError) in
      var own = estimate
      if let end = member.chi.k.last, end < range.1, range.0 < end { own.range = range.0...end }
      let result = try own.apply(to: member.chi)
      outcome.results.append(
        AnalysisResult(
          file: member.file, selector: member.measurement.selector,
          values: [
            AnalysisField("signal", .text(member.chi.signal)),
            AnalysisField("epsilon_k", .number(result.ofWavenumbers)),
            AnalysisField("epsilon_r", .number(result.ofDistances)),
            AnalysisField("kmax_suggest", AnalysisValue(result.suggestedEnd)),
          ]))
    }
  }
}
