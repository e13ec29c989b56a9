import Foundation
import Testing

@testable import Analysis

@Suite("linear combinations") struct LinearCombinationTests {
  // MARK: Against Larch

  @Test("44 fits of real spectra are those of Larch", .enabled(if: Golden.isPresent))
  func larch() throws {
    let golden = try Golden.read(GoldenMixtures.file)
    let groups = try GoldenMixtures.groups(golden)
    let names = try #require(golden["standards"] as? [String])
    var seen = 0
    var clipped = 0
    for fit in try #require(golden["fits"] as? [[String: Any]]) {
      let name = try #require(fit["unknown"] as? String)
      let array = try #require(fit["array"] as? String)
      let asked = try #require(fit["options"] as? [String: Any])
      let weights = try #require(fit["weights"] as? [String: Double])
      let errors = try #require(fit["stderr"] as? [String: Double])
      var options = LinearCombination()
      options.range = 11870...12030
      options.sumsToOne = asked["sum_to_one"] as? Bool ?? true
      options.variesShift = asked["vary_e0"] as? Bool ?? false
      if asked["minvals"] != nil { options.bounds = 0...1 }
      let unknown = try #require(groups[name]).curve(name, array)
      let standards = try names.map { try #require(groups[$0]).curve($0, array) }
      var memory = LinearCombination.Memory()
      let result = try options.fit(unknown, standards: standards, &memory)
      let place = "\(name) \(array) \(asked)"
      #expect(result.x.count == fit["npts"] as? Int, "\(place)")
      let chiSquare = try #require(fit["chisqr"] as? Double)
      seen += 1
      if options.bounds != nil {
        // Larch's own sum is not 1 where its last weight is clipped; nor has its search always ended in the minimum.
        #expect(abs(result.total - 1) < 1e-12 && result.weights.allSatisfy { $0.value >= 0 && $0.value <= 1 })
        guard abs(weights.values.reduce(0, +) - 1) < 1e-6 else {
          clipped += 1
          continue
        }
        #expect(result.chiSquare <= chiSquare * (1 + 1e-9), "\(place)")
        continue
      }
      // A search for the shift that ends at relative changes of 1e-8 leaves the weights by as much as 2e-5, which is
      // a two-thousandth of their errors.
      let tolerance = options.variesShift ? 3e-5 : 1e-7
      for (weight, key) in zip(result.weights, names) {
        #expect(abs(weight.value - (weights[key] ?? .nan)) < tolerance, "\(place) \(key)")
        #expect(abs((weight.standardError ?? 0) - (errors[key] ?? .nan)) < 1e-4 * (errors[key] ?? 0), "\(place) \(key)")
      }
      #expect(abs(result.chiSquare / chiSquare - 1) < 1e-7, "\(place)")
      #expect(abs(result.reducedChiSquare / (fit["redchi"] as? Double ?? 0) - 1) < 1e-7, "\(place)")
      #expect(abs(result.rFactor / (fit["rfactor"] as? Double ?? 0) - 1) < (options.variesShift ? 1e-4 : 1e-7))
      guard let shift = result.shift else { continue }
      #expect(abs(shift.value - (fit["e0_shift"] as? Double ?? .nan)) < 3e-5, "\(place)")
      let error = try #require(errors["e0_shift"])
      #expect(abs((shift.standardError ?? 0) - error) < 1e-3 * error, "\(place)")
    }
    #expect(seen == 44 && clipped < 8)
  }

  @Test("the best combinations of standards are those of Larch, in its order", .enabled(if: Golden.isPresent))
  func larchCombinations() throws {
    let golden = try Golden.read(GoldenMixtures.file)
    let groups = try GoldenMixtures.groups(golden)
    let names = try #require(golden["standards"] as? [String])
    let all = try #require(golden["fitall"] as? [String: Any])
    let expected = try #require(all["results"] as? [[String: Any]])
    let name = try #require(all["unknown"] as? String)
    var options = LinearCombination()
    options.range = 11870...12030
    var memory = LinearCombination.Memory()
    let found = try CombinationSearch(sizes: 2...names.count).candidates(
      of: #require(groups[name]).curve(name, "norm"),
      standards: names.map { try #require(groups[$0]).curve($0, "norm") }, options, &memory)
    #expect(found.count == expected.count)
    for (candidate, other) in zip(found, expected) {
      let weights = try #require(other["weights"] as? [String: Double])
      #expect(Set(candidate.members.map { names[$0] }) == Set(weights.keys))
      for member in candidate.members {
        #expect(abs(candidate.fit.weights[member].value - (weights[names[member]] ?? .nan)) < 1e-7)
      }
      #expect(abs(candidate.fit.reducedChiSquare / (other["redchi"] as? Double ?? 0) - 1) < 1e-7)
    }
  }

  // MARK: Bounds

  /// The best weights of all ways to put some of them at a bound, each by the normal equations: slow and sure.
  private func exhaustive(_ a: Matrix, _ b: [Double], _ bounds: ClosedRange<Double>, sum: Bool) -> Double {
    func misfit(_ w: [Double]) -> Double { zip(a * w, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
    let count = a.columns
    var best = Double.infinity
    for code in 0..<Int(pow(3, Double(count))) {
      var digits = code
      let states = (0..<count).map { _ in
        defer { digits /= 3 }
        return digits % 3
      }
      let free = states.indices.filter { states[$0] == 0 }
      var w = states.map { $0 == 1 ? bounds.lowerBound : $0 == 2 ? bounds.upperBound : 0 }
      // Lagrange: [AᵀA 1; 1ᵀ 0] [w λ] = [Aᵀb', 1 - Σfixed].
      let fixed = zip(b, a * w).map { $0 - $1 }
      let size = free.count + (sum ? 1 : 0)
      var system = [[Double]](repeating: [Double](repeating: 0, count: size + 1), count: size)
      for (i, row) in free.enumerated() {
        for (j, column) in free.enumerated() {
          system[i][j] = zip(a.column(row), a.column(column)).reduce(0) { $0 + $1.0 * $1.1 }
        }
        system[i][size] = zip(a.column(row), fixed).reduce(0) { $0 + $1.0 * $1.1 }
        if sum {
          system[i][size - 1] = 1
          system[size - 1][i] = 1
        }
      }
      if sum {
        system[size - 1][size] = 1 - w.reduce(0, +)
        if free.isEmpty {
          if abs(system[0][1]) < 1e-12 { best = min(best, misfit(w)) }
          continue
        }
      }
      for pivot in 0..<size {
        guard let row = (pivot..<size).max(by: { abs(system[$0][pivot]) < abs(system[$1][pivot]) }) else { break }
        system.swapAt(pivot, row)
        for other in 0..<size where other != pivot {
          let factor = system[other][pivot] / system[pivot][pivot]
          for k in 0...size { system[other][k] -= factor * system[pivot][k] }
        }
      }
      for (i, column) in free.enumerated() { w[column] = system[i][size] / system[i][i] }
      if w.allSatisfy({ $0 >= bounds.lowerBound - 1e-12 && $0 <= bounds.upperBound + 1e-12 }) {
        best = min(best, misfit(w))
      }
    }
    return best
  }

  @Test("bounded weights are the best of all that the bounds and the sum allow", arguments: [true, false])
  func bounded(sum: Bool) throws {
    var random = Random(seed: 5)
    for trial in 0..<60 {
      let count = 2 + trial % 4
      var a = Matrix(rows: 12, columns: count)
      for i in a.values.indices { a.values[i] = random.normal() + 0.5 }
      let b = (0..<12).map { _ in 1.5 * random.normal() }
      let bounds = trial % 3 == 0 ? 0.0...1.0 : trial % 3 == 1 ? -0.2...0.7 : 0.05...2
      let solution = try BoundedLeastSquares(a, b, bounds: bounds, total: sum ? 1 : nil)
      #expect(solution.solution.allSatisfy { $0 >= bounds.lowerBound && $0 <= bounds.upperBound })
      if sum { #expect(abs(solution.solution.reduce(0, +) - 1) < 1e-12) }
      let misfit = zip(a * solution.solution, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let best = exhaustive(a, b, bounds, sum: sum)
      #expect(abs(misfit - best) < 1e-9 * (1 + best), "\(trial): \(misfit) \(best)")
    }
  }

  // MARK: Planted mixtures

  private func edge(_ center: Double, _ width: Double, peak: Double) -> (Double) -> Double {
    { energy in
      let t = (energy - center) / width
      return 0.5 + atan(t) / .pi + peak * exp(-0.5 * (t - 1) * (t - 1))
    }
  }

  private let grid = (0..<161).map { 7090 + 0.5 * Double($0) }

  private func standards() throws -> [SampledCurve] {
    try [("metal", 7112.0, 1.6, 0.1), ("oxide", 7120, 2, 0.9), ("sulfide", 7116, 2.4, 0.4)].map { name, e, w, p in
      // A grid of its own, finer than that of the unknown.
      let x = (0..<401).map { 7080 + 0.25 * Double($0) }
      return try SampledCurve(name: name, x: x, y: x.map(edge(e, w, peak: p)))
    }
  }

  private func unknown(_ weights: [Double], noise: Double = 0, shift: Double = 0, _ random: inout Random) throws
    -> SampledCurve
  {
    let models = [edge(7112, 1.6, peak: 0.1), edge(7120, 2, peak: 0.9), edge(7116, 2.4, peak: 0.4)]
    let y = grid.map { energy in
      zip(weights, models).reduce(0) { $0 + $1.0 * $1.1(energy - shift) } + noise * random.normal()
    }
    return try SampledCurve(
      name: "unknown", x: grid, y: y, variance: noise > 0 ? grid.map { _ in noise * noise } : nil)
  }

  @Test(
    "planted weights come back within their errors, two times of three within one", arguments: [true, false],
    LinearCombination.Uncertainty.allCases)
  func pulls(sum: Bool, uncertainty: LinearCombination.Uncertainty) throws {
    var random = Random(seed: 77)
    var options = LinearCombination()
    options.sumsToOne = sum
    options.uncertainty = uncertainty
    let truth = [0.2, 0.5, 0.3]
    let standards = try standards()
    var memory = LinearCombination.Memory()
    var squares = [0.0, 0, 0]
    let trials = 400
    for _ in 0..<trials {
      let result = try options.fit(unknown(truth, noise: 0.01, &random), standards: standards, &memory)
      for k in 0..<3 {
        let pull = (result.weights[k].value - truth[k]) / (result.weights[k].standardError ?? .nan)
        squares[k] += pull * pull / Double(trials)
      }
    }
    // The mean square of 400 pulls of a normal distribution is 1 ± 0.07.
    for square in squares { #expect(square > 0.75 && square < 1.28, "\(squares)") }
  }

  @Test("a shifted unknown gives its shift back, with pulls as they should be")
  func shift() throws {
    var random = Random(seed: 3)
    var options = LinearCombination()
    options.variesShift = true
    options.range = 7100...7150
    var memory = LinearCombination.Memory()
    var square = 0.0
    let trials = 60
    for _ in 0..<trials {
      // What lies 0.7 eV too high is read at x + 0.7. (With ten times the noise its interpolation takes part, as in Larch.)
      let result = try options.fit(
        unknown([0.3, 0.6, 0.1], noise: 0.0003, shift: 0.7, &random), standards: standards(), &memory)
      let shift = try #require(result.shift)
      square += pow((shift.value - 0.7) / (shift.standardError ?? .nan), 2) / Double(trials)
      #expect(abs(shift.value - 0.7) < 0.02)
    }
    #expect(square > 0.5 && square < 1.6, "\(square)")
  }

  @Test("a weight at its bound has the bound and no error; the others have theirs")
  func atBound() throws {
    var random = Random(seed: 1)
    var options = LinearCombination()
    options.bounds = 0...1
    var memory = LinearCombination.Memory()
    let result = try options.fit(unknown([0.4, 0.7, -0.1], &random), standards: standards(), &memory)
    #expect(result.weights[2].bound == 0 && result.weights[2].standardError == nil && result.weights[2].value == 0)
    #expect(result.weights[0].bound == nil && result.weights[0].standardError ?? 0 > 0)
    #expect(abs(result.total - 1) < 1e-12)
    let alone = try options.fit(unknown([1.2, -0.2, 0], &random), standards: standards(), &memory)
    #expect(alone.weights.map(\.value) == [1, 0, 0] && alone.weights.allSatisfy { $0.standardError == nil })
  }

  @Test("the factors of standards are used again on the same points, and only there")
  func memory() throws {
    var random = Random(seed: 1)
    var memory = LinearCombination.Memory()
    var options = LinearCombination()
    let first = try unknown([0.2, 0.5, 0.3], &random)
    for _ in 0..<2 {
      let result = try options.fit(first, standards: standards(), &memory)
      #expect(abs(result.weights[1].value - 0.5) < 1e-6)
    }
    options.range = 7105...7140
    let narrow = try options.fit(first, standards: standards(), &memory)
    #expect(narrow.x.first == 7105 && narrow.x.last == 7140 && abs(narrow.weights[1].value - 0.5) < 1e-6)
  }

  @Test("points that a standard does not reach are left out; alike standards and too few points are errors")
  func refused() throws {
    var random = Random(seed: 1)
    var memory = LinearCombination.Memory()
    let options = LinearCombination()
    let all = try standards()
    let short = try SampledCurve(
      name: "short", x: Array(all[2].x.prefix(200)), y: Array(all[2].y.prefix(200)))
    let unknown = try unknown([0.2, 0.5, 0.3], &random)
    let result = try options.fit(unknown, standards: [all[0], all[1], short], &memory)
    #expect(result.trimmed == 7090...7129.5 && abs(result.weights[0].value - 0.2) < 1e-6)
    var twin = all[0]
    twin.name = "twin"
    #expect(throws: AnalysisError.self) {
      memory = LinearCombination.Memory()
      _ = try options.fit(unknown, standards: [all[0], twin, all[1]], &memory)
    }
    var narrow = options
    narrow.range = 7100...7100.4
    #expect(throws: AnalysisError.self) {
      memory = LinearCombination.Memory()
      _ = try narrow.fit(unknown, standards: all, &memory)
    }
    #expect(throws: AnalysisError.self) { try SampledCurve(name: "a", x: [1, 2, 3, 4], y: [0, .nan, 1, 2]) }
  }
}
