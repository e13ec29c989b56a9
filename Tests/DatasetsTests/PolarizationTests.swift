import Bytes
import DataModel
import Datasets
import Testing

@Suite("Polarisation")
struct PolarizationTests {
  private func state(_ key: String, _ value: MetadataValue) -> Polarization.State? {
    Polarization(Metadata([MetadataNode("beam", children: [MetadataNode(key, value)])]))?.state
  }

  @Test("Stokes parameters of NXbeam: S3 is circular, S1 linear")
  func stokes() {
    func stokes(_ numbers: [Double]) -> Polarization.State? {
      state("incident_polarization_stokes", .array(TypedArray(numbers)))
    }
    #expect(stokes([1, 0, 0, 1]) == .circular(isPositive: true))
    #expect(stokes([2, 0.1, 0, -1.8]) == .circular(isPositive: false))
    #expect(stokes([1, 1, 0, 0]) == .linear(isHorizontal: true))
    #expect(stokes([1, -0.9, 0, 0.1]) == .linear(isHorizontal: false))
    #expect(stokes([1, 0, 0, 0]) == nil && stokes([1, 0, 1]) == nil)
  }

  @Test(
    "words of beamlines",
    arguments: [
      ("C+", true), ("cp", true), ("pc", true), ("CR", true), ("Circular_Right", true), ("0.9", true), ("C-", false),
      ("nc", false), ("left circular", false), ("-1", false), ("CL", false),
    ])
  func words(_ word: String, _ isPositive: Bool) {
    #expect(state("polarization", .text(word)) == .circular(isPositive: isPositive))
  }

  @Test("linear light, degrees as numbers, and what nobody can understand")
  func others() {
    #expect(state("pol", .text("LH")) == .linear(isHorizontal: true))
    #expect(state("Polarisation", .text("linear vertical")) == .linear(isHorizontal: false))
    #expect(state("helicity", .number(-0.95)) == .circular(isPositive: false))
    #expect(state("polarization", .text("unknown")) == nil && state("polarization", .number(37)) == nil)
    #expect(state("policy", .text("C+")) == nil)
  }
}
