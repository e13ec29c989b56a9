import Bytes
import DataModel
import Formats
import Foundation
import HDF5
import Testing

@testable import Validation

/// One way to break a rule: a sound file is spoiled in one place.
struct Fault: Sendable, CustomTestStringConvertible {
  enum Base: Sendable { case xas, probe }

  let code: String
  let severity: Finding.Severity
  /// Where the finding has to be.
  let path: String
  let base: Base
  let spoil: @Sendable (NeXusFixture) throws -> Void

  init(
    _ code: String, _ severity: Finding.Severity, _ path: String, _ base: Base = .xas,
    spoil: @escaping @Sendable (NeXusFixture) throws -> Void
  ) {
    self.code = code
    self.severity = severity
    self.path = path
    self.base = base
    self.spoil = spoil
  }

  var testDescription: String { "\(code) at \(path)" }

  func findings(disabled: Set<String> = []) throws -> [Finding] {
    let file = base == .xas ? try NeXusFixture.xas() : try NeXusFixture.probe()
    try spoil(file)
    return NeXusValidator(library: Definitions.library(), disabled: disabled).validate(try file.survey()).findings
  }
}

@Suite("The rules for NeXus files") struct RuleTests {
  @Test("say nothing about files that obey the definitions", arguments: [Fault.Base.xas, .probe])
  func soundFile(base: Fault.Base) throws {
    let findings = try Fault("", .note, "", base) { _ in }.findings()
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test("take a subentry for the entry that a definition speaks of")
  func subentry() throws {
    let file = try NeXusFixture.xas()
    try file.group("/all", "NXentry")
    try file.attribute("/", "default", "all")
    try file.attribute("/all", "default", "part")
    try file.hardLink("/all/part", to: "/entry")
    try file.remove("/entry")
    try file.attribute("/all/part", "NX_class", "NXsubentry")
    for (name, original) in [("energy", "monochromator/energy"), ("absorbed_beam", "absorbed_beam/data")] {
      try file.remove("/all/part/data/\(name)")
      try file.softLink("/all/part/data/\(name)", to: "/all/part/instrument/\(original)")
      try file.attribute("/all/part/instrument/\(original)", "target", "/all/part/instrument/\(original)")
    }
    let outcome = NeXusValidator(library: Definitions.library()).validate(try file.survey())
    #expect(outcome.definitions == ["NXxas"])
    #expect(outcome.findings.isEmpty, "\(outcome.findings)")
  }

  @Test("find what breaks them, at its place", arguments: faults)
  func fault(_ fault: Fault) throws {
    let findings = try fault.findings()
    #expect(
      findings.contains { $0.code == fault.code && $0.severity == fault.severity && $0.location.path == fault.path },
      "\(findings.map { "\($0.severity) \($0.code) \($0.location.path ?? ""): \($0.message)" })")
  }

  @Test("are each needed: without its rule, a fault goes unseen", arguments: faults)
  func mutation(_ fault: Fault) throws {
    #expect(!(try fault.findings(disabled: [fault.code]).contains { $0.code == fault.code }))
  }

  @Test("have each a fault here, but for NX-H1, which is no rule: there is no file to look at")
  func completeness() {
    let shown = Set(Self.faults.map(\.code)).union(["NX-H1"])
    #expect(Set(NeXusRules.codes.map(\.id)).subtracting(shown).sorted() == [])
  }

  @Test("end at the limit of objects (NX-H10)")
  func objectLimit() throws {
    let file = try NeXusFixture.xas()
    file.objectLimit = 5
    #expect(try file.survey().objects.count <= 6)
  }

  static let faults: [Fault] =
    presence + names + values + units + shapes + links + unfollowed + plots + chains + storage
}

extension RuleTests {
  static let presence: [Fault] = [
    Fault("NX-P1", .error, "/entry") { try $0.remove("/entry/start_time") },
    Fault("NX-P1", .error, "/entry") { try $0.remove("/entry/monitor") },
    Fault("NX-P1", .error, "/entry", .probe) { try $0.removeAttribute("/entry", "grade") },
    Fault("NX-P1", .error, "/entry/detector/data", .probe) { try $0.removeAttribute("/entry/detector/data", "stage") },
    Fault("NX-P1", .warning, "/entry", .probe) { try $0.remove("/entry/user") },
    Fault("NX-P1", .error, "/entry/user", .probe) { try $0.remove("/entry/user/name") },
    Fault("NX-P1", .error, "/entry/second", .probe) { try $0.group("/entry/second", "NXdetector") },
    Fault("NX-P1", .error, "/other") {
      try $0.group("/other", "NXentry")
      try $0.text("/other/definition", "NXxas")
    },
    Fault("NX-P4", .error, "/entry/third", .probe) { file in
      for name in ["second", "third"] {
        try file.group("/entry/\(name)", "NXdetector")
        try file.numbers("/entry/\(name)/data", [1, 2, 3, 4, 5, 6], units: "counts", shape: [2, 3])
        try file.attribute("/entry/\(name)/data", "stage", "raw")
      }
    },
    Fault("NX-P5", .error, "/entry", .probe) { try $0.remove("/entry/shape") },
    Fault("NX-P5", .error, "/entry/shape", .probe) {
      try $0.remove("/entry/shape")
      try $0.group("/entry/shape", "NXsample")
    },
    Fault("NX-P6", .error, "/entry/title") {
      try $0.remove("/entry/title")
      try $0.group("/entry/title", "NXcollection")
    },
    Fault("NX-P6", .error, "/entry/instrument/incoming_beam") {
      try $0.attribute("/entry/instrument/incoming_beam", "NX_class", "NXsample")
    },
    Fault("NX-E1", .note, "/entry") {
      try $0.remove("/entry/definition")
      try $0.remove("/entry/monitor")
      try $0.remove("/entry/title")
    },
    Fault("NX-E2", .error, "/entry/definition") { try $0.replace("/entry/definition", text: "NXxsa") },
    Fault("NX-E2", .warning, "/entry/definition") { try $0.replace("/entry/definition", text: "NXXAS") },
    Fault("NX-E3", .error, "/") { try $0.attribute("/entry", "NX_class", "NXcollection") },
    Fault("NX-E5", .error, "/entry") { try $0.remove("/entry/definition") },
    Fault("NX-S1", .note, "/entry/definition") { file in
      for name in ["instrument", "monitor", "data"] { try file.remove("/entry/\(name)") }
      try file.group("/entry/element", "NXelement")
      try file.text("/entry/element/symbol", "Cu")
      try file.group("/entry/edge", "NXabsorption_edge")
      try file.text("/entry/edge/name", "K")
      try file.boolean("/entry/is_experimental", true)
      try file.numbers("/entry/energy", NeXusFixture.energies, units: "eV")
      try file.numbers("/entry/intensity", NeXusFixture.energies)
    },
  ]

  static let names: [Fault] = [
    Fault("NX-N1", .error, "/entry/sample/my field") { try $0.text("/entry/sample/my field", "x") },
    Fault("NX-N1", .error, "/entry/sample@my-mark") { try $0.attribute("/entry/sample", "my-mark", "x") },
    Fault("NX-N4", .warning, "/entry/data/loose_errors") { try $0.numbers("/entry/data/loose_errors", [1]) },
    Fault("NX-N5", .error, "/entry/sample@NX_class") { try $0.attribute("/entry/sample", "NX_class", "NXSample") },
    Fault("NX-N5", .error, "/entry/sample@NX_class") {
      try $0.attribute("/entry/sample", "NX_class", TypedArray(scalar: Int64(1)))
    },
    Fault("NX-N5", .warning, "/entry/sample@NX_class") {
      try $0.attribute("/entry/sample", "NX_class", TypedArray(["NXsample"]))
    },
    Fault("NX-N6", .warning, "/entry/sample/NXmine") { try $0.text("/entry/sample/NXmine", "x") },
    Fault("NX-S8", .warning, "/entry/old_name", .probe) { try $0.text("/entry/old_name", "x") },
    Fault("NX-S9", .note, "/entry/sample/my_own") { try $0.text("/entry/sample/my_own", "x") },
    Fault("NX-S9", .warning, "/entry/sample/descripton") { try $0.text("/entry/sample/descripton", "x") },
    Fault("NX-K1", .note, "/entry/raw") { try $0.group("/entry/raw", nil) },
  ]

  static let values: [Fault] = [
    Fault("NX-T1", .error, "/entry/instrument/monochromator/energy") {
      try $0.remove("/entry/instrument/monochromator/energy")
      try $0.array(
        "/entry/instrument/monochromator/energy", TypedArray(NeXusFixture.energies.map { Int32($0) }), units: "eV")
    },
    Fault("NX-T1", .error, "/entry/title") {
      try $0.remove("/entry/title")
      try $0.array("/entry/title", TypedArray(scalar: 1.5))
    },
    Fault("NX-T1", .warning, "/entry/is_dark", .probe) {
      try $0.remove("/entry/is_dark")
      try $0.array("/entry/is_dark", TypedArray(scalar: Int32(1)))
    },
    Fault("NX-T1", .warning, "/entry/channel", .probe) {
      try $0.remove("/entry/channel")
      try $0.array("/entry/channel", TypedArray(scalar: Int32(7)))
    },
    Fault("NX-T2", .error, "/entry/turns", .probe) {
      try $0.remove("/entry/turns")
      try $0.array("/entry/turns", TypedArray(scalar: Int32(0)))
    },
    Fault("NX-T2", .error, "/entry/channel", .probe) {
      try $0.remove("/entry/channel")
      try $0.array("/entry/channel", TypedArray(scalar: Int32(-7)))
    },
    Fault("NX-T3", .warning, "/entry/title") {
      try $0.remove("/entry/title")
      try $0.array("/entry/title", TypedArray(["one", "two"]))
    },
    Fault("NX-T4", .warning, "/entry/title") { try $0.replace("/entry/title", text: "") },
    Fault("NX-T4", .warning, "/entry/title") { try $0.replace("/entry/title", text: "   ") },
    Fault("NX-C1", .error, "/entry/data/mode") { try $0.replace("/entry/data/mode", text: "transmission") },
    Fault("NX-C1", .error, "/entry/code", .probe) {
      try $0.remove("/entry/code")
      try $0.array("/entry/code", TypedArray(scalar: Int32(3)))
    },
    Fault("NX-C1", .error, "/entry@grade", .probe) { try $0.attribute("/entry", "grade", "rough") },
    Fault("NX-C2", .warning, "/entry/method", .probe) { try $0.replace("/entry/method", text: "slow") },
    Fault("NX-C2", .error, "/entry/instrument/source/type") {
      try $0.replace("/entry/instrument/source/type", text: "Candle")
    },
    Fault("NX-D1", .error, "/entry/start_time") { try $0.replace("/entry/start_time", text: "20/11/2026 10:00") },
    Fault("NX-D1", .error, "/entry/start_time") { try $0.replace("/entry/start_time", text: "2026-02-29T10:00:00Z") },
    Fault("NX-D1", .warning, "/entry/start_time") { try $0.replace("/entry/start_time", text: "2026-11-20 10:00:00Z") },
    Fault("NX-D1", .warning, "/entry/start_time") { try $0.replace("/entry/start_time", text: "2026-11-20T10:00:00") },
    Fault("NX-D2", .warning, "/entry/end_time") { try $0.text("/entry/end_time", "2026-11-20T08:59:59Z") },
  ]

  static let units: [Fault] = [
    Fault("NX-U1", .error, "/entry/duration", .probe) { try $0.removeAttribute("/entry/duration", "units") },
    Fault("NX-U1", .warning, "/entry/instrument/monochromator/energy") {
      try $0.removeAttribute("/entry/instrument/monochromator/energy", "units")
    },
    Fault("NX-U2", .error, "/entry/duration@units", .probe) { try $0.attribute("/entry/duration", "units", "sss") },
    Fault("NX-U2", .warning, "/entry/energyK@units", .probe) { try $0.attribute("/entry/energyK", "units", "ev") },
    Fault("NX-U3", .error, "/entry/energyK@units", .probe) { try $0.attribute("/entry/energyK", "units", "K") },
    Fault("NX-U3", .error, "/entry/energyK@units", .probe) { try $0.attribute("/entry/energyK", "units", "1/cm") },
    Fault("NX-U3", .error, "/entry/energyK@units", .probe) { try $0.attribute("/entry/energyK", "units", "") },
    Fault("NX-U7", .error, "/entry/duration@units", .probe) {
      try $0.attribute("/entry/duration", "units", TypedArray(scalar: Int64(1)))
    },
    Fault("NX-U7", .warning, "/entry/duration@units", .probe) {
      try $0.attribute("/entry/duration", "units", TypedArray(["s"]))
    },
  ]
}
