import DataModel
import Testing

@testable import Formats

@Suite("LabVIEW Control Panel of APS 20-BM, 20-ID, 9-BM")
struct LabVIEWTests {
  private static func padded(_ text: String, _ width: Int = 21) -> String {
    let cut = text.prefix(width)
    return cut + String(repeating: " ", count: width - cut.count)
  }

  /// A header with a legend in two columns, and a line of labels whose fields are cut at 21 characters.
  private static func file(_ labels: [String], legendRows: Int? = nil, rows: [[Double]], e0: String = "8979.00")
    -> String
  {
    var lines = [
      "# 1-D Scan File created by LabVIEW Control Panel  11/2/2019  12:05:31 AM; Scan time 0 hrs 7 min 2 sec. ",
      "#", "# Beamline 9 BM", "#", "# Scan config:", "#                 E0: \(e0) eV   \(rows.count) points", "#",
    ]
    if let legendRows {
      lines.append("# Here is a readable list of column headings:")
      for row in 0..<legendRows {
        let cells = stride(from: row, to: labels.count, by: legendRows).map { index in
          (index < 9 ? " " : "") + "\(index + 1)) " + padded(labels[index])
        }
        lines.append("# " + String(cells.joined().trimmingBlanks() == "" ? "" : cells.joined()))
      }
      lines += ["#", "# Column Headings:"]
    }
    lines.append("#" + labels.map { padded($0) }.joined())
    return (lines + rows.map { row in row.map { "\($0)" }.joined(separator: "   ") }).joined(separator: "\n") + "\n"
  }

  private static let labels = [
    "Mono Energy *", "Scaler preset time *", "SIS scaler time preset", "I0", "IT", "IRef", "IF", "XMAP8:DT Corr I0",
    "XMAP8:CuKa_Sum", "XMAP8:Total_Sum", "XMAP8:ZnKa_Sum", "XMAP8:0:CuKa",
  ]
  private static let rows = (0..<5).map { row in
    [8970 + Double(row), 1, 1, 1000, 500, 250, 20, 990, 99, 5000, 49.5, 12]
  }

  @Test("the legend's labels go before the line whose fields are cut and touch each other")
  func legend() throws {
    let text = Self.file(Self.labels, legendRows: 6, rows: Self.rows)
    let measurement = try AmericanBeamlineTest.measurement(text, "aps-labview")
    #expect(
      AmericanBeamlineTest.roles(measurement) == [
        "Mono Energy:energy", "Scaler preset time:time", "SIS scaler time prese:other", "I0:i0", "IT:itrans",
        "IRef:irefer", "IF:ifluor", "XMAP8:DT Corr I0:monitor", "XMAP8:CuKa_Sum:ifluor Cu Ka", "XMAP8:Total_Sum:other",
        "XMAP8:ZnKa_Sum:ifluor Zn Ka", "XMAP8:0:CuKa:other",
      ])
    #expect(measurement.metadata.text("Beamline.name") == "9 BM")
    #expect(measurement.metadata.text("Scan.edge_energy") == "8979.00")
    #expect(measurement.metadata.text("Scan.file_time") == "2019-11-02T00:05:31")
    #expect(measurement.metadata.text("Scan.duration") == "0 hrs 7 min 2 sec.")
    // Neither legend nor labels are kept a second time.
    #expect(!measurement.metadata.flattened().contains { $0.node.value?.text?.contains("CuKa") ?? false })
  }

  @Test("windows are divided by the monitor with dead time in it; the one with its edge at E0 comes first")
  func windows() throws {
    let measurement = try AmericanBeamlineTest.measurement(
      Self.file(Self.labels, legendRows: 6, rows: Self.rows, e0: "9659.00"), "aps-labview")
    #expect(
      measurement.signals.map(\.name) == ["transmission", "reference", "fluorescence_Zn_Ka", "fluorescence_Cu_Ka"])
    let values = try measurement.signals.map { try AmericanBeamlineTest.evaluate($0, measurement)[0] }
    // ln 2, ln 2, 49.5/990, 99/990.
    #expect(zip(values, [0.6931471805599453, 0.6931471805599453, 0.05, 0.1]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test("without a legend, fields of 21 characters or stars give the labels")
  func withoutLegend() throws {
    let labels = ["Mono Energy *", "Scaler preset time *", "I0", "IT", "A detector's name that is cut"]
    let rows = (0..<5).map { [8970 + Double($0), 1, 1000, 500, 7] }
    let fixed = try AmericanBeamlineTest.measurement(Self.file(labels, rows: rows), "aps-labview")
    #expect(fixed.channels.map(\.name) == ["Mono Energy", "Scaler preset time", "I0", "IT", "A detector's name tha"])
    let text = """
      # 1-D Scan File created by LabVIEW Control Panel  7/4/2001  1:05:31 PM; Scan time 0 hrs 7 min 2 sec.
      # Mono Energy *  Scaler preset time *  I0  IT  Iref (Cal)
      7100.0 1.0 1000 500 250
      7101.0 1.0 1001 501 251
      7102.0 1.0 1002 502 252

      """
    let starred = try AmericanBeamlineTest.measurement(text, "aps-labview")
    #expect(
      AmericanBeamlineTest.roles(starred) == [
        "Mono Energy:energy", "Scaler preset time:time", "I0:i0", "IT:itrans", "Iref (Cal):irefer",
      ])
  }

  @Test("a legend that leaves a column out is not believed")
  func incompleteLegend() throws {
    let text = Self.file(Self.labels, legendRows: 6, rows: Self.rows)
      .split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains(" 3) ") }
      .joined(separator: "\n")
    let measurement = try AmericanBeamlineTest.measurement(text, "aps-labview")
    #expect(measurement.channels[2].name == "SIS scaler time prese")
    #expect(measurement.channels[8].name == "XMAP8:CuKa_Sum")
  }

  @Test("a stopped scan says how many points it lacks")
  func stopped() throws {
    let text = Self.file(Self.labels, legendRows: 6, rows: Self.rows).replacing("5 points", with: "50 points")
    let (_, document) = try AmericanBeamlineTest.read(text)
    #expect(AmericanBeamlineTest.codes(document) == ["BEAMLINE-POINTS"])
    let header = text.split(separator: "\n").filter { $0.hasPrefix("#") }.joined(separator: "\n") + "\n"
    let (_, empty) = try AmericanBeamlineTest.read(header)
    #expect(empty.measurements[0].channels.map(\.name).count == 12)
    #expect(AmericanBeamlineTest.codes(empty).contains("COLUMNS-NO-ROWS"))
  }
}
