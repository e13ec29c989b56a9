import Bytes
import CHDF5
import DataModel
import Foundation
import HDF5
import Testing

@testable import Validation

extension RuleTests {
  static let shapes: [Fault] = [
    Fault("NX-M1", .error, "/entry/monitor/data") {
      try $0.replace("/entry/monitor/data", NeXusFixture.energies, units: "counts", shape: [21, 1])
    },
    Fault("NX-M3", .error, "/entry/detector/data", .probe) {
      try $0.replace("/entry/detector/data", [1, 2, 3, 4, 5, 6, 7, 8], units: "counts", shape: [2, 4])
      try $0.attribute("/entry/detector/data", "stage", "raw")
    },
    Fault("NX-M4", .error, "/entry/monitor/data") {
      try $0.replace("/entry/monitor/data", Array(repeating: 1, count: 26), units: "counts")
    },
    // data is of shape (2, 3): one fewer than its three columns, one more than its two rows.
    Fault("NX-M7", .error, "/entry/detector/slope", .probe) { try $0.numbers("/entry/detector/slope", [1, 2, 3]) },
    Fault("NX-M7", .error, "/entry/detector/edges", .probe) { try $0.numbers("/entry/detector/edges", [1, 2]) },
    Fault("NX-M7", .error, "/entry/detector/ticks", .probe) { try $0.numbers("/entry/detector/ticks", [1, 2]) },
    // Where only a base class says so: NXsensor takes the length of value_deriv1 from value.
    Fault("NX-M7", .note, "/entry/sample/thermometer/value_deriv1") { file in
      try file.group("/entry/sample/thermometer", "NXsensor")
      try file.numbers("/entry/sample/thermometer/value", [290, 291, 292], units: "K")
      try file.numbers("/entry/sample/thermometer/value_deriv1", [1, 1], units: "K")
    },
    Fault("NX-M8", .error, "/entry/monitor/data") {
      try $0.replace("/entry/monitor/data", [], units: "counts")
    },
    Fault("NX-M8", .error, "/entry/monitor/data") { file in
      try file.remove("/entry/monitor/data")
      try file.undersized("/entry/monitor/data", shape: [21])
    },
    // One energy for 21 points: a number is no row of them.
    Fault("NX-M4", .error, "/entry/instrument/monochromator/energy") {
      try $0.remove("/entry/instrument/monochromator/energy")
      try $0.array("/entry/instrument/monochromator/energy", TypedArray(scalar: 8979.0), units: "eV")
    },
  ]

  static let links: [Fault] = [
    Fault("NX-L1", .error, "/entry/data/energy") {
      try $0.remove("/entry/data/energy")
      try $0.softLink("/entry/data/energy", to: "/entry/nowhere")
    },
    Fault("NX-L1", .error, "/entry/loop") { try $0.softLink("/entry/loop", to: "/entry/loop") },
    Fault("NX-L2", .error, "/entry/instrument/monochromator/energy@target") {
      try $0.attribute("/entry/instrument/monochromator/energy", "target", "/entry/nowhere")
    },
    Fault("NX-L2", .error, "/entry/instrument/monochromator/energy@target") {
      try $0.attribute("/entry/instrument/monochromator/energy", "target", "/entry/monitor/data")
    },
    Fault("NX-L2", .warning, "/entry/instrument/monochromator/energy") {
      try $0.removeAttribute("/entry/instrument/monochromator/energy", "target")
    },
    Fault("NX-L3", .warning, "/entry/data/energy") {
      try $0.remove("/entry/data/energy")
      try $0.numbers("/entry/data/energy", NeXusFixture.energies, units: "eV")
    },
    Fault("NX-L3", .error, "/entry/data/energy") {
      try $0.remove("/entry/data/energy")
      try $0.softLink("/entry/data/energy", to: "/entry/instrument/incoming_beam/data")
    },
  ]

  /// Links that are not followed because that was not wanted.
  static let unfollowed: [Fault] = [
    Fault("NX-L4", .note, "/entry/sample/scan") {
      try $0.externalLink("/entry/sample/scan", to: "/entry", in: "nowhere.h5")
      $0.externalLinks.reach = .off
    },
    Fault("NX-L4", .note, "/entry" + String(repeating: "/g", count: 70) + "/scan") { file in
      try file.nest(70, below: "/entry")
      try file.externalLink("/entry" + String(repeating: "/g", count: 70) + "/scan", to: "/entry", in: "nowhere.h5")
    },
    // A soft link that goes through one.
    Fault("NX-L4", .note, "/entry/sample/title") {
      try $0.externalLink("/entry/sample/scan", to: "/entry", in: "nowhere.h5")
      try $0.softLink("/entry/sample/title", to: "/entry/sample/scan/title")
      $0.externalLinks.reach = .off
    },
  ]

  @Test("a soft link inside the file is followed however deep it lies")
  func deepSoftLink() throws {
    let file = try NeXusFixture.xas()
    try file.nest(70, below: "/entry")
    let path = "/entry" + String(repeating: "/g", count: 70) + "/sample"
    try file.softLink(path, to: "/entry/sample")
    let survey = try file.survey()
    #expect(survey.object(at: path) == survey.object(at: "/entry/sample"))
    #expect(survey.object(at: path) != nil)
  }

  @Test("links that lead nowhere are told apart in plain words")
  func linkWords() throws {
    func found(_ spoil: @escaping @Sendable (NeXusFixture) throws -> Void) throws -> Finding {
      try #require(try Fault("NX-L1", .error, "", spoil: spoil).findings().first { $0.code == "NX-L1" })
    }
    let nothing = try found { try $0.softLink("/entry/a", to: "/entry/nowhere") }
    #expect(nothing.expected == "an object at /entry/nowhere" && nothing.found == nil)
    let circle = try found { try $0.softLink("/entry/a", to: "/entry/a") }
    #expect(circle.found == "links that lead to each other in a circle")
  }

  @Test("what a definition says of deprecated names comes without marks of its source")
  func deprecation() throws {
    let finding = try Fault("NX-S8", .warning, "") { try $0.group("/entry/sample/geometry", "NXgeometry") }.findings()
      .first { $0.code == "NX-S8" }
    #expect(finding?.message.contains(":ref:") == false)
    #expect(PlainText.withoutRoles("see :ref:`NXa` and :ref:`NXb`, not :this") == "see NXa and NXb, not :this")
  }

  static let plots: [Fault] = [
    Fault("NX-F1", .warning, "/") { try $0.removeAttribute("/", "default") },
    Fault("NX-F1", .warning, "/entry") { try $0.removeAttribute("/entry", "default") },
    Fault("NX-F1", .error, "/@default") { try $0.attribute("/", "default", "nothing") },
    Fault("NX-F1", .error, "/entry@default") { try $0.attribute("/entry", "default", "sample") },
    Fault("NX-X1", .error, "/entry/data@signal") { try $0.attribute("/entry/data", "signal", "nothing") },
    Fault("NX-X2", .warning, "/entry/data") {
      try $0.removeAttribute("/entry/data", "axes")
      try $0.removeAttribute("/entry/data", "energy_indices")
    },
    Fault("NX-X3", .error, "/entry/data@axes") {
      try $0.attribute("/entry/data", "axes", TypedArray(["energy", "."]))
    },
    Fault("NX-X4", .error, "/entry/data@axes") { try $0.attribute("/entry/data", "axes", TypedArray(["enrgy"])) },
    Fault("NX-X5", .error, "/entry/data@energy_indices") {
      try $0.attribute("/entry/data", "energy_indices", TypedArray(scalar: Int64(3)))
    },
    Fault("NX-X5", .error, "/entry/data@energy_indices") { try $0.attribute("/entry/data", "energy_indices", "0") },
    Fault("NX-X5", .error, "/entry/data@angle_indices") {
      try $0.attribute("/entry/data", "angle_indices", TypedArray(scalar: Int64(0)))
    },
    Fault("NX-X6", .error, "/entry/data/x", .probe) { try $0.replace("/entry/data/x", [0, 1, 2, 3, 4]) },
    Fault("NX-X7", .error, "/entry/data@auxiliary_signals") {
      try $0.attribute("/entry/data", "auxiliary_signals", TypedArray(["nothing"]))
    },
    Fault("NX-X7", .error, "/entry/data/z", .probe) {
      try $0.numbers("/entry/data/z", [1, 2])
      try $0.attribute("/entry/data", "auxiliary_signals", TypedArray(["z"]))
    },
    Fault("NX-X8", .error, "/entry/data/y_errors", .probe) { try $0.numbers("/entry/data/y_errors", [1, 2]) },
    Fault("NX-X9", .error, "/entry/data@default_slice", .probe) {
      try $0.attribute("/entry/data", "default_slice", TypedArray(["99"]))
    },
    Fault("NX-X11", .warning, "/entry/data/y", .probe) {
      try $0.removeAttribute("/entry/data", "signal")
      try $0.attribute("/entry/data/y", "signal", TypedArray(scalar: Int64(1)))
    },
    Fault("NX-X11", .error, "/entry/data/y", .probe) { file in
      try file.removeAttribute("/entry/data", "signal")
      for name in ["x", "y"] { try file.attribute("/entry/data/\(name)", "signal", TypedArray(scalar: Int64(1))) }
    },
    Fault("NX-X12", .warning, "/entry/data/y@interpretation", .probe) {
      try $0.attribute("/entry/data/y", "interpretation", "scaler")
    },
    Fault("NX-X13", .error, "/entry/data") { try $0.removeAttribute("/entry/data", "signal") },
    Fault("NX-X13", .warning, "/entry/data", .probe) { try $0.removeAttribute("/entry/data", "signal") },
  ]

  static let chains: [Fault] = [
    Fault("NX-K2", .error, "/entry/sample/depends_on") { try $0.text("/entry/sample/depends_on", "/entry/nowhere") },
    Fault("NX-K2", .error, "/entry/sample/depends_on") { file in
      try transformation(file)
      try file.attribute("/entry/sample/goniometer/phi", "depends_on", "/entry/sample/goniometer/phi")
      try file.text("/entry/sample/depends_on", "goniometer/phi")
    },
    Fault("NX-K3", .warning, "/entry/sample/goniometer/phi") { file in
      try transformation(file)
      try file.removeAttribute("/entry/sample/goniometer/phi", "vector")
    },
  ]

  static let storage: [Fault] = [
    Fault("NX-H2", .warning, "/") { try $0.leftOpen() },
    Fault("NX-H3", .error, "/entry/sample/map") { try $0.external("/entry/sample/map", in: "nowhere.raw") },
    Fault("NX-H3", .error, "/entry/sample/map") {
      try $0.virtual("/entry/sample/map", of: "/entry/data", in: "nowhere.h5")
    },
    Fault("NX-H4", .warning, "/entry/sample/loop") { try $0.hardLink("/entry/sample/loop", to: "/entry") },
    Fault("NX-H5", .error, "/entry/title") { try $0.rawTitle([0x4D, 0xFC, 0x6C, 0x6C], H5T_CSET_ASCII) },
    Fault("NX-H5", .error, "/entry/title") { try $0.rawTitle([0x4D, 0xFC, 0x6C, 0x6C], H5T_CSET_UTF8) },
    Fault("NX-H5", .warning, "/entry/title") { try $0.rawTitle([0x4D, 0xC3, 0xBC], H5T_CSET_ASCII) },
    Fault("NX-H6", .error, "/entry/sample/map") { try $0.damagedChunk("/entry/sample/map") },
    Fault("NX-H6", .error, "/entry/sample/map") { try $0.misfitChunks("/entry/sample/map") },
    Fault("NX-H7", .warning, "/entry/g" + String(repeating: "/g", count: 97) + "/g") { file in
      try file.nest(150, below: "/entry")
    },
    Fault("NX-H8", .error, "/entry/sample/map") { file in
      try file.undersized("/entry/sample/map", shape: [1_000_000, 1_000_000])
    },
    // 80 MB of zeros take 80 kB.
    Fault("NX-H8", .warning, "/entry/sample/zeros") { file in
      let options = DatasetOptions(chunk: [10_000_000], deflate: 9)
      try file.array("/entry/sample/zeros", TypedArray([Double](repeating: 0, count: 10_000_000)), options: options)
    },
    Fault("NX-H9", .warning, "/entry/sample/refs") { try $0.emptyReference("/entry/sample/refs") },
    Fault("NX-H10", .warning, "/") { $0.objectLimit = 5 },
    Fault("NX-H11", .note, "/entry/sample@mask") {
      try $0.attribute("/entry/sample", "mask", TypedArray([Int8](repeating: 1, count: 10_000)))
    },
    Fault("NX-OBJECT", .error, "/entry/sample/broken") { try $0.unreadable("/entry/sample/broken") },
  ]

  private static func transformation(_ file: NeXusFixture) throws {
    try file.group("/entry/sample/goniometer", "NXtransformations")
    try file.array("/entry/sample/goniometer/phi", TypedArray(scalar: 0.0), units: "deg")
    try file.attribute("/entry/sample/goniometer/phi", "transformation_type", "rotation")
    try file.attribute("/entry/sample/goniometer/phi", "vector", TypedArray([0.0, 1, 0]))
    try file.attribute("/entry/sample/goniometer/phi", "depends_on", ".")
  }
}
