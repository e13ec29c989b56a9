import Foundation
import Testing

@Suite("edgewise convert") struct ConvertTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test("XDI to NeXus and back says the same, and is verified")
  func roundTrip() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let there = try Edgewise.run("convert", "a.xdi", "-o", "a.nxs", "--verify", "--format", "json", in: folder)
    #expect(there.status == 0)
    #expect(there.errors == "")
    let json = try there.json()
    #expect(json["schema"] as? String == "edgewise.convert/1")
    let row = try #require(try there.files().first)
    #expect(Set(row.keys) == ["inputs", "output", "format", "status", "measurements", "verified", "findings"])
    #expect(row["inputs"] as? [String] == ["a.xdi"])
    #expect(row["output"] as? String == "a.nxs")
    #expect(row["status"] as? String == "written")
    #expect(row["measurements"] as? Int == 1)
    #expect(row["verified"] as? Bool == true)
    #expect(try Edgewise.run("diff", "a.xdi", "a.nxs", in: folder).output == "equal\n")
    let back = try Edgewise.run("convert", "a.nxs", "-o", "b.xdi", "--verify", in: folder)
    #expect(back.status == 0)
    #expect(back.output.contains("verified: 1 measurement, 3 arrays bit for bit"))
    #expect(try Edgewise.run("diff", "a.xdi", "b.xdi", in: folder).status == 0)
  }

  @Test("several inputs to NeXus make one file, in the order given; back to XDI they make a file each")
  func container() throws {
    for (name, title) in [("b", "second"), ("a", "first"), ("c", "first")] {
      try folder.write(Sample.xdi(name: title), to: "\(name).xdi")
    }
    let together = try Edgewise.run("convert", "b.xdi", "a.xdi", "c.xdi", "-o", "all.nxs", "--verify", in: folder)
    #expect(together.status == 0)
    #expect(together.output.contains("verified: 3 measurements, 9 arrays bit for bit"))
    let apart = try Edgewise.run("convert", "all.nxs", "-o", "out/", "--to", "xdi", "--format", "json", in: folder)
    #expect(apart.status == 0)
    let rows = try apart.files()
    #expect(
      rows.map { $0["output"] as? String } == ["out/all-second.xdi", "out/all-first.xdi", "out/all-first-2.xdi"])
    let codes = try #require(rows[0]["findings"] as? [[String: Any]]).compactMap { $0["code"] as? String }
    #expect(codes.contains("OUTPUT-RENAMED"))
    #expect(try Edgewise.run("diff", "b.xdi", "out/all-second.xdi", in: folder).status == 0)
    let third = try Edgewise.run("convert", "all.nxs::3", "-o", "third.xdi", in: folder)
    #expect(third.status == 0)
    #expect(try Edgewise.run("diff", "c.xdi", "third.xdi", in: folder).status == 0)
  }

  @Test("--group-by makes one file for each value, or a folder of files where a file holds one measurement")
  func groups() throws {
    for (file, name) in [("a", "LCO"), ("b", "NMC 811"), ("c", "LCO"), ("d", "lco")] {
      try folder.write(Sample.xdi(name: name), to: "\(file).xdi")
    }
    let together = try Edgewise.run(
      "convert", "a.xdi", "b.xdi", "c.xdi", "d.xdi", "-o", "by", "--to", "nexus", "--group-by", "Sample.name",
      "--verify",
      "--format", "json", in: folder)
    #expect(together.status == 0)
    let rows = try together.files()
    #expect(rows.map { $0["output"] as? String } == ["by/LCO.nxs", "by/NMC_811.nxs", "by/lco-2.nxs"])
    #expect(rows.map { $0["measurements"] as? Int } == [2, 1, 1])
    let codes = try #require(rows[0]["findings"] as? [[String: Any]]).compactMap { $0["code"] as? String }
    #expect(codes.contains("OUTPUT-RENAMED"))
    #expect(try Edgewise.run("diff", "b.xdi", "by/NMC_811.nxs", in: folder).status == 0)
    let apart = try Edgewise.run(
      "convert", "a.xdi", "b.xdi", "c.xdi", "d.xdi", "-o", "apart/", "--to", "columns", "--group-by", "sample",
      in: folder)
    #expect(apart.status == 0)
    for path in ["LCO/a.dat", "NMC_811/b.dat", "LCO/c.dat", "lco-2/d.dat"] { #expect(folder.exists("apart/" + path)) }
    let lacking = try Edgewise.run(
      "convert", "a.xdi", "b.xdi", "-o", "none/", "--to", "nexus", "--group-by", "Sample.colour", in: folder)
    #expect(lacking.status == 0)
    #expect(lacking.errors.contains("OUTPUT-UNGROUPED"))
    #expect(folder.exists("none/without-Sample.colour.nxs"))
    #expect(try Edgewise.run("convert", "a.xdi", "-o", "x.nxs", "--group-by", "sample", in: folder).status == 2)
  }

  @Test("what the target cannot hold is exactly what diff finds, and --strict makes it count")
  func losses() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let declared = try Edgewise.run(
      "convert", "a.xdi", "-o", "a.nxs", "--set", "Sample.formula=Cu", "--unit", "i0=counts", in: folder)
    #expect(declared.status == 0)
    let lossy = try Edgewise.run("convert", "a.nxs", "-o", "b.xdi", "--verify", "--format", "json", in: folder)
    #expect(lossy.status == 0)
    let findings = try #require(try lossy.files().first?["findings"] as? [[String: Any]])
    let losses = findings.filter { ($0["code"] as? String)?.hasPrefix("LOSS-") == true }
    #expect(losses.contains { $0["code"] as? String == "LOSS-STEP" })
    for loss in losses { #expect(loss["severity"] as? String == "warning") }
    let found = try Edgewise.run("diff", "a.nxs", "b.xdi", "--format", "json", in: folder)
    let differences = try #require(try found.json()["differences"] as? [[String: Any]])
    let lost = losses.compactMap { ($0["location"] as? [String: Any])?["path"] as? String }
    #expect(lost == differences.compactMap { $0["path"] as? String })
    #expect(try Edgewise.run("convert", "a.nxs", "-o", "c.xdi", "--strict", in: folder).status == 1)
    #expect(folder.exists("c.xdi"))
  }

  @Test("an existing output stays as it is: exit 4; skip, update and overwrite do what they say")
  func existingOutputs() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    try folder.write("something else", to: "a.dat")
    let before = try folder.state("a.dat")
    let refused = try Edgewise.run("convert", "a.xdi", "-o", "a.dat", in: folder)
    #expect(refused.status == 4)
    #expect(refused.errors.contains("OUTPUT-EXISTS"))
    #expect(try folder.state("a.dat") == before)
    let skipped = try Edgewise.run("convert", "a.xdi", "-o", "a.dat", "--on-exist", "skip", in: folder)
    #expect(skipped.status == 0)
    #expect(skipped.output.contains("skipped"))
    #expect(try folder.state("a.dat") == before)
    let replaced = try Edgewise.run("convert", "a.xdi", "-o", "a.dat", "--on-exist", "overwrite", in: folder)
    #expect(replaced.status == 0)
    let written = try folder.state("a.dat")
    #expect(written[0] != before[0])
    // The output holds what would be written, and is not older: nothing to do.
    let unchanged = try Edgewise.run("convert", "a.xdi", "-o", "a.dat", "--on-exist", "update", in: folder)
    #expect(unchanged.status == 0)
    #expect(unchanged.output.contains("skipped"))
    #expect(try folder.state("a.dat") == written)
    // It differs: written again, although it is newer.
    try folder.write("1 2\n3 4\n", to: "a.dat")
    _ = try Edgewise.run("convert", "a.xdi", "-o", "a.dat", "--on-exist", "update", in: folder)
    #expect(try folder.text("a.dat") == written[0])
    // The input is newer: written again.
    let inode = try folder.state("a.dat")[2]
    let later: [FileAttributeKey: Any] = [.modificationDate: Date(timeIntervalSinceNow: 3600)]
    try FileManager.default.setAttributes(later, ofItemAtPath: folder.path("a.xdi"))
    let newer = try Edgewise.run("convert", "a.xdi", "-o", "a.dat", "--on-exist", "update", in: folder)
    #expect(newer.output.contains("columns, 1 measurement"))
    #expect(try folder.state("a.dat")[2] != inode)
  }

  @Test("an input is never replaced, by whatever name it is reached")
  func outputIsInput() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    try folder.write(Sample.xdi(name: "b"), to: "b.xdi")
    try FileManager.default.createSymbolicLink(atPath: folder.path("link.xdi"), withDestinationPath: "b.xdi")
    let before = [try folder.state("a.xdi"), try folder.state("b.xdi")]
    for output in ["a.xdi", "./a.xdi", "b.xdi", "link.xdi"] {
      let outcome = try Edgewise.run(
        "convert", "a.xdi", "-o", output, "--on-exist", "overwrite", "--element", "Fe", in: folder)
      #expect(outcome.status == (output.contains("a") ? 4 : 0), "\(output)")
      if outcome.status == 0 { try folder.write(Sample.xdi(name: "b"), to: "b.xdi") }
    }
    let both = try Edgewise.run(
      "convert", "a.xdi", "b.xdi", "-o", ".", "--to", "xdi", "--on-exist", "overwrite", in: folder)
    #expect(both.status == 4)
    #expect(both.errors.contains("OUTPUT-IS-INPUT"))
    #expect(try folder.state("a.xdi") == before[0])
    #expect(try folder.text("b.xdi") == before[1][0])
  }

  @Test("one bad input does not stop the others, and the worst exit code wins")
  func badInputs() throws {
    try folder.write(Sample.xdi(), to: "good.xdi")
    try folder.write(Sample.junk, to: "junk.xdi")
    try folder.write("occupied", to: "out/taken.dat")
    try folder.write(Sample.xdi(), to: "taken.xdi")
    let mixed = try Edgewise.run(
      "convert", "junk.xdi", "missing.xdi", "good.xdi", "-o", "out", "--to", "columns", "--format", "json", in: folder)
    #expect(mixed.status == 3)
    let rows = try mixed.files()
    #expect(rows.map { $0["status"] as? String } == ["failed", "failed", "written"])
    #expect(folder.exists("out/good.dat"))
    let worse = try Edgewise.run("convert", "missing.xdi", "taken.xdi", "-o", "out", "--to", "columns", in: folder)
    #expect(worse.status == 4)
    let common = try Edgewise.run("convert", "junk.xdi", "good.xdi", "-o", "all.nxs", "--verify", in: folder)
    #expect(common.status == 3)
    #expect(common.output.contains("verified: 1 measurement"))
  }

  @Test("a crash, a hang and a lack of memory cost one file")
  func faults() throws {
    for name in ["a", "b", "c"] { try folder.write(Sample.xdi(name: name), to: "\(name).xdi") }
    let cases = [("crash", "WORKER-CRASH"), ("hang", "WORKER-TIMEOUT"), ("memory", "WORKER-MEMORY")]
    for (kind, code) in cases {
      let outcome = try Edgewise.run(
        "convert", "a.xdi", "b.xdi", "c.xdi", "-o", "\(kind)/", "--to", "columns", "--timeout", "2", "--memory-limit",
        "200", in: folder, environment: ["EDGEWISE_PLANTED_FAULT": "\(kind):reading:b.xdi"])
      #expect(outcome.status == 3, "\(kind)")
      #expect(outcome.errors.contains("b.xdi: error:") && outcome.errors.contains(code), "\(outcome.errors)")
      #expect(outcome.errors.contains("while reading it as xdi"))
      #expect(try folder.files().filter { $0.hasPrefix(kind) } == ["\(kind)/a.dat", "\(kind)/c.dat"])
    }
    let common = try Edgewise.run(
      "convert", "a.xdi", "b.xdi", "c.xdi", "-o", "all.nxs", "--format", "json", in: folder,
      environment: ["EDGEWISE_PLANTED_FAULT": "crash:reading:b.xdi"])
    #expect(common.status == 3)
    let row = try #require(try common.files().first)
    #expect(row["measurements"] as? Int == 2)
    let crash = try #require(row["findings"] as? [[String: Any]]).first { $0["code"] as? String == "WORKER-CRASH" }
    #expect((crash?["location"] as? [String: Any])?["file"] as? String == "b.xdi")
  }

  @Test("standard input to standard output: only data on one, only the report on the other")
  func streams() throws {
    let outcome = try Edgewise.run(
      "convert", "-", "-o", "-", "--to", "xdi", in: folder, input: Data(Sample.xdi().utf8))
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("# XDI/1.0 Simulated/2.0\n"))
    #expect(outcome.errors.contains("xdi, 1 measurement"))
    try folder.write(outcome.output, to: "copy.xdi")
    try folder.write(Sample.xdi(), to: "a.xdi")
    #expect(try Edgewise.run("diff", "a.xdi", "copy.xdi", in: folder).status == 0)
  }

  @Test("--dry-run reads and reports, and writes nothing")
  func dryRun() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let outcome = try Edgewise.run("convert", "a.xdi", "-o", "out/", "--to", "columns", "--dry-run", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("would be written"))
    #expect(try folder.files() == ["a.xdi"])
    #expect(!folder.exists("out"))
  }

  @Test("equal inputs give equal bytes when SOURCE_DATE_EPOCH is set")
  func deterministic() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let time = ["SOURCE_DATE_EPOCH": "1000000000"]
    for name in ["one.nxs", "two.nxs"] {
      #expect(try Edgewise.run("convert", "a.xdi", "-o", name, in: folder, environment: time).status == 0)
    }
    let first = try Data(contentsOf: folder.url.appendingPathComponent("one.nxs"))
    #expect(first == (try Data(contentsOf: folder.url.appendingPathComponent("two.nxs"))))
    #expect(first.range(of: Data("2001-09-09T01:46:40Z".utf8)) != nil)
  }

  @Test("-r keeps the folders of the inputs")
  func recursive() throws {
    for name in ["in/a.xdi", "in/day1/a.xdi", "in/day2/deep/a.xdi"] { try folder.write(Sample.xdi(), to: name) }
    let outcome = try Edgewise.run("convert", "-r", "in", "-o", "out", "--to", "columns", in: folder)
    #expect(outcome.status == 0)
    #expect(
      try folder.files().filter { $0.hasPrefix("out") } == ["out/a.dat", "out/day1/a.dat", "out/day2/deep/a.dat"])
    #expect(outcome.output.hasSuffix("3 written\n"))
  }

  @Test("a selector that fits nothing is an input that cannot be read, with a list of what there is")
  func selector() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let outcome = try Edgewise.run("convert", "a.xdi::7", "-o", "b.nxs", in: folder)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("INPUT-SELECTOR") && outcome.errors.contains("\"Cu foil\""))
    #expect(try Edgewise.run("convert", "a.xdi::\"Cu foil\"", "-o", "b.nxs", in: folder).status == 0)
  }

  @Test("an output folder that is not there: exit 4")
  func missingFolder() throws {
    try folder.write(Sample.xdi(), to: "a.xdi")
    let outcome = try Edgewise.run("convert", "a.xdi", "-o", "nowhere/b.nxs", in: folder)
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("OUTPUT-FAILED"))
    #expect(try folder.files() == ["a.xdi"])
  }
}
