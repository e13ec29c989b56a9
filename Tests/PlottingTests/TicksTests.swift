import Testing

@testable import Plotting

@Suite("Ticks") struct TicksTests {
  // Worked out by hand: the smallest of 1, 2, 5 times a power of ten that does not need more steps than allowed.
  @Test("steps are 1, 2 or 5 times a power of ten, the smallest that fits")
  func steps() {
    // 900 / 8 = 112.5: 100 needs 9 steps, 200 needs 4.5.
    let energies = Ticks(8800...9700, limit: 8)
    #expect(energies.major == [8800, 9000, 9200, 9400, 9600])
    #expect(energies.labels == ["8800", "9000", "9200", "9400", "9600"])
    // A quarter of 200 is 50, from 8800 to 9700, without the larger ones.
    #expect(energies.minor.count == 19 - 5)
    #expect(energies.minor.prefix(4) == [8850, 8900, 8950, 9050])
    // 1.4 / 9 = 0.155...: 0.1 needs 14, 0.2 needs 7.
    let norm = Ticks(-0.05...1.35, limit: 9)
    #expect(norm.labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0", "1.2"])
    #expect(norm.major == [0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2])
    // 12 / 5 = 2.4: 5.
    let k = Ticks(0...12, limit: 5)
    #expect(k.major == [0, 5, 10])
    #expect(k.minor == [1, 2, 3, 4, 6, 7, 8, 9, 11, 12])
  }

  @Test("very large and very small numbers share a power of ten")
  func exponents() {
    let counts = Ticks(0...2_600_000, limit: 6)
    #expect(counts.exponent == 6)
    #expect(counts.labels == ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"])
    let small = Ticks(-3e-5...2e-5, limit: 5)
    #expect(small.exponent == -5)
    #expect(small.labels == ["−3", "−2", "−1", "0", "1", "2"])
    #expect(Ticks(0...0.003, limit: 3).exponent == 0)
    #expect(PlotNumber.power(-5) == "×10⁻⁵")
  }

  @Test("scan numbers have no ticks between whole numbers")
  func integral() {
    let scans = Ticks(0.8...4.2, limit: 10, isIntegral: true)
    #expect(scans.labels == ["1", "2", "3", "4"])
    #expect(scans.minor.isEmpty)
    let many = Ticks(1...23, limit: 6, isIntegral: true)
    #expect(many.major == [5, 10, 15, 20])
    #expect(many.minor.allSatisfy { $0 == $0.rounded() })
  }

  @Test("ranges that are none, and endless ones, give no ticks and no trap", arguments: [0...0, 5...5, -1e308...1e308])
  func senseless(range: ClosedRange<Double>) {
    #expect(Ticks(range, limit: 5).major.count <= 6)
  }
}
