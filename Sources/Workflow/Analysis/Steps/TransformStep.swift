/// `analyze transform` and `analyze backtransform`: chi(k) to R, and from R to q.
import Analysis
import Bytes
import DataModel
import Datasets

extension AnalysisStep {
  static let transform: AnalysisStep = AnalysisStep(
    name: "transform",
    summary: "Fourier transform chi(k) to distances R, without phase correction.",
    parameters: [fineStructure] + XAFSTransform.parameters() + FineStructureReduction.parameters,
    values: [
      Output("signal", "The formula that was transformed."),
      Output("kstep", unit: "1/Å", "The step of k that was used."), Output("rstep", unit: "Å", "The step of R."),
      Output("peak_r", unit: "Å", "Where the magnitude is largest; bonds are some tenths of an Å longer."),
      Output("peak_mag", "The magnitude there."),
    ],
    arrays: [
      Output("r", unit: "Å", "The distances."), Output("chir_re", "The real part of chi(R)."),
      Output("chir_im", "The imaginary part."), Output("chir_mag", "The magnitude."),
      Output("k", unit: "1/Å", "The points of the window."), Output("kwin", "The window."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let transform = try XAFSTransform(parameters)
    return try ChiSeries(input, parameters).outcome { member, outcome throws(AnalysisError) in
      let result = try transform.apply(to: member.chi)
      let magnitude = result.magnitude
      let peak = magnitude.indices.max { magnitude[$0] < magnitude[$1] } ?? 0
      let r = result.distances
      outcome.results.append(
        AnalysisResult(
          file: member.file, selector: member.measurement.selector,
          values: [
            AnalysisField("signal", .text(member.chi.signal)), AnalysisField("kstep", .number(result.kStep)),
            AnalysisField("rstep", .number(result.distanceStep)), AnalysisField("peak_r", .number(r[peak])),
            AnalysisField("peak_mag", .number(magnitude[peak])),
          ],
          arrays: [
            ("r", r), ("chir_re", result.real), ("chir_im", result.imaginary), ("chir_mag", magnitude),
            ("k", result.k), ("kwin", result.window),
          ]))
      outcome.measurements.append(
        Measurement(
          [Channel(name: "r", role: .r, unit: "Å", values: Values(r))]
            + channels([("chir_mag", magnitude), ("chir_re", result.real), ("chir_im", result.imaginary)]),
          of: member, signal: "chir_mag", step: record(of: .transform, parameters)))
    }
  }

  static let backtransform: AnalysisStep = AnalysisStep(
    name: "backtransform",
    summary: "Fourier transform chi(k) to R, and a range of R back to q.",
    parameters: [fineStructure] + [
      AnalysisParameter("rmin", .number, unit: "Å", standard: "0", "Where the window over R begins."),
      AnalysisParameter("rmax", .number, unit: "Å", standard: "20", "Where it ends."),
      AnalysisParameter("dr", .number, unit: "Å", standard: "1", "The width of the window's tapers."),
      AnalysisParameter("window", windows, standard: "kaiser", "The form of the window."),
      AnalysisParameter("qmax_out", .number, unit: "1/Å", standard: "30", "The largest q of the result."),
    ] + XAFSTransform.parameters(prefix: "transform.")
      + FineStructureReduction.parameters,
    values: [Output("signal", "The formula that was transformed."), Output("qstep", unit: "1/Å", "The step of q.")],
    arrays: [
      Output("q", unit: "1/Å", "The wavenumbers."),
      Output("chiq_re", "The real part of chi(q): k^kweight chi(k), filtered."),
      Output("chiq_im", "The imaginary part."), Output("chiq_mag", "The magnitude."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let forward = try XAFSTransform(parameters, prefix: "transform.")
    let back = XAFSBackTransform(
      window: try FourierWindow(parameters, range: ("rmin", "rmax"), tapers: ("dr", "dr"), form: "window"),
      largestWavenumber: parameters.number("qmax_out") ?? 30)
    return try ChiSeries(input, parameters).outcome { member, outcome throws(AnalysisError) in
      let result = try back.apply(to: try forward.apply(to: member.chi), pointCount: forward.pointCount)
      let magnitude = result.magnitude
      outcome.results.append(
        AnalysisResult(
          file: member.file, selector: member.measurement.selector,
          values: [
            AnalysisField("signal", .text(member.chi.signal)), AnalysisField("qstep", .number(result.q[1])),
          ],
          arrays: [
            ("q", result.q), ("chiq_re", result.real), ("chiq_im", result.imaginary), ("chiq_mag", magnitude),
          ]))
      outcome.measurements.append(
        Measurement(
          [Channel(name: "q", role: .k, unit: "1/Å", values: Values(result.q))]
            + channels([("chiq_re", result.real), ("chiq_im", result.imaginary), ("chiq_mag", magnitude)]),
          of: member, signal: "chiq_re", step: record(of: .backtransform, parameters)))
    }
  }

  static let wavelet: AnalysisStep = AnalysisStep(
    name: "wavelet",
    summary: "Cauchy wavelet transform of chi(k): a map over R and k.",
    parameters: [
      fineStructure,
      AnalysisParameter("kweight", .number, standard: "0", "The power of k that chi is multiplied by."),
      AnalysisParameter(
        "rmax_out", .number, unit: "Å", standard: "10",
        "The largest distance; it sets the order of the wavelet, so a larger one is sharper in R and blurred in k."),
      AnalysisParameter("nfft", .integer, standard: "2048", "Twice the largest number of points in k, a power of two."),
    ] + FineStructureReduction.parameters,
    values: [
      Output("signal", "The formula that was transformed."),
      Output("peak_r", unit: "Å", "Where the magnitude is largest."),
      Output("peak_k", unit: "1/Å", "Where the magnitude is largest."), Output("peak_mag", "The magnitude there."),
    ],
    arrays: [
      Output("r", unit: "Å", "The distances."), Output("k", unit: "1/Å", "The wavenumbers."),
      Output("wcauchy_re", "The real part; a list for each distance, with a number for each k."),
      Output("wcauchy_im", "The imaginary part."), Output("wcauchy_mag", "The magnitude."),
    ]
  ) { input, parameters throws(AnalysisError) in
    let wavelet = CauchyWavelet(
      weight: parameters.number("kweight") ?? 0, largestDistance: parameters.number("rmax_out") ?? 10,
      pointCount: parameters.integer("nfft") ?? 2048)
    return try ChiSeries(input, parameters).outcome { member, outcome throws(AnalysisError) in
      let result = try wavelet.apply(to: member.chi)
      let magnitude = result.magnitude
      let columns = result.k.count
      let peak = magnitude.indices.max { magnitude[$0] < magnitude[$1] } ?? 0
      let maps = [("wcauchy_re", result.real), ("wcauchy_im", result.imaginary), ("wcauchy_mag", magnitude)]
      outcome.results.append(
        AnalysisResult(
          file: member.file, selector: member.measurement.selector,
          values: [
            AnalysisField("signal", .text(member.chi.signal)),
            AnalysisField("peak_r", .number(result.distances[peak / columns])),
            AnalysisField("peak_k", .number(result.k[peak % columns])),
            AnalysisField("peak_mag", .number(magnitude[peak])),
          ],
          arrays: [("r", result.distances), ("k", result.k)], maps: maps.map { ($0.0, columns, $0.1) }))
      let size = [result.distances.count, columns]
      outcome.measurements.append(
        Measurement(
          [
            Channel(name: "r", role: .r, unit: "Å", dimensions: ["r"], values: Values(result.distances)),
            Channel(name: "k", role: .k, unit: "1/Å", dimensions: ["k"], values: Values(result.k)),
          ]
            + maps.reversed().map { name, values in
              Channel(name: name, role: .other, dimensions: ["r", "k"], values: Values(values, shape: size))
            },
          of: member, signal: "wcauchy_mag", step: record(of: .wavelet, parameters)))
    }
  }

  private static func channels(_ arrays: [(name: String, values: [Double])]) -> [Channel] {
    arrays.map { Channel(name: $0.name, role: .other, values: Values($0.values)) }
  }

  private static func record(of step: AnalysisStep, _ parameters: AnalysisParameters) -> Step {
    Step(
      operation: step.name, program: "edgewise", version: EdgewiseVersion.string,
      parameters: parameters.stepParameters(of: step))
  }
}
