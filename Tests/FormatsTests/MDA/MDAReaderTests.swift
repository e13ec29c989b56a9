import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("MDA: reading")
struct MDAReaderTests {
  @Test(
    "a stopped line scan gives the measured points, units, triggers and process variables", arguments: [1.2, 1.3, 1.4])
  func line(_ version: Float) throws {
    let document = try MDABuilder.read(MDABuilder.line(version: version))
    let scan = document.measurements[0]
    #expect(scan.title == "scan1")
    #expect(scan.startTime == "2012-08-23T12:13:17.290092")
    #expect(scan.channels.map(\.name) == ["mono scan1", "p:det0"])
    // The read-back is stored, so its unit counts.
    #expect(scan.channels.map(\.unit) == ["um", "counts"])
    #expect(scan.channels.map(\.values.type) == [.float64, .float32])
    #expect(scan.channels.map(\.dimensions) == [[.point], [.point]])
    #expect(try scan.channels.map { try $0.values.load().doubles() } == [[0.5, 1.5, 2.5], [10, 20, 30]])
    #expect(scan.channels[0].metadata.text("pv") == "p:scan1.VAL")
    #expect(scan.channels[0].metadata.text("unit") == "mm")
    #expect(scan.metadata.text("Trigger.1") == "p:trigger")
    #expect(scan.metadata.first("Scan.requested_points")?.value == .integer(4))
    #expect(scan.metadata.text("PV.a:text") == "Cu foil")
    #expect(scan.metadata.text("PV.a:char") == "Hi")
    #expect(scan.metadata.first("PV.a:short")?.value == .array(TypedArray(scalar: Int16(-7))))
    #expect(scan.metadata.first("PV.a:long")?.value == .array(TypedArray([Int32(-70_000), 70_000])))
    #expect(scan.metadata.first("PV.a:float")?.value == .array(TypedArray(scalar: Float(0.25))))
    #expect(scan.metadata.first("PV.a:double")?.value == .number(102.5))
    #expect(scan.metadata.first("PV.a:double")?.unit == "mA")
    #expect(document.findings.map(\.code) == ["MDA-UNFINISHED"])
    #expect(document.findings[0].found == "3 points")
  }

  @Test(
    "the energy is known by the process variable, the description or the unit of its positioner",
    arguments: [
      ("13IDA:Energy.VAL", "", "eV", "eV"), ("a:b", "Photon Energy", "KeV", "keV"), ("a:m1.VAL", "DCM", "ev", "eV"),
    ]) func energy(_ variable: String, _ description: String, _ unit: String, _ expected: String) throws
  {
    let document = try MDABuilder.read(MDABuilder.energyLine(variable, description, unit))
    let channel = document.measurements[0].channels[0]
    #expect(channel.role == .energy)
    #expect(channel.unit == expected)
    #expect(channel.metadata.text("unit") == unit)
    #expect(document.findings.contains { $0.code == "COLUMNS-ROLE-GUESS" })
  }

  @Test(
    "an angle or a position is no energy", arguments: [("a:Energy.VAL", "deg"), ("a:mono", "mm"), ("a:m1.VAL", "")])
  func noEnergy(_ variable: String, _ unit: String) throws {
    let document = try MDABuilder.read(MDABuilder.energyLine(variable, "", unit))
    #expect(document.measurements[0].channels[0].role == .other)
  }

  @Test("a map that was stopped has a row for each line begun, and NaN where nothing was measured")
  func map() throws {
    let document = try MDABuilder.read(MDABuilder.map())
    let scan = document.measurements[0]
    #expect(scan.channels.map(\.name) == ["mono scan2", "p:det0", "scan1 start", "mono scan1", "p:det3"])
    #expect(
      scan.channels.map(\.dimensions) == [["outer"], ["outer"], ["outer"], ["outer", .point], ["outer", .point]])
    let counts = try #require(scan.channel(named: "p:det3"))
    #expect(counts.values.shape == [2, 2])
    #expect(try counts.values.load().doubles().map { $0.isNaN ? -1 : $0 } == [11, 12, 21, -1])
    #expect(try scan.channels[0].values.load().doubles().map { $0.isNaN ? -1 : $0 } == [7, -1])
    #expect(scan.channels[2].values.inMemory?.strings == ["2012-08-23T12:13:17.290092", "2012-08-23T12:13:17.290092"])
    #expect(document.findings.map(\.code) == ["MDA-UNFINISHED", "MDA-UNFINISHED", "MDA-IRREGULAR"])
  }

  @Test("a file is told by its header and the beginning of its scan")
  func probe() throws {
    func match(_ bytes: [UInt8]) throws -> Bool {
      if case .certain = MDAProbe.match(try ByteSource(name: "x", bytes: bytes)) { return true }
      return false
    }
    #expect(try match(MDABuilder.line()))
    #expect(try match(MDABuilder.map()))
    #expect(try !match(MDABuilder.line(version: 1.7)))
    #expect(try !match(Array(MDABuilder.line().prefix(24))))
    #expect(try !match([UInt8](repeating: 0, count: 200)))
  }

  @Test("cut at any byte, a file gives what is left or an error with its place")
  func cuts() throws {
    for bytes in [MDABuilder.line(), MDABuilder.map()] {
      for length in 1..<bytes.count {
        do {
          let document = try MDABuilder.read(Array(bytes.prefix(length)))
          #expect(document.findings.contains { $0.code == "MDA-INNER" || $0.code == "MDA-EXTRA" }, "\(length)")
        } catch let error as FormatError {
          #expect(error.location.path?.hasPrefix("/bytes/") == true)
        }
      }
    }
  }

  @Test(
    "numbers that no file of this size can mean are refused, wherever they stand", arguments: [-1, 0x7FFF_FFFF, 65_536])
  func hostile(_ value: Int) throws {
    for bytes in [MDABuilder.line(), MDABuilder.map()] {
      for offset in stride(from: 0, to: bytes.count - 3, by: 4) {
        var file = MDABuilder(bytes: bytes)
        file.set(value, at: offset)
        do {
          let document = try MDABuilder.read(file.bytes)
          let elements = document.measurements.flatMap(\.channels).reduce(0) { $0 + $1.values.count }
          #expect(elements < 1000, "at \(offset)")
        } catch is FormatError {
          continue
        }
      }
    }
  }

  @Test("inner scans that overlap, or lie in the header, do not cost more than the file")
  func overlapping() throws {
    var file = MDABuilder()
    _ = file.header([20_000, 2])
    let start = file.bytes.count
    let inner = [Int](repeating: 0, count: 20_000)
    file.scan(
      rank: 2, requested: 20_000, measured: 20_000, inner: inner, name: "scan2",
      positions: [Double](repeating: 1, count: 20_000), counts: [Float](repeating: 1, count: 20_000))
    let target = file.bytes.count
    file.scan(rank: 1, requested: 2, measured: 2, name: "scan1", positions: [1, 2], counts: [11, 12])
    for index in inner.indices { file.set(target, at: start + 12 + 4 * index) }
    let overlapping = try MDABuilder.read(file.bytes)
    #expect(overlapping.findings.contains { $0.code == "MDA-INNER" })
    for index in inner.indices { file.set(8, at: start + 12 + 4 * index) }
    let header = try MDABuilder.read(file.bytes)
    #expect(header.findings.first { $0.code == "MDA-INNER" }?.message.hasPrefix("20000 inner scans") == true)
  }
}

/// Expected numbers: the NeXus files in XML that the owner of the scans made of them with another program.
@Suite("MDA: real files", .enabled(if: Corpus.isPresent))
struct MDACorpusTests {
  private func read(_ name: String) throws -> Document {
    try MDAReader.read(try ByteSource(try #require(Corpus.folder) + "/nexus-real/" + name))
  }

  /// The first array of each NXdata of the XML twin, as its text.
  private func twin(_ name: String) throws -> [[Double]] {
    let path = try #require(Corpus.folder) + "/nexus-real/" + name
    let text = String(decoding: try ByteSource(path).prefix(1 << 20), as: UTF8.self)
    return text.split(separator: "<NXdata ").dropFirst().compactMap { part in
      // <NXdata name=...>  <pos_01 ...> NUMBERS </pos_01>
      let pieces = part.split(separator: ">", maxSplits: 2, omittingEmptySubsequences: false)
      return pieces.count == 3
        ? pieces[2].prefix { $0 != "<" }.split(whereSeparator: \.isWhitespace).compactMap { Double($0) } : nil
    }
  }

  @Test("every value is that of the XML twin", arguments: ["14BMC_0015", "mts_0347"])
  func twins(_ name: String) throws {
    let scan = try #require(try read(name + ".mda").measurements.first)
    let arrays = try scan.channels.filter { $0.values.type.isNumeric }.map { try $0.values.load().doubles() }
    let expected = try twin(name + ".xml")
    #expect(arrays.count == (name == "mts_0347" ? 5 : 16))
    #expect(arrays.map(\.count) == expected.map(\.count))
    for (array, other) in zip(arrays, expected) {
      // The XML has five decimals.
      #expect(zip(array, other).allSatisfy { abs($0 - $1) <= 5.0001e-6 })
    }
  }

  @Test("positions, names and times of both scans are those that a hexadecimal dump shows")
  func names() throws {
    let line = try read("14BMC_0015.mda").measurements[0]
    // bfff9f7d 00000000 and bfff35d3 00000000
    #expect(
      try line.channels[0].values.load().doubles().prefix(2)
        == [Double(bitPattern: 0xBFFF_9F7D_0000_0000), Double(bitPattern: 0xBFFF_35D3_0000_0000)])
    #expect(line.channels[0].name == "hsy")
    #expect(line.channels[0].unit == "mm")
    #expect(line.startTime == "2005-01-27T16:55:46.058496954")
    let map = try read("mts_0347.mda")
    #expect(map.findings.isEmpty)
    #expect(map.measurements[0].channel(named: "mts:scaler2.S2")?.values.shape == [41, 21])
    #expect(
      try map.measurements[0].channels.first { $0.name == "mts:scaler2.S2" }?.values.load().doubles().reduce(0, +)
        == 23347)
    #expect(map.measurements[0].metadata.first("PV.mts:saveData_scanNumber")?.value.map { $0.display } == "348")
  }
}
