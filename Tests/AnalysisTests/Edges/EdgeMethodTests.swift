import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Edge energies")
struct EdgeMethodTests {
  /// An edge at 7112.37 eV, symmetric about it, on a line, between grid points.
  private let e0 = 7112.37
  private let energy = (0..<300).map { 7040 + 0.5 * Double($0) }

  private func symmetric(_ energy: Double) -> Double {
    0.3 - 1e-4 * (energy - 7100) + 0.8 * (0.5 + atan((energy - e0) / 1.5) / .pi)
  }

  private func whiteLine(_ energy: Double) -> Double {
    0.5 * (1 + erf((energy - e0) / 2)) + 0.5 * exp(-(energy - 7117.81) * (energy - 7117.81) / 6)
  }

  private func locator() -> EdgeLocator {
    var locator = EdgeLocator()
    locator.centroidWindow = (e0 - 10)...(e0 + 10)
    return locator
  }

  @Test("a symmetric edge is at its centre by every method that looks between points")
  func planted() throws {
    let spectrum = try Spectrum(energy: energy, values: energy.map(symmetric))
    let report = try locator().report(on: spectrum)
    let parabola = try #require(report.energies[.parabola])
    #expect(abs(parabola.value - e0) < 0.01)
    let centroid = try #require(report.energies[.centroid])
    #expect(abs(centroid.value - e0) < 2e-2)
    let derivative = try #require(report.energies[.derivative])
    #expect(derivative.value == 7112.5 && derivative.standardError > 0.5 / 12.0.squareRoot() - 1e-6)
    // Half the step, where the wings of the arctangent count as much before as behind.
    #expect(abs(try #require(report.energies[.half]).value - e0) < 0.15)
    #expect(report.noise == .scatter)
  }

  @Test("the top of a white line is found between points, with its height")
  func top() throws {
    let spectrum = try Spectrum(energy: energy, values: energy.map(whiteLine))
    let report = try locator().report(on: spectrum)
    // The maximum of the formula, by its derivative.
    func slope(_ x: Double) -> Double {
      exp(-(x - e0) * (x - e0) / 4) / (2 * Double.pi.squareRoot())
        - (x - 7117.81) / 6 * exp(-(x - 7117.81) * (x - 7117.81) / 6)
    }
    var (low, high) = (7116.0, 7119.0)
    while high - low > 1e-9 {
      if slope((low + high) / 2) > 0 { low = (low + high) / 2 } else { high = (low + high) / 2 }
    }
    #expect(abs(try #require(report.energies[.whiteLine]).value - low) < 0.02)
    let height = try #require(report.whiteLineHeight)
    #expect(abs(height.value - whiteLine(low)) < 0.02)
  }

  @Test(
    "errors are those that repeated scans have, whether variances are stated or read off the scatter",
    arguments: [true, false])
  func pulls(_ isStated: Bool) throws {
    var locator = locator()
    locator.normalization.e0 = e0
    let energy = (0..<130).map { 7082 + 0.5 * Double($0) }
    let curve = energy.map(whiteLine)
    let methods: [EdgeMethod] = [.parabola, .half, .centroid, .whiteLine]
    func energies(_ spectrum: Spectrum) throws -> [Estimate] {
      try methods.map { try locator.energy($0, of: spectrum, near: e0, PointNoise(spectrum)) }
    }
    let truth = try energies(try Spectrum(energy: energy, values: curve)).map(\.value)
    let pulls = try Pulls.of(
      truth, count: 1000, energy: energy, curve: curve, noise: { _ in 0.003 }, isStated: isStated, energies)
    for (method, pull) in zip(methods, pulls) { #expect(pull.isRegular, "\(method) \(pull)") }
  }

  @Test("a shift of the energies is a shift of every method, by as much")
  func shift() throws {
    let first = try locator().report(on: try Spectrum(energy: energy, values: energy.map(whiteLine)))
    var moved = locator()
    moved.centroidWindow = (e0 - 9.75)...(e0 + 10.25)
    let second = try moved.report(
      on: try Spectrum(energy: energy.map { $0 + 0.25 }, values: energy.map(whiteLine)))
    for method in EdgeMethod.allCases {
      let (a, b) = (try #require(first.energies[method]), try #require(second.energies[method]))
      #expect(abs(b.value - a.value - 0.25) < 1e-3, "\(method)")
    }
  }

  @Test("a constant signal, and a range without the edge, say so with numbers")
  func refusals() throws {
    let flat = try Spectrum(energy: energy, values: energy.map { _ in 2 })
    #expect(throws: AnalysisError.self) { try EdgeLocator().report(on: flat) }
    var locator = EdgeLocator()
    locator.searchRange = 8000...8010
    do {
      _ = try locator.report(on: try Spectrum(energy: energy, values: energy.map(symmetric)))
      Issue.record("no edge lies there")
    } catch {
      #expect("\(error)".contains("8000") && "\(error)".contains("7189.5"))
    }
  }
}
