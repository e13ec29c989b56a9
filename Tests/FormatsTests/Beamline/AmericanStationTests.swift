import Bytes
import DataModel
import Testing

@testable import Formats

/// Files made after descriptions of the dialects; of most of these no real file is at hand.
@Suite("Text dialects of APS, NSLS-II, CLS, ALS, and 9809")
struct AmericanStationTests {
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

  @Test("CLS: a header with parts missing or damaged is read all the same")
  func clsDamagedHeader() throws {
    let lines = Self.cls("(x .1 microseconds), , 50, nan, 0").split(separator: "\n").map(String.init)
    for missing in 1..<6 {
      let text = lines.enumerated().filter { $0.offset != missing }.map(\.element).joined(separator: "\n")
      let (format, document) = try AmericanBeamlineTest.read(text)
      #expect(format == "cls-dacq")
      #expect(document.measurements[0].channels.count == 8)
    }
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
