import Bytes
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
}
