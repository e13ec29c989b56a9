import Bytes
import DataModel
import Foundation
import HDF5
import Testing

@testable import Validation

/// What looks odd and is allowed: files that come close to a fault and have none.
@Suite("Files that are odd but sound") struct ControlTests {
  struct Control: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let base: Fault.Base
    let change: @Sendable (NeXusFixture) throws -> Void

    init(_ name: String, _ base: Fault.Base = .xas, change: @escaping @Sendable (NeXusFixture) throws -> Void) {
      testDescription = name
      self.base = base
      self.change = change
    }
  }

  @Test("give neither errors nor warnings", arguments: controls)
  func control(_ control: Control) throws {
    let findings = try Fault("", .note, "", control.base, spoil: control.change).findings()
      .filter { $0.severity != .note }
    #expect(findings.isEmpty, "\(findings.map { "\($0.code) \($0.location.path ?? ""): \($0.message)" })")
  }

  static let controls: [Control] = [
    Control("a subentry in place of the entry") { file in
      let parts = ["title", "start_time", "definition", "instrument", "sample", "monitor", "data"]
      try file.group("/entry/xas", "NXsubentry")
      for part in parts {
        try file.hardLink("/entry/xas/\(part)", to: "/entry/\(part)")
        try file.remove("/entry/\(part)")
      }
      for (name, place) in [("energy", "monochromator/energy"), ("absorbed_beam", "absorbed_beam/data")] {
        let original = "/entry/xas/instrument/\(place)"
        try file.remove("/entry/xas/data/\(name)")
        try file.softLink("/entry/xas/data/\(name)", to: original)
        try file.attribute(original, "target", original)
      }
      try file.attribute("/entry", "default", "xas")
      try file.attribute("/entry/xas", "default", "data")
    },
    Control("text of fixed length, filled up with blanks") { file in
      for path in ["/entry/definition", "/entry/data/mode"] {
        let text = path.hasSuffix("mode") ? "Transmission   " : "NXxas   "
        try file.remove(path)
        try file.fixedText(path, text)
      }
    },
    Control("hard links where the definition asks for links") { file in
      try file.remove("/entry/data/energy")
      try file.hardLink("/entry/data/energy", to: "/entry/instrument/monochromator/energy")
    },
    Control("a plot without an axis") { file in
      try file.attribute("/entry/data", "axes", TypedArray(["."]))
      try file.removeAttribute("/entry/data", "energy_indices")
    },
    Control("an axis of as many dimensions as the signal, such as a map of positions", .probe) { file in
      for name in ["x", "y"] { try file.replace("/entry/data/\(name)", [1, 2, 3, 4, 5, 6], shape: [2, 3]) }
      try file.attribute("/entry/data", "axes", TypedArray(["x", "."]))
      try file.attribute("/entry/data", "x_indices", TypedArray([Int64(0), 1]))
    },
    Control("edges of bins, one more than the points", .probe) { try $0.replace("/entry/data/x", [0, 1, 2, 3]) },
    Control("lengths that follow from other fields, from several dimensions and places", .probe) { file in
      try file.numbers("/entry/detector/slope", [1, 2])
      try file.numbers("/entry/detector/edges", [1, 2, 3])
      try file.numbers("/entry/detector/ticks", [1, 2, 3])
    },
    Control("a length that is to follow from a field that is not there", .probe) { file in
      try file.numbers("/entry/detector/lost", [1, 2, 3, 4, 5])
    },
    Control("an absolute path of a definition speaks of the entry at hand, whatever it is called", .probe) { file in
      try file.hardLink("/second", to: "/entry")
      try file.remove("/entry")
      try file.attribute("/", "default", "second")
      try file.group("/entry", "NXentry")
      try file.attribute("/entry", "default", "data")
      try file.group("/entry/data", "NXdata")
      try file.attribute("/entry/data", "signal", "x")
      try file.numbers("/entry/data/x", [1])
      try file.numbers("/second/detector/ticks", [1, 2, 3])
    },
    Control("a collection with names and content of its own") { file in
      try file.group("/entry/raw", "NXcollection")
      try file.text("/entry/raw/any-name at all", "x")
      try file.group("/entry/raw/inner", "NXnothing")
    },
    Control("a name that begins with a digit") { try $0.text("/entry/sample/1st", "x") },
    Control("several definitions, one of them claimed in an array of one") { file in
      try file.remove("/entry/definition")
      try file.array("/entry/definition", TypedArray(["NXxas"]))
    },
    Control("a value of its own in an open list, announced", .probe) { file in
      try file.replace("/entry/method", text: "slow")
      try file.attribute("/entry/method", "custom", TypedArray(scalar: Int8(1)))
    },
    Control("a partial name without its free part", .probe) { file in
      try file.hardLink("/entry/energy", to: "/entry/energyK")
      try file.remove("/entry/energyK")
    },
    Control("a partial name in small letters", .probe) { file in
      try file.hardLink("/entry/energy_k1", to: "/entry/energyK")
      try file.remove("/entry/energyK")
    },
    Control("a unit with a factor") { file in
      try file.attribute("/entry/instrument/monochromator/energy", "units", "10 eV")
    },
    Control("a view on an array of the same file") { file in
      try file.virtual("/entry/sample/map", of: "/entry/monitor/data", in: ".")
    },
    Control("a chain of transformations that ends at a link to another file, with --external-links off") { file in
      try file.group("/entry/sample/goniometer", "NXtransformations")
      try file.externalLink("/entry/sample/goniometer/phi", to: "/phi", in: "axes.h5")
      try file.text("/entry/sample/depends_on", "/entry/sample/goniometer/phi")
      file.externalLinks.reach = .off
    },
    Control("a chain through a component whose depends_on is a link to another file, likewise") { file in
      try file.group("/entry/sample/stage", "NXpositioner")
      try file.externalLink("/entry/sample/stage/depends_on", to: "/depends_on", in: "axes.h5")
      try file.text("/entry/sample/depends_on", "stage")
      file.externalLinks.reach = .off
    },
    Control("a time without seconds") { try $0.replace("/entry/start_time", text: "2026-11-20T10:00Z") },
    Control("an offset without a colon") { try $0.replace("/entry/start_time", text: "2026-11-20T10:00:00+0100") },
  ]
}
