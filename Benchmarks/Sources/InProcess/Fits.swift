/// Fits, as often as it takes to measure them.
///
/// KIND is `lcf` (three standards, each unknown alone), `lcf-series` (what standards have in common is kept), `one` (one
/// path, four variables), `thirteen` (13 paths, 8 variables, k-weights 1, 2 and 3). Prints the CPU seconds for each fit, how
/// many there were, and a number that the peer has to agree with.
import Analysis
import Bytes
import DataModel
import Datasets
import Formats
import Glibc

struct Fits {
  private let spectrum: Spectrum
  private let paths: [ScatteringPath]

  /// The spectrum, and the folder of `feff0001.dat` ... `feff0013.dat`.
  init(file: String, paths folder: String) throws {
    spectrum = try SpectrumResolver(try Self.measurement(file)).spectrum().spectrum
    paths = try (1...13).map { number in
      let name = number < 10 ? "feff000\(number).dat" : "feff00\(number).dat"
      return try ScatteringPath(try Self.measurement("\(folder)/\(name)"), label: name)
    }
  }

  private static func measurement(_ file: String) throws -> Measurement {
    let source = try ByteSource(file)
    guard let read = FormatRegistry.identify(source).format?.read, let first = try read(source).measurements.first
    else { throw AnalysisError("\(file) cannot be read") }
    return first
  }

  func run(_ kind: String) throws {
    switch kind {
    case "lcf", "lcf-series": try combine(keeping: kind == "lcf-series")
    case "one", "thirteen": try fit(thirteen: kind == "thirteen")
    default: throw AnalysisError("there is no kind '\(kind)'")
    }
  }

  /// Three standards that a formula makes of the normalised spectrum, and mixtures of them.
  private func combine(keeping: Bool) throws {
    let energy = spectrum.energy
    let norm = try Normalization().apply(to: spectrum).norm
    let standards = try [20.0, 27, 34].map { period in
      try SampledCurve(
        name: "\(period)", x: energy, y: zip(energy, norm).map { $1 * (1 + 0.1 * sin($0 / period)) })
    }
    let unknowns = try (0..<1000).map { number in
      try SampledCurve(
        name: "\(number)", x: energy,
        y: energy.indices.map { i in
          0.2 * standards[0].y[i] + 0.3 * standards[1].y[i] + 0.5 * standards[2].y[i]
            + 1e-3 * sin(0.7 * Double(i * (number + 1)))
        })
    }
    var combination = LinearCombination()
    combination.range = 8960...9080
    var memory = LinearCombination.Memory()
    try measure(unknowns.count) { number in
      if !keeping { memory = LinearCombination.Memory() }
      return try combination.fit(unknowns[number], standards: standards, &memory).weights[0].value
    }
  }

  private func fit(thirteen: Bool) throws {
    var reduction = FineStructureReduction()
    let (_, background) = try reduction.apply(to: spectrum, withErrors: false)
    let chi = try ChiSpectrum(k: background.k, values: background.chi)
    var transform = ExafsTransform()
    (transform.kmin, transform.kmax, transform.dk, transform.rmin) = (3, 17, 4, 1.4)
    transform.rmax = thirteen ? 4.7 : 3
    transform.weights = thirteen ? [2, 1, 3] : [2]
    var parameters = [
      FitParameter("s02", value: 0.9, varies: true), FitParameter("de0", value: 1, varies: true),
      FitParameter("alpha", value: 0, varies: true),
    ]
    let shells = thirteen ? 5 : 1
    parameters += (0..<shells).map { FitParameter("ss\($0)", value: 0.006, varies: true) }
    let fitted = paths.prefix(thirteen ? 13 : 1).enumerated().map { index, path in
      FittedPath(
        path, ["s02": "s02", "e0": "de0", "sigma2": "ss\(min(index / 3, shells - 1))", "deltar": "alpha*reff"])
    }
    let fit = ExafsFit(parameters, [ExafsDataSet(chi, paths: Array(fitted), transform: transform)])
    try measure(thirteen ? 20 : 200) { _ in try fit.run().rFactor }
  }

  private func measure(_ count: Int, _ work: (Int) throws -> Double) throws {
    var total = 0.0
    let start = InProcess.cpuSeconds()
    for number in 0..<count { total += try work(number) }
    print((InProcess.cpuSeconds() - start) / Double(count), count, total / Double(count))
  }
}
