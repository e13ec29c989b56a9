import Analysis
import Datasets
import Glibc

/// Fits of one scattering path to chi(k).
extension Problem {
  static func paths() throws -> [Problem] {
    [
      try path(.r, weight: 0), try path(.r, weight: 1), try path(.r, weight: 2),
      try path(.k, weight: 2),
    ]
  }

  private static let k = Curves.grid(0...16, step: 0.05)
  private static let truth = [("amp", 0.9), ("de0", 2.0), ("dr", 0.01), ("ss", 0.005)]
  private static let noise = 0.002

  /// Smooth curves in the manner of a shell of copper.
  private static func scatterer() throws -> ScatteringPath {
    let k = (0...60).map { (i: Int) -> Double in i < 40 ? 0.1 * Double(i) : 4 + 0.8 * Double(i - 40)
    }
    let curves = ScatteringPath.Curves(
      k: k, amplitude: k.map { 0.6 * $0 * exp(-0.02 * $0 * $0) / (1 + 0.2 * $0) },
      phase: k.map { 1.5 - 0.9 * $0 },
      meanFreePath: k.map { 6 + 0.5 * ($0 - 3) * ($0 - 3) / (1 + 0.05 * $0) },
      momentum: k.map { ($0 * $0 + 3.2).squareRoot() })
    return try ScatteringPath(label: "shell", curves: curves, halfLength: 2.5, degeneracy: 12)
  }

  private static func path(_ space: ExafsTransform.Space, weight: Double) throws -> Problem {
    var transform = ExafsTransform()
    (transform.space, transform.weights, transform.kmin, transform.kmax) = (space, [weight], 3, 14)
    (transform.rmin, transform.rmax, transform.dk, transform.window) = (1.1, 3.1, 1, .hanning)
    let options = transform
    let names = truth.map(\.0)
    let path = FittedPath(
      try scatterer(),
      Dictionary(uniqueKeysWithValues: zip(["s02", "e0", "deltar", "sigma2"], names)))
    let still = truth.map { FitParameter($0.0, value: $0.1, varies: false) }
    let clean = try ExafsFit(
      still,
      [
        ExafsDataSet(
          try ChiSpectrum(k: k, values: k.map { _ in 0 }), paths: [path], transform: options,
          epsilonK: 1)
      ]
    ).run().sets[0].model
    let free = zip(names, [1, 0, 0, 0.004]).map { FitParameter($0, value: $1) }
    let independent = 1 + 2 * (options.rmax - options.rmin) * (options.kmax - options.kmin) / .pi
    let freedom = independent - Double(free.count)
    let levels = Levels(freedom: freedom)
    // In k all points of the range speak for the noise.
    let whiteFreedom = space == .k ? 100 : freedom
    let whiteLevels = Levels(freedom: whiteFreedom)
    let larch =
      space == .k
      ? "Larch's formula shares the scatter of all 220 points among 15 independent ones: the errors are too large by the root of "
        + "their ratio, and by the weight on top."
      : weight == 0
        ? "Without a weight, noise is even over the independent points, but for the tapers of the window."
        : "The weight lifts the noise at high k, where the signal is small: the scatter counts it, the parameters hardly feel it."
    let white =
      "Weight, window and range of R are worked out for noise that is white in k (errors=white)."
    let rows =
      names.map {
        Row(
          "\($0), Larch's errors", weight == 0 && space == .r ? .cautious : .misleading,
          freedom: freedom, larch)
      }
      + names.map { Row("\($0), errors=white", freedom: whiteFreedom, white) }
    return Problem(
      title: "EXAFS, fitspace \(space.rawValue), k-weight \(Int(weight))",
      setup:
        "One path at 2.5 Å, k from 3 to 14, R from 1.1 to 3.1, noise 0.002 at every point of k: 15.0 independent points, four variables.",
      rows: rows, shortCount: 100
    ) { draws in
      let noisy = try ChiSpectrum(k: k, values: clean.map { $0 + noise * draws.normal() })
      var fit = ExafsFit(free, [ExafsDataSet(noisy, paths: [path], transform: options)])
      let larch = try fit.run().estimates
      fit.errors = .whiteNoise
      let white = try fit.run().estimates
      func statements(_ estimates: [FitResult.Estimate], _ levels: Levels) -> [Statement] {
        zip(estimates, truth).map { Statement($0.value, $0.standardError, truth: $1.1, levels) }
      }
      return statements(larch, levels) + statements(white, whiteLevels)
    }
  }
}
