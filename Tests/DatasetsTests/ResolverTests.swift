import Bytes
import DataModel
import Testing

@testable import Datasets

@Suite("Resolving")
struct ResolverTests {
  private func measurement(
    _ energy: [Double], unit: String? = "eV", i0: [Double], itrans: [Double], angles: Bool = false
  ) -> Measurement {
    Measurement(
      selector: "1",
      channels: [
        Channel(name: "energy", role: angles ? .angle : .energy, unit: unit, values: Values(energy)),
        Channel(name: "i0", role: .i0, values: Values(i0)), Channel(name: "it", role: .itrans, values: Values(itrans)),
      ],
      signals: [
        Signal(name: "transmission", expression: "ln(i0/it)", mode: .transmission, element: "Cu", edge: "K"),
        Signal(name: "ratio", expression: "i0/it"),
      ])
  }

  @Test("keV become eV, falling energies rise, equal ones are averaged, and every change is told")
  func order() throws {
    let scan = measurement(
      [9.002, 9.001, 9.001, 9, 8.999], unit: "keV", i0: [8, 6, 2, 4, .nan], itrans: [2, 2, 1, 1, 1])
    let (spectrum, findings) = try SpectrumResolver(scan, choice: SignalChoice("ratio")).spectrum()
    #expect(spectrum.energy == [9000, 9001, 9002])
    #expect(spectrum.values == [4, 2.5, 4])
    #expect(spectrum.element == "Cu" && spectrum.signal == "i0/it")
    #expect(findings.map(\.code) == ["RESOLVE-NONFINITE", "RESOLVE-ORDER", "RESOLVE-DUPLICATES"])
    let step = try #require(spectrum.steps.first)
    #expect(step.operation == "resolve")
    #expect(step.parameters.first { $0.name == "points_averaged" }?.value == .integer(1))
    #expect(step.parameters.first { $0.name == "energy_unit" }?.value == .text("keV"))
  }

  @Test("the default signal is mu, else transmission; words choose by name, role or formula")
  func choice() throws {
    var scan = measurement([1, 2], i0: [4, 4], itrans: [2, 1])
    func formula(_ words: String?) throws -> String {
      try SpectrumResolver(scan, choice: SignalChoice(words)).signal.expression
    }
    #expect(try formula(nil) == "ln(i0/it)")
    #expect(try formula("transmission") == "ln(i0/it)" && formula("ratio") == "i0/it")
    #expect(try formula("i0") == "i0" && formula("itrans") == "it" && formula("it/i0") == "it/i0")
    #expect(throws: ResolveError.self) { try formula("fluorescence") }
    #expect(throws: ResolveError.self) { try formula("i7/it") }
    scan.channels.append(Channel(name: "xmu", role: .mu, values: Values([0.1, 0.2])))
    #expect(try formula(nil) == "xmu")
  }

  @Test("what cannot be a spectrum is refused, and the reason says what to do")
  func refused() throws {
    func reason(_ scan: Measurement) -> String {
      do {
        _ = try SpectrumResolver(scan).spectrum()
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(reason(measurement([1, 2], i0: [1, 1], itrans: [1, 1], angles: true)).contains("Mono.d_spacing"))
    #expect(reason(measurement([1, 2], unit: "mm", i0: [1, 1], itrans: [1, 1])).contains("--unit"))
    #expect(reason(measurement([1], i0: [1], itrans: [1])).contains("two points"))
    #expect(reason(measurement([.nan, .nan], i0: [1, 1], itrans: [1, 1])).contains("two points"))
    let back = [0.0, 1, 2, 3, 4, 5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 4, 3, 2, 1]
    let ones = back.map { _ in 1.0 }
    #expect(reason(measurement(back, i0: ones, itrans: ones)).contains("analyze sweeps"))
    var noSignal = measurement([1, 2], i0: [1, 1], itrans: [1, 1])
    noSignal.signals = []
    #expect(reason(noSignal).contains("signal="))
  }

  @Test("energies without a unit are taken for eV, with a warning")
  func unit() throws {
    let (spectrum, findings) = try SpectrumResolver(
      measurement([8000, 8001], unit: nil, i0: [2, 2], itrans: [1, 1])
    ).spectrum()
    #expect(spectrum.energy == [8000, 8001] && findings.map(\.code) == ["RESOLVE-UNIT"])
  }

  @Test("spectrum by point: each row is a spectrum, with the errors that belong to it")
  func rows() throws {
    let scan = Measurement(
      selector: "/entry", title: "series",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values([1.0, 2, 3])),
        Channel(
          name: "mu", role: .mu, dimensions: [.spectrum, .point], values: Values([1.0, 2, 3, 4, 5, 6], shape: [2, 3]),
          uncertainty: .channel("dmu")),
        Channel(
          name: "dmu", role: .stddev, dimensions: [.spectrum, .point],
          values: Values([1.0, 1, 1, 2, 2, 3], shape: [2, 3])),
      ], signals: [Signal(name: "mu", expression: "mu")])
    let resolver = try SpectrumResolver(scan)
    #expect(resolver.count == 2)
    let second = try resolver.spectrum(at: 1).spectrum
    #expect(second.values == [4, 5, 6] && second.variance == [4, 4, 9] && second.label == "series [1]")
    var seen: [[Double]] = []
    try resolver.eachSpectrum { row, result in
      #expect(row == seen.count)
      seen.append((try? result.get())?.spectrum.values ?? [])
    }
    #expect(seen == [[1, 2, 3], [4, 5, 6]])
  }

  @Test("a row that gives no spectrum does not stop the others")
  func badRow() throws {
    let scan = Measurement(
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values([1.0, 2])),
        Channel(
          name: "mu", role: .mu, dimensions: [.spectrum, .point],
          values: Values([1.0, 2, .nan, 4, 5, 6], shape: [3, 2])),
      ], signals: [Signal(name: "mu", expression: "mu")])
    var outcomes: [Bool] = []
    try SpectrumResolver(scan).eachSpectrum { _, result in outcomes.append((try? result.get()) != nil) }
    #expect(outcomes == [true, false, true])
  }

  @Test("findings name the measurement, and the row of a series")
  func places() {
    #expect(Measurement(selector: "1").location(in: "a.dat") == Finding.Location(file: "a.dat", path: "/1"))
    #expect(Measurement(selector: "/entry").location(in: nil) == Finding.Location(path: "/entry"))
    #expect(Measurement(selector: "/entry").location(in: nil, row: 3) == Finding.Location(path: "/entry/3"))
  }

  @Test("a spectrum cannot be made of points that are none")
  func checked() {
    #expect(throws: ResolveError.self) { try Spectrum(energy: [2, 1], values: [0, 0]) }
    #expect(throws: ResolveError.self) { try Spectrum(energy: [1, 1], values: [0, 0]) }
    #expect(throws: ResolveError.self) { try Spectrum(energy: [1, 2], values: [0, .nan]) }
    #expect(throws: ResolveError.self) { try Spectrum(energy: [1, 2, 3], values: [0, 1]) }
    #expect(throws: ResolveError.self) { try Spectrum(energy: [1, 2], values: [0, 1], variance: [1, -1]) }
    #expect(throws: ResolveError.self) { try Spectrum(energy: [1, .infinity], values: [0, 1]) }
  }
}
