import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Fits of scattering paths") struct ExafsFitTests {
  private let k = (0...320).map { 0.05 * Double($0) }

  private func numbers(
    _ degen: Double, s02: Double = 0.9, e0: Double = 3.2, deltar: Double, sigma2: Double
  ) -> PathNumbers {
    var numbers = PathNumbers(degen: degen)
    (numbers.s02, numbers.e0, numbers.deltar, numbers.sigma2) = (s02, e0, deltar, sigma2)
    return numbers
  }

  /// What paths with known numbers give, and something on top.
  private func chi(_ parts: [(ScatteringPath, PathNumbers)], plus: (Double) -> Double = { _ in 0 }) throws
    -> ChiSpectrum
  {
    var values = k.map(plus)
    for (path, numbers) in parts {
      let part = PathCalculator(path: path, step: 0.05).chi(numbers, count: k.count)
      for i in values.indices { values[i] += part[i] }
    }
    return try ChiSpectrum(k: k, values: values)
  }

  private func transform(_ space: ExafsTransform.Space = .r, _ weights: [Double] = [2]) -> ExafsTransform {
    var transform = ExafsTransform()
    (transform.space, transform.weights, transform.kmin, transform.kmax) = (space, weights, 3, 14)
    (transform.rmin, transform.rmax, transform.dk, transform.window) = (1.4, 3.8, 2, .hanning)
    return transform
  }

  private let parameters = [
    FitParameter("amp", value: 1), FitParameter("e0", value: 0), FitParameter("alpha", value: 0),
    FitParameter("ss1", value: 0.003), FitParameter("ss2", value: 0.003, minimum: 0, maximum: 0.1),
  ]

  private func fitted() throws -> [FittedPath] {
    [
      FittedPath(try MadePath.path(), ["s02": "amp", "e0": "e0", "deltar": "alpha*reff", "sigma2": "ss1"]),
      FittedPath(
        try MadePath.path("second", length: 3.5, degeneracy: 6),
        ["s02": "amp", "e0": "e0", "deltar": "alpha*reff", "sigma2": "ss2"]),
    ]
  }

  private func planted() throws -> ChiSpectrum {
    let paths = try fitted().map(\.path)
    return try chi([
      (paths[0], numbers(12, deltar: 0.004 * 2.5, sigma2: 0.0085)),
      (paths[1], numbers(6, deltar: 0.004 * 3.5, sigma2: 0.012)),
    ])
  }

  @Test(
    "a fit finds what was planted, in every space and with several weights",
    arguments: ExafsTransform.Space.allCases, [[2], [1, 2, 3], [0.5]] as [[Double]])
  func planted(space: ExafsTransform.Space, weights: [Double]) throws {
    var short = transform(space, weights)
    // Fewer points for the space of wavelets.
    if space == .w { short.kmax = 9 }
    let result = try ExafsFit(
      parameters, [ExafsDataSet(try planted(), paths: try fitted(), transform: short, epsilonK: 0.001)]
    ).run()
    let truth = ["amp": 0.9, "e0": 3.2, "alpha": 0.004, "ss1": 0.0085, "ss2": 0.012]
    for (name, value) in truth {
      #expect(abs((result.fit[name]?.value ?? .nan) - value) < 1e-5 * max(0.1, abs(value)), "\(name)")
    }
    #expect(result.rFactor < 1e-9 && result.fit.isConverged)
    let path = result.sets[0].paths[1]
    #expect(abs(path.distance.value - 3.514) < 1e-5 && abs((path["sigma2"]?.value ?? 0) - 0.012) < 1e-6)
  }

  @Test("sums of squares are those of the transforms' definitions", arguments: [[2], [1, 3]] as [[Double]])
  func definitions(weights: [Double]) throws {
    let difference = k.map { sin(5 * $0) * exp(-0.1 * $0) + 0.01 * cos(31 * $0) }
    let count = difference.count
    for space in [ExafsTransform.Space.r, .q] {
      let transform = transform(space, weights)
      let noise = try ExafsNoise(given: [0.002], transform)
      let map = try ResidualMap(transform, noise, count: count, rmin: transform.rmin)
      var residuals = [Double](repeating: 0, count: map.count)
      Array(difference[map.support]).withUnsafeBufferPointer { difference in
        residuals.withUnsafeMutableBufferPointer { map.apply(difference, to: $0) }
      }
      var expected = 0.0
      for (number, weight) in weights.enumerated() {
        let window = try FourierWindow(.hanning, over: 3...14, taper: 2).values(step: 0.05, count: 2048)
        let weighted = difference.indices.map { difference[$0] * window[$0] * pow(k[$0], weight) }
        let rStep = Double.pi / (0.05 * 2048)
        let bins = Int(0.01 + 1.4 / rStep)..<Int(0.01 + 3.8 / rStep)
        let rWindow = try FourierWindow(.hanning, over: 1.4...3.8, taper: 0).values(step: rStep, count: 2048)
        var spectrum: [Int: (Double, Double)] = [:]
        for bin in 0..<200 {
          var (re, im) = (0.0, 0.0)
          for i in weighted.indices {
            let angle = 2 * Double.pi * Double(bin * i) / 2048
            re += 0.05 / Double.pi.squareRoot() * weighted[i] * cos(angle)
            im -= 0.05 / Double.pi.squareRoot() * weighted[i] * sin(angle)
          }
          spectrum[bin] = (re, im)
        }
        var sum = 0.0
        if space == .r {
          for bin in bins { sum += spectrum[bin].map { $0.0 * $0.0 + $0.1 * $0.1 } ?? .nan }
        } else {
          for j in 60..<280 {
            var real = 0.0
            for (bin, (re, im)) in spectrum {
              let angle = 2 * Double.pi * Double(bin * j) / 2048
              real += 4 * Double.pi.squareRoot() / 0.05 / 2048 * rWindow[bin] * (re * cos(angle) - im * sin(angle))
            }
            sum += real * real
          }
        }
        expected += sum / (noise.epsilonR[number] * noise.epsilonR[number])
      }
      let found = residuals.reduce(0) { $0 + $1 * $1 }
      #expect(abs(found / expected - 1) < 1e-9, "\(space): \(found) and \(expected)")
      #expect(map.count < 100)
    }
  }

  @Test("white noise is estimated for what it is, and the other convention differs by the root of 2")
  func noise() throws {
    var random = Random(seed: 5)
    let values = k.map { _ in 0.002 * random.normal() }
    let transform = transform()
    let estimate = try ExafsNoise(of: values, transform)
    #expect(abs(estimate.meanEpsilonK / 0.002 - 1) < 0.15)
    let given = try ExafsNoise(given: [estimate.meanEpsilonK], transform)
    #expect(abs(estimate.epsilonR[0] / given.epsilonR[0] - 2.0.squareRoot()) < 1e-12)
    let both = try ExafsNoise(of: values, transform, background: k.map { _ in 0.01 })
    let expected = (estimate.meanEpsilonK * estimate.meanEpsilonK + 1e-4).squareRoot()
    #expect(abs(both.meanEpsilonK / expected - 1) < 1e-12)
  }

  /// With a weight, noise rises with k while the signal falls: errors are then too large, by 1.4 to 2.2 for k².
  @Test("errors are as large as the scatter of repeated measurements, where noise is the same at all k")
  func errors() throws {
    let clean = try planted()
    var random = Random(seed: 11)
    var even = transform(.r, [0])
    even.dk = 0.2
    var values: [String: [Double]] = [:]
    var errors: [String: [Double]] = [:]
    for _ in 0..<40 {
      // White from point to point.
      let noisy = try ChiSpectrum(k: k, values: clean.values.map { $0 + 0.002 * random.normal() })
      let result = try ExafsFit(parameters, [ExafsDataSet(noisy, paths: try fitted(), transform: even)]).run()
      for estimate in result.estimates {
        values[estimate.name, default: []].append(estimate.value)
        errors[estimate.name, default: []].append(try #require(estimate.standardError))
      }
    }
    for (name, values) in values {
      let mean = values.reduce(0, +) / 40
      let scatter = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39).squareRoot()
      let error = (errors[name] ?? []).reduce(0, +) / 40
      #expect(error / scatter > 0.75 && error / scatter < 1.45, "\(name): \(error) and \(scatter)")
    }
  }

  @Test("data sets share what they share and have their own besides")
  func dataSets() throws {
    let path = try MadePath.path()
    let sets = try [(0.004, "cold"), (0.011, "hot")].map { sigma2, name in
      ExafsDataSet(
        try chi([(path, numbers(12, deltar: 0.01, sigma2: sigma2))]),
        paths: [FittedPath(path, ["s02": "amp", "e0": "e0", "deltar": "dr", "sigma2": name])], transform: transform(),
        epsilonK: 0.001)
    }
    let result = try ExafsFit(
      [
        FitParameter("amp", value: 1), FitParameter("e0", value: 0), FitParameter("dr", value: 0),
        FitParameter("cold", value: 0.003), FitParameter("rise", value: 0.001),
        FitParameter("hot", expression: "cold+rise"),
      ], sets
    ).run()
    #expect(
      abs((result.fit["cold"]?.value ?? 0) - 0.004) < 1e-7 && abs((result.fit["rise"]?.value ?? 0) - 0.007) < 1e-7)
    #expect(abs((result.fit["hot"]?.value ?? 0) - 0.011) < 1e-7 && abs((result.fit["amp"]?.value ?? 0) - 0.9) < 1e-6)
    #expect(abs(result.fit.independentPoints - 2 * (1 + 2 * 2.4 * 11 / Double.pi)) < 1e-9)
    #expect(result.sets.count == 2 && abs(result.sets[1].paths[0].chi[100] - (sets[1].chi?.values[100] ?? 0)) < 1e-6)
  }

  @Test("the Debye temperature of a lattice is found from the disorder of its shells")
  func debye() throws {
    let path = try MadePath.path()
    let sigma2 = try #require(ThermalDisorder(path)).debye(temperature: 300, theta: 315)
    let set = ExafsDataSet(
      try chi([(path, numbers(12, deltar: 0.01, sigma2: sigma2))]),
      paths: [
        FittedPath(path, ["s02": "0.9", "e0": "3.2", "deltar": "0.01", "sigma2": "sigma2_debye(300, theta)"])
      ], transform: transform(), epsilonK: 0.001)
    let result = try ExafsFit([FitParameter("theta", value: 250, minimum: 50, maximum: 1000)], [set]).run()
    #expect(abs((result.fit["theta"]?.value ?? 0) - 315) < 0.01)
  }

  @Test("what is left of the background does no harm when it is refined")
  func background() throws {
    let path = try MadePath.path()
    let leak = try chi([(path, numbers(12, deltar: 0.01, sigma2: 0.006))]) {
      0.1 * sin(1.2 * $0 + 0.3) / (1 + 0.3 * $0)
    }
    let parameters = [
      FitParameter("amp", value: 1), FitParameter("e0", value: 0), FitParameter("dr", value: 0),
      FitParameter("ss", value: 0.004),
    ]
    func fit(refines: Bool) throws -> ExafsResult {
      var transform = transform(.r, [1])
      transform.rmin = 0.9
      let set = ExafsDataSet(
        leak, paths: [FittedPath(path, ["s02": "amp", "e0": "e0", "deltar": "dr", "sigma2": "ss"])],
        transform: transform, epsilonK: 0.001, refinesBackground: refines)
      return try ExafsFit(parameters, [set]).run()
    }
    let refined = try fit(refines: true)
    let plain = try fit(refines: false)
    let amplitude = try #require(refined.fit["amp"])
    #expect(abs(amplitude.value - 0.9) < 0.015)
    #expect(abs((plain.fit["amp"]?.value ?? 0) - 0.9) > 2 * abs(amplitude.value - 0.9))
    // 1 + round(2·0.9·11/π) coefficients; independent points down to R = 0.
    #expect(refined.fit.variableCount == 4 + 7 && refined.estimates.count == 4)
    #expect(abs(refined.fit.independentPoints - (1 + 2 * 3.8 * 11 / Double.pi)) < 1e-9)
    let background = try #require(refined.sets[0].background)
    for i in stride(from: 70, to: 270, by: 20) {
      #expect(abs(background[i] - 0.1 * sin(1.2 * k[i] + 0.3) / (1 + 0.3 * k[i])) < 0.01)
    }
  }

  @Test("without variables the paths are summed up and compared")
  func evaluation() throws {
    let data = try planted()
    let fixed = [("amp", 0.9), ("e0", 3.2), ("alpha", 0.004), ("ss1", 0.0085), ("ss2", 0.012)].map {
      FitParameter($0, value: $1, varies: false)
    }
    let result = try ExafsFit(
      fixed, [ExafsDataSet(data, paths: try fitted(), transform: transform(), epsilonK: 0.001)]
    ).run()
    #expect(result.rFactor < 1e-20 && result.fit.variableCount == 0 && result.fit.evaluations == 1)
    #expect(zip(result.sets[0].model, data.values).allSatisfy { abs($0 - $1) < 1e-13 })
    let alone = try ExafsFit(fixed, [ExafsDataSet(nil, paths: try fitted(), transform: transform())]).run()
    #expect(zip(alone.sets[0].model, data.values).allSatisfy { abs($0 - $1) < 1e-13 } && alone.sets[0].k.count == 401)
  }

  @Test("a variable that no path mentions is held and told")
  func idle() throws {
    let result = try ExafsFit(
      parameters + [FitParameter("spare", value: 7)],
      [ExafsDataSet(try planted(), paths: try fitted(), transform: transform(), epsilonK: 0.001)]
    ).run()
    #expect(result.idle == ["spare"] && result.fit["spare"]?.value == 7 && result.fit.variableCount == 5)
  }

  @Test("what does not go together is refused with the reason")
  func refused() throws {
    let data = try planted()
    let path = try MadePath.path()
    func reason(
      _ parameters: [FitParameter], _ formulas: [String: String], _ change: (inout ExafsTransform) -> Void = { _ in }
    ) throws -> String {
      var transform = transform()
      change(&transform)
      let set = ExafsDataSet(data, paths: [FittedPath(path, formulas)], transform: transform, epsilonK: 0.001)
      let error = #expect(throws: AnalysisError.self) { try ExafsFit(parameters, [set]).run() }
      return error?.description ?? ""
    }
    let amp = [FitParameter("amp", value: 1)]
    #expect(try reason(amp, ["s02": "apm"]).contains("path first, s02: 'apm', column 1: nothing is called 'apm'; did"))
    #expect(try reason(amp, ["s03": "amp"]).contains("a path has no parameter 's03'"))
    #expect(try reason([FitParameter("reff", value: 1)], [:]).contains("reff means something of each path"))
    #expect(try reason(amp, ["s02": "amp"]) { $0.kmin = 17 }.contains("kmin=17 has to be below kmax=14"))
    #expect(
      try reason(amp, ["s02": "amp"]) { ($0.kmin, $0.kmax) = (17, 19) }.contains("ends at 16 1/Å, before kmin=17"))
    #expect(try reason(amp, ["s02": "amp"]) { $0.rmin = 4 }.contains("rmin=4 has to be below rmax=3.8"))
    #expect(try reason(amp, ["s02": "amp"]) { $0.kmax = 1e300 }.contains("is not between 0 and 100"))
    #expect(try reason(amp, ["s02": "amp"]) { $0.rbkg = 4 }.contains("rbkg=4 has to be below rmax=3.8"))
    #expect(try reason(amp, ["s02": "amp"]) { ($0.step, $0.pointCount) = (0.005, 65536) }.contains("raise kstep"))
    let large = try reason(amp, ["s02": "amp"]) {
      ($0.space, $0.rmax, $0.step, $0.weights) = (.w, 50, 0.02, [1, 2, 3])
    }
    #expect(large.contains("too large"))
    #expect(try reason(amp, ["s02": "amp"]) { $0.weights = [] }.contains("kweight"))
    #expect(try reason(amp, ["s02": "amp", "sigma2": "log(-1)"]).contains("is not a finite number"))
    #expect(try reason(amp, ["s02": "sqrt(amp-3)"]).contains("not finite at the start"))
  }
}
