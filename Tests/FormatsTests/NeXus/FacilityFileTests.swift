import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats
@testable import HDF5

/// Files made after descriptions of the layouts; what is expected is what was put in.
@Suite("HDF5 layouts of facilities, made by hand")
struct FacilityFileTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func document(_ fill: (Group) throws -> Void) throws -> Document {
    let path = folder("made.h5")
    let file = try File.create(path)
    try fill(file.root)
    try file.close()
    return try NeXusReader.read(try ByteSource(path))
  }

  private func ramp(_ count: Int, from start: Double = 0, by step: Double = 1) -> TypedArray {
    TypedArray((0..<count).map { start + step * Double($0) })
  }

  // MARK: GDA

  @Test(
    "GDA: a quick scan of B18 has its energy, its beams and the ratios that it stores; limits of motors are settings")
  func quickScan() throws {
    let document = try document { root in
      let entry = try root.createGroup("entry1", class: "NXentry")
      try entry.createDataset("title", text: "Cu foil")
      let counter = try entry.createGroup("qexafs_counterTimer01", class: "NXdata")
      let columns: [(String, TypedArray)] = [
        ("I0", ramp(20, from: 100)), ("It", ramp(20, from: 50)), ("Iref", ramp(20, from: 25)),
        ("lnI0It", ramp(20, from: 0.1)), ("lnItIref", ramp(20, from: 0.2)), ("FFI0", ramp(20, from: 0.3)),
        ("qexafs_energy", ramp(20, from: 8800, by: 5)),
      ]
      for (name, values) in columns {
        let dataset = try counter.createDataset(name, values)
        try dataset.attributes.write("local_name", text: "qexafs_counterTimer01.\(name)")
      }
      let motor = try entry.createGroup("instrument", class: "NXinstrument").createGroup("eta", class: "NXpositioner")
      try motor.createDataset("soft_limit_max", TypedArray([115.0]))
      // Angles of a goniometer, of which one has the name of an absorption coefficient.
      let sample = try entry.createGroup("sample", class: "NXsample")
      let stage = try sample.createGroup("transformations", class: "NXtransformations")
      let angle = try stage.createDataset("mu", ramp(20))
      try angle.attributes.write("local_name", text: "kmu.kmu")
      try angle.attributes.write("units", text: "deg")
    }
    let scan = try #require(document.measurements.first)
    #expect(document.measurements.count == 1)
    let roles = Dictionary(uniqueKeysWithValues: scan.channels.map { ($0.name, $0.role) })
    #expect(
      roles == [
        "I0": .i0, "It": .itrans, "Iref": .irefer, "lnI0It": .mu, "lnItIref": .mu, "FFI0": .mu,
        "qexafs_energy": .energy, "mu": .other,
      ])
    #expect(scan.channel(.energy)?.unit == "eV")
    #expect(scan.channel(named: "lnItIref")?.qualifier == "reference")
    #expect(scan.signals.first?.expression == "lnI0It")
    #expect(scan.metadata.first("instrument.eta.soft_limit_max") != nil)
  }

  @Test("GDA: fields of one name are told apart by their scannable")
  func scannables() throws {
    let document = try document { root in
      let instrument = try root.createGroup("entry1", class: "NXentry").createGroup("instrument", class: "NXinstrument")
      for camera in ["pil100k", "roi1"] {
        let group = try instrument.createGroup(camera, class: "NXdetector")
        try group.createDataset("sum", ramp(5)).attributes.write("local_name", text: "\(camera).sum")
      }
    }
    #expect(document.measurements.first?.channels.map(\.name) == ["pil100k.sum", "roi1.sum"])
  }

  // MARK: areaDetector

  @Test("areaDetector: attributes have one value per frame, and the frames are the points")
  func areaDetector() throws {
    let frames = 6
    let document = try document { root in
      let entry = try root.createGroup("entry", class: "NXentry")
      let data = try entry.createGroup("data", class: "NXdata")
      // As many rows as frames: lengths alone could not tell them apart.
      try data.createDataset("data", TypedArray([UInt16](repeating: 7, count: frames * frames * 4), shape: [6, 6, 4]))
      let attributes = try entry.createGroup("instrument", class: "NXinstrument")
        .createGroup("NDAttributes", class: "NXcollection")
      try attributes.createDataset("NDArrayEpicsTSSec", TypedArray((0..<frames).map { Int32($0) }))
      try attributes.createDataset("mono_energy", ramp(frames, from: 700))
    }
    let scan = try #require(document.measurements.first)
    #expect(scan.channel(named: "mono_energy")?.role == .energy)
    #expect(scan.channel(named: "mono_energy")?.dimensions == [.point])
    #expect(scan.channel(named: "NDArrayEpicsTSSec")?.dimensions == [.point])
    let data = try #require(scan.channel(named: "data"))
    #expect(data.dimensions.first == .point)
    #expect(Set(data.dimensions).count == 3)
    #expect(scan.signals.map(\.expression) == ["data"])
    #expect(!document.findings.contains { $0.code == NeXusFinding.noDefault.id })
  }

  @Test("a stack of STXM: energies are the points, positions are no intensities")
  func stack() throws {
    let document = try document { root in
      let entry = try root.createGroup("entry1", class: "NXentry")
      let data = try entry.createGroup("counter0", class: "NXdata")
      try data.attributes.write("signal", text: "data")
      try data.attributes.write("axes", TypedArray(["energy", "sample_y", "sample_x"]))
      try data.createDataset("data", TypedArray([Double](repeating: 1, count: 60), shape: [3, 4, 5]))
      for (name, count) in [("energy", 3), ("sample_y", 4), ("sample_x", 5)] {
        try data.createDataset(name, ramp(count)).attributes.write("units", text: name == "energy" ? "eV" : "um")
      }
      let instrument = try entry.createGroup("instrument", class: "NXinstrument")
      for name in ["sample_x", "energy"] {
        let detector = try instrument.createGroup(name, class: "NXdetector")
        let readings = try detector.createDataset("data", ramp(60))
        if name == "energy" { try readings.attributes.write("units", text: "eV") }
      }
    }
    let scan = try #require(document.measurements.first)
    #expect(scan.channel(.energy)?.dimensions == [.point])
    #expect(scan.channel(named: "counter0/data")?.dimensions.first == .point)
    #expect(scan.channels.filter { $0.role == .intensity }.map(\.name) == ["counter0/data"])
  }

  // MARK: DESY, SOLEIL, BLISS

  @Test("NexDaTaS: the command is the title of a scan without one, and tells the energy; steps are points, text too")
  func desy() throws {
    let document = try document { root in
      let scan = try root.createGroup("scan", class: "NXentry")
      try scan.createDataset("title", text: "")
      let program = try scan.createDataset("program_name", text: "NexDaTaS")
      try program.attributes.write("scan_command", text: "ascan mono_energy 8900.0 9100.0 9 0.5")
      let collection = try scan.createGroup("instrument", class: "NXinstrument")
        .createGroup("collection", class: "NXcollection")
      try collection.createDataset("mono_energy", ramp(10, from: 8900, by: 22)).attributes
        .write("nexdatas_strategy", text: "STEP")
      try collection.createDataset("file_name", TypedArray((0..<10).map { "frame_\($0).cbf" })).attributes
        .write("nexdatas_strategy", text: "STEP")
      try collection.createDataset("pilatus_region", ramp(4)).attributes.write("nexdatas_strategy", text: "INIT")
    }
    let scan = try #require(document.measurements.first)
    #expect(scan.title == "ascan mono_energy 8900.0 9100.0 9 0.5")
    #expect(scan.channels.map(\.name) == ["file_name", "mono_energy"])
    #expect(scan.channel(.energy)?.name == "mono_energy")
    #expect(scan.channel(named: "file_name")?.values.shape == [10])
    #expect(scan.metadata.first("instrument.collection.pilatus_region") != nil)
  }

  @Test("SOLEIL: the last part of a device's path tells what it is")
  func soleil() throws {
    let document = try document { root in
      let data = try root.createGroup("scan_0001", class: "NXentry").createGroup("scan_data", class: "NXdata")
      try data.createDataset("actuator_1_1", ramp(8, from: 7000)).attributes
        .write("long_name", text: "i09-c-c06/ex/mono/energy")
      try data.createDataset("data_01", ramp(8)).attributes.write("long_name", text: "i09-c-c00/ca/cpt.1/counter1")
    }
    let scan = try #require(document.measurements.first)
    #expect(scan.channel(.energy)?.name == "i09-c-c06/ex/mono/energy")
    #expect(scan.channel(named: "i09-c-c00/ca/cpt.1/counter1")?.role == .other)
  }

  @Test("BLISS: a sub-scan at another rate is a measurement that refers to the first part of its scan")
  func subScans() throws {
    let document = try document { root in
      for (name, count) in [("3.1", 10), ("3.2", 55), ("4.2", 5)] {
        let list = try root.createGroup(name, class: "NXentry").createGroup("measurement", class: "NXcollection")
        try list.createDataset("diode", ramp(count))
      }
    }
    #expect(document.measurements.map { $0.channels.first?.values.shape } == [[10], [55], [5]])
    let references = document.measurements.map(\.references)
    #expect(references == [[], [Reference(.pair, to: .init(selector: "/3.1"))], []])
  }

  // MARK: Plain HDF5

  @Test("without any class, each group with a table is a measurement, and the rest is kept; the guess is said")
  func plainTables() throws {
    let document = try document { root in
      for name in ["scan1", "scan2"] {
        let group = try root.createGroup(name)
        try group.createDataset("energy", ramp(12, from: 700))
        try group.createDataset("i0", ramp(12))
        try group.createDataset("itrans", ramp(12))
      }
      try root.createDataset("comment", text: "night shift")
    }
    #expect(document.measurements.map(\.selector) == ["/scan1", "/scan2", "/"])
    #expect(document.measurements[0].channels.map(\.role) == [.energy, .i0, .itrans])
    #expect(document.measurements[1].signals.first?.expression == "ln(i0/itrans)")
    #expect(document.measurements[2].metadata.text("comment") == "night shift")
    #expect(document.findings.filter { $0.code == NeXusFinding.plain.id }.map(\.location.path) == ["/scan1", "/scan2"])
    #expect(document.findings.contains { $0.code == NeXusFinding.noEntry.id })
  }

  @Test("a single table is read with everything around it; NXdata that says what it plots is no guess")
  func plainPlot() throws {
    let document = try document { root in
      let data = try root.createGroup("spectrum", class: "NXdata")
      try data.attributes.write("signal", text: "mu")
      try data.attributes.write("axes", TypedArray(["energy"]))
      try data.createDataset("energy", ramp(9, from: 700))
      try data.createDataset("mu", ramp(9))
      try root.createDataset("sample", text: "NMC811")
    }
    #expect(document.measurements.map(\.selector) == ["/"])
    #expect(document.measurements[0].signals.map(\.expression) == ["mu"])
    #expect(document.measurements[0].metadata.text("sample") == "NMC811")
    #expect(!document.findings.contains { $0.code == NeXusFinding.plain.id })
  }

  // MARK: What surrounds the data

  @Test("a user block of any size before the HDF5 part is passed over", arguments: [512, 2048, 32768, 1 << 20])
  func userBlock(_ size: Int) throws {
    let path = folder("image.h5")
    let file = try File.create(path)
    try file.root.createGroup("entry1", class: "NXentry").createGroup("counter0", class: "NXdata")
      .createDataset("data", ramp(5))
    try file.close()
    var bytes = try ByteSource(path).withBytes { span in span.indices.map { span[$0] } }
    bytes = Array("\u{89}HMP\r\n\u{1A}\n".unicodeScalars.map { UInt8($0.value) }) + bytes
    bytes.insert(contentsOf: [UInt8](repeating: 0, count: size - 8), at: 8)
    let blocked = folder("blocked.hdf5")
    try Data(bytes).write(to: URL(fileURLWithPath: blocked))
    let document = try NeXusReader.read(try ByteSource(blocked))
    #expect(document.measurements.first?.channels.map(\.name) == ["data"])
  }

  @Test("a frame file that is not there is said by name, and what is there is read")
  func missingFrames() throws {
    let document = try document { root in
      let entry = try root.createGroup("entry1", class: "NXentry")
      let list = try entry.createGroup("measurement", class: "NXcollection")
      try list.createDataset("mono1_energy", ramp(4, from: 7000))
      try list.createExternalLink("pcap", toFile: "scan-1_pcap.h5", path: "entry/instrument/pandabox/data")
    }
    let link = try #require(document.findings.first { $0.code == NeXusFinding.brokenLink.id })
    #expect(link.message.contains("scan-1_pcap.h5") && link.message.contains("not found beside this one"))
    #expect(link.location.path == "/entry1/measurement/pcap")
    #expect(document.measurements.first?.channels.map(\.name) == ["mono1_energy"])
  }

  @Test("an electrometer beside the scan is read through its link, channel by channel")
  func sideFile() throws {
    let side = try File.create(folder("scan-1_albaem.h5"))
    let device = try side.root.createGroup("entry", class: "NXentry").createGroup("instrument", class: "NXinstrument")
      .createGroup("albaem").createGroup("data", class: "NXdetector")
    for channel in ["channel1", "channel2"] {
      let group = try device.createGroup(channel)
      try group.createDataset("data", ramp(4)).attributes.write("units", text: "A")
      try group.createDataset("range", number: Int64(100))
    }
    try side.close()
    let document = try document { root in
      let entry = try root.createGroup("entry1", class: "NXentry")
      for (name, group) in [("albaem-01", "instrument"), ("albaem-01", "measurement")] {
        let parent = try entry.createGroup(group, class: group == "instrument" ? "NXinstrument" : "NXcollection")
        try parent.createExternalLink(name, toFile: "scan-1_albaem.h5", path: "entry/instrument/albaem/data")
      }
    }
    let scan = try #require(document.measurements.first)
    #expect(scan.channels.map(\.name) == ["channel1", "channel2"])
    #expect(scan.channels.map(\.unit) == ["A", "A"])
    #expect(document.findings.filter { $0.severity == .error }.isEmpty)
  }

  @Test("attributes of the root that cannot be read do not take the entries with them")
  func damagedRoot() throws {
    let path = folder("root.h5")
    let file = try File.create(path)
    try file.root.attributes.write("file_name_of_the_writer", text: "x")
    try file.root.createGroup("entry1", class: "NXentry").createGroup("data", class: "NXdata")
      .createDataset("data", ramp(5))
    try file.close()
    var bytes = try ByteSource(path).withBytes { span in span.indices.map { span[$0] } }
    // A zero in the middle of its name: shorter than the length that is stored.
    let name = Array("file_name_of_the_writer".utf8)
    let places = bytes.indices.filter { bytes[$0...].starts(with: name) }
    #expect(!places.isEmpty)
    for place in places { bytes[place + 5] = 0 }
    let damaged = folder("damaged.h5")
    try Data(bytes).write(to: URL(fileURLWithPath: damaged))
    let document = try NeXusReader.read(try ByteSource(damaged))
    #expect(document.measurements.first?.channels.map(\.name) == ["data"])
    #expect(document.findings.contains { $0.code == NeXusFinding.unreadableAttribute.id })
  }
}
