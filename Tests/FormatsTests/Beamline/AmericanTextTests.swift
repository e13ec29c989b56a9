import DataModel
import Testing

@testable import Formats

/// Files made after descriptions of the dialects; of most of these no real file is at hand.
@Suite("Text dialects of NSLS, MRCAT and SSRL")
struct AmericanTextTests {
  // MARK: XDAC, MRCAT

  private static let xdac = """
    XDAC V1.2 Datafile V1
    "cu.001" created on 3/9/04 at 12:05:09 AM on X-11A
    Diffraction element= Si (111).  Ring energy= 2.80 GeV
    E0= 8979.00
    NUM_REGIONS= 1
    SRB= -200 13k

    Gains= 8.00 9.00
    a foil

    ------------------------------------------------------------
    """

  @Test("XDAC's clock of twelve hours: 12 AM is midnight; E0 and the ring have their names")
  func xdacHeader() throws {
    let text = Self.xdac + "\n Energy I0 It Iff\n 8800.0 1 2 3\n 8801.0 1 2 3\n 8802.0 1 2 3\n"
    for line in [text, "\n" + text, "# " + text.replacing("\n", with: "\r\n")] {
      let measurement = try AmericanBeamlineTest.measurement(line, "xdac")
      #expect(measurement.startTime == "2004-03-09T00:05:09")
      #expect(measurement.metadata.text("Scan.edge_energy") == "8979.00")
      #expect(measurement.metadata.text("Facility.energy") == "2.80")
      #expect(measurement.metadata.text("Mono.name") == "Si (111)")
      #expect(measurement.signals.map(\.name) == ["transmission", "fluorescence"])
    }
  }

  @Test("each element of a detector is corrected with its own rates")
  func xdacElements() throws {
    let text =
      Self.xdac + "\n Energy I0 roi1 roi2 slow1 slow2 fast1 fast2\n"
      + "8800.0 100 10 20 90 80 100 100\n8801.0 100 10 20 90 80 100 100\n8802.0 100 10 20 90 80 100 100\n"
    let (_, document) = try AmericanBeamlineTest.read(text)
    let measurement = document.measurements[0]
    let value = try AmericanBeamlineTest.evaluate(measurement.signals[0], measurement)[0]
    // (10 · 100/90 + 20 · 100/80) / 100
    #expect(abs(value - (10.0 * 100 / 90 + 25) / 100) < 1e-15)
    #expect(AmericanBeamlineTest.codes(document) == ["BEAMLINE-DEAD-TIME"])
    #expect(measurement.steps.map(\.operation) == ["dead-time correction"])
    #expect(measurement.steps[0].parameters.map(\.name) == ["roi1", "roi2"])
  }

  @Test("energies that someone turned into keV are in keV, with a note")
  func xdacInKiloelectronvolts() throws {
    let (_, document) = try AmericanBeamlineTest.read(
      Self.xdac + "\n Energy I0 It\n 8.8 1 2\n 8.801 1 2\n 8.802 1 2\n")
    #expect(document.measurements[0].channels[0].unit == "keV")
    #expect(AmericanBeamlineTest.codes(document) == ["COLUMNS-UNIT-GUESS"])
  }

  @Test("a scan that was stopped at once has its columns all the same", arguments: [0, 1, 5])
  func xdacRows(_ count: Int) throws {
    let rows = (0..<count).map { "\(8800 + $0).0 1 2\n" }.joined()
    let (format, document) = try AmericanBeamlineTest.read(Self.xdac + "\n Energy I0 It\n" + rows)
    #expect(format == "xdac")
    #expect(ColumnsTest.names(document) == ["Energy", "I0", "It"])
    #expect(document.measurements[0].channels[0].values.shape == [count])
    #expect(AmericanBeamlineTest.codes(document) == (count == 0 ? ["COLUMNS-NO-ROWS"] : []))
  }

  @Test("an ion chamber of four channels gives four spectra")
  func xdacFourChannels() throws {
    let text =
      Self.xdac + "\n Energy I0 I02 I03 I04 It1 It2 It3 It4 Ir4\n"
      + "10500.0 10 20 30 40 1 2 3 4 9\n10501.0 10 20 30 40 1 2 3 4 9\n10502.0 10 20 30 40 1 2 3 4 9\n"
    let measurement = try AmericanBeamlineTest.measurement(text, "xdac")
    #expect(
      measurement.signals.map(\.expression) == ["ln(I0/It1)", "ln(I02/It2)", "ln(I03/It3)", "ln(I04/It4)"])
  }

  @Test("MRCAT names the ring and the time of its zone, which is not guessed")
  func mrcat() throws {
    let text = """
      MRCAT_XAFS V0.3 Datafile
      "uo2.003" created at APS Sector 10-ID on Wed Jun  6 22:09:49 2001
      Ring energy= 7.00 GeV
      E0= 17166.00
      ------------------------------------------
      Energy Io It Iref If
      17000.0 100 50 25 -1
      17000.5 100 50 25 0
      17001.0 100 50 25 1

      """
    let measurement = try AmericanBeamlineTest.measurement(text, "mrcat")
    #expect(measurement.startTime == "2001-06-06T22:09:49")
    #expect(measurement.metadata.text("Beamline.name") == "APS Sector 10-ID")
    #expect(measurement.metadata.text("Facility.energy") == "7.00")
    #expect(measurement.channels.map(\.role) == [.energy, .i0, .itrans, .irefer, .ifluor])
  }

  // MARK: SSRL

  private static func ssrl(_ title: String, labels: [String], rows: [String]) -> String {
    ([
      title, "Sun May 21 00:13:57 2006", "PTS:        \(rows.count) COLS:          \(labels.count)", "TRANS.DET",
      "AG.RGN", "2-3 unfocused  0.000 -2 Si(220) 1.920156   100000", "4 2000 25 RST 0 0", "silver foil", "", "", "", "",
      "", "", "Weights:", labels.map { _ in "1.000" }.joined(separator: " "), "Offsets:",
      labels.map { $0.hasPrefix("I") ? "144.200" : "0.000" }.joined(separator: " "), "Data:",
    ] + labels + [""] + rows).joined(separator: "\r\n") + "\r\n"
  }

  @Test("SSRL: offsets are facts of their columns, which they have been taken off already", arguments: ["   ", " - "])
  func ssrlOffsets(_ sign: String) throws {
    let text = Self.ssrl(
      "SSRL\(sign)EXAFS Data Collector 1.3",
      labels: ["Real time clock", "Requested Energy", "Achieved Energy", "I0", "I1"],
      rows: [
        "1.000 25285.000 25284.998 147360.797 131905.500", "1.000 25295.000 25295.012 146739.797 131444.500",
        "0.000 0.000 0.000 0.000 0.000",
      ])
    let (format, document) = try AmericanBeamlineTest.read(text)
    #expect(format == "ssrl")
    let measurement = document.measurements[0]
    #expect(measurement.channels.map(\.role) == [.time, .other, .energy, .i0, .itrans])
    #expect(measurement.channels.map { $0.metadata.text("offset") } == [nil, nil, nil, "144.200", "144.200"])
    #expect(measurement.channels[3].metadata.text("offset_is_subtracted") == "yes")
    #expect(measurement.signals.map(\.expression) == ["ln(I0/I1)"])
    #expect(AmericanBeamlineTest.codes(document) == ["BEAMLINE-EMPTY-ROWS"])
    #expect(!measurement.metadata.nodes.contains { $0.value?.text == "Achieved Energy" })
  }

  @Test("SSRL: a detector that saw nothing makes no signal")
  func ssrlWithoutTransmission() throws {
    let text = Self.ssrl(
      "SSRL   EXAFS Data Collector 1.3", labels: ["Real time clock", "Achieved Energy", "I0", "I1", "FF1", "FF2"],
      rows: ["1.000 25285.000 1000 0 3 4", "1.000 25286.000 1000 0 3 5", "1.000 25287.000 1000 0 3 5"])
    let (_, document) = try AmericanBeamlineTest.read(text)
    #expect(document.measurements[0].signals.map(\.expression) == ["(FF1+FF2)/I0"])
    #expect(AmericanBeamlineTest.codes(document) == ["BEAMLINE-DETECTOR-OFF"])
  }

  // MARK: X10C, X11A

  private static func x10c(_ rows: [String]) -> String {
    """
    EXAFS     25-SEP-2002 16:23:41.15             \u{0}\u{0}\u{0}\u{0}FIXEDSCAN
    NI0902
    nickel on alumina
     NPTS  NCHAN  NSEGS  SWEEP OF    NUMRUN
            3         6         1         0         0         7
     THETA_OFF CR1_OFF CR2_OFF MILLER BEAM_H BEAM_OFF CYRSTAL_L
       0.0000000  0.0000000  0.0000000  1.9201699 15.0000000 19.0499992  0.0000000
     STEP_DEG
       64000.000
     DARKCURRENT NORMILIZED TO 1 SECOND
           0.000    120.000      3.000     36.000     80.000     90.000
     DATA START

    """ + rows.joined(separator: "\n") + "\n"
  }

  @Test("X10C: numbers that touch are parted; dark currents are facts, for the counts are without them")
  func x10c() throws {
    let text = Self.x10c([
      "   8150.000 5.24000E+05 3.99000E+03 3.39000E+04-1.00000E+00 5.56000E+03 8.70000E+03 0.00000E+00",
      "   8155.000 5.24000E+05 3.98000E+03 3.40000E+04 0.00000E+00 5.60000E+03 8.76000E+03-3.00000E+00",
      "   8160.000 5.24000E+05 3.97000E+03 3.41000E+04-1.00000E+00 5.64000E+03 8.82000E+03 0.00000E+00",
    ])
    let (format, document) = try AmericanBeamlineTest.read(text)
    #expect(format == "x10c")
    let measurement = document.measurements[0]
    #expect(measurement.channels.map(\.name) == ["energy", "clock", "col3", "i0", "col5", "itrans", "col7", "col8"])
    #expect(try ColumnsTest.doubles(measurement, 4) == [-1, 0, -1])
    #expect(try ColumnsTest.doubles(measurement, 7) == [0, -3, 0])
    #expect(
      measurement.channels.map { $0.metadata.text("offset") } == [
        nil, nil, "120.000", "3.000", "36.000", "80.000", "90.000", nil,
      ])
    #expect(measurement.startTime == "2002-09-25T16:23:41.15")
    #expect(measurement.metadata.text("Mono.d_spacing") == "1.9201699")
    #expect(measurement.metadata.text("Mono.steps_per_degree") == "64000.000")
    #expect(AmericanBeamlineTest.codes(document) == ["COLUMNS-FUSED-NUMBERS"])
    #expect(try AmericanBeamlineTest.differencesThroughNeXus(document) == [])
  }

  /// The spacing is what an XDI file made of such data states for the same `HC/2D`.
  @Test("X11A: detectors name the columns; HC/2D gives the spacing")
  func x11a() throws {
    let text = """
      NSLS/X11 EDC-5.02 15-Sep-92 01:52:53 E- ENERGY=2.584GEV
      Cu foil, 10K
      2-SI111 HC/2D= 1977.260 STPDEG=6400. STPMMZ= 40. FOCUS=F TRANSLT=F
      E0= 8980.0 NREG= 3 NPTS= 4 NSCLRS= 3 EF= .0
      SRB=     -193.7    -43.5     30.0   2381.3
      DETECTORSI0      I       If
      GAINS           8       7      10
      OFFSETS     51284   50016   48319
       .8786204E+04  .1000000E+06  .5000000E+05  .2000000E+03
       .8796258E+04  .1000000E+06  .5000000E+05  .2000000E+03
       .8806253E+04  .1000000E+06  .5000000E+05  .2000000E+03
       .8816270E+04  .1000000E+06  .5000000E+05  .2000000E+03

      """
    let (format, document) = try AmericanBeamlineTest.read(text)
    #expect(format == "x11a")
    let measurement = document.measurements[0]
    #expect(AmericanBeamlineTest.roles(measurement) == ["energy:energy", "I0:i0", "I:itrans", "If:ifluor"])
    #expect(measurement.channels[0].unit == "eV")
    #expect(measurement.startTime == "1992-09-15T01:52:53")
    #expect(measurement.metadata.text("Mono.d_spacing") == "3.135301")
    #expect(measurement.metadata.text("Scan.edge_energy") == "8980.0")
    #expect(measurement.metadata.text("Facility.energy") == "2.584")
    #expect(document.findings.isEmpty)
  }
}
