import DataModel
import Testing

@Suite("Quantities in metadata values")
struct QuantityTests {
  @Test(
    "number and unit come apart, and the unit is understood",
    arguments: [
      ("300 K", Dimensionality.temperature, "K", 300.0), ("100K", .temperature, "K", 100),
      ("25 C", .temperature, "K", 298.15), ("-10.5 °C", .temperature, "K", 262.65), ("4.2e0 K", .temperature, "K", 4.2),
      ("7.00 GeV", .energy, "GeV", 7), ("3.1356369 Å", .length, "Å", 3.1356369), ("3.1356 A", .length, "Å", 3.1356),
      ("99.309 mA", .current, "mA", 99.309), ("0.4 A", .current, "mA", 400), ("101 ma", .current, "mA", 101),
      ("8.979 keV", .energy, "eV", 8979), ("5eV", .energy, "eV", 5), (".5 eV", .energy, "eV", 0.5),
      ("6 kOe", .magneticField, "T", 0.6), ("  1.5   T  ", .magneticField, "T", 1.5),
      ("102.2 mA  ||  S:SRcurrentAI.VAL", .current, "mA", 102.2),
    ])
  func quantities(text: String, dimensionality: Dimensionality, unit: String, value: Double) throws {
    let quantity = try #require(Quantity(parsing: text, expecting: dimensionality))
    let target = try #require(PhysicalUnit.parse(unit))
    let converted = try #require(quantity.value(in: target))
    #expect(abs(converted - value) <= 1e-12 * abs(value))
  }

  @Test("a bare number has no unit, and a process variable is not one")
  func bareNumbers() throws {
    for (text, value) in [
      ("102.2  ||  S:SRcurrentAI.VAL", 102.2), ("8980.0", 8980), ("-0.500 || 13BMD:BMDHt2.D", -0.5),
    ] {
      let quantity = try #require(Quantity(parsing: text))
      #expect(quantity.value == value)
      #expect(quantity.unit == nil)
      #expect(try quantity.value(in: #require(PhysicalUnit.parse("mA"))) == nil)
    }
  }

  @Test(
    "prose, ranges, arithmetic and numbers that are none give nil",
    arguments: [
      "room temperature", "", "   ", "K", "101x ma", "300.0q K", "3 point 1", "10-20 K", "5 * 3", "inf K", "nan",
      "0x10 eV", "1e999 eV", "--5 K", "|| PV", "1.2.3 K", "300 K (measured)", "٣ K", "3,5 K", "+", ".", "e5",
    ])
  func noQuantities(text: String) {
    #expect(Quantity(parsing: text, expecting: .temperature) == nil)
  }

  @Test("a value of another kind is kept apart from the one asked for")
  func otherKind() throws {
    // `300.0a K` is a slip of the pen that reads as an area times a temperature.
    let quantity = try #require(Quantity(parsing: "300.0a K", expecting: .temperature))
    #expect(try quantity.value(in: #require(PhysicalUnit.parse("K"))) == nil)
  }

  @Test("a very long value is not a quantity")
  func longValues() {
    #expect(Quantity(parsing: String(repeating: "1", count: 1_000_000)) == nil)
    #expect(Quantity(parsing: "5 " + String(repeating: "m", count: 1_000_000)) == nil)
  }
}
