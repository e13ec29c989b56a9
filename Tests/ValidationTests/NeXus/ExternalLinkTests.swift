import DataModel
import Foundation
import HDF5
import Testing

@testable import Validation

/// Three files: a scan whose instrument lies in a second one, whose monochromator lies in a third.
@Suite("Links to other files") struct ExternalLinkTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Saves the scan as `beamtime/scan.nxs`; the links name the other files as said, which lie at the paths given.
  private func write(
    second: (link: String, path: String) = ("two.nxs", "beamtime/two.nxs"),
    third: (link: String, path: String)? = ("three.nxs", "beamtime/three.nxs")
  ) throws -> String {
    let scan = try NeXusFixture.xas()
    let two = try NeXusFixture.xas()
    let three = try NeXusFixture.xas()
    try scan.remove("/entry/instrument")
    try scan.externalLink("/entry/instrument", to: "/entry/instrument", in: second.link)
    if let third {
      try two.remove("/entry/instrument/monochromator")
      try two.externalLink("/entry/instrument/monochromator", to: "/entry/instrument/monochromator", in: third.link)
      try three.save(to: "\(folder.path)/\(third.path)")
    }
    try two.save(to: "\(folder.path)/\(second.path)")
    let path = "\(folder.path)/beamtime/scan.nxs"
    try scan.save(to: path)
    return path
  }

  private func findings(
    _ path: String, _ reach: ExternalLinkPolicy.Reach = .any, depth: Int = 8, disabled: Set<String> = []
  ) throws -> [Finding] {
    let policy = ExternalLinkPolicy(reach, depth: depth)
    return try NeXusValidator(library: Definitions.library(), externalLinks: policy, disabled: disabled)
      .validate(try File.open(path)).findings
  }

  /// Code, severity and place of what is more than a note, or about links.
  private func lines(_ findings: [Finding]) -> [String] {
    findings.filter { $0.severity != .note || $0.code.hasPrefix("NX-L") }
      .map { "\($0.code) \($0.severity.rawValue) \($0.location.path ?? "")" }.sorted()
  }

  private let throughMonochromator = [
    "NX-L4 note /entry/data/energy", "NX-L4 note /entry/instrument/monochromator",
  ]

  @Test("are followed by default, through three files, and in the folder where only that is allowed")
  func followed() throws {
    let path = try write()
    #expect(lines(try findings(path)) == [])
    #expect(lines(try findings(path, .folder)) == [])
    let below = try write(
      second: ("raw/two.nxs", "beamtime/raw/two.nxs"), third: ("three.nxs", "beamtime/raw/three.nxs"))
    #expect(lines(try findings(below, .folder)) == [])
  }

  @Test("are not followed when that is switched off; what may lie behind them is no error")
  func off() throws {
    let path = try write()
    let found = try findings(path, .off)
    #expect(
      lines(found) == [
        "NX-L4 note /entry/data/absorbed_beam", "NX-L4 note /entry/data/energy", "NX-L4 note /entry/instrument",
        "NX-P1 warning /entry",
      ])
    let missing = try #require(found.first { $0.code == "NX-P1" })
    #expect(missing.message.contains("the link instrument was not followed"))
    let link = try #require(found.first { $0.location.path == "/entry/instrument" })
    #expect(link.found == "/entry/instrument in the file two.nxs")
    #expect(!(try findings(path, .off, disabled: ["NX-L4"]).contains { $0.code == "NX-L4" }))
    // Not even whether the file is there is looked at.
    try FileManager.default.removeItem(atPath: "\(folder.path)/beamtime/two.nxs")
    #expect(lines(try findings(path, .off)) == lines(found))
  }

  @Test("end after so many files in a row", arguments: [(1, false), (2, true), (8, true)])
  func depth(limit: Int, isEnough: Bool) throws {
    #expect(lines(try findings(try write(), depth: limit)) == (isEnough ? [] : throughMonochromator))
  }

  @Test("that lead from one link straight to the next count each file too")
  func linkToLink() throws {
    let path = try write(third: nil)
    let first = try NeXusFixture.xas()
    try first.remove("/entry/instrument")
    try first.externalLink("/entry/instrument", to: "/entry/instrument", in: "scan.nxs")
    try first.save(to: "\(folder.path)/beamtime/first.nxs")
    let start = "\(folder.path)/beamtime/first.nxs"
    #expect(lines(try findings(path, depth: 1)) == [])
    #expect(lines(try findings(start, depth: 2)) == [])
    #expect(lines(try findings(start, depth: 1)).contains("NX-L4 note /entry/instrument"))
  }

  @Test("out of the folder are not followed where only the folder is allowed, and the message says where they lead")
  func outside() throws {
    let up = try write(third: ("../three.nxs", "three.nxs"))
    #expect(lines(try findings(up)) == [])
    let found = try findings(up, .folder)
    #expect(lines(found) == throughMonochromator)
    let link = try #require(found.first { $0.location.path == "/entry/instrument/monochromator" })
    let real = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path
    #expect(link.message.contains("\(real)/three.nxs lies outside the folder"))
    #expect(link.found == "/entry/instrument/monochromator in the file ../three.nxs")
    // A folder whose name only begins alike is another folder.
    let alike = try write(third: ("../beamtime2/three.nxs", "beamtime2/three.nxs"))
    #expect(lines(try findings(alike, .folder)) == throughMonochromator)
  }

  @Test("count where the file lies, whatever the link or the file system calls it")
  func names() throws {
    let absolute = "\(folder.path)/beamtime/three.nxs"
    #expect(lines(try findings(try write(third: (absolute, "beamtime/three.nxs")), .folder)) == [])
    let detour = try write(third: ("../beamtime/three.nxs", "beamtime/three.nxs"))
    #expect(lines(try findings(detour, .folder)) == [])
    // An absolute path that is gone is looked for beside the file, as the library does.
    let moved = try write(third: ("/nowhere/at/all/three.nxs", "beamtime/three.nxs"))
    #expect(lines(try findings(moved, .folder)) == [])
    // A link of the file system that leaves the folder leaves it.
    let way = try write(third: ("way.nxs", "elsewhere/three.nxs"))
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/beamtime/way.nxs", withDestinationPath: "../elsewhere/three.nxs")
    #expect(lines(try findings(way)) == [])
    #expect(lines(try findings(way, .folder)) == throughMonochromator)
    // A file that is itself such a link has its own folder and that of what it leads to.
    let named = "\(folder.path)/elsewhere/named.nxs"
    try FileManager.default.createSymbolicLink(atPath: named, withDestinationPath: "../beamtime/scan.nxs")
    #expect(lines(try findings(named, .folder)) == [])
  }

  @Test("to files that are missing lead nowhere, whatever is allowed but to look for them")
  func missing() throws {
    let path = try write(third: ("../gone.nxs", "beamtime/three.nxs"))
    for reach in [ExternalLinkPolicy.Reach.folder, .any] {
      let found = try findings(path, reach)
      let link = found.first { $0.code == "NX-L1" && $0.location.path == "/entry/instrument/monochromator" }
      #expect(link?.severity == .error && link?.found == "no such file, or none that can be opened")
      #expect(!found.contains { $0.code == "NX-L4" })
    }
  }

  @Test("that lead to each other in a circle are broken, not cut off")
  func circle() throws {
    for (name, other) in [("a", "b"), ("b", "a")] {
      let file = try NeXusFixture.xas()
      try file.externalLink("/entry/sample/loop", to: "/entry/sample/loop", in: "\(other).nxs")
      try file.save(to: "\(folder.path)/\(name).nxs")
    }
    let found = try findings("\(folder.path)/a.nxs").filter { $0.code.hasPrefix("NX-L") }
    #expect(lines(found) == ["NX-L1 error /entry/sample/loop"])
    #expect(found.first?.found == "links that lead to each other in a circle")
  }

  @Test("at the root may lead to entries: a file without others is not called empty")
  func entries() throws {
    try NeXusFixture.xas().save(to: "\(folder.path)/scan1.nxs")
    let master = try NeXusFixture()
    try master.attribute("/", "default", "first")
    try master.externalLink("/first", to: "/entry", in: "scan1.nxs")
    let path = "\(folder.path)/master.nxs"
    try master.save(to: path)
    #expect(lines(try findings(path)).filter { $0.contains(" error ") } == [])
    #expect(lines(try findings(path, .off)) == ["NX-E3 warning /", "NX-L4 note /first"])
  }
}
