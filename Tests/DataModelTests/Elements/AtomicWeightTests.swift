import DataModel
import Testing

@Suite("Atomic weights") struct AtomicWeightTests {
  @Test(
    "weights are IUPAC's",
    arguments: [
      ("H", 1.008), ("O", 15.999), ("Ar", 39.95), ("Mn", 54.938), ("Fe", 55.845), ("Cu", 63.546), ("Zr", 91.224),
      ("Xe", 131.293), ("La", 138.905), ("W", 183.84), ("Pt", 195.084), ("Bi", 208.980), ("U", 238.029), ("Cf", 251),
    ])
  func weights(_ symbol: String, _ weight: Double) throws {
    let element = try #require(Element(symbol: symbol))
    #expect(abs(try #require(element.atomicWeight) - weight) < 6e-4)
  }

  @Test("they rise with the atomic number but for the pairs of the textbooks, and end with californium")
  func order() {
    let weights = Element.all.compactMap(\.atomicWeight)
    #expect(weights.count == 98)
    let falls = (1..<weights.count).filter { weights[$0] < weights[$0 - 1] }.map { Element.all[$0].symbol }
    #expect(falls == ["K", "Ni", "I", "Pa", "Np", "Am"])
  }
}
