import Bytes
import Foundation
import HDF5

@testable import Validation

/// A small NeXus file in memory, which a test then spoils in one place.
final class NeXusFixture {
  let file: File
  /// What is done to the finished bytes.
  var damage: (inout [UInt8]) -> Void = { _ in }

  /// How the file is walked through.
  var externalLinks = ExternalLinkPolicy()
  var objectLimit = Survey.objectLimit

  init() throws { file = try File.createInMemory(named: "fixture.nxs") }

  /// Bytes of the file as they would lie on disk.
  func image() throws -> [UInt8] { try file.image() }

  func survey() throws -> Survey {
    var bytes = try image()
    damage(&bytes)
    return try Survey(
      of: try File.open(bytes: bytes, named: "fixture.nxs"), following: externalLinks.links, objectLimit: objectLimit)
  }

  /// Writes the file to disk, with the folders that its name goes through.
  func save(to path: String) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(try image()).write(to: url)
  }

  @discardableResult
  func group(_ path: String, _ className: String?) throws -> Group {
    let group = try parent(path).createGroup(name(path))
    if let className { try group.attributes.write("NX_class", text: className) }
    return group
  }

  /// Collections `g` in each other.
  func nest(_ depth: Int, below path: String) throws {
    for level in 1...depth { try group(path + String(repeating: "/g", count: level), "NXcollection") }
  }

  func text(_ path: String, _ text: String) throws {
    try parent(path).createDataset(name(path), text: text)
  }

  func numbers(_ path: String, _ values: [Double], units: String? = nil, shape: [Int]? = nil) throws {
    try array(path, TypedArray(values, shape: shape), units: units)
  }

  func array(_ path: String, _ array: TypedArray, units: String? = nil, options: DatasetOptions = .init()) throws {
    let dataset = try parent(path).createDataset(name(path), array, options: options)
    if let units { try dataset.attributes.write("units", text: units) }
  }

  func boolean(_ path: String, _ value: Bool) throws { try parent(path).createDataset(name(path), boolean: value) }

  func attribute(_ path: String, _ name: String, _ text: String) throws {
    try attributes(path).write(name, text: text)
  }

  func attribute(_ path: String, _ name: String, _ array: TypedArray) throws {
    try attributes(path).write(name, array)
  }

  func removeAttribute(_ path: String, _ name: String) throws { try attributes(path).remove(name) }

  func softLink(_ path: String, to target: String) throws {
    try parent(path).createSoftLink(name(path), to: target)
  }

  func externalLink(_ path: String, to target: String, in file: String) throws {
    try parent(path).createExternalLink(name(path), toFile: file, path: target)
  }

  func hardLink(_ path: String, to target: String) throws {
    try parent(path).createHardLink(name(path), to: target)
  }

  func remove(_ path: String) throws { try parent(path).removeLink(name(path)) }

  /// Another text in place of what is there.
  func replace(_ path: String, text: String) throws {
    try remove(path)
    try self.text(path, text)
  }

  /// Other numbers in place of what is there.
  func replace(_ path: String, _ values: [Double], units: String? = nil, shape: [Int]? = nil) throws {
    try remove(path)
    try numbers(path, values, units: units, shape: shape)
  }

  private func attributes(_ path: String) throws -> Attributes {
    if path == "/" { return file.root.attributes }
    switch try file.root.open(path) {
    case .group(let group): return group.attributes
    case .dataset(let dataset): return dataset.attributes
    case .namedDatatype: return file.root.attributes
    }
  }

  private func parent(_ path: String) throws -> Group {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    return folder.isEmpty ? file.root : try file.root.group("/" + folder)
  }

  private func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}

extension NeXusFixture {
  static let energies = (0..<21).map { 8900 + 10 * Double($0) }

  /// A file that obeys the official NXxas: a step of tanh at 8979 eV in transmission.
  static func xas() throws -> NeXusFixture {
    let file = try NeXusFixture()
    let absorbed = energies.map { 40_000 * exp(-0.6 - 0.5 * tanh(($0 - 8979) / 5)) }
    let beam = energies.map { 76_700 - 3 * $0 }
    try file.attribute("/", "default", "entry")
    try file.group("/entry", "NXentry")
    try file.attribute("/entry", "default", "data")
    try file.text("/entry/title", "Cu foil, K edge")
    try file.text("/entry/start_time", "2026-11-20T10:00:00+01:00")
    try file.text("/entry/definition", "NXxas")
    try file.group("/entry/instrument", "NXinstrument")
    try file.group("/entry/instrument/source", "NXsource")
    try file.text("/entry/instrument/source/type", "Synchrotron X-ray Source")
    try file.text("/entry/instrument/source/name", "a storage ring")
    try file.text("/entry/instrument/source/probe", "x-ray")
    try file.group("/entry/instrument/monochromator", "NXmonochromator")
    try file.numbers("/entry/instrument/monochromator/energy", energies, units: "eV")
    try file.attribute(
      "/entry/instrument/monochromator/energy", "target", "/entry/instrument/monochromator/energy")
    for (name, values) in [("incoming_beam", beam), ("absorbed_beam", absorbed)] {
      try file.group("/entry/instrument/\(name)", "NXdetector")
      try file.numbers("/entry/instrument/\(name)/data", values, units: "counts")
    }
    try file.attribute("/entry/instrument/absorbed_beam/data", "target", "/entry/instrument/absorbed_beam/data")
    try file.group("/entry/sample", "NXsample")
    try file.text("/entry/sample/name", "Cu foil")
    try file.group("/entry/monitor", "NXmonitor")
    try file.text("/entry/monitor/mode", "timer")
    try file.array("/entry/monitor/preset", TypedArray(scalar: 1.0), units: "s")
    try file.numbers("/entry/monitor/data", beam, units: "counts")
    try file.group("/entry/data", "NXdata")
    try file.attribute("/entry/data", "signal", "absorbed_beam")
    try file.attribute("/entry/data", "axes", TypedArray(["energy"]))
    try file.attribute("/entry/data", "energy_indices", TypedArray(scalar: Int64(0)))
    try file.softLink("/entry/data/energy", to: "/entry/instrument/monochromator/energy")
    try file.softLink("/entry/data/absorbed_beam", to: "/entry/instrument/absorbed_beam/data")
    try file.text("/entry/data/mode", "Transmission")
    return file
  }

  /// A file that obeys `Definitions.probe`, one use of each feature of the definition language.
  static func probe() throws -> NeXusFixture {
    let file = try NeXusFixture()
    try file.attribute("/", "default", "entry")
    try file.group("/entry", "NXentry")
    try file.attribute("/entry", "default", "data")
    try file.attribute("/entry", "grade", "raw")
    try file.text("/entry/definition", "NXprobe")
    try file.group("/entry/detector", "NXdetector")
    try file.array("/entry/detector/data", TypedArray([1.0, 2, 3, 4, 5, 6], shape: [2, 3]), units: "counts")
    try file.attribute("/entry/detector/data", "stage", "done")
    try file.array("/entry/turns", TypedArray(scalar: Int32(4)))
    try file.array("/entry/channel", TypedArray(scalar: UInt32(7)))
    try file.boolean("/entry/is_dark", false)
    try file.text("/entry/method", "step")
    try file.array("/entry/code", TypedArray(scalar: Int32(2)))
    try file.array("/entry/energyK", TypedArray(scalar: 8979.0), units: "eV")
    try file.array("/entry/duration", TypedArray(scalar: 3.5), units: "s")
    try file.group("/entry/shape", "NXcrystal")
    try file.group("/entry/user", "NXuser")
    try file.text("/entry/user/name", "A. B.")
    try file.group("/entry/data", "NXdata")
    try file.attribute("/entry/data", "signal", "y")
    try file.attribute("/entry/data", "axes", TypedArray(["x"]))
    try file.numbers("/entry/data/x", [0, 1, 2])
    try file.numbers("/entry/data/y", [5, 7, 6])
    return file
  }
}

/// Definitions for tests: those inside the program, and one that uses every feature.
enum Definitions {
  static func library() -> DefinitionLibrary {
    DefinitionLibrary(sets: [probe] + DefinitionFolders(environment: { _ in nil }, executable: "/nowhere/bin/x").sets())
  }

  /// All tests share the set, so its folder goes when they are done.
  private static let folder = NSTemporaryDirectory() + "/edgewise-definitions-" + UUID().uuidString

  private static let probe: DefinitionSet = {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/NXprobe.nxdl.xml"))
    } catch {
      // Without its definition every test of the probe fails, and says so.
    }
    atexit { try? FileManager.default.removeItem(atPath: Definitions.folder) }
    return DefinitionSet(folder: folder, origin: .option)
  }()

  private static let text = """
    <definition name="NXprobe" extends="NXobject" type="group" category="application"
        xmlns="http://definition.nexusformat.org/nxdl/3.1">
      <symbols><symbol name="nRows"/></symbols>
      <group type="NXentry">
        <attribute name="grade"><enumeration><item value="raw"/><item value="fine"/></enumeration></attribute>
        <choice name="shape"><group type="NXcrystal"/><group type="NXbeam"/></choice>
        <group type="NXdetector" minOccurs="1" maxOccurs="2">
          <field name="data" type="NX_FLOAT">
            <dimensions rank="2"><dim index="1" value="nRows"/><dim index="2" value="3"/></dimensions>
            <attribute name="stage"><enumeration><item value="raw"/><item value="done"/></enumeration></attribute>
          </field>
          <field name="depth" type="NX_FLOAT" units="NX_LENGTH" optional="true">
            <dimensions rank="1"><dim index="1" value="nRows"/></dimensions>
          </field>
          <field name="slope" type="NX_FLOAT" optional="true">
            <dimensions rank="1"><dim index="1" ref="data" refindex="2" incr="-1"/></dimensions>
          </field>
          <field name="edges" type="NX_FLOAT" optional="true">
            <dimensions rank="1"><dim index="1" ref="../detector/data" incr="1"/></dimensions>
          </field>
          <field name="ticks" type="NX_FLOAT" optional="true">
            <dimensions rank="1"><dim index="1" ref="/entry/data/x"/></dimensions>
          </field>
          <field name="lost" type="NX_FLOAT" optional="true">
            <dimensions rank="1"><dim index="1" ref="nothing"/></dimensions>
          </field>
        </group>
        <group type="NXuser" recommended="true"><field name="name"/></group>
        <field name="definition"><enumeration><item value="NXprobe"/></enumeration></field>
        <field name="turns" type="NX_POSINT"/>
        <field name="channel" type="NX_UINT"/>
        <field name="is_dark" type="NX_BOOLEAN" optional="true"/>
        <field name="method"><enumeration open="true"><item value="step"/><item value="quick"/></enumeration></field>
        <field name="code" type="NX_INT"><enumeration><item value="1"/><item value="2"/></enumeration></field>
        <field name="energyEDGE" nameType="partial" type="NX_FLOAT" units="NX_ENERGY"/>
        <field name="old_name" optional="true" deprecated="use new_name"/>
        <field name="duration" type="NX_FLOAT" units="NX_TIME"/>
        <field name="note" optional="true"/>
      </group>
    </definition>
    """
}
