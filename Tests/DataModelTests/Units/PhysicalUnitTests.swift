import DataModel
import Testing

@Suite("Units")
struct PhysicalUnitTests {
  private func convert(_ value: Double, _ from: String, _ to: String) -> Double? {
    PhysicalUnit.convert([value], from: from, to: to)?.first
  }

  @Test("whole multiples convert to the nearest double, in both directions")
  func wholeMultiples() {
    #expect(PhysicalUnit.isDatabaseAvailable)
    #expect(convert(7.112, "keV", "eV") == 7112)
    #expect(convert(8979, "eV", "keV") == 8.979)
    #expect(convert(8333, "eV", "keV") == 8.333)
    #expect(convert(0.31356369, "nm", "Å") == 3.1356369)
    #expect(convert(298.076136813, "mA", "A") == 0.298076136813)
    #expect(convert(1.5, "hour", "s") == 5400)
    #expect(convert(5.0, "g/cm^3", "kg/m^3") == 5000)
    #expect(convert(3, "GeV", "MeV") == 3000)
  }

  @Test("other factors agree with CODATA 2022 and with the definition of the degree")
  func otherFactors() throws {
    #expect(convert(1, "eV", "J") == 1.602176634e-19)
    #expect(abs(try #require(convert(1, "Ry", "eV")) - 13.605693122990) < 1e-12)
    #expect(abs(try #require(convert(1, "hartree", "eV")) - 27.211386245981) < 1e-11)
    #expect(convert(180, "deg", "rad") == Double.pi)
    #expect(convert(1, "gauss", "T") == 1e-4)
  }

  @Test("temperatures shift their zero")
  func temperatures() throws {
    #expect(convert(25, "C", "K") == 298.15)
    #expect(convert(298.15, "K", "degC") == 25)
    #expect(abs(try #require(convert(212, "degF", "K")) - 373.15) < 1e-9)
  }

  @Test(
    "the field's spellings of an electron volt are one unit",
    arguments: [
      ("ev", 1.0), ("EV", 1), ("Ev", 1), ("KEV", 1000), ("kev", 1000), ("Kev", 1000), ("KeV", 1000), ("meV", 1e-3),
      ("MeV", 1e6), ("GeV", 1e9), ("GEV", 1e9), ("electronvolts", 1), (" eV ", 1), ("2.5 keV", 2500),
    ])
  func electronVolts(spelling: String, size: Double) throws {
    let unit = try #require(PhysicalUnit.parse(spelling))
    #expect(unit.isEnergy)
    #expect(unit.text == spelling)
    #expect(convert(1, spelling, "eV") == size)
  }

  @Test(
    "every way to write an Ångström is a length of 1e-10 m",
    arguments: ["Å", "A\u{30A}", "\u{212B}", "Angstrom", "angstrom", "angstroms", "ANGSTROM", "Ang", "A"])
  func angstroms(spelling: String) {
    let unit = PhysicalUnit.parse(spelling, expecting: .length)
    #expect(unit?.isLength == true)
    #expect(convert(1, spelling, "nm") == 0.1)
  }

  @Test("every way to write an inverse Ångström is one unit", arguments: ["Å^-1", "1/Å", "Å⁻¹", "Å-1", "1/angstrom"])
  func inverseAngstroms(spelling: String) {
    #expect(PhysicalUnit.parse(spelling)?.isInverseLength == true)
    #expect(convert(1, spelling, "nm^-1") == 10)
  }

  @Test("what A and C mean depends on what is asked for")
  func context() {
    #expect(PhysicalUnit.parse("A")?.dimensionality == .current)
    #expect(PhysicalUnit.parse("A", expecting: .current)?.dimensionality == .current)
    #expect(PhysicalUnit.parse("1/A", expecting: .inverseLength)?.isInverseLength == true)
    #expect(PhysicalUnit.parse("C")?.isTemperature == false)
    #expect(PhysicalUnit.parse("C", expecting: .temperature)?.isTemperature == true)
    #expect(PhysicalUnit.parse("eV", expecting: .length)?.isEnergy == true)
  }

  @Test("an angle is no pure number, and counts are one")
  func anglesAndCounts() {
    #expect(PhysicalUnit.parse("deg")?.isAngle == true)
    #expect(PhysicalUnit.parse("mdeg")?.isAngle == true)
    #expect(PhysicalUnit.parse("°")?.isAngle == true)
    #expect(PhysicalUnit.parse("deg")?.isDimensionless == false)
    #expect(convert(1, "deg", "1") == nil)
    for text in ["counts", "count", "cts", "", "1", "unitless", "ppm"] {
      #expect(PhysicalUnit.parse(text)?.isDimensionless == true, "\(text)")
    }
    #expect(convert(1, "kcps", "counts/s") == 1000)
    #expect(convert(2, "cps", "Hz") == 2)
  }

  @Test("pixels, steps and arbitrary units convert into themselves alone")
  func unitsWithoutSize() {
    for text in ["pixel", "pixels", "px", "steps", "a.u.", "arb. units", "au"] {
      let unit = PhysicalUnit.parse(text)
      #expect(unit != nil, "\(text)")
      #expect(unit?.isDimensionless == false, "\(text)")
      #expect(convert(3, text, text) == 3)
      #expect(convert(3, text, "eV") == nil)
      #expect(convert(3, text, "1") == nil)
    }
    #expect(convert(3, "pixels", "pixel") == 3)
    #expect(convert(3, "pixel", "step") == nil)
  }

  @Test("frequency and time are different things, though udunits2 converts one into the other")
  func reciprocals() {
    #expect(convert(1, "Hz", "s") == nil)
    #expect(convert(1, "eV", "K") == nil)
  }

  @Test("points in time and levels convert into themselves alone")
  func nonlinearUnits() {
    #expect(convert(5, "seconds since 1970-01-01", "s") == nil)
    #expect(convert(5, "seconds since 1970-01-01", "seconds since 1970-01-01") == 5)
    #expect(PhysicalUnit.parse("seconds since 1970-01-01")?.isTime == true)
    #expect(convert(5, "0.1 lg(re 1 mW)", "mW") == nil)
  }

  @Test(
    "what is no unit gives nil, and nothing else happens",
    arguments: [
      "in words", "n/a", "wt%", "1e400 m", "0 m", "nan", "\0m", "m\0", "m^99999999999", "eV^400", "((((", "m/", "^",
      "Å Å^",
      "%s%s%n", "🦆", "m^-2147483649", "1e-400 s", "@", "since", "lg(re", "\u{FEFF}eV", "ÅÅÅ", "__", "-", "..",
    ])
  func noUnits(text: String) {
    #expect(PhysicalUnit.parse(text) == nil)
  }

  @Test("long texts are refused before a parser sees them")
  func longTexts() {
    #expect(PhysicalUnit.parse(String(repeating: "(", count: 1_000_000)) == nil)
    #expect(PhysicalUnit.parse(String(repeating: "m ", count: 65)) == nil)
    #expect(PhysicalUnit.parse(String(repeating: " ", count: 1_000_000)) == nil)
  }

  @Test("random bytes give a unit or nil, from many threads at once")
  func fuzz() async {
    let alphabet = Array("eVkmsAK0159^-+*/. ()@µÅ°%since²⁻¹re:lg")
    let finite = await withTaskGroup(of: Bool.self) { group in
      for seed in 0..<8 {
        group.addTask {
          var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
          for _ in 0..<500 {
            var text = ""
            for _ in 0..<12 {
              state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
              text.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            guard let unit = PhysicalUnit.parse(text) else { continue }
            if unit.convert(1, to: unit) != 1 { return false }
          }
          return true
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(finite)
  }
}
