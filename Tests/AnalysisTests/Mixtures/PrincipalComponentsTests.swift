import Foundation
import Testing

@testable import Analysis

@Suite("principal components and what is made of them") struct PrincipalComponentsTests {
  // MARK: Against Larch

  private func spectra(_ golden: [String: Any], _ names: [String], _ array: String) throws -> SpectraMatrix {
    let groups = try GoldenMixtures.groups(golden)
    return try SpectraMatrix(
      try names.map { try #require(groups[$0]).curve($0, array) }, range: 11870...12030)
  }

  @Test("eigenvalues, variances and Larch's indicator are those of Larch", .enabled(if: Golden.isPresent))
  func larch() throws {
    let golden = try Golden.read(GoldenMixtures.file)
    let all = try #require(golden["pca"] as? [[String: Any]])
    #expect(all.count == 2)
    for expected in all {
      let names = try #require(expected["groups"] as? [String])
      let array = try #require(expected["array"] as? String)
      let spectra = try spectra(golden, names, array)
      #expect(spectra.x.count == expected["npts"] as? Int)
      let components = try PrincipalComponents(spectra)
      let eigenvalues = try #require(expected["eigenvalues"] as? [Double])
      for (value, other) in zip(components.eigenvalues, eigenvalues) { #expect(abs(value - other) < 1e-9) }
      let variances = try #require(expected["variances"] as? [Double])
      for (value, other) in zip(components.variances, variances) { #expect(abs(value - other) < 1e-11) }
      let indicator = ComponentIndicators.larch(components)
      let others = try #require(expected["ind"] as? [Double])
      #expect(indicator.count == others.count)
      for (value, other) in zip(indicator, others) { #expect(abs(value - other) < 1e-8) }
      // Larch's place of the smallest counts from 0 in a list with its first value twice.
      #expect(ComponentIndicators(components).count == (expected["nsig"] as? Int ?? 0) - 1)
      for fit in try #require(expected["fit"] as? [[String: Any]]) {
        let train = try #require(fit["train"] as? [String])
        let space = try PrincipalComponents(try self.spectra(golden, train, array))
        let groups = try GoldenMixtures.groups(golden)
        let name = try #require(fit["unknown"] as? String)
        // Larch cuts the unknown to the range before it is interpolated, which the outermost points feel.
        let whole = try #require(groups[name]).curve(name, array)
        let range = whole.indices(in: 11870...12030)
        let cut = SampledCurve.values(Array(whole.x[range]), Array(whole.y[range]), at: space.x)
        let result = try TargetTransform(space, count: try #require(fit["ncomps"] as? Int)).test(
          try SampledCurve(name: name, x: space.x, y: cut))
        #expect(abs(result.chiSquare / (fit["chi_square"] as? Double ?? 0) - 1) < 1e-9)
        #expect(abs(result.scale - (fit["scale"] as? Double ?? 0)) < 1e-6)
        let weights = try #require(fit["abs_weights"] as? [Double])
        // Its components are not of unit length: those of ours times the root of eigenvalue over spectra.
        for (k, other) in weights.enumerated() {
          let unit = (space.eigenvalues[k] / Double(train.count)).squareRoot()
          #expect(abs(abs(result.weights[k]) / unit - other) < 1e-6)
        }
      }
    }
  }

  // MARK: Planted parts

  private let x = (0..<201).map { 7090 + 0.5 * Double($0) }

  private func part(_ number: Int) -> [Double] {
    let center = [7112.0, 7119, 7115.5, 7124][number]
    let height = [0.1, 0.9, 0.4, 0.2][number]
    return x.map { energy in
      let t = (energy - center - 3) / 2.5
      return 0.5 + atan((energy - center) / 1.7) / .pi + height * exp(-0.5 * t * t)
    }
  }

  private func series(_ amounts: [[Double]], noise: Double) throws -> SpectraMatrix {
    var random = Random(seed: 11)
    let parts = (0..<amounts[0].count).map(part)
    return try SpectraMatrix(
      try amounts.enumerated().map { number, row in
        let y = x.indices.map { i in
          zip(row, parts).reduce(0) { $0 + $1.0 * $1.1[i] } + noise * random.normal()
        }
        return try SampledCurve(name: "s\(number)", x: x, y: y)
      })
  }

  /// Amounts of three parts that visit the corners.
  private let triangle = [
    [1.0, 0, 0], [0.7, 0.3, 0], [0.4, 0.5, 0.1], [0.1, 0.8, 0.1], [0, 1, 0], [0, 0.6, 0.4], [0.2, 0.2, 0.6],
    [0.1, 0, 0.9], [0, 0, 1], [0.5, 0, 0.5], [0.3, 0.4, 0.3], [0.6, 0.2, 0.2],
  ]

  @Test("the indicator and F find as many components as were planted, and the noise")
  func planted() throws {
    let spectra = try series(triangle, noise: 0.002)
    let plain = ComponentIndicators(try PrincipalComponents(spectra, scaling: .none))
    #expect(plain.count == 3)
    // The real error is the noise.
    #expect(abs(plain.realErrors[2] - 0.002) < 0.0002)
    #expect(plain.significances[0] < 0.01 && plain.significances[1] < 0.01 && plain.significances[2] < 0.01)
    #expect(plain.significances.dropFirst(3).allSatisfy { $0 > 0.05 })
  }

  @Test("the chance of F is that of its table")
  func significance() {
    // F(1, 10) = 4.965 and F(1, 5) = 16.26 at 5 % and 1 % (tables of any textbook).
    #expect(abs(StudentDistribution.incompleteBeta(10 / (10 + 4.9646), 5, 0.5) - 0.05) < 1e-5)
    #expect(abs(StudentDistribution.incompleteBeta(5 / (5 + 16.2582), 2.5, 0.5) - 0.01) < 1e-5)
    // I_x(1, 1) = x; I_x(2, 1) = x².
    #expect(abs(StudentDistribution.incompleteBeta(0.3, 1, 1) - 0.3) < 1e-14)
    #expect(abs(StudentDistribution.incompleteBeta(0.9, 2, 1) - 0.81) < 1e-14)
  }

  @Test("a part of the series passes the target test, another compound does not")
  func target() throws {
    let space = try PrincipalComponents(try series(triangle, noise: 0.002), scaling: .none)
    let transform = try TargetTransform(space, count: 3)
    var random = Random(seed: 2)
    for number in 0..<4 {
      let y = part(number).map { $0 + 0.002 * random.normal() }
      let result = try transform.test(try SampledCurve(name: "p\(number)", x: x, y: y))
      let spoil = try #require(result.spoil)
      if number < 3 { #expect(spoil < 3 && result.rFactor < 1e-4) } else { #expect(spoil > 6) }
    }
    let short = try SampledCurve(name: "short", x: Array(x.prefix(100)), y: Array(part(0).prefix(100)))
    #expect(throws: AnalysisError.self) { try transform.test(short) }
    #expect(throws: AnalysisError.self) { try TargetTransform(space, count: 13) }
  }

  @Test("weights that are not negative are the best of all subsets")
  func nonNegative() {
    var random = Random(seed: 8)
    for trial in 0..<50 {
      let count = 2 + trial % 4
      var a = Matrix(rows: 9, columns: count)
      for i in a.values.indices { a.values[i] = random.normal() }
      let b = (0..<9).map { _ in random.normal() }
      func misfit(_ w: [Double]) -> Double { zip(a * w, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
      var best = misfit([Double](repeating: 0, count: count))
      for code in 1..<1 << count {
        let places = (0..<count).filter { code & 1 << $0 != 0 }
        let part = Matrix(rows: 9, columns: places.count, (0..<9).flatMap { row in places.map { a[row, $0] } })
        guard let found = try? LinearLeastSquares(part, b).solution, found.allSatisfy({ $0 >= 0 }) else { continue }
        var w = [Double](repeating: 0, count: count)
        for (k, place) in places.enumerated() { w[place] = found[k] }
        best = min(best, misfit(w))
      }
      let solution = NonNegativeLeastSquares(a).solution(a.transposed * b)
      #expect(solution.allSatisfy { $0 >= 0 } && abs(misfit(solution) - best) < 1e-10)
    }
  }

  @Test("curve resolution finds parts that occur alone, with their amounts", arguments: [true, false])
  func resolution(closure: Bool) throws {
    var resolution = CurveResolution(count: 3)
    resolution.closure = closure
    let result = try resolution.apply(to: try series(triangle, noise: 0.001))
    #expect(result.isConverged && result.lackOfFit < 0.2 && result.start.sorted() == [0, 4, 8])
    let order = [0, 4, 8].compactMap { result.start.firstIndex(of: $0) }
    for (number, k) in order.enumerated() {
      let truth = part(number)
      let size = closure ? 1 : truth.max() ?? 1
      let differences: [Double] = zip(result.spectra[k], truth).map { found, planted in abs(size * found - planted) }
      let worst = differences.max() ?? 1
      #expect(worst < 0.02, "\(number): \(worst)")
      guard closure else { continue }
      for (found, planted) in zip(result.amounts, triangle) { #expect(abs(found[k] - planted[number]) < 0.02) }
    }
    let again = try resolution.apply(to: try series(triangle, noise: 0.001))
    #expect(again.spectra == result.spectra)
  }

  @Test("parts that never occur alone are ambiguous, and the number says so")
  func ambiguity() throws {
    // Two lines apart, so that each has energies of its own.
    func series(_ amounts: [Double]) throws -> SpectraMatrix {
      var random = Random(seed: 4)
      return try SpectraMatrix(
        try amounts.map { amount in
          let y = x.map { energy in
            let (a, b) = ((energy - 7120) / 4, (energy - 7150) / 4)
            return amount * exp(-0.5 * a * a) + (1 - amount) * exp(-0.5 * b * b) + 1e-4 * random.normal()
          }
          return try SampledCurve(name: "s", x: x, y: y)
        })
    }
    let vague = try CurveResolution(count: 2).apply(to: try series((0..<9).map { 0.3 + 0.05 * Double($0) }))
    let sure = try CurveResolution(count: 2).apply(to: try series((0..<9).map { 0.125 * Double($0) }))
    #expect(vague.isConverged && vague.lackOfFit < 0.1)
    #expect(vague.ambiguities.allSatisfy { $0 > 0.1 }, "\(vague.ambiguities)")
    #expect(sure.ambiguities.allSatisfy { $0 < 0.01 }, "\(sure.ambiguities)")
  }

  @Test("too few spectra, too many parts and twins are errors")
  func refused() throws {
    let two = try series([[1, 0], [0, 1]], noise: 0.001)
    #expect(throws: AnalysisError.self) { try PrincipalComponents(two) }
    #expect(throws: AnalysisError.self) { try CurveResolution(count: 3).apply(to: two) }
    let twins = try series([[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]], noise: 0)
    #expect(throws: AnalysisError.self) { try CurveResolution(count: 2).apply(to: twins) }
    #expect(throws: AnalysisError.self) { try PrincipalComponents(twins) }
  }
}
