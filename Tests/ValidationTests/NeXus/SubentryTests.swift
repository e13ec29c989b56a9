import DataModel
import Testing

@testable import Validation

@Suite("Parts of an entry that stand for something") struct SubentryTests {
  /// An NXxas in a subentry, which shares all but its absorbed beam with the entry.
  private func file(absorbedBeam target: String) throws -> NeXusFixture {
    let file = try NeXusFixture.xas()
    try file.group("/entry/sub", "NXsubentry")
    try file.group("/entry/sub/instrument", "NXinstrument")
    try file.group("/entry/sub/instrument/absorbed_beam", "NXdetector")
    let values = NeXusFixture.energies.map { 40_000 - ($0 - 8900) }
    try file.numbers("/entry/sub/instrument/absorbed_beam/data", values, units: "counts")
    try file.attribute(
      "/entry/sub/instrument/absorbed_beam/data", "target", "/entry/sub/instrument/absorbed_beam/data")
    for name in [
      "title", "start_time", "definition", "sample", "monitor", "instrument/source", "instrument/monochromator",
      "instrument/incoming_beam",
    ] { try file.hardLink("/entry/sub/\(name)", to: "/entry/\(name)") }
    try file.group("/entry/sub/data", "NXdata")
    try file.attribute("/entry/sub/data", "signal", "absorbed_beam")
    try file.attribute("/entry/sub/data", "axes", "energy")
    try file.hardLink("/entry/sub/data/energy", to: "/entry/instrument/monochromator/energy")
    try file.hardLink("/entry/sub/data/absorbed_beam", to: target)
    try file.text("/entry/sub/data/mode", "Transmission")
    return file
  }

  private func serious(_ file: NeXusFixture) throws -> [String] {
    let findings = NeXusValidator(library: Definitions.library()).validate(try file.survey()).findings
    return findings.filter { $0.severity != .note }.map { "\($0.code) \($0.location.path ?? "")" }
  }

  @Test("a link that a definition asks for may lead to what lies in the subentry")
  func link() throws {
    #expect(try serious(try file(absorbedBeam: "/entry/sub/instrument/absorbed_beam/data")) == [])
  }

  @Test("a link of a subentry to something else is found there")
  func wrongLink() throws {
    let file = try file(absorbedBeam: "/entry/monitor/data")
    #expect(try serious(file) == ["NX-L3 /entry/sub/data/absorbed_beam"])
  }

  @Test("what says that it is the absorption already is not held for a current", arguments: ["mu", nil])
  func absorption(role: String?) throws {
    let file = try NeXusFixture.xas()
    let path = "/entry/instrument/absorbed_beam/data"
    try file.replace(path, NeXusFixture.energies.map { ($0 - 8979) / 100 }, units: "counts")
    try file.attribute(path, "target", path)
    if let role { try file.attribute(path, "role", role) }
    #expect(try serious(file).contains("XAS-ITRANS-POSITIVE \(path)") == (role == nil))
  }
}
