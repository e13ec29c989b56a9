/// From mu to chi(R), as often as it takes to measure it.
///
/// KIND is `one` (nothing is known beforehand), `series` (1,000 spectra of one grid, E0 given), `series-e0` (E0 found for
/// each), `series-two` (two threads; wall time), `wavelet` (nothing is known beforehand), `wavelets` (20 of one grid). Prints
/// the seconds for each spectrum, how many there were, and the sum of all magnitudes.
import Analysis
import Bytes
import DataModel
import Datasets
import Formats
import Glibc

struct Reduction {
  private let spectrum: Spectrum
  private let transform: XAFSTransform

  init(file: String) throws {
    let source = try ByteSource(file)
    guard let read = FormatRegistry.identify(source).format?.read, let measurement = try read(source).measurements.first
    else { throw AnalysisError("\(file) is no spectrum") }
    spectrum = try SpectrumResolver(measurement).spectrum().spectrum
    transform = XAFSTransform(window: try FourierWindow(.kaiser, over: 3...14, taper: 4))
  }

  func run(_ kind: String) throws {
    switch kind {
    case "one":
      let e0 = EdgeEnergy.derivative(spectrum)
      try measure(200) { _ in
        var reduction = FineStructureReduction(with(e0: e0))
        return try sum(spectrum, &reduction)
      }
    case "series", "series-e0":
      let series = try series()
      var reduction = FineStructureReduction(with(e0: kind == "series" ? EdgeEnergy.derivative(spectrum) : nil))
      try measure(series.count) { try sum(series[$0], &reduction) }
    case "series-two": try twoThreads()
    case "wavelet", "wavelets":
      var reduction = FineStructureReduction()
      let (_, result) = try reduction.apply(to: spectrum, withErrors: false)
      let chi = try ChiSpectrum(k: result.k, values: result.chi)
      let wavelet = CauchyWavelet(weight: 2, largestDistance: 6)
      try measure(kind == "wavelet" ? 1 : 20) { _ in try wavelet.apply(to: chi).magnitude.reduce(0, +) }
    default: throw AnalysisError("there is no kind '\(kind)'")
    }
  }

  private func with(e0: Double?) -> Normalization {
    var normalization = Normalization()
    normalization.e0 = e0
    return normalization
  }

  private func sum(_ spectrum: Spectrum, _ reduction: inout FineStructureReduction) throws -> Double {
    let (_, result) = try reduction.apply(to: spectrum, withErrors: false)
    return try transform.apply(to: ChiSpectrum(k: result.k, values: result.chi)).magnitude.reduce(0, +)
  }

  /// Spectra that differ a little, made by a formula that the peer uses too.
  private func series() throws -> [Spectrum] {
    try (0..<1000).map { number in
      try Spectrum(
        energy: spectrum.energy,
        values: spectrum.values.enumerated().map { index, value in
          value * (1 + 1e-5 * Double(number)) + 1e-5 * sin(0.7 * Double(index * number))
        })
    }
  }

  private func measure(_ count: Int, _ work: (Int) throws -> Double) throws {
    var total = 0.0
    let start = InProcess.cpuSeconds()
    for number in 0..<count { total += try work(number) }
    print((InProcess.cpuSeconds() - start) / Double(count), count, total)
  }

  /// Half of the series on each of two threads, and all of it on one; prints the wall seconds of both.
  private func twoThreads() throws {
    let series = try series() + series() + series()
    let normalization = with(e0: EdgeEnergy.derivative(spectrum))
    for threads in [1, 2] {
      let size = series.count / threads
      let elapsed = ContinuousClock().measure {
        Parallel.run(threads) { part in
          var reduction = FineStructureReduction(normalization)
          var total = 0.0
          for spectrum in series[part * size..<(part + 1) * size] {
            total += (try? sum(spectrum, &reduction)) ?? .nan
          }
          if !total.isFinite { print("a spectrum failed") }
        }
      }
      print(elapsed / .seconds(1), series.count, threads)
    }
  }
}
