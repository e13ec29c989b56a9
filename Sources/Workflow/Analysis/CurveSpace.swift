/// What of a spectrum is compared with others.
import Analysis
import DataModel
import Datasets
import Glibc

/// The curves in which mixtures are looked for.
enum CurveSpace: String, CaseIterable {
  case norm
  case flat
  case dmude
  case mu
  case chi

  /// The parameters of steps that compare curves: space, range, and how spectra are normalised.
  static func parameters(_ spaces: [CurveSpace] = allCases) -> [AnalysisParameter] {
    [
      AnalysisParameter(
        "space", .choice(spaces.map(\.rawValue)), standard: "norm",
        "What is compared: norm, the normalised spectrum; flat, without its curvature behind the edge; dmude, the derivative "
          + "of norm; mu, the signal as it stands" + (spaces.contains(.chi) ? "; chi, the fine structure over k." : ".")
      ),
      AnalysisParameter("xmin", .number, unit: "eV", "Where the range begins (1/Å with space=chi); see range."),
      AnalysisParameter("xmax", .number, unit: "eV", "Where it ends, this point included."),
      AnalysisParameter(
        "range", .choice(["auto", "absolute", "relative"]), standard: "auto",
        "Whether xmin and xmax are energies or relative to e0 of the spectrum; auto: relative when xmin is negative or no "
          + "energy of the spectrum lies between them."),
    ]
      + (spaces.contains(.chi)
        ? [AnalysisParameter("kweight", .number, standard: "0", "The power of k that chi is multiplied by.")] : [])
  }
}

/// A curve and where it came from.
struct CurveMember {
  var curve: SampledCurve
  /// Of the spectrum; nil for chi(k).
  var e0: Double?
  /// What the file says of it; without channels.
  var measurement: Measurement
  var file: String
  var row: Int?
  var signal: String
  var element: String?
  var edge: String?
  var source: Reference.Target
  var steps: [Step]

  /// Where findings about it point.
  var place: Finding.Location { measurement.location(in: file, row: row) }

  /// The name and the place of the member, as reports begin with them.
  var identity: [AnalysisField] {
    [
      AnalysisField("file", .text(file)), AnalysisField("selector", .text(measurement.selector)),
      AnalysisField("label", .text(curve.name)),
    ]
  }

  /// A spectrum in a space.
  init(
    _ spectrum: Spectrum, _ space: CurveSpace, _ normalization: Normalization, of measurement: Measurement,
    file: String,
    row: Int?, _ findings: inout [Finding]
  ) throws(AnalysisError) {
    let name = Self.name(spectrum.label, measurement, row)
    if space == .mu {
      curve = try SampledCurve(name: name, x: spectrum.energy, y: spectrum.values, variance: spectrum.variance)
      e0 = EdgeEnergy.derivative(spectrum)
    } else {
      let result = try normalization.apply(to: spectrum)
      findings += normalization.findings(about: result, at: measurement.location(in: file, row: row))
      let values = space == .flat ? result.flat : space == .dmude ? result.slope : result.norm
      let scale = 1 / (result.edgeStep * result.edgeStep)
      curve = try SampledCurve(
        name: name, x: spectrum.energy, y: values,
        variance: space == .dmude ? nil : spectrum.variance.map { $0.map { $0 * scale } })
      e0 = result.e0
    }
    self.measurement = measurement
    self.measurement.channels = []
    self.file = file
    self.row = row
    signal = spectrum.signal
    (element, edge, source, steps) = (spectrum.element, spectrum.edge, spectrum.source, spectrum.steps)
  }

  /// A fine structure.
  init(_ member: ChiSeries.Member, weight: Double) throws(AnalysisError) {
    let chi = member.chi
    curve = try SampledCurve(
      name: Self.name(chi.label, member.measurement, nil), x: chi.k,
      y: zip(chi.k, chi.values).map { pow($0, weight) * $1 })
    measurement = member.measurement
    file = member.file
    signal = chi.signal
    (element, edge, source, steps) = (chi.element, chi.edge, chi.source, chi.steps)
  }

  private static func name(_ label: String, _ measurement: Measurement, _ row: Int?) -> String {
    let base = label.isEmpty ? measurement.selector : label
    return row.map { "\(base) row \($0)" } ?? base
  }
}
