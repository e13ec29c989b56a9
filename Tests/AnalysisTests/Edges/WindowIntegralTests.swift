import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Integrals over windows")
struct WindowIntegralTests {
  private let energy = (0..<400).map { 7080 + 0.2 * Double($0) }

  /// A Gaussian of area 0.4 and width 0.9 eV at 7112.9 eV on a line.
  private func peak(_ energy: Double) -> Double {
    let t = (energy - 7112.9) / 0.9
    return 0.4 * exp(-t * t / 2) / (0.9 * (2 * Double.pi).squareRoot()) + 0.2 + 0.004 * (energy - 7110)
  }

  @Test("a peak over a line: area, centroid, width and height are those that were planted")
  func planted() throws {
    var integral = WindowIntegral(window: 7107...7119)
    integral.baseline = .linear
    let result = try integral.apply(to: try Spectrum(energy: energy, values: energy.map(peak)))
    #expect(abs(result.area.value - 0.4) < 1e-6)
    #expect(abs(try #require(result.centroid).value - 7112.9) < 1e-6)
    #expect(abs(try #require(result.width).value - 0.9) < 1e-3)
    #expect(abs(result.height.value - 0.4 / (0.9 * (2 * Double.pi).squareRoot())) < 2e-3)
    #expect(abs(result.peak - 7113) < 0.21)
    #expect(result.baselineRanges == [7101...7107, 7119...7125])
  }

  @Test("ends between points count to where they are")
  func ends() throws {
    let line = try Spectrum(energy: [0, 1, 2, 3, 10], values: [0, 1, 2, 3, 10])
    let result = try WindowIntegral(window: 0.5...7).apply(to: line)
    #expect(abs(result.area.value - (49 - 0.25) / 2) < 1e-12)
    let whole = try WindowIntegral(window: 0...10).apply(to: line)
    #expect(abs(whole.area.value - 50) < 1e-12)
  }

  @Test("the foot of an edge under a peak is an arctangent")
  func foot() throws {
    let values = energy.map { peak($0) - 0.2 - 0.004 * ($0 - 7110) + 0.1 + 0.9 * (0.5 + atan(($0 - 7121) / 1.8) / .pi) }
    var integral = WindowIntegral(window: 7109...7117)
    integral.baseline = .arctan
    integral.baselineRanges = [7085...7108.5, 7117.5...7122]
    let result = try integral.apply(to: try Spectrum(energy: energy, values: values))
    #expect(abs(result.area.value - 0.4) < 1e-4)
    #expect(abs(try #require(result.centroid).value - 7112.9) < 1e-3)
  }

  @Test("errors hold the noise of the window and of the baseline", arguments: [BaselineForm.none, .constant, .linear])
  func pulls(_ form: BaselineForm) throws {
    var integral = WindowIntegral(window: 7109...7117)
    integral.baseline = form
    let energy = energy.filter { (7103...7123).contains($0) }
    let curve = energy.map(peak)
    // Noise that grows along the scan, as it does where the signal does.
    let noise = { (i: Int) in 0.002 + 1e-5 * Double(i) }
    func parts(_ spectrum: Spectrum) throws -> [Estimate] {
      let result = try integral.apply(to: spectrum)
      return [result.area, try #require(result.centroid)]
    }
    let truth = try parts(try Spectrum(energy: energy, values: curve)).map(\.value)
    for pull in try Pulls.of(truth, count: 1000, energy: energy, curve: curve, noise: noise, parts) {
      #expect(pull.isRegular, "\(pull)")
    }
  }

  @Test("the error of a normalised area holds those of both curves")
  func normalized() throws {
    let x = (0..<140).map { 7050 + Double($0) }
    let curve = x.map {
      0.5 * (1 + erf(($0 - 7112) / 3)) + 0.1 * exp(-($0 - 7103) * ($0 - 7103) / 4) + 1e-3 * ($0 - 7000)
    }
    var integral = WindowIntegral(window: -14 ... -4)
    integral.isRelative = true
    integral.space = .norm
    integral.normalization.e0 = 7112
    let truth = try integral.apply(to: try Spectrum(energy: x, values: curve))
    #expect(truth.window == 7098...7108)
    let even = { (_: Int) in 0.01 }
    let pulls = try Pulls.of(
      [truth.area.value], count: 1000, energy: x, curve: curve, noise: even, isStated: false
    ) { [try integral.apply(to: $0).area] }
    #expect(pulls[0].isRegular, "\(pulls)")
  }

  @Test("a window that leaves the scan is refused with the numbers")
  func outside() throws {
    let spectrum = try Spectrum(energy: energy, values: energy.map(peak))
    for window in [7000.0...7010, 7150...7170, 7100.01...7100.05] {
      #expect(throws: AnalysisError.self) { try WindowIntegral(window: window).apply(to: spectrum) }
    }
  }
}
