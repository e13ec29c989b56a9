import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Fourier transforms of fine structure")
struct TransformTests {
  /// Two shells at 2.2 and 3.6 Å, damped.
  private func made(step: Double = 0.05, count: Int = 361) throws -> ChiSpectrum {
    let k = (0..<count).map { step * Double($0) }
    return try ChiSpectrum(
      k: k,
      values: k.map {
        sin(4.4 * $0 + 0.3) * exp(-0.006 * $0 * $0) / (1 + $0) + 0.4 * sin(7.2 * $0) * exp(-0.01 * $0 * $0)
      })
  }

  @Test("the fast transform is the sum that defines it, and its inverse undoes it", arguments: [4, 8, 16, 32, 64, 512])
  func fast(count: Int) throws {
    var random = Random(seed: UInt64(count))
    let real = (0..<count).map { _ in random.normal() }
    let imaginary = (0..<count).map { _ in random.normal() }
    let transform = try FastFourierTransform(count: count)
    var (re, im) = (real, imaginary)
    transform.forward(&re, &im)
    for m in 0..<count {
      var (sum, sumI) = (0.0, 0.0)
      for n in 0..<count {
        let angle = -2 * Double.pi * Double(n * m % count) / Double(count)
        sum += real[n] * cos(angle) - imaginary[n] * sin(angle)
        sumI += real[n] * sin(angle) + imaginary[n] * cos(angle)
      }
      #expect(abs(re[m] - sum) < 1e-12 * Double(count) && abs(im[m] - sumI) < 1e-12 * Double(count))
    }
    transform.inverse(&re, &im)
    #expect(zip(re, real).allSatisfy { abs($0 - $1) < 1e-13 } && zip(im, imaginary).allSatisfy { abs($0 - $1) < 1e-13 })
  }

  @Test(
    "windows are Larch's, to twelve digits", .enabled(if: Golden.isPresent), arguments: Golden.names("dev_spectrum"))
  func windows(name: String) throws {
    let golden = try Golden.read(name)
    guard let background = golden["autobk_default"] as? [String: Any] else { return }
    let others = try #require(golden["xftf_other"] as? [[String: Any]])
    let blocks = try ["xftf_kaiser", "xftf_hanning"].map { try #require(golden[$0] as? [String: Any]) } + others
    let count = try #require(background["k_n"] as? Int)
    #expect(Set(blocks.compactMap { ($0["params"] as? [String: Any])?["window"] as? String }).count == 6)
    for block in blocks {
      let asked = try #require(block["params"] as? [String: Any])
      func number(_ name: String) throws -> Double {
        try #require((asked[name] as? Double) ?? (asked[name] as? Int).map(Double.init))
      }
      let form = try #require(FourierWindow.Form(rawValue: asked["window"] as? String ?? ""))
      let transform = XAFSTransform(
        window: try FourierWindow(form, over: try number("kmin")...(try number("kmax")), taper: try number("dk")))
      let k = (0..<count).map { 0.05 * Double($0) }
      let result = try transform.apply(to: ChiSpectrum(k: k, values: k.map { _ in 0 }))
      #expect(result.window.count == count && result.real.count == block["nr"] as? Int)
      #expect(abs(result.distanceStep - (try #require(block["rstep"] as? Double))) < 1e-15)
      let samples = try #require(block["kwin"] as? [[String: Any]])
      #expect(samples.count > 10)
      for sample in samples {
        let index = try #require(sample["i"] as? Int)
        #expect(abs(result.window[index] - (try #require(sample["w"] as? Double))) < 1e-12, "\(form) \(index)")
      }
    }
  }

  @Test(
    "chi(R) is the sum over chi(k), its weight and its window, with weights that are no whole numbers too",
    arguments: [0, 1, 2, 2.5])
  func forward(weight: Double) throws {
    let chi = try made()
    let transform = XAFSTransform(window: try FourierWindow(.hanning, over: 3...15, taper: 2), weight: weight)
    let result = try transform.apply(to: chi)
    #expect(result.real.count == 326 && abs(result.distanceStep - Double.pi / 102.4) < 1e-15)
    for m in stride(from: 0, to: 326, by: 13) {
      var (sum, sumI) = (0.0, 0.0)
      for (n, k) in chi.k.enumerated() {
        // A window of ours would hide its own faults: this one is written down from its definition.
        let window =
          k < 2 || k > 16
          ? 0 : k < 4 ? pow(sin(.pi / 4 * (k - 2)), 2) : k > 14 ? pow(cos(.pi / 4 * (k - 14)), 2) : 1
        let value = chi.values[n] * pow(k, weight) * window * 0.05 / Double.pi.squareRoot()
        let angle = 2 * k * result.distances[m]
        sum += value * cos(angle)
        sumI -= value * sin(angle)
      }
      // The corners are points of the grid, beside the definition by 0.0001 of a step at most.
      #expect(abs(result.real[m] - sum) < 1e-11 && abs(result.imaginary[m] - sumI) < 1e-11)
    }
  }

  @Test("all distances back give the windowed chi(k) again")
  func back() throws {
    let chi = try made()
    var forward = XAFSTransform(window: try FourierWindow(.hanning, over: 3...15, taper: 2), weight: 2)
    forward.largestDistance = 1000
    let result = try forward.apply(to: chi)
    #expect(result.real.count == 1024)
    let whole = XAFSBackTransform(window: try FourierWindow(.hanning, over: 0...40, taper: 0), largestWavenumber: 15)
    let back = try whole.apply(to: result, pointCount: 2048)
    #expect(back.q.count == 301 && abs(back.q[1] - 0.05) < 1e-15)
    // Twice the positive distances stand for all; the window leaves out the distance 0, that is the mean.
    let mean = result.real[0] * Double.pi.squareRoot() / 0.05 / 2048
    for i in stride(from: 40, to: 280, by: 7) {
      let filtered = chi.values[i] * chi.k[i] * chi.k[i] * result.window[i]
      #expect(abs(back.real[i] - filtered + mean) < 1e-5)
    }
    let shell = XAFSBackTransform(window: try FourierWindow(.hanning, over: 1.2...2.8, taper: 0.4))
    let filtered = try shell.apply(to: result, pointCount: 2048)
    #expect(filtered.q.count == 601)
    let first = chi.k.map { $0 * $0 * sin(4.4 * $0 + 0.3) * exp(-0.006 * $0 * $0) / (1 + $0) }
    // A tenth of the amplitude: what leaks in from the other shell and out of the window.
    for i in 120...240 { #expect(abs(filtered.real[i] - first[i]) < 0.1 * 4.5) }
  }

  @Test("the wavelet is the sum that defines it")
  func wavelet() throws {
    let chi = try made(count: 201)
    let wavelet = CauchyWavelet(weight: 2, largestDistance: 4, pointCount: 512)
    let result = try wavelet.apply(to: chi)
    // 4 Å over π/(2048·0.05), rounded.
    #expect(result.distances.count == 130 && result.k.count == 201 && result.real.count == 130 * 201)
    #expect(result.distances[0] == 1e-19 && result.distances[129] == 4)
    let order = 130.0
    let bins = (0..<512).map { m -> (Double, Double) in
      var (sum, sumI) = (0.0, 0.0)
      for (n, k) in chi.k.enumerated() {
        let angle = -2 * Double.pi * Double(m * n) / 1024
        sum += k * k * chi.values[n] * cos(angle)
        sumI += k * k * chi.values[n] * sin(angle)
      }
      return (sum, sumI)
    }
    for (row, column) in [(20, 30), (70, 100), (71, 140), (115, 100), (129, 3)] {
      let scale = order / (2 * result.distances[row])
      var (sum, sumI) = (0.0, 0.0)
      for m in 1..<512 {
        let place = scale * 2 * Double.pi * Double(m) / (1024 * 0.05)
        let filter = 2 * Double.pi * exp(order * log(place) - place - lgamma(order + 1))
        let angle = 2 * Double.pi * Double(m * column) / 1024
        sum += filter * (bins[m].0 * cos(angle) - bins[m].1 * sin(angle)) / 1024
        sumI += filter * (bins[m].0 * sin(angle) + bins[m].1 * cos(angle)) / 1024
      }
      let index = row * 201 + column
      #expect(abs(result.real[index] - sum) < 1e-10 && abs(result.imaginary[index] - sumI) < 1e-10)
    }
  }

  @Test("settings that cannot be are refused")
  func refusals() throws {
    let chi = try made()
    #expect(throws: AnalysisError.self) { try FourierWindow(.gaussian, over: 3...12, taper: 0) }
    #expect(throws: AnalysisError.self) { try FourierWindow(.hanning, over: 3...12, taper: -1) }
    #expect(throws: AnalysisError.self) { try FastFourierTransform(count: 1000) }
    var transform = XAFSTransform(window: try FourierWindow(.hanning, over: 30...40, taper: 1))
    #expect(throws: AnalysisError.self) { try transform.apply(to: chi) }
    transform.window.range = 3...12
    for weight in [.nan, .infinity, 1e300, -11] {
      transform.weight = weight
      #expect(throws: AnalysisError.self) { try transform.apply(to: chi) }
    }
    transform.weight = 2
    for step in [0, -0.05, 1e-9, 40, .nan] {
      transform.step = step
      #expect(throws: AnalysisError.self) { try transform.apply(to: chi) }
    }
    transform.step = nil
    transform.pointCount = 256
    #expect(throws: AnalysisError.self) { try transform.apply(to: chi) }
    for distance in [0, 0.001, 1e6, .nan] {
      #expect(throws: AnalysisError.self) { try CauchyWavelet(largestDistance: distance).apply(to: chi) }
    }
    let far = XAFSBackTransform(
      window: try FourierWindow(.sine, over: -1e300...1e300, taper: 1), largestWavenumber: 1e9)
    let few = try XAFSTransform(window: try FourierWindow(.kaiser, over: 3...12, taper: 1)).apply(to: chi)
    #expect(try far.apply(to: few, pointCount: 2048).q.count == 2048)
    #expect(throws: AnalysisError.self) { try CauchyWavelet(pointCount: .max).apply(to: chi) }
    #expect(throws: ResolveError.self) { try ChiSpectrum(k: [-1, 0, 1, 2], values: [0, 0, 0, 0]) }
  }

  @Test("a Kaiser window is the quotient of Bessel functions, and a parabola without a taper")
  func kaiser() throws {
    // I0(1), I0(4) and I0(20): Abramowitz and Stegun, tables 9.8 and 9.10; the last by its integral.
    #expect(abs(FourierWindow.besselLessOne(1) - 0.266_065_877_752_008_4) < 1e-15)
    #expect(abs(FourierWindow.besselLessOne(4) - 10.301_921_952_136_33) < 1e-13)
    let window = try FourierWindow(.kaiser, over: 0...10, taper: 0).values(step: 0.05, count: 201)
    #expect(abs(window[100] - 1) < 1e-12 && abs(window[50] - 0.75) < 1e-12)
  }
}
