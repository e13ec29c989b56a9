/// Small whole files that have everything that a NeXus file can be made of, in HDF5's older and newer layouts.
import Bytes
import Glibc
import HDF5

enum SeedFiles {
  /// Writes the files into a folder.
  static func write(to folder: String) throws {
    for (layout, options) in layouts {
      for (content, fill) in contents {
        let path = "\(folder)/\(content)-\(layout).nxs"
        let file = try File.create(path, options: options)
        try fill(file.root)
        try file.close()
        try check(path)
      }
    }
  }

  /// The library's own checksums show whether ours are right.
  private static func check(_ path: String) throws {
    let bytes = try ByteSource(path).prefix(.max)
    var repaired = bytes
    Checksums.repair(&repaired)
    if repaired != bytes { throw Trial.Failure(message: "\(path): our checksums are not those of the library") }
  }

  private static let layouts: [(String, FileOptions)] = [
    ("older", FileOptions()), ("newer", FileOptions(tracksCreationOrder: true)),
    ("shifted", FileOptions(userBlockSize: 512)),
  ]

  private typealias Fill = @Sendable (Group) throws -> Void
  private static let contents: [(String, Fill)] = [("xas", xas), ("storage", storage), ("links", links)]

  /// A spectrum that obeys the official NXxas.
  private static let xas: Fill = { root in
    let energies = (0..<21).map { 8900 + 10 * Double($0) }
    let absorbed = energies.map { 40_000 * exp(-0.6 - 0.5 * tanh(($0 - 8979) / 5)) }
    try root.attributes.write("default", text: "entry")
    let entry = try group("entry", "NXentry", in: root)
    try entry.attributes.write("default", text: "data")
    try texts(
      ["title": "Cu foil, K edge", "start_time": "2026-11-20T10:00:00+01:00", "definition": "NXxas"], in: entry)
    let instrument = try group("instrument", "NXinstrument", in: entry)
    let source = try group("source", "NXsource", in: instrument)
    try texts(["type": "Synchrotron X-ray Source", "name": "a storage ring", "probe": "x-ray"], in: source)
    let monochromator = try group("monochromator", "NXmonochromator", in: instrument)
    try numbers("energy", energies, "eV", in: monochromator)
    for (name, values) in [("incoming_beam", energies.map { _ in 50_000 }), ("absorbed_beam", absorbed)] {
      try numbers("data", values, "counts", in: try group(name, "NXdetector", in: instrument))
    }
    try texts(["name": "Cu foil"], in: try group("sample", "NXsample", in: entry))
    let monitor = try group("monitor", "NXmonitor", in: entry)
    try texts(["mode": "timer"], in: monitor)
    try numbers("data", energies.map { _ in 50_000 }, "counts", in: monitor)
    try monitor.createDataset("preset", TypedArray(scalar: 1.0)).attributes.write("units", text: "s")
    let data = try group("data", "NXdata", in: entry)
    try data.attributes.write("signal", text: "absorbed_beam")
    try data.attributes.write("axes", TypedArray(["energy"]))
    try data.attributes.write("energy_indices", number: Int64(0))
    try data.createSoftLink("energy", to: "/entry/instrument/monochromator/energy")
    try data.createSoftLink("absorbed_beam", to: "/entry/instrument/absorbed_beam/data")
    try texts(["mode": "Transmission"], in: data)
  }

  /// Every kind of storage: chunks with each filter, growth, fill values, texts of any length, attributes of each type.
  private static let storage: Fill = { root in
    let entry = try group("entry", "NXentry", in: root)
    let data = try group("data", "NXdata", in: entry)
    try data.attributes.write("signal", text: "packed")
    let image = TypedArray((0..<400).map { Double($0 % 37) }, shape: [20, 20])
    let kinds: [(String, DatasetOptions)] = [
      ("packed", DatasetOptions(chunk: [8, 8], deflate: 4, shuffle: true, fletcher32: true)),
      ("growing", DatasetOptions(chunk: [5, 20], fill: TypedArray(scalar: -1.0), maxShape: [nil, 20])),
      ("checked", DatasetOptions(chunk: [20, 20], fletcher32: true)), ("plain", DatasetOptions()),
    ]
    for (name, options) in kinds { try data.createDataset(name, image, options: options) }
    try entry.createDataset("labels", TypedArray((0..<9).map { String(repeating: "Probe ü ", count: $0) }))
    try entry.createDataset("count", TypedArray(scalar: Int32(4)))
    try entry.createDataset("is_dark", boolean: true)
    try entry.createDataset("image", TypedArray((0..<64).map { UInt8($0) }, shape: [4, 4, 4]))
    for number in 0..<12 {
      try entry.attributes.write("text_\(number)", text: "value \(number)")
      try entry.attributes.write("numbers_\(number)", TypedArray((0...number).map { Float($0) }))
      try data.attributes.write("texts_\(number)", TypedArray(["a", "bc", String(repeating: "d", count: number)]))
    }
  }

  /// Many names, groups in groups, and every kind of link, one of them to itself and one to another file.
  private static let links: Fill = { root in
    let entry = try group("entry", "NXentry", in: root)
    let instrument = try group("instrument", "NXinstrument", in: entry)
    for number in 0..<16 {
      try numbers("data", [Double(number)], "counts", in: try group("detector_\(number)", "NXdetector", in: instrument))
    }
    try entry.createHardLink("again", to: "/entry/instrument")
    try instrument.createHardLink("up", to: "/entry")
    try entry.createSoftLink("soft", to: "/entry/instrument/detector_3/data")
    try entry.createSoftLink("nowhere", to: "/entry/missing")
    try entry.createSoftLink("itself", to: "/entry/itself")
    try entry.createExternalLink("outside", toFile: SeedFiles.linked, path: "/entry/data")
    try entry.createExternalLink("absent", toFile: "missing.nxs", path: "/entry")
    var deep = entry
    for number in 0..<12 { deep = try group("level_\(number)", "NXcollection", in: deep) }
  }

  /// The file that external links name; it lies whole beside the damaged ones.
  static let linked = "storage-older.nxs"

  private static func group(_ name: String, _ className: String, in parent: Group) throws -> Group {
    let group = try parent.createGroup(name)
    try group.attributes.write("NX_class", text: className)
    return group
  }

  private static func texts(_ texts: [String: String], in group: Group) throws {
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) { try group.createDataset(name, text: text) }
  }

  private static func numbers(_ name: String, _ values: [Double], _ units: String, in group: Group) throws {
    try group.createDataset(name, TypedArray(values)).attributes.write("units", text: units)
  }
}
