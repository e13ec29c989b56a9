import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Background removal")
struct AutobkTests {
  /// Points from 7012 to 8012 eV around an edge at 7112 eV, with one shell at `distance` Å over a smooth background.
  private func made(distance: Double = 2.2, size: Double = 0.5) throws -> (
    spectrum: Spectrum, k: [Double], chi: [Double]
  ) {
    let energy = stride(from: -100.0, through: 900, by: 1).map { 7112 + $0 }
    func k(_ energy: Double) -> Double { (max(0, energy - 7112) / 3.8099821109685847).squareRoot() }
    func chi(_ k: Double) -> Double { size * sin(2 * distance * k + 0.4) * exp(-0.008 * k * k) / (1 + k) }
    let values = energy.map { energy -> Double in
      guard energy >= 7112 else { return 0.1 }
      let q = k(energy)
      return 0.1 + (1 + 0.02 * q - 0.0004 * q * q * q / 10) + chi(q)
    }
    let grid = (0...300).map { 0.05 * Double($0) }
    return (try Spectrum(energy: energy, values: values), grid, grid.map(chi))
  }

  @Test("a shell beyond rbkg comes out as it was put in, one below it is taken away")
  func planted() throws {
    let far = try made()
    let result = try Autobk().apply(to: far.spectrum, e0: 7112, edgeStep: 1)
    #expect(result.k.count == 308 && abs(result.kmax - (900 / 3.8099821109685847).squareRoot()) < 1e-12)
    for i in 60..<280 { #expect(abs(result.chi[i] - far.chi[i]) < 0.004, "k = \(far.k[i])") }
    let near = try made(distance: 0.35)
    let gone = try Autobk().apply(to: near.spectrum, e0: 7112, edgeStep: 1)
    for i in 60..<280 { #expect(abs(gone.chi[i]) < 0.2 * abs(0.5 * exp(-0.008 * near.k[i] * near.k[i])) / near.k[i]) }
  }

  @Test("chi is mu less background over the edge step, and the background is mu before ek0")
  func balance() throws {
    let (spectrum, _, _) = try made()
    let result = try Autobk().apply(to: spectrum, e0: 7112.5, edgeStep: 2)
    #expect(result.background.count == spectrum.count)
    #expect(Array(result.background[..<100]) == Array(spectrum.values[..<100]))
    let k = spectrum.energy.dropFirst(200).map { (($0 - 7112.5) / 3.8099821109685847).squareRoot() }
    let chi = zip(spectrum.values, result.background).dropFirst(200).map { ($0 - $1) / 2 }
    let again = Interpolation.cubic.values(result.k, result.chi, at: Array(k.dropLast(5)))
    #expect(zip(again, chi).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("with clamps, no other coefficients make the sum of squares smaller", arguments: [1.0, 30])
  func minimum(clamp: Double) throws {
    let (spectrum, _, _) = try made()
    var options = Autobk()
    (options.lowClamp, options.highClamp, options.clampCount) = (clamp, clamp, 4)
    options.stopsLikeLarch = false
    let plan = try AutobkPlan(options, energy: spectrum.energy, ek0: 7112)
    let best = try plan.apply(to: spectrum.values, edgeStep: 1)
    let freedom = Double(2 * best.binCount + 8 - best.splineCount)
    // The definition, by sums over all points.
    func square(_ chi: [Double]) throws -> Double {
      let window = try FourierWindow(.hanning, over: 0...best.kmax, taper: 0.1).values(step: 0.05, count: chi.count)
      var sum = 0.0
      for bin in 0..<best.binCount {
        var (re, im) = (0.0, 0.0)
        for i in chi.indices {
          let angle = -2 * Double.pi * Double(bin * i) / 2048
          re += chi[i] * window[i] * best.k[i] * cos(angle)
          im += chi[i] * window[i] * best.k[i] * sin(angle)
        }
        sum += (re * re + im * im) * 0.05 * 0.05 / .pi
      }
      let scale = 0.1 + 10 * sum / Double(2 * best.binCount)
      let ends = Array(chi.prefix(4) + chi.suffix(4)).reduce(0) { $0 + $1 * $1 }
      return sum + clamp * clamp * scale * scale * ends
    }
    let least = try square(best.chi)
    #expect(abs(least - best.reducedChiSquare * freedom) < 1e-10 * least)
    let basis = CubicBSplines(interpolating: try AutobkRange(options, spectrum.energy, ek0: 7112).knots)
    let values = basis.values(at: best.k)
    for coefficient in 0..<basis.count {
      for change in [-1e-4, 1e-4] {
        var chi = best.chi
        for i in chi.indices {
          let part = coefficient - values[i].first
          if (0..<4).contains(part) { chi[i] -= change * values[i].values[part] }
        }
        #expect(try square(chi) > least)
      }
    }
  }

  @Test("one plan serves all spectra of a grid: the same numbers as each alone")
  func shared() throws {
    let one = try made().spectrum
    let other = try made(distance: 2.9).spectrum
    let plan = try AutobkPlan(Autobk(), energy: one.energy, ek0: 7112)
    for spectrum in [one, other] {
      let alone = try Autobk().apply(to: spectrum, e0: 7112, edgeStep: 1)
      #expect(try plan.apply(to: spectrum.values, edgeStep: 1).chi == alone.chi)
    }
    #expect(plan.fits(energy: other.energy, ek0: 7112) && !plan.fits(energy: other.energy, ek0: 7113))
  }

  @Test("what has no background is refused in words")
  func refusals() throws {
    let (spectrum, _, _) = try made()
    func refusal(_ change: (inout Autobk) -> Void, last: Int = 1001) throws -> String {
      var options = Autobk()
      change(&options)
      let part = try Spectrum(energy: Array(spectrum.energy[..<last]), values: Array(spectrum.values[..<last]))
      do throws(AnalysisError) {
        _ = try options.apply(to: part, e0: 7112, edgeStep: 1)
        return ""
      } catch { return error.description }
    }
    #expect(try refusal { $0.ek0 = 9000 }.contains("outside the scan, which reaches from 7012 to 8012 eV"))
    #expect(try refusal({ _ in }, last: 103).contains("no fine structure"))
    #expect(try refusal { $0.kmin = 15 }.contains("no fine structure"))
    #expect(
      try refusal({
        $0.kmax = 3
        $0.knotCount = 100
      }).contains("too few for a background of 100 knots"))
    #expect(try refusal { $0.pointCount = 1000 }.contains("power of two"))
    #expect(try refusal { $0.rbkg = -1 }.contains("rbkg=-1"))
  }

  @Test("Student's quantiles are those of tables")
  func student() {
    // Abramowitz and Stegun, table 26.10.
    for (freedom, value) in [(1.0, 12.706), (2, 4.303), (10, 2.228), (30, 2.042), (120, 1.980)] {
      #expect(abs(StudentDistribution(freedom: freedom).quantile(0.975) - value) < 6e-4)
    }
    #expect(abs(StudentDistribution(freedom: 2).quantile(0.1) + 1.886) < 6e-4)
  }

  @Test(
    "real spectra have the background of Larch", .enabled(if: Golden.isPresent),
    arguments: Golden.names("dev_spectrum"), ["autobk_default", "autobk_alt", "autobk_noclamp"])
  func larch(name: String, block: String) throws {
    let golden = try Golden.read(name)
    guard let expected = golden[block] as? [String: Any] else { return }
    let asked = try #require(expected["params"] as? [String: Any])
    func number(_ name: String) -> Double? { (asked[name] as? Double) ?? (asked[name] as? Int).map(Double.init) }
    var options = Autobk()
    if let value = number("rbkg") { options.rbkg = value }
    if let value = number("kmin") { options.kmin = value }
    options.kmax = number("kmax")
    if let value = number("kweight") { options.weight = value }
    if let value = number("dk") { options.taper = value }
    if let form = asked["win"] as? String { options.form = try #require(FourierWindow.Form(rawValue: form)) }
    if let value = asked["nclamp"] as? Int { options.clampCount = value }
    if let value = number("clamp_lo") { options.lowClamp = value }
    if let value = number("clamp_hi") { options.highClamp = value }
    options.ek0 = number("ek0")
    let points = try Golden.spectrum(golden)
    let spectrum = try Spectrum(energy: points.energy, values: points.mu)
    let edge = try Normalization().apply(to: spectrum)
    let result = try options.apply(to: spectrum, e0: edge.e0, edgeStep: edge.edgeStep)
    #expect(result.k.count == expected["k_n"] as? Int && result.splineCount == expected["nspl"] as? Int)
    #expect(result.binCount == expected["irbkg"] as? Int && result.ek0 == expected["ek0"] as? Double)
    #expect(abs(result.kmax - (try #require(expected["kmax"] as? Double))) < 1e-12)
    let tolerance = 1e-6
    let knots = try #require(expected["spl_knots"] as? [Double])
    #expect(zip(result.knots, knots).allSatisfy { abs($0 - $1) < 1e-12 })
    let redchi = try #require(expected["redchi"] as? Double)
    #expect(abs(result.reducedChiSquare - redchi) < 1e-6 * redchi)
    for sample in try #require(expected["chi"] as? [[String: Any]]) {
      let index = try #require(sample["i"] as? Int)
      #expect(abs(result.chi[index] - (try #require(sample["chi"] as? Double))) < tolerance, "chi \(index)")
    }
    for sample in try #require(expected["bkg"] as? [[String: Any]]) {
      let index = try #require(sample["i"] as? Int)
      let value = try #require(sample["bkg"] as? Double)
      #expect(abs(result.background[index] - value) < tolerance * edge.edgeStep, "bkg \(index)")
    }
    guard block == "autobk_default", let errors = golden["autobk_uncertainty"] as? [String: Any] else { return }
    let own = try #require(result.chiError)
    for sample in try #require(errors["delta_chi"] as? [[String: Any]]) {
      let index = try #require(sample["i"] as? Int)
      let value = try #require(sample["v"] as? Double)
      #expect(abs(own[index] - value) < 1e-3 * value, "delta_chi \(index)")
    }
  }
}
