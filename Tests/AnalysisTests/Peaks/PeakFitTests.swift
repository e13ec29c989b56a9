import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("fits of peaks") struct PeakFitTests {
  // MARK: Against lmfit

  private func norm(_ golden: [String: Any]) throws -> SampledCurve {
    let table = try Golden.table("fe2o3_rt1.xmu", labels: ["energy", "mu", "i0"], mu: "mu")
    let normal = try Normalization().apply(to: Spectrum(energy: table.energy, values: table.mu))
    return try SampledCurve(name: "fe2o3", x: table.energy, y: normal.norm)
  }

  /// Values within `share` of the other's standard error, errors within a tenth: lmfit's derivatives are differences.
  private func expect(
    _ result: PeakFit.Result, _ parameters: [String: [String: Any]], _ names: [String: String], share: Double
  ) throws {
    for (key, expected) in parameters {
      let other = try #require(expected["value"] as? Double)
      let error = try #require(expected["stderr"] as? Double)
      let estimate = try #require(result.estimates[names[key] ?? key], "\(key)")
      #expect(abs(estimate.value - other) < share * error, "\(key): \(estimate.value) \(other)")
      #expect(abs((estimate.standardError ?? 0) / error - 1) < 0.1, "\(key): \(estimate.standardError ?? 0) \(error)")
    }
  }

  @Test("the pre-edge models of Larch's examples end where lmfit ends", .enabled(if: Golden.isPresent))
  func lmfit() throws {
    let golden = try Golden.read("dev_peakfit.json")
    let curve = try norm(golden)
    let places = try #require(golden["x_range_index"] as? [Int])
    let fits = try #require(golden["fits"] as? [[String: Any]])
    #expect(fits.count == 2)
    let shapes: [[(String, PeakShape, String)]] = [
      [("p1", .gaussian, "p1"), ("p2", .gaussian, "p2"), ("p3", .gaussian, "p3"), ("erf", .erf, "erf")],
      [("l", .lorentzian, "l"), ("st", .arctan, "st")],
    ]
    for (fit, parts) in zip(fits, shapes) {
      let start = try #require(fit["init"] as? [String: Double])
      let base: PeakComponent =
        start["c"] == nil
        ? PeakComponent("base", .linear, ["slope": .init(value: 0), "intercept": .init(value: 0)])
        : PeakComponent("base", .constant, ["c": .init(value: start["c"])])
      var model = PeakModel(
        peaks: parts.map { name, shape, _ in
          PeakComponent(
            name, shape,
            Dictionary(
              uniqueKeysWithValues: shape.parameterNames.map {
                ($0, PeakComponent.Start(value: start["\(name)_\($0)"]))
              }))
        }, baseline: [base])
      model.range = curve.x[places[0]]...curve.x[places[1]]
      let result = try PeakFit(model).fit(curve)
      #expect(result.x.count == golden["n"] as? Int && result.isConverged)
      // lmfit stopped 6e-6 of chi-square above the minimum in one of them.
      let chiSquare = try #require(fit["chisqr"] as? Double)
      #expect(result.chiSquare < chiSquare * (1 + 1e-9) && result.chiSquare > chiSquare * (1 - 1e-5))
      #expect(abs((result.reducedChiSquare ?? 0) / (fit["redchi"] as? Double ?? 0) - 1) < 1e-5)
      let names = ["c": "base_c", "slope": "base_slope", "intercept": "base_intercept"]
      try expect(result, try #require(fit["params"] as? [String: [String: Any]]), names, share: 0.02)
    }
  }

  @Test("the minimum is that which scipy finds from there", .enabled(if: Golden.isPresent))
  func scipy() throws {
    // scipy.optimize.least_squares 1.17.1 with tolerances of 1e-15 on the same points; value and error.
    let minimum = [
      "l_amplitude": (0.5876448939, 0.1537), "l_center": (7113.6685125434, 0.1130), "l_sigma": (2.1238264031, 0.3787),
      "st_amplitude": (1.1069190765, 0.0877), "st_center": (7122.3572461802, 0.0858),
      "st_sigma": (2.5813888151, 0.2182), "base_slope": (-0.0056837316, 0.001967),
    ]
    let curve = try norm(try Golden.read("dev_peakfit.json"))
    var model = PeakModel(
      peaks: [
        PeakComponent(
          "l", .lorentzian,
          ["center": .init(value: 7114), "amplitude": .init(value: 0.2), "sigma": .init(value: 1.5)]),
        PeakComponent(
          "st", .arctan, ["center": .init(value: 7124), "amplitude": .init(value: 1), "sigma": .init(value: 1.5)]),
      ], baseline: [PeakComponent("base", .linear, ["slope": .init(value: 0), "intercept": .init(value: 0)])])
    model.range = curve.x[46]...curve.x[97]
    let result = try PeakFit(model).fit(curve)
    #expect(abs(result.chiSquare / 0.0032210728715275938 - 1) < 1e-7)
    for (name, (value, error)) in minimum {
      let estimate = try #require(result.estimates[name])
      #expect(abs(estimate.value - value) < 2e-3 * error && abs((estimate.standardError ?? 0) / error - 1) < 0.01)
    }
  }

  @Test(
    "a baseline beside the peaks is that of Larch's pre-edge baseline", .enabled(if: Golden.isPresent),
    arguments: [0, 1])
  func baseline(order: Int) throws {
    let golden = try Golden.read("dev_peakfit.json")
    let curve = try norm(golden)
    let expected = try #require(golden["pre_edge_baseline"] as? [[String: Any]])[order]
    func number(_ name: String) throws -> Double { try #require(expected[name] as? Double) }
    let shape: PeakShape = order == 0 ? .lorentzian : .voigt
    var starts: [String: PeakComponent.Start] = [
      "amplitude": .init(value: 1), "center": .init(value: try number("emax")), "sigma": .init(value: 2),
    ]
    starts["amplitude"]?.minimum = 0
    starts["sigma"]?.minimum = 0.05
    var model = PeakModel(
      peaks: [],
      baseline: [
        PeakComponent("edge", shape, starts),
        PeakComponent("line", .linear, ["slope": .init(value: 0), "intercept": .init(value: 0)]),
      ])
    model.range = try number("emin")...number("emax")
    model.excluded = try number("elo")...number("ehi")
    let result = try PeakFit(model).fit(curve)
    #expect(result.x.count == expected["n"] as? Int)
    let fit = try #require(expected["fit"] as? [String: Any])
    #expect(abs(result.chiSquare / (fit["chisqr"] as? Double ?? 0) - 1) < 1e-5)
    #expect(abs((result.reducedChiSquare ?? 0) / (fit["redchi"] as? Double ?? 0) - 1) < 1e-5)
    var parameters = try #require(fit["params"] as? [String: [String: Any]])
    // Only peaks have width and height reported.
    for key in ["fwhm", "height"] { parameters[key] = nil }
    try expect(
      result, parameters,
      ["slope": "line_slope", "intercept": "line_intercept"].merging(
        ["amplitude", "center", "sigma", "gamma"].map { ($0, "edge_\($0)") }
      ) { a, _ in a }, share: 1e-3)
    for sample in try #require(expected["baseline_sample"] as? [[String: Double]]) {
      guard let place = result.x.firstIndex(of: sample["e"] ?? 0) else { continue }
      #expect(abs(result.baseline[place] - (sample["baseline"] ?? .nan)) < 1e-5)
    }
  }

  // MARK: Planted peaks

  private let x = (0..<121).map { 7105 + 0.15 * Double($0) }

  private func planted(
    _ random: inout Random, centers: [Double] = [7112, 7114.1], areas: [Double] = [0.2, 0.12], noise: Double = 0.0015,
    withVariance: Bool = false
  ) throws -> SampledCurve {
    let y = x.map { energy -> Double in
      var value = 0.02 + 0.004 * (energy - 7105) + noise * random.normal()
      for (center, area) in zip(centers, areas) {
        let t = (energy - center) / 0.6
        value += area / (0.6 * (2 * Double.pi).squareRoot()) * exp(-0.5 * t * t)
      }
      return value
    }
    return try SampledCurve(
      name: "a", x: x, y: y, variance: withVariance ? x.map { _ in noise * noise } : nil)
  }

  private var model: PeakModel {
    PeakModel(
      peaks: [
        PeakComponent("p1", .gaussian, ["center": .init(value: 7112.3), "sigma": .init(value: 0.8)]),
        PeakComponent("p2", .gaussian, ["center": .init(value: 7114), "sigma": .init(value: 0.8)]),
      ], baseline: [PeakComponent("baseline", .linear)])
  }

  @Test("planted peaks come back within their errors", arguments: [true, false])
  func pulls(withVariance: Bool) throws {
    var random = Random(seed: 21)
    let truth = ["p1_center": 7112, "p1_amplitude": 0.2, "p2_sigma": 0.6, "peaks_area": 0.32, "p2_fwhm": 0.6 * 2.35482]
    var squares: [String: Double] = [:]
    let trials = 150
    for _ in 0..<trials {
      let result = try PeakFit(model).fit(planted(&random, withVariance: withVariance))
      #expect(result.isConverged && result.uncertainty == (withVariance ? .counts : .fit))
      for (name, value) in truth {
        let estimate = try #require(result.estimates[name])
        squares[name, default: 0] +=
          pow((estimate.value - value) / (estimate.standardError ?? .nan), 2) / Double(trials)
      }
    }
    // 150 pulls: 1 ± 0.12.
    for (name, square) in squares { #expect(square > 0.6 && square < 1.5, "\(name) \(square)") }
  }

  @Test("ties hold, bounds hold, and what is fixed stays")
  func ties() throws {
    var random = Random(seed: 2)
    let curve = try planted(&random)
    var tied = model
    tied.peaks[1].starts["sigma"] = .init(expression: "p1_sigma")
    tied.peaks[1].starts["center"] = .init(expression: "p1_center + 2.1")
    let result = try PeakFit(tied).fit(curve)
    let values = result.estimates.mapValues(\.value)
    #expect(values["p2_sigma"] == values["p1_sigma"])
    #expect(abs((values["p2_center"] ?? 0) - (values["p1_center"] ?? 0) - 2.1) < 1e-9)
    #expect(result.variableCount == 6)
    var bounded = model
    bounded.peaks[0].starts["sigma"]?.maximum = 0.9
    bounded.peaks[0].starts["sigma"]?.minimum = 0.7
    bounded.peaks[1].starts["center"] = .init(value: 7114.1)
    bounded.peaks[1].starts["center"]?.varies = false
    let held = try PeakFit(bounded).fit(curve)
    #expect(held.estimates["p1_sigma"]?.bound == 0.7 && held.estimates["p1_sigma"]?.standardError == nil)
    #expect(held.estimates["p2_center"]?.value == 7114.1 && held.isConverged)
  }

  @Test("spectra that share a width give it once, with a smaller error than one alone")
  func shared() throws {
    var random = Random(seed: 14)
    let curves = try (0..<6).map {
      try planted(&random, centers: [7112 + 0.1 * Double($0), 7114.1], areas: [0.2, 0.05 + 0.02 * Double($0)])
    }
    var joint = model
    joint.shared = ["p1_sigma", "p2_sigma", "p2_center"]
    joint.peaks[1].starts["amplitude"] = .init(expression: "0.25*p1_amplitude+0*p1_center")
    joint.peaks[1].starts["amplitude"] = nil
    let results = try PeakFit(joint).fit(curves)
    #expect(results.count == 6)
    let alone = try PeakFit(model).fit(curves[0])
    for (number, result) in results.enumerated() {
      #expect(result.estimates["p1_sigma"]?.value == results[0].estimates["p1_sigma"]?.value)
      #expect(abs((result.estimates["p1_center"]?.value ?? 0) - 7112 - 0.1 * Double(number)) < 0.03)
      #expect(abs((result.estimates["p2_amplitude"]?.value ?? 0) - 0.05 - 0.02 * Double(number)) < 0.01)
      #expect(
        result.estimates["p1_sigma"]?.standardError ?? 1 < 0.6 * (alone.estimates["p1_sigma"]?.standardError ?? 0))
    }
    // Formulas of the second spectrum mean its own parameters.
    joint.peaks[1].starts["amplitude"] = .init(expression: "0.5*p1_amplitude")
    let tied = try PeakFit(joint).fit(curves)
    for result in tied {
      #expect(result.estimates["p2_amplitude"]?.value == 0.5 * (result.estimates["p1_amplitude"]?.value ?? 0))
    }
  }

  @Test("baselines of a spline and of Shirley leave the peaks as they are")
  func baselines() throws {
    var random = Random(seed: 9)
    let curve = try planted(&random, noise: 0.0003)
    var spline = PeakModel(peaks: model.peaks)
    spline.knots = [7105, 7109, 7117, 7123]
    let result = try PeakFit(spline).fit(curve)
    #expect(abs((result.estimates["p1_amplitude"]?.value ?? 0) - 0.2) < 0.006)
    #expect(abs((result.estimates["baseline_k1"]?.value ?? 0) - 0.02) < 0.002)
    var shirley = PeakModel(peaks: model.peaks)
    shirley.background = .shirley
    // The ends of this range have a slope that no area explains.
    shirley.range = 7109...7117
    let steps = try PeakFit(shirley).fit(curve)
    #expect(steps.isConverged && abs((steps.estimates["p1_center"]?.value ?? 0) - 7112) < 0.1)
  }

  @Test("models and data that make no sense are refused in words")
  func refused() throws {
    var random = Random(seed: 1)
    let curve = try planted(&random)
    var wrong = model
    wrong.range = 7112...7112.3
    #expect(throws: AnalysisError.self) { try PeakFit(wrong).fit(curve) }
    wrong = model
    wrong.peaks[1].name = "p1"
    #expect(throws: AnalysisError.self) { try PeakFit(wrong).fit(curve) }
    wrong = model
    wrong.shared = ["p3_sigma"]
    #expect(throws: AnalysisError.self) { try PeakFit(wrong).fit(curve) }
    wrong = model
    wrong.peaks[0].starts["gamma"] = .init(value: 1)
    #expect(throws: AnalysisError.self) { try PeakFit(wrong).fit(curve) }
    wrong = model
    wrong.peaks[0].starts["sigma"] = .init(expression: "p2_sigma")
    wrong.peaks[1].starts["sigma"] = .init(expression: "p1_sigma")
    #expect(throws: AnalysisError.self) { try PeakFit(wrong).fit(curve) }
  }
}
