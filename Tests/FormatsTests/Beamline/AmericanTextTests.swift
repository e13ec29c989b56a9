import Bytes
import DataModel
import Testing

@testable import Formats

/// Files made after descriptions of the dialects; of most of these no real file is at hand.
@Suite("Text dialects of American beamlines")
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
           0.000    122.000      2.000     35.000     83.000     91.000
     DATA START

    """ + rows.joined(separator: "\n") + "\n"
  }

  @Test("X10C: numbers that touch are parted; dark currents are facts, for the counts are without them")
  func x10c() throws {
    let text = Self.x10c([
      "   8153.000 5.24289E+05 3.98900E+03 3.39370E+04-1.00000E+00 5.56400E+03 8.70200E+03 0.00000E+00",
      "   8158.000 5.24289E+05 3.98500E+03 3.39580E+04 0.00000E+00 5.60100E+03 8.76000E+03-3.00000E+00",
      "   8163.000 5.24289E+05 3.97900E+03 3.39780E+04-1.00000E+00 5.63600E+03 8.82700E+03 0.00000E+00",
    ])
    let (format, document) = try AmericanBeamlineTest.read(text)
    #expect(format == "x10c")
    let measurement = document.measurements[0]
    #expect(measurement.channels.map(\.name) == ["energy", "clock", "col3", "i0", "col5", "itrans", "col7", "col8"])
    #expect(try ColumnsTest.doubles(measurement, 4) == [-1, 0, -1])
    #expect(try ColumnsTest.doubles(measurement, 7) == [0, -3, 0])
    #expect(
      measurement.channels.map { $0.metadata.text("offset") } == [
        nil, nil, "122.000", "2.000", "35.000", "83.000", "91.000", nil,
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

  // MARK: APS 12-BM, EPICS scan

  @Test("12-BM: numbered labels, and energies in keV that stay in keV")
  func aps12BM() throws {
    let text = """
      #C exafsscan
      #C exafs_region 1 -200 -20 10
      #D Tue Jul  9 15:35:15 2019
      #C 1_Energy (keV) 2_sec 3_mononrg 4_i0 5_it 6_iref 7_ge 1
      8.879 1.0 8.879 1000 500 250 3
      8.880 1.0 8.880 1000 500 250 3
      8.881 1.0 8.881 1000 500 250 3

      """
    let measurement = try AmericanBeamlineTest.measurement(text, "aps-12bm")
    #expect(
      AmericanBeamlineTest.roles(measurement) == [
        "Energy:energy", "sec:time", "mononrg:other", "i0:i0", "it:itrans", "iref:irefer", "ge 1:other",
      ])
    #expect(measurement.channels[0].unit == "keV")
    #expect(measurement.startTime == "2019-07-09T15:35:15")
    // SPEC's own file, which may hold such a comment, stays SPEC's.
    let spec = "#F /data/x\n" + text.replacing("#C 1_", with: "#L 1_")
    #expect(FormatRegistry.identify(try .init(name: "x", bytes: Array(spec.utf8))).format?.id != "aps-12bm")
  }

  private static let epics = """
    ; Epics Scan 1 dimensional scan
    ;    current scan = 1
    ; PV list:
    ; Storage Ring Current (S:SRcurrentAI.VAL)  = 102.1354
    ; Sample X (13BMD:m82.VAL)  = 126.2348
    ; Scan Regions: EXAFS scan with        1 regions
    ; E0 =       11867.0
    ; scan began at time: AUG 23, 2012 12:13:17.290092
    ;====================
    ; scan ended at time: AUG 23, 2012 12:20:17.290092
    ; column labels:
    ;  P1 = {Energy} --> 13IDA:E:Energy.VAL
    ;  D1 = {I0} --> 13IDC:scaler1_calc2.VAL
    ;  D2 = {Fe Ka} --> 13SDD1:mca1.R2
    ;  D3 = {Fe Ka} --> 13SDD1:mca2.R2
    ;  D4 = {As Ka} --> 13SDD1:mca1.R1
    ;  D5 = {As Ka} --> 13SDD1:mca2.R1
    ;  D6 = {InputCountRate} --> 13SDD1:dxp1:InputCountRate
    ;  D7 = {InputCountRate} --> 13SDD1:dxp2:InputCountRate
    ;  D8 = {OutputCountRate} --> 13SDD1:first.OCR
    ;  D9 = {OutputCountRate} --> 13SDD1:second.OCR
    ;-----------------------------------------
    ;  P1 D1 D2 D3 D4 D5 D6 D7 D8 D9
     11767.0 1000 1 2 10 20 1000 1000 800 500
     11768.0 1000 1 2 10 20 1000 1000 800 500
     11769.0 1000 1 2 10 20 1000 1000 800 500

    """

  @Test("EPICS scan: the legend names the columns; the window with its edge at E0 is corrected element by element")
  func epicsScan() throws {
    let (format, document) = try AmericanBeamlineTest.read(Self.epics)
    #expect(format == "epics-scan")
    let measurement = document.measurements[0]
    #expect(
      AmericanBeamlineTest.roles(measurement) == [
        "Energy:energy", "I0:i0", "Fe Ka_mca1:other", "Fe Ka_mca2:other", "As Ka_mca1:ifluor 1", "As Ka_mca2:ifluor 2",
        "InputCountRate_mca1:other icr 1", "InputCountRate_mca2:other icr 2", "OutputCountRate_mca1:other ocr 1",
        "OutputCountRate_mca2:other ocr 2",
      ])
    let value = try AmericanBeamlineTest.evaluate(measurement.signals[0], measurement)[0]
    // (10 · 1000/800 + 20 · 1000/500) / 1000
    #expect(abs(value - 0.0525) < 1e-15)
    #expect(measurement.channels[4].metadata.text("pv") == "13SDD1:mca1.R1")
    #expect(measurement.startTime == "2012-08-23T12:13:17.290092")
    #expect(measurement.metadata.text("Facility.current") == "102.1354")
    #expect(measurement.metadata.text("Scan.edge_energy") == "11867.0")
    #expect(measurement.metadata.flattened().contains { $0.node.value?.text?.hasPrefix("Sample X (13BMD") ?? false })
  }

  // MARK: NSLS-II

  @Test("ISS and QAS: keys of the header, currents with a sign", arguments: ["ISS (8-ID)", "QAS (7-BM)"])
  func nsls2(_ beamline: String) throws {
    let text = """
      # Facility: NSLS-II
      # Beamline: \(beamline)
      # Year: 2019
      # Cycle: 2
      # Element: Cu
      # Edge: K
      # E0: 8979
      # Start: 07/09/2019  15:25:20
      # Name: copper foil
      # UID: e4ad-12
      # # energy i0 ir it iff
      8879.0 -1.0 -0.1 -0.5 -0.01
      8880.0 -1.0 -0.1 -0.5 -0.01
      8881.0 -1.0 -0.1 -0.5 -0.01

      """
    let measurement = try AmericanBeamlineTest.measurement(text, "nsls2-iss-qas")
    #expect(measurement.channels.map(\.role) == [.energy, .i0, .irefer, .itrans, .ifluor])
    #expect(measurement.title == "copper foil")
    #expect(measurement.startTime == "2019-07-09T15:25:20")
    #expect(measurement.signals[0].element == "Cu")
    #expect(measurement.signals[0].edge == "K")
    #expect(abs(try AmericanBeamlineTest.evaluate(measurement.signals[0], measurement)[0] - 0.6931471805599453) < 1e-15)
    #expect(measurement.metadata.text("Beamline.name") == beamline)
    let other = text.replacing(beamline, with: "XYZ (9-ID)")
    #expect(FormatRegistry.identify(try .init(name: "x", bytes: Array(other.utf8))).format?.id == "columns")
  }

  // MARK: CLS

  private static func cls(_ background: String) -> String {
    """
    # CLS Data Acquisition
    #(1)\t"Event-ID"\t"BL1606-ID-1:Energy"\t"MONO16061I1001:Energy:sp"\t"BL1606-ID1:mcs03:fbk"\t"BL1606-ID1:mcs04:fbk"\t"BL1606-ID1:mcs05:fbk"\t"BL1606-ID1:mcs06:fbk"\t"BL1606-ID1:mcs:delay"
    #(1)\t"Event-ID"\t"$(AbsEnergyName)"\t"$(EnergyAchieved)"\t"$(Detector1)"\t"$(Detector2)"\t"$(Detector3)"\t"$(Detector4)"\t"$(acqDwellmSec)"
    #(2)\t"BL1606-ID1:mcs:background"\t"BL1606-ID1:mcs:background"\t"BL1606-ID-1:Energy:0"
    #(2)\t"$(Background)[0]"\t"$(Background)[1-4]"\t"$(EdgeEnergy)"
    # Background counts time=\(background), 11867.000
    1, 11667.000, 11667.001, 150.0, 1100.0, 600.0, 400.0, 2000.0
    1, 11677.000, 11677.007, 150.0, 1100.0, 600.0, 400.0, 2000.0
    1, 11687.000, 11686.998, 150.0, 1100.0, 600.0, 400.0, 2000.0

    """
  }

  /// 10^7 tenths of a microsecond are one second: 20, 50, 100 and 0 counts per second, for two seconds.
  @Test("CLS: dark counts of the background event are taken off in the signals")
  func clsBackground() throws {
    let (format, document) = try AmericanBeamlineTest.read(
      Self.cls("10000000(x .1 microseconds), 20, 50, 100, 0"))
    #expect(format == "cls-dacq")
    let measurement = document.measurements[0]
    #expect(measurement.signals.map(\.name) == ["transmission", "fluorescence", "reference"])
    let values = try measurement.signals.map { try AmericanBeamlineTest.evaluate($0, measurement)[0] }
    // ln((1100 - 100)/(600 - 200)), (150 - 40)/(1100 - 100), ln((600 - 200)/400)
    #expect(zip(values, [0.9162907318741551, 0.11, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(AmericanBeamlineTest.codes(document) == ["BEAMLINE-DARK"])
    #expect(measurement.steps[0].parameters.map(\.value) == [.number(20), .number(50), .number(100)])
    #expect(measurement.metadata.text("Scan.edge_energy") == "11867.0")
    #expect(measurement.channels[3].metadata.text("pv") == "BL1606-ID1:mcs03:fbk")
  }

  @Test("CLS: dark counts without a time are reported and left in; none are nothing to report")
  func clsBackgroundUnknown() throws {
    let (_, unknown) = try AmericanBeamlineTest.read(Self.cls("0(x .1 microseconds), 20, 50, 100, 0"))
    #expect(AmericanBeamlineTest.codes(unknown) == ["BEAMLINE-DARK-UNKNOWN"])
    #expect(unknown.measurements[0].signals[0].expression == "ln(Detector2/Detector3)")
    let (_, none) = try AmericanBeamlineTest.read(Self.cls("0(x .1 microseconds), 0, 0, 0, 0"))
    #expect(none.findings.isEmpty)
  }

  @Test("SGM: process variables get the names that the beamline has for them")
  func sgm() throws {
    let text = """
      # COMMENT
      # diamond
      #(1) Event-ID BL1611-ID-1:Energy A1611-4-14:A:fbk A1611-4-15:A:fbk A1611-4-16:A:fbk PCT1402-01:mA:fbk
      #(2) Event-ID Absolute-Time-Stamp A1611I1:cont_interval SG16114I1001:choice
      # 2, 1253736000.5, 1.0, 2
      1, 280.0, 1.0, 0.5, 0.25, 180.5
      1, 280.1, 1.0, 0.5, 0.25, 180.5
      1, 280.2, 1.0, 0.5, 0.25, 180.5

      """
    let measurement = try AmericanBeamlineTest.measurement(text, "cls-sgm")
    #expect(
      AmericanBeamlineTest.roles(measurement) == [
        "Event-ID:other", "eV:energy", "I0:i0", "TEY:iey", "TFY:ifluor", "RingCurrent:monitor",
      ])
    #expect(measurement.channels[1].unit == "eV")
    #expect(measurement.metadata.flattened().contains { $0.node.value?.text == "2, 1253736000.5, 1.0, 2" })
  }

  // MARK: ALS

  @Test("ALS 8.0.1: counters are I0, electron yield and fluorescence")
  func als() throws {
    let text = """
      Count Time (s): 1.5
      Scan Number: 1
      Description Length: 11
      diamond, 20
      Time (s)\tMono Energy\tCounter 0\tCounter 1\tCounter 2\tBeam Current
      0.0\t280.0\t1000\t500\t20\t400.1
      1.6\t280.1\t1000\t500\t20\t400.1
      3.2\t280.2\t1000\t500\t20\t400.1

      """
    let measurement = try AmericanBeamlineTest.measurement(text, "als-8.0.1")
    #expect(
      AmericanBeamlineTest.roles(measurement) == [
        "Time:time", "Mono Energy:energy", "Counter 0:i0", "Counter 1:iey", "Counter 2:ifluor", "Beam Current:monitor",
      ])
    #expect(measurement.metadata.text("Scan.count_time") == "1.5")
    #expect(measurement.channels.map(\.unit) == ["s", "eV", nil, nil, nil, "mA"])
    #expect(measurement.metadata.flattened().contains { $0.node.value?.text == "diamond, 20" })
  }

  // MARK: 9809

  /// Nine elements, I0, and a counter of a kind that is not known.
  @Test("9809: many elements of a detector, a mode that is not known, an axis of angles")
  func multiElement9809() throws {
    let counters = 11
    let modes = Array(repeating: "3", count: 9) + ["1", "5"]
    let cells = { (values: [String]) in
      values.map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }.joined()
    }
    let rows = [9.4442, 9.4396, 9.4348].map { angle in
      cells(["\(angle)", "\(angle)", "2.00"] + Array(repeating: "120", count: 9) + ["1010", "77"])
    }
    let text = """
        9809     SPring-8   BL01B1
       sample-1        10.11.30 10:00 - 10.11.30 10:30
       a comment
       Ring :   8.0 GeV    99.5 mA -   99.4 mA
       Mono :   Si(111)       D=  3.13551 A    Initial angle=  9.50000 deg
       BL01B1    Fluorescence( 3)   Repetition=  1     Points=    3
       Param file : x               angle axis (1)     Block =    1

       Block      Init-Ang  Final-Ang     Step/deg     Time/s       Num
           1       9.44420    9.43480      -.00470       2.00         3
       Ortec(-1)     NDCH = \(counters)
        Angle(c)  Angle(o)    time/s\(cells((1...counters).map(String.init)))
            Mode         0         0\(cells(modes))
          Offset         0         0\(cells(Array(repeating: "10.000", count: 9) + ["5.000", "0.000"]))
      \(rows.joined(separator: "\n"))

      """
    let (format, document) = try AmericanBeamlineTest.read(text)
    #expect(format == "9809")
    let measurement = document.measurements[0]
    #expect(measurement.channels.count { $0.role == .ifluor } == 9)
    #expect(measurement.channels.first { $0.name == "aux_11" }?.role == .other)
    let value = try AmericanBeamlineTest.evaluate(measurement.signals[0], measurement)[0]
    // 9 · (120 - 10 · 2) / (1010 - 5 · 2)
    #expect(abs(value - 0.9) < 1e-12)
    // 12398.52 / (2 · 3.13551 · sin 9.4442°), worked out with 30 digits.
    #expect(abs(try AmericanBeamlineTest.values(measurement, "energy")[0] - 12049.180537250113) < 1e-8)
    #expect(measurement.startTime == "2010-11-30T10:00:00")
  }
}
