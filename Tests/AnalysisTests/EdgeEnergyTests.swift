import Datasets
import Foundation
import Testing

@testable import Analysis

@Suite("Edge energies")
struct EdgeEnergyTests {
  @Test("the largest derivative of an arctangent is at its centre")
  func arctangent() throws {
    let energy = (0..<401).map { 7000 + 0.5 * Double($0) }
    let spectrum = try Spectrum(energy: energy, values: energy.map { atan(($0 - 7112) / 1.5) })
    #expect(EdgeEnergy.derivative(spectrum) == 7112)
  }

  @Test(
    "E0 of real spectra is Larch's, to the last digit", .enabled(if: Golden.isPresent),
    arguments: Golden.names("dev_spectrum"))
  func larch(name: String) throws {
    let golden = try Golden.read(name)
    let (energy, mu) = try Golden.spectrum(golden)
    #expect(energy.count == golden["n"] as? Int)
    #expect(EdgeEnergy.derivative(energy, mu) == golden["find_e0"] as? Double)
  }

  @Test("few points, and a curve without an edge, still give one of the energies", arguments: [2, 3, 5, 8, 30])
  func small(count: Int) throws {
    let energy = (0..<count).map { 100 + Double($0) }
    for values in [energy.map { _ in 1.0 }, energy, energy.map { sin($0) }] {
      #expect(energy.contains(EdgeEnergy.derivative(energy, values)))
    }
  }
}
