import DataModel
import Testing

@testable import Formats

@Suite("Elements of detectors in XDI files of StepScan and BlueSky")
struct DetectorElementLabelTests {
  private static func stepScan(_ labels: [String], values: [String], application: String = "Epics StepScan File / 2.0")
    -> String
  {
    let columns = labels.enumerated().map { "# Column.\($0 + 1): \($1)" }
    return
      (["#XDI/1.1    \(application)"] + columns + [
        "# ScanParameters.element: Mn", "# ScanParameters.edge: K", "# ///", "# -----",
        "# " + labels.joined(separator: "\t"),
      ] + (0..<3).map { "\(6500 + $0) " + values.joined(separator: " ") }).joined(separator: "\n") + "\n"
  }

  private static func first(_ text: String) throws -> (Signal, Double) {
    let measurement = try AmericanBeamlineTest.measurement(text, "xdi")
    let signal = try #require(measurement.signals.first)
    return (signal, try AmericanBeamlineTest.evaluate(signal, measurement)[0])
  }

  struct Way: Sendable, CustomTestStringConvertible {
    let labels: [String]
    let values: [String]
    let factor: Double
    var testDescription: String { labels.joined(separator: " ") }
  }

  static let ways = [
    Way(labels: ["DTFactor_mca1"], values: ["1.25"], factor: 1.25),
    Way(labels: ["InputCounts_mca1", "OutputCounts_mca1"], values: ["3000", "2000"], factor: 1.5),
    // 1000 / (1000 - 6 · 50 - 200)
    Way(labels: ["Clock_mca1", "AllEvent_mca1", "ResetTicks_mca1"], values: ["1000", "50", "200"], factor: 2),
    Way(labels: ["OutputCounts_mca1"], values: ["2000"], factor: 1),
  ]

  @Test("the window of the scan's element is corrected in the way that the columns allow", arguments: ways)
  func corrections(_ way: Way) throws {
    let labels = ["Energy", "I0", "I1", "Fe_Ka_mca1", "Mn_Ka_mca1"] + way.labels
    let (signal, value) = try Self.first(Self.stepScan(labels, values: ["1000", "900", "7", "100"] + way.values))
    #expect(signal.mode == .fluorescence)
    #expect(abs(value - 100 * way.factor / 1000) < 1e-15)
  }

  @Test("an element that kept nothing is left out, and this is said")
  func silent() throws {
    let rates = (1...2).flatMap { ["InputCounts_mca\($0)", "OutputCounts_mca\($0)"] }
    let text = Self.stepScan(
      ["Energy", "I0", "Mn_Ka_mca1", "Mn_Ka_mca2"] + rates,
      values: ["1000", "100", "7", "3000", "2000", "5", "0"])
    let (_, document) = try AmericanBeamlineTest.read(text)
    #expect(
      document.measurements[0].signals.first?.expression == "Mn_Ka_mca1*InputCounts_mca1/OutputCounts_mca1/I0")
    let findings = document.findings.filter { $0.code == "BEAMLINE-DEAD-ELEMENT" }
    #expect(findings.map(\.location.path) == ["/1/channels/Mn_Ka_mca2"])
  }

  @Test("what BlueSky has corrected is not corrected again")
  func blueSky() throws {
    let text = Self.stepScan(
      ["energy", "I0", "DTC1", "DTC2", "ROI1", "ICR1", "OCR1"], values: ["100", "10", "20", "9", "200", "100"],
      application: "BlueSky/1.5.0")
    let (signal, value) = try Self.first(text)
    #expect(signal.expression == "(DTC1+DTC2)/I0")
    #expect(value == 0.3)
  }

  @Test("later BlueSky files use the element's symbol, which does not make I0 a detector of iodine")
  func symbols() throws {
    let text = Self.stepScan(["energy", "I0", "Mn1", "Mn2"], values: ["100", "10", "20"], application: "BlueSky/1.9")
    #expect(try Self.first(text).0.expression == "(Mn1+Mn2)/I0")
    let iodine = Self.stepScan(["energy", "I0", "It"], values: ["100", "10"], application: "BlueSky/1.9")
      .replacing("element: Mn", with: "element: I")
    #expect(try Self.first(iodine).0.expression == "ln(I0/It)")
  }

  @Test("other programs' labels stay what they are")
  func others() throws {
    let text = Self.stepScan(["energy", "I0", "Mn_Ka_mca1"], values: ["100", "10"], application: "GSE/1.0")
    let measurement = try AmericanBeamlineTest.measurement(text, "xdi")
    #expect(measurement.channels[2].role == .other)
  }

  @Test("writing as XDI keeps the labels and what they mean")
  func roundTrip() throws {
    let labels = ["Energy", "I0", "Mn_Ka_mca1", "DTFactor_mca1"]
    let (_, document) = try AmericanBeamlineTest.read(Self.stepScan(labels, values: ["1000", "100", "1.25"]))
    #expect(ColumnsTest.names(document) == labels)
    let (_, copy) = try AmericanBeamlineTest.read(try XDIWriter.bytes(document, WritingOptions()))
    #expect(try AmericanBeamlineTest.content(copy) == AmericanBeamlineTest.content(document))
    #expect(copy.measurements[0].signals == document.measurements[0].signals)
  }
}
