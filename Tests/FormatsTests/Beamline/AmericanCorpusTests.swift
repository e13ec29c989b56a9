import Bytes
import DataModel
import Testing

@testable import Formats

/// Numbers read from the files with an independent parser (numpy, struct).
@Suite("American beamlines: real files", .enabled(if: Corpus.isPresent))
struct AmericanCorpusTests {
  struct Column: Sendable {
    let name: String
    let role: ChannelRole
    /// The values of the first row, of the one with index 200, and of the last one.
    let values: [Double]
    let sum: Double
  }

  struct File: Sendable, CustomTestStringConvertible {
    let name: String
    let format: String
    let columns: Int
    let rows: Int
    let signal: String
    let checked: [Column]
    var testDescription: String { name }
  }

  static let files: [File] = [
    File(
      name: "NSLS_XDAC_2011.dat", format: "xdac", columns: 17, rows: 422, signal: "fluorescence",
      checked: [
        Column(name: "Energy", role: .energy, values: [6912.0019, 7137.49861, 7757.71515], sum: 3055942.06922),
        Column(name: "Ifch1", role: .ifluor, values: [845, 5378, 13014], sum: 2_053_895),
        Column(name: "Iffast1", role: .other, values: [9799, 15969, 74760.45], sum: 8762451.15),
      ]),
    File(
      name: "APS10BM_2019.dat", format: "mrcat", columns: 5, rows: 3464, signal: "transmission",
      checked: [
        Column(name: "energy", role: .energy, values: [6389.9975, 6447.8714, 7601.3587], sum: 24105174.6162),
        Column(name: "Iref", role: .irefer, values: [107400, 128810, 15070], sum: 84_810_780),
      ]),
    File(
      name: "SSRL1_2006.dat", format: "ssrl", columns: 6, rows: 455, signal: "transmission",
      checked: [
        Column(name: "Achieved Energy", role: .energy, values: [25284.998, 25580.992, 26534.926], sum: 11721285.804),
        Column(name: "I0", role: .i0, values: [147360.797, 147761.469, 489813], sum: 103707036.285),
      ]),
    File(
      name: "SSRLmicro_2008.dat", format: "ssrl", columns: 69, rows: 296, signal: "fluorescence",
      checked: [
        Column(
          name: "Requested Energy", role: .energy, values: [10900, 11172.4316406, 11411.2382813],
          sum: 3301921.9169927984),
        Column(name: "SCA1.1", role: .ifluor, values: [6, 138, 376], sum: 33784),
        Column(name: "ICR.32", role: .other, values: [75108, 23949, 24172], sum: 7_725_898),
      ]),
    File(
      name: "hxma.dat", format: "cls-dacq", columns: 11, rows: 414, signal: "transmission",
      checked: [
        Column(name: "EnergyAchieved", role: .energy, values: [11667.001, 11977.693, 12842.362], sum: 5016028.219),
        Column(name: "Detector2", role: .i0, values: [180725, 332228, 259606], sum: 105_225_743),
        Column(name: "RingCurrent", role: .monitor, values: [187.214011, 186.239901, 184.660518], sum: 77040.591241),
      ]),
    File(
      name: "APS20ID_2018.dat", format: "aps-labview", columns: 17, rows: 379, signal: "fluorescence_As_Ka",
      checked: [
        Column(
          name: "Mono Energy (alt)", role: .energy, values: [11716.98361094, 11894.20673485, 12246.43572248],
          sum: 4514744.953242472),
        Column(
          name: "XMAP4:DT Corr I0", role: .monitor, values: [114744.859375, 94848.7421875, 74628.8203125],
          sum: 35457050.33203125),
        Column(name: "XMAP4:AsKa_Sum", role: .ifluor, values: [648, 356685, 260423], sum: 111_043_093),
      ]),
    File(
      name: "APS13ID_2019.dat", format: "xdi", columns: 21, rows: 221, signal: "fluorescence",
      checked: [
        Column(name: "Energy", role: .energy, values: [6389.001866, 6535.002964, 6537.007889], sum: 1433362.558185),
        Column(name: "Mn_Ka_mca1", role: .ifluor, values: [9498, 140994, 191252], sum: 13_404_699),
        Column(name: "DTFactor_mca1", role: .other, values: [1.146737, 1.197228, 1.213024], sum: 258.131693),
      ]),
    File(
      name: "NSLS6BM_2019.dat", format: "xdi", columns: 23, rows: 352, signal: "xmu",
      checked: [
        Column(name: "energy", role: .energy, values: [5264.987, 5583.086, 6120.533], sum: 1979149.898),
        Column(name: "DTC1", role: .ifluor, values: [244.92182, 22507.820584, 88197.711468], sum: 8785251.463265),
        Column(name: "OCR4", role: .other, values: [1873, 31259, 298885], sum: 17_309_046),
      ]),
    File(
      name: "PF9A_2022.dat", format: "9809", columns: 6, rows: 1426, signal: "fluorescence",
      checked: [
        Column(name: "angle_read", role: .angle, values: [17.4144, 16.1975, 13.9328], sum: 22746.8404),
        Column(name: "ifluor_3", role: .ifluor, values: [14016, 21258, 254754], sum: 314_935_189),
      ]),
    File(
      name: "x10c.dat", format: "x10c", columns: 8, rows: 547, signal: "transmission",
      checked: [
        Column(name: "energy", role: .energy, values: [8153, 8368.1, 9303.143], sum: 4686041.594),
        Column(name: "i0", role: .i0, values: [33937, 34136, 130173], sum: 29037816.2),
        Column(name: "itrans", role: .itrans, values: [5564, 4472, 51088], sum: 6545059.53),
      ]),
    File(
      name: "x15b.dat", format: "x15b", columns: 14, rows: 321, signal: "fluorescence",
      checked: [
        Column(
          name: "energy", role: .energy, values: [2400.001953125, 2475.004638671875, 2650.01025390625],
          sum: 792525.3322753906),
        Column(
          name: "i0", role: .i0, values: [65009.1484375, 72634.8984375, 77329.3984375], sum: 22995450.6484375),
        Column(name: "narrow", role: .ifluor, values: [35.75, 1207.5, 727.25], sum: 119473.5),
      ]),
    File(
      name: "ssrlb.dat", format: "ssrl-binary", columns: 6, rows: 635, signal: "transmission",
      checked: [
        Column(name: "Real time clock", role: .time, values: [2, 2.0081162452697754, 18], sum: 3646.0060086250305),
        Column(
          name: "Achieved energy", role: .energy, values: [19755.0703125, 20048.470703125, 22256.392578125],
          sum: 13068306.126953125),
        Column(name: "I1", role: .itrans, values: [87084.6015625, 49702.828125, 1814102.375], sum: 222911246.3515625),
      ]),
  ]

  @Test("the file is identified; its numbers, roles and default signal are what they should be", arguments: files)
  func content(_ file: File) throws {
    let (format, document) = try AmericanBeamlineTest.read(try AmericanBeamlineTest.corpus(file.name))
    #expect(format == file.format)
    let measurement = try #require(document.measurements.first)
    #expect(measurement.channels.count == file.columns)
    #expect(measurement.signals.first?.name == file.signal)
    for column in file.checked {
      let channel = try #require(measurement.channels.first { $0.name == column.name }, "\(column.name)")
      #expect(channel.role == column.role, "\(column.name)")
      if column.role == .energy { #expect(channel.unit == "eV") }
      let values = try channel.values.load().doubles()
      #expect(values.count == file.rows)
      guard values.count == file.rows else { continue }
      #expect([values[0], values[200], values[values.count - 1]] == column.values, "\(column.name)")
      #expect(abs(values.reduce(0, +) - column.sum) < 1e-9 * abs(column.sum), "\(column.name)")
    }
  }

  @Test("through NeXus everything comes back", arguments: files)
  func throughNeXus(_ file: File) throws {
    let (_, document) = try AmericanBeamlineTest.read(try AmericanBeamlineTest.corpus(file.name))
    #expect(try AmericanBeamlineTest.differencesThroughNeXus(document) == [])
  }

  struct Edge: Sendable, CustomTestStringConvertible {
    let file: String
    let golden: Double
    var isSmoothed = false
    var testDescription: String { file }
  }

  /// E0 of Demeter's plugin tests with Larch as backend (of MicroEXAFS and X-23A2 the value that both backends share or
  /// the nearer one): the point of the steepest rise. Where the scan is noisy, derivatives of three points are averaged.
  static let edges: [Edge] = [
    Edge(file: "ssrla.dat", golden: 25521.05), Edge(file: "ssrlb.dat", golden: 20003.0),
    Edge(file: "x10c.dat", golden: 8345.0), Edge(file: "hxma.dat", golden: 11865.99),
    Edge(file: "pfbl12c.dat", golden: 12279.48, isSmoothed: true), Edge(file: "ssrlmicro.dat", golden: 11107.5),
    Edge(file: "NSLS_XDAC_2011.dat", golden: 7133.5),
  ]

  @Test("the default signal rises steepest within 0.1 eV of Demeter's E0", arguments: edges)
  func edge(_ edge: Edge) throws {
    let (_, document) = try AmericanBeamlineTest.read(try AmericanBeamlineTest.corpus(edge.file))
    let measurement = try #require(document.measurements.first)
    let channel = try #require(measurement.channels.first { $0.role == .energy })
    let energy = try channel.values.load().doubles()
    let signal = try AmericanBeamlineTest.evaluate(try #require(measurement.signals.first), measurement)
    let steepest = try #require(Self.steepest(energy, signal, isSmoothed: edge.isSmoothed))
    #expect(abs(steepest - edge.golden) < 0.1)
  }

  /// Derivatives of second order on a grid of unequal steps, at least five points from the ends.
  private static func steepest(_ x: [Double], _ y: [Double], isSmoothed: Bool) -> Double? {
    var slopes = x.map { _ in -Double.infinity }
    for i in 1..<(x.count - 1) {
      let (left, right) = (x[i] - x[i - 1], x[i + 1] - x[i])
      guard left != 0, right != 0, left + right != 0 else { continue }
      slopes[i] =
        (left * left * y[i + 1] + (right * right - left * left) * y[i] - right * right * y[i - 1])
        / (left * right * (left + right))
    }
    let inner = 5..<(x.count - 5)
    let smooth = isSmoothed ? inner.map { (slopes[$0 - 1] + slopes[$0] + slopes[$0 + 1]) / 3 } : Array(slopes[inner])
    return zip(inner, smooth).max { $0.1 < $1.1 }.map { x[$0.0] }
  }

  /// Larch 2026's labels, which are ours in lower case with underscores, where both name the same column.
  @Test("labels are those of Larch")
  func labels() throws {
    let larch = [
      "APS20ID_2018.dat": [
        "mono_energy_alt", "scaler_preset_time", "id_gap", "preslit", "caldiode", "prekb_i0", "it", "xmap4_dt_corr_i0",
        "xmap4_aska_sum", "xmap4_feka_sum", "xmap4_tika_sum", "xmap4_mnka_sum", "xmap4_cuka_sum", "xmap4_znka_sum",
        "xmap4_crka_sum", "xmap4_nika_sum", "xmap4_total_sum",
      ],
      "hxma.dat": [
        "event_id", "absenergyname", "energyfeedback", "energyachieved", "detector1", "detector2", "detector3",
        "detector4", "kname", "acqdwellmsec", "ringcurrent",
      ],
      "SSRL1_2006.dat": ["real_time_clock", "requested_energy", "achieved_energy", "i0", "i1", "i2"],
      "APS10BM_2019.dat": ["energy", "io", "it", "iref", "if"],
    ]
    for (file, labels) in larch {
      let (_, document) = try AmericanBeamlineTest.read(try AmericanBeamlineTest.corpus(file))
      #expect(ColumnsTest.names(document).map(Self.larchName) == labels, "\(file)")
    }
  }

  /// Signs become underscores, those at the end and repeated ones go.
  private static func larchName(_ name: String) -> String {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.joined(separator: "_")
  }

  @Test("whatever is cut off, reading ends with a document or an error; line ends do not matter", arguments: files)
  func damaged(_ file: File) throws {
    let bytes = try AmericanBeamlineTest.corpus(file.name)
    let format = try #require(FormatRegistry.format(id: file.format))
    let read = try #require(format.read)
    for length in [0, 5, 90, 300, 801, 1000, bytes.count / 3, bytes.count / 2 + 7, bytes.count - 1] {
      do throws(FormatError) {
        let document = try read(try source(Array(bytes.prefix(length))))
        #expect(document.measurements.count == 1)
      } catch {
        #expect(error.kind == .unreadable)
      }
    }
    guard !bytes.contains(0), !bytes.contains(0x0D) else { return }
    let (_, plain) = try AmericanBeamlineTest.read(bytes)
    let (_, other) = try AmericanBeamlineTest.read(
      [0xEF, 0xBB, 0xBF] + bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] })
    #expect(try AmericanBeamlineTest.content(other) == AmericanBeamlineTest.content(plain))
    #expect(other.measurements[0].signals == plain.measurements[0].signals)
  }

  private func source(_ bytes: [UInt8]) throws(FormatError) -> ByteSource {
    do {
      return try ByteSource(name: "cut.dat", bytes: bytes)
    } catch {
      throw FormatError(.unreadable, "empty")
    }
  }
}
