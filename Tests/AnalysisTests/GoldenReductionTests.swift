import Datasets
import Foundation
import Testing

@testable import Analysis

/// From measured points to chi(R), chi(q), wavelets and noise: each number against Larch's.
@Suite("From mu to distances, as by Larch", .enabled(if: Golden.isPresent))
struct GoldenReductionTests {
  private static let names = Golden.names("dev_spectrum").filter {
    (try? Golden.read($0))?["autobk_default"] != nil
  }

  private func chi(_ golden: [String: Any]) throws -> ChiSpectrum {
    let points = try Golden.spectrum(golden)
    var reduction = FineStructureReduction()
    let (_, result) = try reduction.apply(to: Spectrum(energy: points.energy, values: points.mu), withErrors: false)
    return try ChiSpectrum(k: result.k, values: result.chi)
  }

  private func transform(_ asked: [String: Any]) throws -> XAFSTransform {
    func number(_ name: String) throws -> Double { try #require((asked[name] as? NSNumber)?.doubleValue) }
    let form = try #require(FourierWindow.Form(rawValue: asked["window"] as? String ?? ""))
    return XAFSTransform(
      window: try FourierWindow(form, over: try number("kmin")...(try number("kmax")), taper: try number("dk")),
      weight: try number("kweight"))
  }

  @Test("chi(R) with six windows and three weights", arguments: names)
  func distances(name: String) throws {
    let golden = try Golden.read(name)
    let chi = try chi(golden)
    let others = try #require(golden["xftf_other"] as? [[String: Any]])
    let blocks = try ["xftf_kaiser", "xftf_hanning"].map { try #require(golden[$0] as? [String: Any]) } + others
    for block in blocks {
      let transform = try transform(try #require(block["params"] as? [String: Any]))
      let result = try transform.apply(to: chi)
      let size = result.magnitude.max() ?? 0
      for sample in try #require(block["samples"] as? [[String: Any]]) {
        let index = try #require(sample["i"] as? Int)
        let (re, im) = (try #require(sample["re"] as? Double), try #require(sample["im"] as? Double))
        #expect(abs(result.real[index] - re) < 1e-6 * size && abs(result.imaginary[index] - im) < 1e-6 * size)
      }
      let peak = try #require(block["peak"] as? [String: Any])
      let index = try #require(peak["i"] as? Int)
      #expect(abs(result.magnitude[index] - (try #require(peak["mag"] as? Double))) < 1e-6 * size)
    }
  }

  @Test("chi(q)", arguments: names)
  func wavenumbers(name: String) throws {
    let golden = try Golden.read(name)
    let kaiser = try #require(golden["xftf_kaiser"] as? [String: Any])
    let forward = try transform(try #require(kaiser["params"] as? [String: Any])).apply(to: try chi(golden))
    let block = try #require(golden["xftr"] as? [String: Any])
    let asked = try #require(block["params"] as? [String: Any])
    func number(_ name: String) throws -> Double { try #require((asked[name] as? NSNumber)?.doubleValue) }
    let window = try FourierWindow(.hanning, over: try number("rmin")...(try number("rmax")), taper: try number("dr"))
    let result = try XAFSBackTransform(window: window).apply(to: forward, pointCount: 2048)
    #expect(result.q.count == block["nq"] as? Int)
    let size = result.magnitude.max() ?? 0
    for sample in try #require(block["samples"] as? [[String: Any]]) {
      let index = try #require(sample["i"] as? Int)
      #expect(abs(result.real[index] - (try #require(sample["re"] as? Double))) < 1e-6 * size)
      #expect(abs(result.imaginary[index] - (try #require(sample["im"] as? Double))) < 1e-6 * size)
    }
  }

  @Test("the wavelet map", arguments: names)
  func wavelet(name: String) throws {
    let golden = try Golden.read(name)
    let block = try #require(golden["cauchy_wavelet"] as? [String: Any])
    let result = try CauchyWavelet(weight: 2, largestDistance: 6).apply(to: try chi(golden))
    let columns = result.k.count
    #expect([result.distances.count, columns] == block["shape"] as? [Int])
    let size = try #require((block["max"] as? [String: Any])?["mag"] as? Double)
    for sample in try #require(block["samples"] as? [[String: Any]]) {
      let (row, column) = (try #require(sample["ir"] as? Int), try #require(sample["ik"] as? Int))
      let (re, im) = (try #require(sample["re"] as? Double), try #require(sample["im"] as? Double))
      #expect(abs(result.real[row * columns + column] - re) < 2e-6 * size)
      #expect(abs(result.imaginary[row * columns + column] - im) < 2e-6 * size)
    }
  }

  @Test("noise, and how far chi is worth using", arguments: names)
  func noise(name: String) throws {
    let golden = try Golden.read(name)
    let block = try #require(golden["estimate_noise"] as? [String: Any])
    let asked = try #require(block["params"] as? [String: Any])
    func number(_ name: String) throws -> Double { try #require((asked[name] as? NSNumber)?.doubleValue) }
    let estimate = NoiseEstimate(
      range: try number("kmin")...(try number("kmax")), taper: try number("dk"), weight: try number("kweight"))
    let result = try estimate.apply(to: try chi(golden))
    let (k, r) = (try #require(block["epsilon_k"] as? Double), try #require(block["epsilon_r"] as? Double))
    #expect(abs(result.ofWavenumbers - k) < 1e-5 * k && abs(result.ofDistances - r) < 1e-5 * r)
    let end = try #require(block["kmax_suggest"] as? Double)
    #expect(result.suggestedEnd.map { abs($0 - end) < 1e-9 } == true)
  }

  @Test("white noise is found as it was made")
  func planted() throws {
    var random = Random(seed: 5)
    let k = (0...320).map { 0.05 * Double($0) }
    var ratios: [Double] = []
    for _ in 0..<200 {
      let chi = try ChiSpectrum(
        k: k, values: k.map { sin(4.6 * $0) * exp(-0.01 * $0 * $0) + 0.003 * random.normal() })
      ratios.append(try NoiseEstimate(range: 2...15, weight: 0).apply(to: chi).ofWavenumbers / 0.003)
    }
    let mean = ratios.reduce(0, +) / Double(ratios.count)
    // The window's mean of squares is not its square of means: the estimate is right to a few parts in a hundred.
    #expect(abs(mean - 1) < 0.1)
  }
}
