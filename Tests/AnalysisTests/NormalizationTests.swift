import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Normalisation")
struct NormalizationTests {
  /// A line, a step of 0.8 at 7112 eV that falls off as a parabola.
  private func edgeSpectrum(step: Int = 1, _ noise: (Int) -> Double = { _ in 0 }) throws -> Spectrum {
    let energy = stride(from: 0, through: 1000, by: step).map { 6962 + Double($0) }
    return try Spectrum(
      energy: energy,
      values: energy.enumerated().map { index, energy in
        let above = energy - 7112
        let line = 0.3 - 2e-4 * above
        return line + (above >= 0 ? 0.8 - 3e-4 * above + 1e-7 * above * above : 0) + noise(index)
      })
  }

  @Test("a line and a parabola are found as they were made")
  func made() throws {
    var options = Normalization()
    options.e0 = 7112
    let result = try options.apply(to: edgeSpectrum())
    #expect(abs(result.edgeStep - 0.8) < 1e-12 && !result.isFalling && result.edgeStepError.map { $0 < 1e-12 } == true)
    #expect(result.pre1 == -150 && result.pre2 == -75 && result.norm1 == 25 && result.norm2 == 850)
    #expect(abs(result.preSlope + 2e-4) < 1e-14 && abs(result.preOffset - 0.3 - 2e-4 * 7112) < 1e-10)
    #expect(result.flat.prefix(150).allSatisfy { abs($0) < 1e-12 })
    #expect(result.flat.dropFirst(150).allSatisfy { abs($0 - 1) < 1e-12 })
    #expect(abs(result.norm[1000] - (0.8 - 3e-4 * 850 + 1e-7 * 850 * 850) / 0.8) < 1e-12)
  }

  @Test("Athena's ranges for a long scan, Larch's for a short one")
  func athena() throws {
    var options = Normalization(.athena)
    options.e0 = 7112
    let long = try options.apply(to: edgeSpectrum())
    #expect(long.pre1 == -150 && long.pre2 == -30 && long.norm1 == 150 && long.norm2 == 750 && long.nnorm == 2)
    let whole = try edgeSpectrum()
    let short = try Spectrum(energy: Array(whole.energy[100..<300]), values: Array(whole.values[100..<300]))
    let result = try options.apply(to: short)
    #expect(result.pre1 == -50 && result.pre2 == -25 && result.norm1 == 25 && result.norm2 == 149)
    #expect(result.nnorm == 1)
  }

  @Test("the standard error of the step is the scatter of the step over repeated experiments", arguments: [0, 3])
  func pulls(nvict: Int) throws {
    var random = Random(seed: 7)
    var options = Normalization()
    options.e0 = 7112
    options.nvict = nvict
    options.nnorm = nvict == 0 ? 2 : 1
    let clean = try options.apply(to: edgeSpectrum(step: 5)).edgeStep
    let pulls = try (0..<800).map { _ in
      let result = try options.apply(to: edgeSpectrum(step: 5) { _ in 0.01 * random.normal() })
      return (result.edgeStep - clean) / (try #require(result.edgeStepError))
    }
    let mean = pulls.reduce(0, +) / Double(pulls.count)
    let width = (pulls.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(pulls.count - 1)).squareRoot()
    // Four standard errors of a mean and of a width of 800.
    #expect(abs(mean) < 4 / 800.0.squareRoot() && abs(width - 1) < 4 / 1600.0.squareRoot())
  }

  @Test("what cannot be normalised is refused in words")
  func refusals() throws {
    func refusal(_ options: Normalization, _ spectrum: Spectrum) -> String {
      do {
        _ = try options.apply(to: spectrum)
        return ""
      } catch { return error.description }
    }
    let whole = try edgeSpectrum()
    var outside = Normalization()
    outside.e0 = 9000
    #expect(refusal(outside, whole).contains("outside the scan, which reaches from 6962 to 7962 eV"))
    let flat = try Spectrum(energy: whole.energy, values: whole.energy.map { _ in 2.5 })
    #expect(refusal(Normalization(), flat).contains("constant (2.5)"))
    let few = try Spectrum(energy: Array(whole.energy.prefix(7)), values: Array(whole.values.prefix(7)))
    #expect(refusal(Normalization(), few).contains("7 points are too few"))
    let line = try Spectrum(energy: whole.energy, values: whole.energy.map { 1e-3 * $0 })
    var known = Normalization()
    known.e0 = 7112
    #expect(refusal(known, line).contains("the edge step at 7112 eV is 0"))
    let stopped = try Spectrum(energy: Array(whole.energy[..<156]), values: Array(whole.values[..<156]))
    #expect(refusal(known, stopped).contains("too little behind the edge at 7112 eV"))
    let late = try Spectrum(energy: Array(whole.energy[149...]), values: Array(whole.values[149...]))
    #expect(refusal(known, late).contains("nothing before the edge at 7112 eV"))
    var odd = Normalization()
    odd.nvict = 9
    #expect(refusal(odd, whole).contains("nvict=9"))
  }

  @Test("whatever the points and settings, the result is finite or refused")
  func anything() throws {
    var random = Random(seed: 11)
    var refused = 0
    for _ in 0..<400 {
      var energy = 100 * random.uniform()
      let wide = pow(10, 4 * random.uniform() - 2)
      let points = (0..<Int(2 + 40 * random.uniform())).map { _ in
        energy += wide * (0.001 + random.uniform())
        return energy
      }
      let spectrum = try Spectrum(energy: points, values: points.map { _ in random.normal() })
      func maybe(_ size: Double) -> Double? { random.uniform() < 0.6 ? nil : size * random.normal() }
      var options = Normalization(random.uniform() < 0.5 ? .larch : .athena)
      options.e0 = random.uniform() < 0.05 ? nil : points[0] + (energy - points[0]) * random.uniform()
      (options.pre1, options.pre2) = (maybe(20 * wide), maybe(20 * wide))
      (options.norm1, options.norm2) = (maybe(20 * wide), maybe(1e300))
      options.nnorm = random.uniform() < 0.5 ? nil : Int(6 * random.uniform())
      options.nvict = Int(5 * random.uniform())
      options.npre = Int(2 * random.uniform())
      do throws(AnalysisError) {
        let result = try options.apply(to: spectrum)
        #expect(result.norm.allSatisfy(\.isFinite) && result.flat.allSatisfy(\.isFinite))
        #expect(result.edgeStep > 0 && result.pre1 <= result.pre2 && result.norm1 <= result.norm2)
      } catch {
        refused += 1
      }
    }
    #expect((40...360).contains(refused))
  }

  @Test("a signal that falls over its edge is told")
  func falling() throws {
    let whole = try edgeSpectrum()
    let upside = try Spectrum(energy: whole.energy, values: whole.values.map { -$0 })
    var options = Normalization()
    options.e0 = 7112
    let result = try options.apply(to: upside)
    #expect(result.isFalling && abs(result.edgeStep - 0.8) < 1e-12)
  }

  @Test(
    "real spectra are normalised as by Larch, to nine digits", .enabled(if: Golden.isPresent),
    arguments: Golden.names("dev_spectrum"), ["pre_edge_default", "pre_edge_alt", "pre_edge_npre0"])
  func larch(name: String, block: String) throws {
    let golden = try Golden.read(name)
    let points = try Golden.spectrum(golden)
    let expected = try #require(golden[block] as? [String: Any])
    let asked = try #require(expected["params"] as? [String: Any])
    func number(_ name: String) -> Double? { (asked[name] as? Double) ?? (asked[name] as? Int).map(Double.init) }
    var options = Normalization()
    options.e0 = number("e0")
    options.pre1 = number("pre1")
    options.pre2 = number("pre2")
    options.norm1 = number("norm1")
    options.norm2 = number("norm2")
    options.nnorm = asked["nnorm"] as? Int
    options.nvict = asked["nvict"] as? Int ?? 0
    options.npre = asked["npre"] as? Int ?? 1
    let result = try options.apply(to: Spectrum(energy: points.energy, values: points.mu))
    #expect(result.nnorm == expected["nnorm"] as? Int && result.nvict == expected["nvict"] as? Int)
    let numbers = [
      ("e0", result.e0), ("edge_step", result.edgeStep), ("pre1", result.pre1), ("pre2", result.pre2),
      ("norm1", result.norm1), ("norm2", result.norm2), ("pre_offset", result.preOffset),
      ("pre_slope", result.preSlope),
    ]
    for (key, value) in numbers {
      let other = try #require(expected[key] as? Double)
      #expect(abs(value - other) <= 1e-9 * max(abs(other), 1e-3), "\(key)")
    }
    let coefficients = try #require(expected["norm_coefs"] as? [Double])
    #expect(coefficients.count == result.normCoefficients.count)
    for (value, other) in zip(result.normCoefficients, coefficients) {
      #expect(abs(value - other) <= 1e-9 * abs(other))
    }
    let arrays = [
      ("norm", result.norm), ("flat", result.flat), ("dmude", result.slope), ("post_edge", result.postEdge),
    ]
    for (key, values) in arrays {
      let samples = try #require(expected[key] as? [[String: Any]])
      #expect(!samples.isEmpty)
      for sample in samples {
        let index = try #require(sample["i"] as? Int)
        #expect(points.energy[index] == sample["x"] as? Double)
        #expect(abs(values[index] - (try #require(sample["y"] as? Double))) < 1e-9, "\(key) \(index)")
      }
    }
  }
}
