import Foundation
import Testing

@testable import Analysis

@Suite("Energies of a dispersive beamline's pixels") struct PixelCalibrationTests {
  /// A spectrum like that of a copper foil, as a formula: an edge, two peaks, a shoulder and waves that die out.
  private static func foil(_ energy: Double) -> Double {
    let e = energy - 8979
    func peak(_ place: Double, _ width: Double) -> Double { exp(-(e - place) * (e - place) / (2 * width * width)) }
    // Without a kink where they begin.
    let onset = e > 8 ? 1 - exp(-(e - 8) * (e - 8) / 50) : 0
    let waves = e > 8 ? 0.12 * onset * sin(4.4 * (0.2625 * (e - 8)).squareRoot()) * exp(-e / 150) : 0
    return 0.5 + atan(e / 2.5) / .pi + 0.25 * peak(18, 4) + 0.15 * peak(3.5, 1.5) + 0.2 * peak(33, 6) + waves
  }

  private static let energies = (0..<1400).map { 8880 + Double($0) * 0.25 }
  private static let reference = energies.map(foil)

  struct Planted: Sendable, CustomTestStringConvertible {
    let coefficients: [Double]
    let pixels: Int
    /// The straight line and the scale that the spectrum on pixels has besides.
    let line: [Double]
    var noise = 0.0
    var testDescription: String { "\(coefficients), noise \(noise)" }
  }

  static let planted = [
    Planted(coefficients: [8905, 0.5, 0], pixels: 410, line: [0, 0, 1]),
    Planted(coefficients: [8920, 0.42, 4.8e-5], pixels: 512, line: [0.4, -4e-4, 0.35]),
    // From high to low energy.
    Planted(coefficients: [9150, -0.44, -6e-5], pixels: 512, line: [-1, 6e-4, 2]),
    // A few of the pixels are beyond the reference.
    Planted(coefficients: [8860, 0.4, 1.25e-4], pixels: 480, line: [0, 0, 1]),
    Planted(coefficients: [8930, 0.4, 3e-5], pixels: 512, line: [0.1, 1e-4, 0.8], noise: 0.005),
  ]

  private static func scan(_ planted: Planted) -> (pixels: [Double], values: [Double]) {
    var random = FixedRandom(seed: 7)
    let pixels = (0..<planted.pixels).map(Double.init)
    let values = pixels.map { p -> Double in
      let energy = planted.coefficients[0] + planted.coefficients[1] * p + planted.coefficients[2] * p * p
      // Twelve even numbers make a normal one (Irwin and Hall).
      let noise = (0..<12).reduce(-6.0) { sum, _ in sum + random.next() } * planted.noise
      return planted.line[0] + planted.line[1] * p + planted.line[2] * foil(energy) + noise
    }
    return (pixels, values)
  }

  @Test("planted coefficients come back, whatever scale and slope the spectrum has", arguments: planted)
  func recovered(_ planted: Planted) throws {
    let (pixels, values) = Self.scan(planted)
    let found = try PixelCalibration(
      pixels: pixels, values: values, energies: Self.energies, reference: Self.reference)
    let expected = pixels.map { p in
      planted.coefficients[0] + planted.coefficients[1] * p + planted.coefficients[2] * p * p
    }
    let worst = zip(found.energies(pixels), expected).map { abs($0 - $1) }.max() ?? .infinity
    if planted.noise == 0 {
      // What is left is what the reference's steps of 0.25 eV make of its edge.
      #expect(worst < 0.02, "\(found.coefficients)")
      #expect(found.misfit < 1e-3)
      #expect(abs(found.coefficients[2] - planted.coefficients[2]) < 1e-6)
    } else {
      #expect(worst < 0.2)
      for (value, (error, truth)) in zip(found.coefficients, zip(found.standardErrors, planted.coefficients)) {
        #expect(abs(value - truth) < 5 * error && error > 0, "\(value) ± \(error), \(truth)")
      }
    }
  }

  @Test("a start that is given is taken") func given() throws {
    let (pixels, values) = Self.scan(Self.planted[1])
    let found = try PixelCalibration(
      pixels: pixels, values: values, energies: Self.energies, reference: Self.reference, start: [8922, 0.416, 4e-5])
    #expect(abs(found.coefficients[0] - 8920) < 0.02)
  }

  @Test("what cannot be calibrated is refused") func refused() {
    let (pixels, values) = Self.scan(Self.planted[0])
    func message(_ pixels: [Double], _ values: [Double], _ energies: [Double], _ reference: [Double]) -> String {
      do {
        _ = try PixelCalibration(pixels: pixels, values: values, energies: energies, reference: reference)
        return ""
      } catch { return error.description }
    }
    #expect(message([1, 2], [1, 2], Self.energies, Self.reference).contains("20 points"))
    #expect(message(pixels, values.dropLast(), Self.energies, Self.reference) != "")
    #expect(message(pixels, values, Self.energies.reversed(), Self.reference).contains("increasing"))
    #expect(message(pixels, values.map { _ in .nan }, Self.energies, Self.reference).contains("finite"))
    // Without a feature, and with noise for a spectrum.
    #expect(message(pixels, pixels.map { 1 + $0 / 1000 }, Self.energies, Self.reference) != "")
    var random = FixedRandom(seed: 3)
    #expect(message(pixels, pixels.map { _ in random.next() }, Self.energies, Self.reference) != "")
  }
}
