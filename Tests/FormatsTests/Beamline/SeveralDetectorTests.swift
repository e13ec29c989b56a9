import DataModel
import Testing

@testable import Formats

/// Files made after descriptions; of real ones only those with one edge and four good elements are at hand.
@Suite("Detectors of several elements, edges and samples: XDAC and MRCAT")
struct SeveralDetectorTests {
  private static func text(
    _ labels: String, _ rows: [String], opening: String = "XDAC V1.4 Datafile V1", separator: String = "\n"
  ) -> String {
    ([
      opening, "\"Fe.002\" created on 6/27/11 at 2:22:40 PM on X-23A2", "E0= 7112.00", "SRB= -200 13k", "a film", "",
      "------------------------------", labels,
    ] + rows + [""]).joined(separator: separator)
  }

  @Test("the drift detector of BMM is read like that of X-23A2", arguments: ["BMM V1.0 Datafile V1", "# BMM", "BMM"])
  func bmm(_ opening: String) throws {
    let rows = ["7000.0 100 10 90 100", "7001.0 100 10 80 100", "7002.0 100 10 50 100"]
    let measurement = try AmericanBeamlineTest.measurement(
      Self.text("Energy I0 ROI1 Slow1 Fast1", rows, opening: opening), "xdac")
    #expect(measurement.signals.map(\.expression) == ["ROI1*Fast1/Slow1/I0"])
    // 10 · 100/50 / 100
    #expect(try AmericanBeamlineTest.evaluate(measurement.signals[0], measurement)[2] == 0.2)
    #expect(measurement.startTime == "2011-06-27T14:22:40")
  }

  @Test("a word that begins with BMM, or the name alone, is no sign of XDAC", arguments: ["BMMX V1", "BMM"])
  func notBMM(_ opening: String) throws {
    let (format, _) = try AmericanBeamlineTest.readAnything(
      opening + "\nSample: iron\n# Energy I0\n7000 1\n7001 1\n7002 1\n7003 2\n")
    #expect(format != "xdac")
  }

  @Test("two edges in one scan are two signals, each element corrected with its own rates")
  func twoEdges() throws {
    let labels = "Energy I0 roi1_1 roi1_2 roi2_1 roi2_2 slow1 slow2 fast1 fast2"
    let rows = (0..<3).map { "\(7000 + $0).0 100 10 20 4 8 90 80 100 120" }
    for separator in ["\n", "\r\n"] {
      let (_, document) = try AmericanBeamlineTest.read(Self.text(labels, rows, separator: separator))
      let measurement = document.measurements[0]
      #expect(measurement.signals.map(\.name) == ["fluorescence", "fluorescence_roi2"])
      let first = try AmericanBeamlineTest.evaluate(measurement.signals[0], measurement)[0]
      let expectedFirst = (1000.0 / 90 + 30) / 100
      #expect(abs(first - expectedFirst) < 1e-15)
      let last = try #require(measurement.signals.last)
      let second = try AmericanBeamlineTest.evaluate(last, measurement)[0]
      let expectedSecond = (400.0 / 90 + 12) / 100
      #expect(abs(second - expectedSecond) < 1e-15)
      #expect(try AmericanBeamlineTest.differencesThroughNeXus(document) == [])
    }
  }

  @Test("an element that kept nothing is left out of both sums, and this is said")
  func silentElement() throws {
    let labels = "Energy I0 roi1_1 roi1_2 roi2_1 roi2_2 slow1 slow2 fast1 fast2"
    let rows = (0..<3).map { "\(7000 + $0).0 100 10 20 4 8 90 0 100 120" }
    let (_, document) = try AmericanBeamlineTest.read(Self.text(labels, rows))
    let measurement = document.measurements[0]
    #expect(
      measurement.signals.map(\.expression) == ["roi1_1*fast1/slow1/I0", "roi2_1*fast1/slow1/I0"])
    #expect(AmericanBeamlineTest.codes(document) == ["BEAMLINE-DEAD-ELEMENT", "BEAMLINE-DEAD-TIME"])
    let finding = try #require(document.findings.first { $0.code == "BEAMLINE-DEAD-ELEMENT" })
    #expect(finding.location.path == "/1/channels/roi1_2")
    #expect(measurement.channels.map(\.name).contains("roi1_2"))
    // Declaring something else does not bring it back.
    var declared = document
    var declarations = Declarations()
    try declarations.declareColumns("i0=2")
    try declarations.apply(to: &declared)
    #expect(declared.measurements[0].signals.map(\.expression).first == "roi1_1*fast1/slow1/I0")
  }

  @Test("rows in which an element kept nothing are counted")
  func zeroRate() throws {
    let rows = ["7000.0 100 10 20 90 80 100 120", "7001.0 100 10 0 90 0 100 1", "7002.0 100 10 20 90 80 100 120"]
    let (_, document) = try AmericanBeamlineTest.read(Self.text("Energy I0 roi1 roi2 slow1 slow2 fast1 fast2", rows))
    let finding = try #require(document.findings.first { $0.code == "BEAMLINE-ZERO-RATE" })
    #expect(finding.found == "1 rows")
    #expect(finding.message.contains("1 of 3 rows"))
    let measurement = document.measurements[0]
    let values = try AmericanBeamlineTest.evaluate(measurement.signals[0], measurement)
    #expect(values[0].isFinite && values[1].isNaN && values[2].isFinite)
  }

  @Test("X-23A2's older labels")
  func olderLabels() throws {
    let rows = (0..<3).map { "\(7000 + $0).0 100 10 20 90 80 100 120 0.5" }
    let measurement = try AmericanBeamlineTest.measurement(
      Self.text("Energy I0 if1 if2 islow1 islow2 ifast1 ifast2 inttime", rows), "xdac")
    #expect(measurement.signals.map(\.expression) == ["(if1*ifast1/islow1+if2*ifast2/islow2)/I0"])
    #expect(measurement.channel(.time)?.unit == "s")
  }

  // MARK: 10-BM

  private static func counters(_ labels: [String]) -> String {
    """
    MRCAT_XAFS V0.4 Datafile
    "Mn.002" created at APS 10BM on Tue Jul  9 15:35:15 2019 CDT
    E0= 6540.00
    ------------------------------------------
     energy \(labels.joined(separator: " "))

    """
      + (0..<3).map { row in
        " \(6390 + row).0 " + labels.indices.map { String(100_000 + 10_000 * $0) }.joined(separator: " ") + "\n"
      }.joined()
  }

  @Test("10-BM: four samples, the reference behind all of them, and the thermocouple in degrees")
  func tenBM() throws {
    let labels = [8, 9, 10, 11, 12, 13, 14, 15, 16, 6].map { "mcs\($0)" }
    let (format, document) = try AmericanBeamlineTest.read(Self.counters(labels))
    #expect(format == "mrcat")
    let measurement = document.measurements[0]
    #expect(
      measurement.signals.map(\.expression) == [
        "ln(mcs8/mcs12)", "ln(mcs9/mcs13)", "ln(mcs10/mcs14)", "ln(mcs11/mcs15)",
        "ln((mcs12+mcs13+mcs14+mcs15)/mcs16)",
      ])
    // The tenth counter reads 190 000: 200 · 0.9
    #expect(try AmericanBeamlineTest.values(measurement, "temperature") == [180, 180, 180])
    #expect(measurement.channels.last?.unit == "degC")
    #expect(measurement.steps.map(\.operation) == ["temperature from thermocouple"])
    #expect(AmericanBeamlineTest.codes(document) == ["COLUMNS-ROLE-GUESS"])
    #expect(try AmericanBeamlineTest.differencesThroughNeXus(document) == [])
  }

  @Test("10-BM: mcs6 is a detector where it stands among them; fewer counters are no chamber of four channels")
  func tenBMOthers() throws {
    let (_, among) = try AmericanBeamlineTest.read(Self.counters((1...9).map { "mcs\($0)" }))
    #expect(!ColumnsTest.names(among).contains("temperature"))
    #expect(among.measurements[0].signals.count == 5)
    let (_, few) = try AmericanBeamlineTest.read(Self.counters((1...7).map { "mcs\($0)" }))
    #expect(few.measurements[0].signals.isEmpty)
    #expect(AmericanBeamlineTest.codes(few) == [])
  }
}
