import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Corrections, and what Larch has beside ours")
struct CorrectionTests {
  private func golden(_ key: String) throws -> [[String: Any]] {
    try #require(try Golden.read("dev_misc.json")[key] as? [[String: Any]])
  }

  /// The columns of the spectra that `dev_misc.json` names by their path.
  private func spectrum(_ source: Any?) throws -> Spectrum {
    let path = try #require((source as? [String: Any])?["path"] as? String)
    let name = try #require(path.split(separator: "/").last.map { $0.prefix { $0 != "." } })
    let golden = try Golden.read("dev_spectrum_\(name == "cu_romanglass" ? "cu_romanglass_fluo" : name).json")
    let points = try Golden.spectrum(golden)
    return try Spectrum(energy: points.energy, values: points.mu)
  }

  @Test("glitches are those of Larch's rule", .enabled(if: Golden.isPresent))
  func larchGlitches() throws {
    for block in try golden("deglitch") {
      let clean = try spectrum(block["source"])
      var values = clean.values
      for added in try #require(block["added_glitches"] as? [[Double]]) { values[Int(added[0])] += added[1] }
      let options = try #require(block["options"] as? [String: Any])
      let search = Deglitching(
        .larch, window: try #require(options["window"] as? Int),
        threshold: (options["threshold"] as? NSNumber)?.doubleValue)
      let found = try search.glitches(of: Spectrum(energy: clean.energy, values: values))
      let changed = try #require(block["changed"] as? [[String: Any]])
      #expect(found.count == block["n_changed"] as? Int && found.map(\.index) == changed.compactMap { $0["i"] as? Int })
      for (glitch, expected) in zip(found, changed) {
        #expect(abs(glitch.median - (try #require(expected["new"] as? Double))) < 1e-12)
      }
    }
  }

  @Test("glitches of a few times the noise are found, and an edge is none", arguments: [0.02, -0.05])
  func smallGlitches(height: Double) throws {
    var random = Random(seed: 4)
    let energy = (0..<600).map { 7000 + Double($0) * 0.5 }
    var values = energy.map { atan(($0 - 7112) / 1.2) / .pi + 0.001 * random.normal() }
    for place in [80, 400, 533] { values[place] += height }
    let spectrum = try Spectrum(energy: energy, values: values)
    let found = try Deglitching(.robust, window: 5).glitches(of: spectrum)
    #expect(found.map(\.index) == [80, 400, 533])
    #expect(try Deglitching(.larch).glitches(of: spectrum).isEmpty)
  }

  @Test("over-absorption is corrected as by Larch, with the attenuations that it used", .enabled(if: Golden.isPresent))
  func larchOverAbsorption() throws {
    for block in try golden("fluo_corr") {
      let spectrum = try spectrum(block["source"])
      let options = try #require(block["options"] as? [String: Any])
      let attenuation = try #require(block["material_mu(fluor,edge-10,edge+10)"] as? [Double])
      let correction = OverAbsorption(
        atLine: attenuation[0], below: attenuation[1], above: attenuation[2],
        angleIn: try #require((options["anginp"] as? NSNumber)?.doubleValue),
        angleOut: try #require((options["angout"] as? NSNumber)?.doubleValue))
      var normalization = Normalization()
      (normalization.pre2, normalization.norm1, normalization.nnorm) = (-30, 100, 1)
      let result = try correction.apply(to: spectrum, normalization)
      for (key, values) in [("mu_corr", result.mu), ("norm_corr", result.after.norm)] {
        let expected = try #require(block[key] as? [Double])
        for (index, value) in zip(try #require(block["index"] as? [Int]), expected) {
          #expect(abs(values[index] - value) < 1e-9 * max(1, abs(value)), "\(key) \(index)")
        }
      }
    }
  }

  @Test("a flattened edge comes back as it was")
  func roundTrip() throws {
    let energy = (0..<500).map { 6900 + Double($0) * 2 }
    let norm = energy.map { 0.5 + 0.5 * tanh(($0 - 7112) / 2) + 0.3 * exp(-pow(($0 - 7120) / 6, 2)) }
    let correction = OverAbsorption(atLine: 160, below: 100, above: 300)
    let alpha = 260.0 / 200
    #expect(abs(correction.alpha - alpha) < 1e-12)
    // What a thick sample shows, with the same level far behind the edge.
    let flattened = norm.map { (alpha + 1) * $0 / (alpha + $0) }
    var normalization = Normalization()
    (normalization.e0, normalization.nnorm) = (7112, 0)
    let seen = try Spectrum(energy: energy, values: flattened)
    let result = try correction.apply(to: seen, normalization)
    let white = try #require(energy.firstIndex(of: 7120))
    #expect(abs(result.before.norm[white] - norm[white]) > 0.1 && result.impossibleCount == 0)
    #expect(abs(result.after.norm[white] - norm[white]) < 1e-5)
  }

  @Test(
    "rebinned as by Larch, in its three ways", .enabled(if: Golden.isPresent), arguments: Golden.names("dev_spectrum"))
  func larchRebinning(name: String) throws {
    let golden = try Golden.read(name)
    guard let block = golden["rebin"] as? [String: Any] else { return }
    let points = try Golden.spectrum(golden)
    let spectrum = try Spectrum(energy: points.energy, values: points.mu)
    let e0 = try #require((block["params"] as? [String: Any])?["e0"] as? Double)
    for way in LarchRebinning.Way.allCases {
      let expected = try #require(block[way.rawValue] as? [String: Any])
      let result = try LarchRebinning(e0: e0, way: way).apply(to: spectrum)
      #expect(result.energy.count == expected["n"] as? Int)
      let sum = try #require(expected["sum_mu"] as? Double)
      #expect(abs(result.values.reduce(0, +) - sum) < 1e-9 * abs(sum), "\(way)")
      for sample in try #require(expected["samples"] as? [[String: Any]]) {
        let index = try #require(sample["i"] as? Int)
        #expect(abs(result.energy[index] - (try #require(sample["e"] as? Double))) < 1e-8)
        #expect(abs(result.values[index] - (try #require(sample["mu"] as? Double))) < 1e-9)
        if let scatter = sample["dmu"] as? Double {
          #expect(result.scatter[index].map { abs($0 - scatter) < 1e-9 } == true)
        } else {
          #expect(result.scatter[index] == nil)
        }
      }
    }
  }

  @Test("Larch's alignment, with the window that it has", .enabled(if: Golden.isPresent))
  func larchAlignment() throws {
    let block = try #require(try Golden.read("dev_misc.json")["align"] as? [String: Any])
    let sources = try #require(block["sources"] as? [[String: Any]])
    let moved = try spectrum(sources[0])
    let added = try #require(block["shift_added_to_first"] as? Double)
    let spectrum = try Spectrum(energy: moved.energy.map { $0 + added }, values: moved.values)
    let standard = try self.spectrum(sources[1])
    for (curve, key) in [(LarchAlignment.Curve.dmude, "eshift_dmude"), (.norm, "eshift_norm")] {
      let shift = try LarchAlignment(curve).shift(of: spectrum, onto: standard)
      #expect(abs(shift - (try #require(block[key] as? Double))) < 1e-4, "\(key): \(shift)")
    }
  }

  @Test("a spectrum made of f'' and a polynomial has the edge step of f''")
  func tabulated() throws {
    let energy = (0..<600).map { 8800 + Double($0) * 2 }
    // Victoreen's cubes, with a jump at 8979 eV.
    let f2 = energy.map { ($0 < 8979 ? 0.5 : 3.9) * pow(8979 / $0, 2) }
    let mu = zip(energy, f2).map { energy, f2 -> Double in
      let above = energy - 8980
      return (f2 - 2 + 1e-3 * above - 4e-7 * above * above) / 1.7
    }
    let spectrum = try Spectrum(energy: energy, values: mu)
    var options = Normalization()
    options.e0 = 8980
    let result = try TabulatedAbsorption(.mback, order: 2, options).apply(to: spectrum, f2: f2)
    #expect(abs(result.scale - 1.7) < 1e-9 && result.e0 == 8980)
    for (found, made) in zip(result.coefficients, [-2, 1e-3, -4e-7]) { #expect(abs(found - made) < 1e-9) }
    #expect(zip(result.matched, f2).allSatisfy { abs($0 - $1) < 1e-8 })
    // The step is that of f'' and the polynomial, over the scale.
    #expect(abs(result.edgeStep - 3.4 / 1.7) < 0.02)
    let plain = try Spectrum(
      energy: energy, values: zip(energy, f2).map { ($1 - 2 + 1e-3 * ($0 - 8980)) / 1.7 })
    let simple = try TabulatedAbsorption(.simple, options).apply(to: plain, f2: f2)
    #expect(abs(simple.edgeStep - 2) < 0.02 && abs(simple.scale - 1 / 1.7) < 0.02)
  }
}
