import Datasets
import Testing

@testable import Analysis

@Suite("Errors of chi(k) with white noise") struct WhiteNoiseTests {
  private let k = (0...320).map { 0.05 * Double($0) }

  private func result(
    _ space: ExafsTransform.Space, _ weights: [Double], _ errors: ExafsFit.Errors, scale: Double = 1
  ) throws -> ExafsResult {
    var random = Random(seed: 3)
    var numbers = PathNumbers(degen: 12)
    (numbers.s02, numbers.e0, numbers.deltar, numbers.sigma2) = (0.9, 2, 0.01, 0.005)
    let path = try MadePath.path()
    let clean = PathCalculator(path: path, step: 0.05).chi(numbers, count: k.count)
    let chi = try ChiSpectrum(k: k, values: clean.map { $0 + 0.002 * random.normal() })
    var transform = ExafsTransform()
    (transform.space, transform.weights, transform.kmin, transform.kmax) = (space, weights, 3, 14)
    (transform.rmin, transform.rmax, transform.dk, transform.window) = (1.1, 3.1, 1, .hanning)
    let formulas = ["s02": "amp", "e0": "de0", "deltar": "dr", "sigma2": "ss"]
    let set = ExafsDataSet(
      chi, paths: [FittedPath(path, formulas)], transform: transform, epsilonK: 0.002 * scale)
    var fit = ExafsFit(
      zip(["amp", "de0", "dr", "ss"], [1, 0, 0, 0.004]).map { FitParameter($0, value: $1) }, [set])
    fit.errors = errors
    return try fit.run()
  }

  @Test("in k without a weight they are those of least squares over all points")
  func inK() throws {
    let larch = try result(.k, [0], .independentPoints)
    let white = try result(.k, [0], .whiteNoise)
    // 220 points from 3 to 14, four variables; Larch counts 1 + 2·11·2/π independent points.
    let expected = ((1 + 44 / Double.pi - 4) / (220 - 4)).squareRoot()
    for (first, second) in zip(larch.estimates, white.estimates) {
      #expect(first.value == second.value)
      let ratio = try #require(second.standardError) / (try #require(first.standardError))
      #expect(abs(ratio / expected - 1) < 1e-9, "\(first.name): \(ratio) and \(expected)")
    }
  }

  @Test(
    "they do not depend on the scale of the noise that is stated",
    arguments: [ExafsTransform.Space.r, .k, .q, .w])
  func scale(_ space: ExafsTransform.Space) throws {
    let first = try result(space, [2], .whiteNoise)
    let second = try result(space, [2], .whiteNoise, scale: 7)
    for (first, second) in zip(first.estimates, second.estimates) {
      let ratio = try #require(second.standardError) / (try #require(first.standardError))
      #expect(abs(ratio - 1) < 1e-4, "\(first.name): \(ratio)")
    }
  }

  @Test("what follows from the variables has errors from the same covariance")
  func formulas() throws {
    let white = try result(.r, [2], .whiteNoise)
    let path = white.sets[0].paths[0]
    let change = try #require(white.estimates.first { $0.name == "dr" })
    #expect(path.distance.standardError == path["deltar"]?.standardError)
    #expect(abs((path.distance.standardError ?? .nan) / (change.standardError ?? .nan) - 1) < 1e-9)
  }
}
