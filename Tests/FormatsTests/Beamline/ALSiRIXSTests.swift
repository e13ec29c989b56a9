import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("ALS iRIXS text") struct ALSiRIXSTests {
  private static let log = """
    SU
    Andor
    Scan Type: One Motor From File
    X Motor: BL 8 Energy
    ROI: 10 20 30 40
    Time\tFrame #\tBL 8 Energy\tIzero\tTFY\tTEY\tFilename
    18:26:32\t1.0\t775.0\t2000.0\t500.0\t40.0\tscan-00001
    18:30:39\t2.0\t776.5\t2100.0\t525.0\t42.0\tscan-00002
    18:34:45\t3.0\t778.0\t2200.0
    18:38:50\t4.0\t779.5\t2300.0\t575.0\t46.0\tscan-00004

    """

  private func read(_ text: String) throws -> (String, Document) {
    let source = try ByteSource(name: "x", bytes: Array(text.utf8))
    let format = try #require(FormatRegistry.identify(source).format)
    let read = try #require(format.read)
    return (format.id, try read(source))
  }

  @Test("the log keeps times and file names as text, and the moved motor is the energy") func scanLog() throws {
    let (format, document) = try read(Self.log)
    #expect(format == "als-bcs")
    let scan = try #require(document.measurements.first)
    #expect(
      scan.channels.map(\.role) == [.other, .index, .energy, .i0, .ifluor, .iey, .other])
    #expect(try scan.channels[0].values.load().strings == ["18:26:32", "18:30:39", "18:38:50"])
    #expect(try #require(scan.channel(.energy)).values.load().doubles() == [775, 776.5, 779.5])
    #expect(scan.channel(.energy)?.unit == "eV")
    #expect(scan.signals.map(\.expression) == ["TFY/Izero", "TEY/Izero"])
    #expect(scan.startTime == nil)
    let short = try #require(document.findings.first { $0.code == ColumnsFinding.shortRow.id })
    #expect(short.location.line == 9)
    #expect(scan.metadata.text("X Motor") == "BL 8 Energy")
  }

  @Test("a spectrum of the camera is counts over pixels") func camera() throws {
    let (format, document) = try read("Instrument: Andor\nX Size: 3\nY Size: 1\nX\tCounts\n0\t20\n1\t5\n2\t7\n")
    #expect(format == "als-camera")
    let channels = try #require(document.measurements.first).channels
    #expect(channels.map(\.role) == [.index, .intensity])
    #expect(channels.map(\.unit) == ["pixel", "counts"])
    #expect(try channels[1].values.load().doubles() == [20, 5, 7])
  }

  /// 40 frames from 774.99 eV on; the sum of TFY was made with awk.
  @Test("the log of a real scan", .enabled(if: Corpus.isPresent)) func real() throws {
    let file = try #require(Corpus.files(in: ["als-irixs"], suffixes: ["CoL3_16491-AI.txt"]).first)
    let source = try ByteSource(file)
    #expect(FormatRegistry.identify(source).format?.id == "als-bcs")
    let read = try #require(Format.beamlines.first { $0.id == "als-bcs" }?.read)
    let scan = try #require(try read(source).measurements.first)
    let energies = try #require(scan.channel(.energy)).values.load().doubles()
    #expect(energies.count == 40)
    #expect(energies.first == 774.99399033)
    #expect(try #require(scan.channel(named: "TFY")).values.load().doubles().reduce(0, +) == Self.sumOfTFY)
  }

  private static let sumOfTFY = 450858234.0
}
