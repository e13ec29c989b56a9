import Bytes
import DataModel
import Foundation
import Testing

@testable import Analysis

@Suite("Summing the elements of a fluorescence detector") struct FluorescenceSumTests {
  private typealias Fixture = FluorescenceFixture

  private static func sum(
    _ measurement: DataModel.Measurement, _ change: (inout FluorescenceOptions) -> Void = { _ in }
  ) throws -> FluorescenceSum {
    var options = FluorescenceOptions()
    change(&options)
    return try FluorescenceSum(measurement, options: options)
  }

  private static func message(
    _ measurement: DataModel.Measurement, _ change: (inout FluorescenceOptions) -> Void = { _ in }
  ) -> String {
    do {
      _ = try sum(measurement, change)
      return ""
    } catch let error as AnalysisError {
      return error.description
    } catch { return "" }
  }

  private static func codes(_ sum: FluorescenceSum) -> [String] { sum.findings.map(\.code).sorted() }

  @Test("counts times input over output rate, and the variance of the raw counts carried through") func rates() throws {
    let measurement = Fixture.measurement([
      .init(counts: [10, 40], icr: [100, 100], ocr: [80, 50]),
      .init(counts: [20, 30], icr: [120, 100], ocr: [60, 100]),
    ])
    let sum = try Self.sum(measurement)
    // 10 · 1.25 + 20 · 2, 40 · 2 + 30 · 1; 10 · 1.25² + 20 · 2², 40 · 2² + 30
    #expect(sum.values == [52.5, 110])
    #expect(sum.variances == [95.625, 190])
    #expect(sum.elements.map(\.meanFactor) == [1.625, 1.5])
    #expect(sum.elements.map(\.largestLoss) == [0.5, 0.5])
    #expect(Self.codes(sum) == [])
  }

  @Test("what comes out is a further channel with its deviation, in front of the signals, and a step") func output()
    throws
  {
    let before = Fixture.measurement([Fixture.element([10, 40], factor: 2), Fixture.element([20, 30])])
    let sum = try Self.sum(before) { $0.excluded = ["2"] }
    let after = sum.measurement
    #expect(
      after.channels.map(\.name) == before.channels.map(\.name) + ["ifluor_corrected", "ifluor_corrected_stddev"])
    for (old, new) in zip(before.channels, after.channels) {
      #expect(new.role == old.role && new.qualifier == old.qualifier)
      #expect(try new.values.load().doubles() == old.values.load().doubles())
    }
    let channel = try #require(after.channel(named: "ifluor_corrected"))
    #expect(channel.role == .ifluor && channel.uncertainty == .channel("ifluor_corrected_stddev"))
    #expect(try channel.values.load().doubles() == [20, 80])
    let deviation = try #require(after.channel(named: "ifluor_corrected_stddev")).values.load().doubles()
    #expect(abs(deviation[0] - 40.0.squareRoot()) < 1e-15)
    #expect(after.signals.map(\.name) == ["fluorescence_corrected", "fluorescence"])
    #expect(after.signals[0].element == "Fe" && after.signals[0].edge == "K")
    let values = try SignalExpression(parsing: after.signals[0].expression).evaluate(over: after).values
    #expect(values == [0.02, 0.08])
    let step = try #require(after.steps.last)
    #expect(step.operation == "dead-time correction")
    #expect(step.outputs == ["ifluor_corrected", "ifluor_corrected_stddev"])
    #expect(step.inputs == ["roi1", "fast1", "slow1"])
    let parameters = Dictionary(uniqueKeysWithValues: step.parameters.map { ($0.name, $0.value.display) })
    #expect(parameters["model"] == "rates" && parameters["elements"] == "1" && parameters["excluded"] == "2")
    // Once more: the sum is no element of itself.
    let again = try FluorescenceSum(after)
    #expect(again.elements.count == 2)
    #expect(again.channelName == "ifluor_corrected_2")
    #expect(again.measurement.signals[0].name == "fluorescence_corrected_2")
  }

  // MARK: Models

  @Test("rates per second need no time; counts do, in any unit of time") func times() throws {
    // m τ = 0.1 with τ = 1 µs: m = 1e5 per second
    let model = DeadTimeModel.nonparalyzable(tau: 1e-6)
    func element(_ output: Double) -> Fixture.Element { .init(counts: [90], icr: nil, ocr: [output]) }
    let perSecond = Fixture.measurement([element(1e5)], seconds: nil, rateUnit: "counts/s")
    #expect(abs(try Self.sum(perSecond) { $0.model = model }.values[0] - 100) < 1e-12)
    let milliseconds = Fixture.measurement([element(2e4)], seconds: 200, unit: "ms")
    #expect(abs(try Self.sum(milliseconds) { $0.model = model }.values[0] - 100) < 1e-12)
    let stated = Fixture.measurement([element(2e4)], seconds: nil)
    #expect(Self.message(stated) { $0.model = model }.contains("time="))
    let sum = try Self.sum(stated) {
      $0.model = model
      $0.time = .seconds(0.2)
    }
    #expect(abs(sum.values[0] - 100) < 1e-12)
    let bare = try Self.sum(Fixture.measurement([element(1e5)], unit: nil)) { $0.model = model }
    #expect(abs(bare.values[0] - 100) < 1e-12)
    #expect(Self.codes(bare) == ["FLUO-TIME-UNIT"])
    #expect(Self.message(Fixture.measurement([element(1e5)], unit: "eV")) { $0.model = model }.contains("eV"))
  }

  @Test("GSECARS's scaler counts ticks of 20 ns") func ticks() throws {
    var measurement = Fixture.measurement([.init(counts: [90], icr: nil, ocr: [1e5])], seconds: nil)
    measurement.channels.append(Channel(name: "TSCALER", values: Values(TypedArray([5e7]))))
    let sum = try Self.sum(measurement) {
      $0.model = .nonparalyzable(tau: 1e-6)
      $0.time = .channel("TSCALER")
    }
    #expect(abs(sum.values[0] - 100) < 1e-12)
  }

  @Test("the rate of all photons kept comes before that of all met, and both before the window") func bases() throws {
    let model = DeadTimeModel.paralyzable(tau: 1e-6)
    let rate = 2e5
    let kept = rate * exp(-0.2)
    let window = Fixture.Element(counts: [1000], icr: nil, ocr: nil)
    var met = window
    met.icr = [rate]
    var both = met
    both.ocr = [kept]
    for element in [met, both] {
      let sum = try Self.sum(Fixture.measurement([element])) { $0.model = model }
      #expect(abs(sum.values[0] - 1000 * exp(0.2)) < 1e-10)
      #expect(Self.codes(sum) == [])
    }
    // The window holds everything: 200 000 true counts of which these are left.
    let all = try Self.sum(Fixture.measurement([.init(counts: [kept, 0])])) { $0.model = model }
    #expect(abs(all.values[0] - rate) < 1e-7 && all.values[1] == 0)
    #expect(Self.codes(all) == ["FLUO-WINDOW-RATE"])
  }

  @Test("StepScan: a factor, the ticks of a clock, or 80 ns and the output rate") func stepScan() throws {
    let counts = Fixture.Element(counts: [100])
    func sum(_ rates: [(String, Double)]) throws -> FluorescenceSum {
      var measurement = Fixture.measurement([counts])
      for (kind, value) in rates {
        measurement.channels.append(
          Channel(name: kind, role: .other, qualifier: "\(kind) 1", values: Values(TypedArray([value]))))
      }
      return try Self.sum(measurement) { $0.model = .stepScan(tau: 80e-9) }
    }
    #expect(try sum([("dtf", 1.25)]).values == [125])
    // 1000/(1000 - 6 · 50 - 200)
    #expect(try sum([("clock", 1000), ("events", 50), ("resets", 200)]).values == [200])
    // n τ = 0.1
    let kept = 0.1 / 80e-9 * exp(-0.1)
    #expect(abs(try sum([("ocr", kept)]).values[0] - 100 * exp(0.1)) < 1e-10)
    let bare = try sum([])
    #expect(bare.values == [100] && Self.codes(bare) == ["FLUO-UNCORRECTED"])
  }

  @Test("X-23A2: one nanosecond is no dead time; the slow counts must be there") func xdac() throws {
    let measurement = Fixture.measurement([.init(counts: [10], icr: [100], ocr: [80])])
    #expect(try Self.sum(measurement) { $0.model = .xdac(tau: 1e-9) }.values == [12.5])
    #expect(
      Self.message(Fixture.measurement([.init(counts: [10], icr: [100], ocr: nil)])) { $0.model = .xdac(tau: 280e-9) }
        .contains("slow"))
  }

  // MARK: Elements

  @Test("elements can be left out by number or by channel; others than there are cannot") func excluded() throws {
    let measurement = Fixture.measurement([1, 2, 4].map { Fixture.element([$0, $0]) })
    #expect(try Self.sum(measurement) { $0.excluded = ["2"] }.values == [5, 5])
    #expect(try Self.sum(measurement) { $0.excluded = ["roi1", "2"] }.values == [4, 4])
    #expect(Self.message(measurement) { $0.excluded = ["7"] }.contains("1, 2, 3"))
    #expect(Self.message(measurement) { $0.excluded = ["1", "2", "3"] }.contains("no element is left"))
  }

  @Test("weights are scaled to a mean of one over the elements that are summed") func weights() throws {
    let measurement = Fixture.measurement([1, 2, 4].map { Fixture.element([$0, $0]) })
    let sum = try Self.sum(measurement) { $0.weights = .given([3, 1, 2]) }
    // Scaled by 2: 1.5 · 1 + 0.5 · 2 + 1 · 4; 1.5² · 1 + 0.5² · 2 + 1² · 4
    #expect(sum.values == [6.5, 6.5])
    #expect(sum.variances == [6.75, 6.75])
    let two = try Self.sum(measurement) {
      $0.weights = .given([3, 100, 1])
      $0.excluded = ["2"]
    }
    #expect(two.elements.map(\.weight) == [1.5, 0, 0.5])
    #expect(Self.message(measurement) { $0.weights = .given([1, 2]) }.contains("2 weights for 3 elements"))
    #expect(Self.message(measurement) { $0.weights = .given([1, -1, 1]) } != "")
    #expect(Self.message(measurement) { $0.weights = .given([0, 0, 0]) } != "")
  }

  @Test("weights by noise favour elements that lose little, and make the noise of the sum smaller") func noise() throws
  {
    let measurement = Fixture.measurement([
      Fixture.element([1000, 1100], factor: 1), Fixture.element([1000, 1100], factor: 4),
    ])
    let equal = try Self.sum(measurement)
    let noise = try Self.sum(measurement) { $0.weights = .noise }
    // Counts over variance are 1/f: 1 and 1/4, whose mean is 5/8.
    #expect(abs(noise.elements[0].weight - 1.6) < 1e-12 && abs(noise.elements[1].weight - 0.4) < 1e-12)
    func relative(_ sum: FluorescenceSum) -> Double { sum.variances[0] / (sum.values[0] * sum.values[0]) }
    #expect(relative(noise) < relative(equal))
    // Nothing does better: a little more or less of one element is worse.
    for change in [0.95, 1.05] {
      let other = try Self.sum(measurement) { $0.weights = .given([1.6 * change, 0.4]) }
      #expect(relative(other) > relative(noise))
    }
    // Without dead time, each photon is worth the same, however unequal the elements.
    let plain = try Self.sum(Fixture.measurement([Fixture.element([10, 12]), Fixture.element([1000, 1200])])) {
      $0.weights = .noise
    }
    #expect(plain.elements.map(\.weight) == [1, 1])
  }

  @Test("a dead element takes no part, a hot one is named and kept") func deadAndHot() throws {
    var elements = [101.0, 99, 100, 102, 98, 100].map { Fixture.element([$0, 2 * $0]) }
    elements[2].counts = [0, 0]
    elements[4].counts = [1000, 2000]
    let sum = try Self.sum(Fixture.measurement(elements))
    #expect(sum.values == [1402, 2804])
    #expect(sum.elements.map(\.flags) == [[], [], [.dead], [], [.hot], []])
    #expect(Self.codes(sum) == ["FLUO-DEAD", "FLUO-HOT"])
    #expect(sum.findings.first { $0.code == "FLUO-HOT" }?.location.path == "/1/channels/roi5")
    #expect(abs(sum.elements[4].share - 1000.0 / 1402) < 1e-15)
    // One of the others a tenth higher is not hot.
    elements[4].counts = [105, 210]
    #expect(try Self.sum(Fixture.measurement(elements)).elements[4].flags == [])
    #expect(
      try Self.sum(Fixture.measurement(elements)) { $0.excluded = ["3"] }.findings.isEmpty,
      "what the user left out is not reported")
  }

  @Test("an element that lost more than half of its photons is doubtful") func saturated() throws {
    let sum = try Self.sum(
      Fixture.measurement([Fixture.element([10, 10], factor: 2.01), Fixture.element([10, 10], factor: 1.99)]))
    #expect(sum.elements.map(\.flags) == [[.saturated], []])
    #expect(Self.codes(sum) == ["FLUO-SATURATED"])
  }

  @Test("where an element kept nothing, the others are scaled up by its share") func gap() throws {
    let measurement = Fixture.measurement([
      .init(counts: [10, 20, 0], icr: [100, 100, 0], ocr: [100, 100, 0]),
      .init(counts: [30, 60, 45], icr: [100, 100, 100], ocr: [100, 100, 100]),
    ])
    let sum = try Self.sum(measurement)
    // The second element has three quarters of the counts elsewhere: 45/0.75 = 60, and the variance 45/0.75² = 80.
    #expect(sum.values == [40, 80, 60])
    #expect(sum.variances == [40, 80, 80])
    #expect(sum.elements[0].pointsLeftOut == 1)
    #expect(Self.codes(sum) == ["FLUO-RATE"])
    #expect(sum.findings[0].message.contains("1 of 3 points"))
  }

  @Test("where no element is left the sum is no number, which is said") func lostPoint() throws {
    let element = Fixture.Element(counts: [10, 20, .nan], icr: [100, 0, 100], ocr: [100, 0, 100])
    let sum = try Self.sum(Fixture.measurement([element, element]))
    #expect(sum.values[0] == 20 && sum.values[1].isNaN && sum.values[2].isNaN)
    #expect(sum.variances[1].isNaN)
    #expect(Self.codes(sum) == ["FLUO-LOST-POINTS", "FLUO-RATE", "FLUO-RATE"])
    #expect(sum.findings.last?.found == "2 points")
  }

  @Test("a rate above what the model allows leaves its element out, at that point or throughout") func aboveMaximum()
    throws
  {
    let tau = 1e-6
    let high = 1.01 / (M_E * tau)
    let good = Fixture.Element(counts: [100, 100], icr: nil, ocr: [1e5 * exp(-0.1), 1e5 * exp(-0.1)])
    let once = try Self.sum(
      Fixture.measurement([good, .init(counts: [100, 100], icr: nil, ocr: [good.ocr?[0] ?? 0, high])])
    ) { $0.model = .paralyzable(tau: tau) }
    #expect(abs(once.values[1] - once.values[0]) < 1e-9)
    #expect(once.elements[1].pointsLeftOut == 1)
    let always = try Self.sum(Fixture.measurement([good, .init(counts: [100, 100], icr: nil, ocr: [high, high])])) {
      $0.model = .paralyzable(tau: tau)
    }
    #expect(abs(always.values[0] - 100 * exp(0.1)) < 1e-9)
    #expect(always.elements[1].flags == [.unusable])
    #expect(Self.codes(always) == ["FLUO-RATE"])
  }

  // MARK: Shapes

  @Test("a channel with a dimension of elements is taken apart, its tables of rates with it") func table() throws {
    var measurement = Fixture.measurement([])
    func add(_ name: String, _ role: ChannelRole, _ qualifier: String?, _ values: [Double]) {
      measurement.channels.append(
        Channel(
          name: name, role: role, qualifier: qualifier, dimensions: [.point, .element],
          values: Values(TypedArray(values, shape: [2, 3]))))
    }
    add("counts", .ifluor, nil, [1, 2, 3, 4, 5, 6])
    add("in", .other, "icr", [10, 10, 10, 20, 20, 20])
    add("out", .other, "ocr", [10, 10, 5, 20, 10, 5])
    let sum = try Self.sum(measurement)
    // 1 + 2 + 6, 4 + 10 + 24
    #expect(sum.values == [9, 38])
    #expect(sum.elements.map(\.name) == ["1", "2", "3"])
    #expect(sum.measurement.channel(named: "ifluor_corrected")?.dimensions == [.point])
  }

  @Test("a series of spectra keeps its dimensions; one time per point serves all of them") func series() throws {
    var measurement = Fixture.measurement([])
    func add(_ name: String, _ role: ChannelRole, _ qualifier: String?, _ values: [Double]) {
      measurement.channels.append(
        Channel(
          name: name, role: role, qualifier: qualifier, dimensions: [.spectrum, .point],
          values: Values(TypedArray(values, shape: [2, 2]))))
    }
    measurement.channels.removeAll { $0.role == .time }
    measurement.channels.append(Channel(name: "t", role: .time, unit: "s", values: Values(TypedArray([1.0, 2]))))
    add("roi1", .ifluor, "1", [90, 90, 90, 90])
    add("slow1", .other, "ocr 1", [1e5, 2e5, 1e5, 2e5])
    let sum = try Self.sum(measurement) { $0.model = .nonparalyzable(tau: 1e-6) }
    #expect(sum.values.allSatisfy { abs($0 - 100) < 1e-12 })
    #expect(sum.measurement.channel(named: "ifluor_corrected")?.values.shape == [2, 2])
  }

  @Test("a second window is summed by its name") func window() throws {
    var measurement = Fixture.measurement([Fixture.element([10, 20], factor: 2)])
    measurement.channels.append(
      Channel(name: "roi2_1", role: .other, qualifier: "roi2 1", values: Values(TypedArray([3.0, 4]))))
    measurement.signals.append(Signal(name: "fluorescence_roi2", expression: "roi2_1/i0", element: "Co"))
    let sum = try Self.sum(measurement) { $0.window = "roi2" }
    #expect(sum.values == [6, 8])
    #expect(sum.channelName == "ifluor_corrected_roi2")
    #expect(sum.measurement.signals[0].name == "fluorescence_corrected_roi2")
    #expect(sum.measurement.signals[0].element == "Co")
    #expect(Self.message(measurement) { $0.window = "roi3" }.contains("roi3"))
  }

  @Test("windows of several chemical elements are not summed; the file's own signal, and the monitor in it, count")
  func severalElements() throws {
    var measurement = Fixture.measurement([])
    for (name, qualifier, value) in [("As_sum", "As Ka", 100.0), ("Fe_sum", "Fe Ka", 7), ("i0_fine", nil, 10)] {
      measurement.channels.append(
        Channel(
          name: name, role: qualifier == nil ? .monitor : .ifluor, qualifier: qualifier,
          values: Values(TypedArray([value]))))
    }
    measurement.signals = ["As", "Fe"].map { (element: String) in
      Signal(
        name: "fluorescence_\(element)_Ka", expression: "\(element)_sum/i0_fine", mode: .fluorescence, element: element,
        edge: "K")
    }
    let first = try Self.sum(measurement)
    #expect(first.values == [100])
    #expect(first.measurement.signals[0].expression == "ifluor_corrected/i0_fine")
    #expect(first.measurement.signals[0].element == "As")
    let second = try Self.sum(measurement) { $0.window = "Fe Ka" }
    #expect(second.values == [7])
    #expect(second.channelName == "ifluor_corrected_Fe_Ka")
    #expect(second.measurement.signals[0].element == "Fe")
  }

  @Test("what is no raw count of fluorescence is refused") func refused() {
    var corrected = Fixture.measurement([])
    corrected.channels.append(
      Channel(name: "DTC1", role: .ifluor, qualifier: "dtc 1", values: Values(TypedArray([1.0]))))
    #expect(Self.message(corrected).contains("corrected for dead time already"))
    #expect(Self.message(Fixture.measurement([])).contains("--columns"))
    var uneven = Fixture.measurement([Fixture.element([1, 2])])
    uneven.channels.append(Channel(name: "roi2", role: .ifluor, qualifier: "2", values: Values(TypedArray([1.0]))))
    #expect(Self.message(uneven).contains("roi2"))
  }

  // MARK: Noise

  @Test("the variance is that of simulated counts") func simulatedVariance() throws {
    var random = FixedRandom(seed: 20_110_627)
    /// Photons that arrive within one unit of time at this rate.
    func poisson(_ mean: Double) -> Double {
      var waited = 0.0
      var count = -1.0
      while waited < mean {
        waited -= log(1 - random.next())
        count += 1
      }
      return max(0, count)
    }
    let trials = 4000
    let elements = [(mean: 40.0, factor: 1.1), (mean: 25, factor: 1.5)].map { mean, factor in
      Fixture.element((0..<trials).map { _ in poisson(mean) }, factor: factor)
    }
    let sum = try Self.sum(Fixture.measurement(elements)) { $0.weights = .given([3, 1]) }
    let mean = sum.values.reduce(0, +) / Double(trials)
    let scatter = sum.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(trials - 1)
    let stated = sum.variances.reduce(0, +) / Double(trials)
    // On paper: (1.5 · 1.1)² · 40 + (0.5 · 1.5)² · 25 = 122.9625
    #expect(abs(stated / 122.9625 - 1) < 0.02)
    // Of 4000 trials a variance is known to 2.2 %.
    #expect(abs(scatter / stated - 1) < 0.07, "\(scatter) \(stated)")
  }
}
