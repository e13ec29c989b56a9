import Foundation
import Testing

@Suite("edgewise identify") struct IdentifyTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test("content decides, not the name; unknown and missing files make exit 3 and do not stop the others")
  func content() throws {
    try folder.write(Sample.xdi(), to: "wrong.h5")
    try folder.write(Sample.junk, to: "junk.xdi")
    try folder.write("1 2\n2 4\n3 6\n", to: "table.txt")
    try folder.write("", to: "empty.xdi")
    let outcome = try Edgewise.run(
      "identify", "wrong.h5", "junk.xdi", "missing", "empty.xdi", "table.txt", "--format", "json", in: folder)
    #expect(outcome.status == 3)
    #expect(try outcome.json()["schema"] as? String == "edgewise.identify/1")
    let files = try outcome.files()
    #expect(files.map { $0["file"] as? String } == ["wrong.h5", "junk.xdi", "missing", "empty.xdi", "table.txt"])
    #expect(files.map { $0["format"] as? String } == ["xdi", nil, nil, nil, "columns"])
    #expect(files.map { $0["confidence"] as? String } == ["certain", "none", "none", "none", "probable"])
    for file in files { #expect((file["reason"] as? String)?.isEmpty == false) }
  }

  @Test("gzip and standard input are seen through")
  func gzipAndStandardInput() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
    gzip.arguments = ["-k", folder.path("a.xdi")]
    try gzip.run()
    gzip.waitUntilExit()
    let packed = try Edgewise.run("identify", "a.xdi.gz", in: folder)
    #expect(packed.output.hasPrefix("a.xdi.gz: xdi (certain)"))
    let piped = try Edgewise.run("identify", "-", in: folder, input: Data(Sample.xdi().utf8))
    #expect(piped.output.hasPrefix("-: xdi (certain)"))
    #expect(packed.status == 0 && piped.status == 0)
  }

  @Test("-r walks folders in the order of names; without it a folder is an input that cannot be read")
  func folders() throws {
    for name in ["d/b.xdi", "d/a/z.xdi", "d/.hidden/x.xdi", "d/.x.xdi", "d/c.xdi"] {
      try folder.write(Sample.xdi(), to: name)
    }
    try FileManager.default.createSymbolicLink(atPath: folder.path("d/loop"), withDestinationPath: folder.path("d"))
    let walked = try Edgewise.run("identify", "-r", "d", "--format", "json", in: folder)
    #expect(walked.status == 0)
    #expect(try walked.files().map { $0["file"] as? String } == ["d/b.xdi", "d/c.xdi", "d/a/z.xdi"])
    let plain = try Edgewise.run("identify", "d", in: folder)
    #expect(plain.status == 3)
    #expect(plain.errors.contains("FILE-FOLDER") && plain.errors.contains("-r"))
  }
}
