import Bytes
import Foundation
import Testing
import Validation
import Workflow

@Suite("Definitions out of wheels") final class DefinitionWheelTests {
  private let root: String
  private var target: String { root + "/definitions" }

  init() throws {
    root = NSTemporaryDirectory() + "/edgewise-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  private static let definition = Array("<definition name=\"NXa\"/>".utf8)

  /// What a package of NeXus tools looks like inside.
  private static let package: [(String, [UInt8])] = [
    ("tools/__init__.py", Array("print()".utf8)),
    ("tools/definitions/NXDL_VERSION", Array("v2026.01\n".utf8)),
    ("tools/definitions/nxdl.xsd", Array("<xsd/>".utf8)),
    ("tools/definitions/dev_tools/x.py", Array("".utf8)),
    ("tools/definitions/applications/NXa.nxdl.xml", definition),
    ("tools/definitions/base_classes/NXb.nxdl.xml", definition),
    ("tools/definitions/base_classes/deep/NXc.nxdl.xml", definition),
    ("tools/definitions/manual/NXd.nxdl.xml", definition),
    ("tools-1.2.dist-info/licenses/LGPL.txt", Array("licence".utf8)),
    ("tools-1.2.dist-info/RECORD", Array("".utf8)),
  ]

  private func wheel(_ files: [(String, [UInt8])], named name: String = "tools-1.2-py3-none-any.whl") throws -> String {
    var zip = StoredZip()
    for (name, bytes) in files { zip.add(name, bytes) }
    try Data(zip.bytes).write(to: URL(fileURLWithPath: "\(root)/\(name)"))
    return "\(root)/\(name)"
  }

  private func add(_ wheel: String, replacing: Bool = false) throws -> DefinitionInstall {
    try DefinitionInstall(from: wheel, named: nil, below: target, replacing: replacing)
  }

  @Test("definitions, schemas and licences are taken, the rest stays behind; the set says where it is from")
  func whole() throws {
    let path = try wheel(Self.package)
    let install = try add(path)
    #expect(install.set.name == "tools-1.2" && install.set.version == "v2026.01" && !install.replaced)
    #expect(
      FolderTree.files(below: target + "/tools-1.2", depth: 3) == [
        "NXDL_VERSION", "SHA256SUMS", "SOURCE.txt", "applications/NXa.nxdl.xml", "base_classes/NXb.nxdl.xml",
        "licenses/LGPL.txt", "nxdl.xsd",
      ])
    let document = try #require(install.set.document(named: "NXa"))
    #expect(try install.set.bytes(of: document) == Self.definition)
    let sum = try ByteSource(path).sha256().hex
    #expect(
      install.set.source.prefix(4) == [
        ["wheel", "tools-1.2-py3-none-any.whl"], ["package", "tools"], ["version", "1.2"], ["sha256", sum],
      ])
    #expect(try FileManager.default.contentsOfDirectory(atPath: target) == ["tools-1.2"])
  }

  @Test("a set of the name is not replaced unless asked for")
  func replacing() throws {
    let path = try wheel(Self.package)
    _ = try add(path)
    #expect(#expect(throws: FileError.self) { try add(path) }?.kind == .exists)
    #expect(try add(path, replacing: true).replaced)
  }

  @Test(
    "a name that leads out of the archive refuses the whole",
    arguments: [
      "../NXx.nxdl.xml", "/etc/NXx.nxdl.xml", "tools/definitions/applications/../../../NXx.nxdl.xml",
      "tools/definitions/applications/..", "tools\\definitions\\NXx.nxdl.xml", "tools//NXx.nxdl.xml",
    ])
  func hostileNames(_ name: String) throws {
    let path = try wheel(Self.package + [(name, Self.definition)])
    #expect(#expect(throws: FileError.self) { try add(path) }?.kind == .invalidName)
    #expect(!FileManager.default.fileExists(atPath: target))
  }

  @Test("two files for one place refuse the whole")
  func twice() throws {
    let path = try wheel(Self.package + [("other/definitions/applications/NXa.nxdl.xml", Self.definition)])
    #expect(#expect(throws: FileError.self) { try add(path) }?.kind == .invalidName)
  }

  @Test("a definition larger than any, a wheel without one, and what is no wheel are refused; nothing is left behind")
  func refusals() throws {
    let large = ("tools/definitions/applications/NXlarge.nxdl.xml", [UInt8](repeating: 32, count: 17 << 20))
    let plain = root + "/notes.txt"
    try Data("text".utf8).write(to: URL(fileURLWithPath: plain))
    let damaged = try wheel(Self.package, named: "damaged-1-py3.whl")
    try Data(try Data(contentsOf: URL(fileURLWithPath: damaged)).prefix(300)).write(to: URL(fileURLWithPath: damaged))
    let cases: [(String, FileError.Kind)] = [
      (try wheel(Self.package + [large], named: "large-1.whl"), .tooLarge),
      (try wheel([Self.package[0]], named: "empty-1.whl"), .empty),
      (damaged, .damagedZip), (plain, .damagedZip), (root + "/none.whl", .notFound),
    ]
    for (path, kind) in cases {
      #expect(#expect(throws: FileError.self) { try add(path) }?.kind == kind, "\(path)")
    }
    #expect(!FileManager.default.fileExists(atPath: target))
  }

  @Test("a folder that holds XML schemas only is a set as well")
  func schemasOnly() throws {
    try FileManager.default.createDirectory(atPath: root + "/xsd", withIntermediateDirectories: true)
    try Data("<xsd/>".utf8).write(to: URL(fileURLWithPath: root + "/xsd/ingest-11.xsd"))
    #expect(try add(root + "/xsd").set.documents.map(\.name) == ["ingest-11.xsd"])
  }
}
