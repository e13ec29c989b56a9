import Bytes
import DataModel
import HDF5

@testable import Formats

/// Spectra as other programs write them, to the letter of each NXDL, with numbers that can be recomputed.
enum FamilyFixtures {
  static let energy = (0..<40).map { 6500 + 3.0 * Double($0) }
  static let i0 = (0..<40).map { 1.2e5 - 100 * Double($0) }
  static let intensity = (0..<40).map { $0 < 13 ? 0.25 : 1.25 + 0.01 * Double($0 % 5) }
  /// The detector behind the sample, for the yields.
  static let counts = zip(i0, intensity).map { $0 * $1 }

  /// Every family that a program could have written, by the id that `--definition` takes.
  static let all = XASFamily.all.map(\.id)

  /// The file of a family, opened for reading.
  static func write(_ family: String, to path: String) throws {
    let file = try File.create(path)
    try file.root.attributes.write("default", text: "entry")
    let entry = try file.root.createGroup("entry", class: "NXentry")
    try entry.attributes.write("default", text: "data")
    switch family {
    case "NXxas": try official(entry)
    case "NXxasproc": try processed(entry)
    case "NXxas_new", "inheritance:NXxas_new", "inheritance:NXxas_trans", "inheritance:NXxas_tfy":
      try workingGroup(entry, family)
    default: try fairmat(entry, String(family.split(separator: ":").last ?? ""))
    }
    try file.close()
  }

  static func read(_ family: String, in folder: TemporaryFolder) throws -> Document {
    let path = folder("foreign.h5")
    try write(family, to: path)
    return try NeXusReader.read(try ByteSource(path))
  }

  // MARK: Parts

  private static func array(_ name: String, _ values: [Double], _ unit: String?, in group: Group) throws {
    let dataset = try group.createDataset(name, TypedArray(values))
    if let unit { try dataset.attributes.write("units", text: unit) }
  }

  private static func plot(_ entry: Group, signal: String, links: [(String, String)] = []) throws -> Group {
    let data = try entry.createGroup("data", class: "NXdata")
    try data.attributes.write("signal", text: signal)
    try data.attributes.write("axes", TypedArray(["energy"]))
    for (name, path) in links { try data.createHardLink(name, to: "/entry/" + path) }
    return data
  }

  private static func spectrum(_ entry: Group, edgeClass: String) throws {
    let element = try entry.createGroup("element", class: "NXelement")
    try element.createDataset("symbol", text: "Mn")
    try element.createDataset("name", text: "manganese")
    try entry.createGroup("edge", class: edgeClass).createDataset("name", text: "K")
    try array("energy", energy, "eV", in: entry)
    try array("intensity", intensity, "", in: entry)
    try entry.createGroup("sample", class: "NXsample").createDataset("name", text: "LiMn2O4")
    _ = try plot(entry, signal: "intensity", links: [("energy", "energy"), ("intensity", "intensity")])
  }

  private static func source(_ instrument: Group) throws {
    let source = try instrument.createGroup("source", class: "NXsource")
    for (name, text) in [("type", "Fixed Tube X-ray"), ("name", "MYTHEN"), ("probe", "x-ray")] {
      try source.createDataset(name, text: text)
    }
  }

  private static func detector(_ name: String, _ values: [Double], in instrument: Group) throws {
    try array("data", values, "counts", in: try instrument.createGroup(name, class: "NXdetector"))
  }

  // MARK: Definitions

  private static func official(_ entry: Group) throws {
    for (name, text) in [("definition", "NXxas"), ("title", "scan 7"), ("start_time", "2025-05-05T10:00:00+02:00")] {
      try entry.createDataset(name, text: text)
    }
    let instrument = try entry.createGroup("instrument", class: "NXinstrument")
    try source(instrument)
    try array("energy", energy, "eV", in: try instrument.createGroup("monochromator", class: "NXmonochromator"))
    try detector("incoming_beam", i0, in: instrument)
    try detector("absorbed_beam", counts, in: instrument)
    try entry.createGroup("sample", class: "NXsample").createDataset("name", text: "LiMn2O4")
    let monitor = try entry.createGroup("monitor", class: "NXmonitor")
    try monitor.createDataset("mode", text: "timer")
    try monitor.createDataset("preset", number: 1.0)
    try monitor.createHardLink("data", to: "/entry/instrument/incoming_beam/data")
    let data = try plot(
      entry, signal: "absorbed_beam",
      links: [("energy", "instrument/monochromator/energy"), ("absorbed_beam", "instrument/absorbed_beam/data")])
    try data.createDataset("mode", text: "Total Electron Yield")
  }

  private static func processed(_ entry: Group) throws {
    try entry.createDataset("definition", text: "NXxasproc")
    try entry.createDataset("title", text: "reduced")
    try entry.createGroup("sample", class: "NXsample").createDataset("name", text: "LiMn2O4")
    let process = try entry.createGroup("XAS_data_reduction", class: "NXprocess")
    for (name, text) in [("program", "reducer"), ("version", "3.2"), ("date", "2025-05-05T10:00:00+02:00")] {
      try process.createDataset(name, text: text)
    }
    try process.createGroup("parameters", class: "NXparameters").createDataset("raw_file", text: "scan_0042.dat")
    let data = try plot(entry, signal: "data")
    try array("energy", energy, "eV", in: data)
    try array("data", intensity, nil, in: data)
  }

  private static func fairmat(_ entry: Group, _ definition: String) throws {
    try entry.createDataset("definition", text: definition)
    try spectrum(entry, edgeClass: "NXabsorption_edge")
    try entry.createDataset("is_experimental", boolean: true)
    guard let beam = beams[definition] else { return }
    let instrument = try entry.createGroup("instrument", class: "NXinstrument")
    try detector("i0", i0, in: instrument)
    try detector(beam, counts, in: instrument)
    switch definition {
    case "NXxas_trans": try completeTransmission(entry, instrument)
    case "NXxas_pfy":
      try entry.createGroup("Ka1_emission_line", class: "NXemission_line").createDataset("name", text: "K-L3")
      try array("emission_energy_window", [5.88, 5.92], "keV", in: entry)
    case "NXxas_herfd":
      try entry.createGroup("emission_line", class: "NXemission_line").createDataset("name", text: "K-M3")
      try entry.createDataset("emission_energy", number: 6490.4).attributes.write("units", text: "eV")
      try instrument.createGroup("analyzer1", class: "NXcrystal").createDataset("type", text: "Si")
    default: break
    }
  }

  private static let beams = [
    "NXxas_trans": "itrans", "NXxas_tfy": "ifluor", "NXxas_pfy": "ifluor", "NXxas_herfd": "ifluor",
    "NXxas_tey": "iey", "NXxas_pey": "iey",
  ]

  /// Monochromator, uncertainties, a foil in the beam, and a reference spectrum of its own.
  private static func completeTransmission(_ entry: Group, _ instrument: Group) throws {
    try source(instrument)
    try detector("iref", counts, in: instrument)
    let crystal = try instrument.createGroup("monochromator", class: "NXmonochromator")
      .createGroup("crystal", class: "NXcrystal")
    try crystal.createDataset("d_spacing", number: 1.6375).attributes.write("units", text: "angstrom")
    try crystal.createDataset("type", text: "Si")
    try crystal.createDataset("reflection", TypedArray([3, 1, 1] as [Int64]))
    try array("intensity_errors", Array(repeating: 0.01, count: 40), "", in: entry)
    let reference = try entry.createGroup("reference", class: "NXsubentry")
    try reference.createDataset("definition", text: "NXxas_trans")
    try reference.createGroup("element", class: "NXelement").createDataset("symbol", text: "Fe")
    try reference.createGroup("edge", class: "NXabsorption_edge").createDataset("name", text: "K")
    try array("energy", referenceEnergy, "eV", in: reference)
    try array("intensity", referenceEnergy.map { $0 < 7112 ? 0 : 1 }, "", in: reference)
  }

  static let referenceEnergy = (0..<70).map { 7050 + 2.0 * Double($0) }

  private static func workingGroup(_ entry: Group, _ family: String) throws {
    let name = String(family.split(separator: ":").last ?? "")
    try entry.createDataset("definition", text: name == "NXxas_trans" ? "NXxas_transmission" : name)
    try spectrum(entry, edgeClass: "NXedge")
    try entry.createDataset("calculated", boolean: true)
    switch family {
    case "NXxas_new":
      try entry.createGroup("mode", class: "NXxas_mode").createDataset("name", text: "tey")
      try array("intensity_errors", Array(repeating: 0.02, count: 40), "", in: entry)
    case "inheritance:NXxas_trans":
      let instrument = try entry.createGroup("instrument", class: "NXinstrument")
      try source(instrument)
      try detector("i0", i0, in: instrument)
      try detector("i", counts, in: instrument)
    case "inheritance:NXxas_tfy":
      try array("i0", i0, "counts", in: entry)
      try array("if", counts, "counts", in: entry)
    default: break
    }
  }
}
