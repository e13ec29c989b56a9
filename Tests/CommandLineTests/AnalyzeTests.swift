import Foundation
import Testing

@Suite("edgewise analyze") struct AnalyzeTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// A scan over a made-up edge at 7112 eV; `noise` is a pattern that sums to nothing.
  private func scan(_ number: Int, noise: Double = 0.001, scale: Double = 1, shift: Double = 0) -> String {
    var text =
      "# Sample.name: foil\n# Scan.number: \(number)\n# Element.symbol: Fe\n# Element.edge: K\n# energy(eV) i0 itrans\n"
    for i in 0..<161 {
      let energy = 7072 + 0.5 * Double(i)
      let ripple = Double((i * (7 + 2 * number) + 3 * number) % 11 - 5) / 5
      let mu = scale * (0.4 + atan((energy - 7112 - shift) / 1.5) / .pi) + noise * ripple
      text += "\(energy) 100000.0 \(100_000 * exp(-mu))\n"
    }
    return text
  }

  private func result(_ outcome: Edgewise.Outcome) throws -> [String: Any] {
    let results = try #require(try outcome.json()["results"] as? [[String: Any]])
    return try #require(results.first)
  }

  @Test("merging lists weights and members, writes the mean with its provenance, and reports by its schema")
  func merge() throws {
    for number in 1...5 { try folder.write(scan(number), to: "s\(number).dat") }
    let outcome = try Edgewise.run(
      "analyze", "merge", "s1.dat", "s2.dat", "s3.dat", "s4.dat", "s5.dat", "--param", "weight=equal", "--format",
      "json",
      "--arrays", "-o", "merged.nxs", in: folder)
    #expect(outcome.status == 0)
    #expect(try JSONSchema("edgewise.analyze/1", in: folder).complaints(about: outcome.output) == [])
    let result = try result(outcome)
    let values = try #require(result["values"] as? [String: Any])
    #expect(values["spectra"] as? Int == 5 && values["points"] as? Int == 161)
    let members = try #require(values["members"] as? [[String: Any]])
    #expect(members.map { $0["file"] as? String } == (1...5).map { "s\($0).dat" })
    #expect(members.allSatisfy { abs(($0["weight"] as? Double ?? 0) - 0.2) < 1e-12 })
    let arrays = try #require(result["arrays"] as? [String: [Double]])
    let middle = try #require(arrays["energy"]?.firstIndex(of: 7112))
    #expect(abs((arrays["mu"]?[middle] ?? 0) - 0.4) < 0.001)
    let parameters = try #require(try outcome.json()["parameters"] as? [String: Any])
    #expect(parameters["weight"] as? String == "equal" && parameters["range"] as? [Double] == [-20, 40])
    let read = try Edgewise.run("inspect", "merged.nxs", "--format", "json", in: folder)
    let measurement = try #require((try read.files()[0]["measurements"] as? [[String: Any]])?.first)
    let references = try #require(measurement["references"] as? [[String: Any]])
    #expect(references.count == 5 && references.allSatisfy { ($0["sha256"] as? String)?.count == 64 })
    let keys = (measurement["metadata"] as? [[String: Any]])?.compactMap { $0["key"] as? String } ?? []
    #expect(keys.contains("Sample.name") && !keys.contains("Scan.number"))
    let steps = (measurement["steps"] as? [[String: Any]])?.compactMap { $0["operation"] as? String }
    #expect(steps?.suffix(2) == ["resolve", "merge"])
  }

  @Test("a scan that cannot be read or resolved is a finding, and the others go on")
  func oneBad() throws {
    for number in 1...3 { try folder.write(scan(number), to: "s\(number).dat") }
    try folder.write("# energy(eV) i0 itrans\n7112 1 1\n", to: "short.dat")
    let outcome = try Edgewise.run(
      "analyze", "merge", "s1.dat", "s2.dat", "s3.dat", "short.dat", "nowhere.dat", "--format", "json", in: folder)
    #expect(outcome.status == 3)
    #expect((try result(outcome)["values"] as? [String: Any])?["spectra"] as? Int == 3)
    let findings = try #require(try outcome.json()["findings"] as? [[String: Any]])
    let codes = findings.compactMap { $0["code"] as? String }
    #expect(codes.contains("RESOLVE-FAILED"))
    let alone = try Edgewise.run("analyze", "merge", "s1.dat", in: folder)
    #expect(alone.status == 3 && alone.errors.contains("it takes 2"))
  }

  @Test("scans are laid over the first one before they are merged, when asked for")
  func align() throws {
    try folder.write(scan(1), to: "a.dat")
    try folder.write(scan(2, shift: 0.75), to: "b.dat")
    let shifts = try Edgewise.run("analyze", "align", "a.dat", "b.dat", "--format", "json", in: folder)
    let results = try #require(try shifts.json()["results"] as? [[String: Any]])
    let shift = try #require((results[1]["values"] as? [String: Any])?["shift"] as? [String: Double])
    #expect(abs((shift["value"] ?? 0) + 0.75) < 0.02 && (shift["stderr"] ?? 1) < 0.02)
    let merged = try Edgewise.run(
      "analyze", "merge", "a.dat", "b.dat", "--param", "align=signal", "--format", "json", in: folder)
    let members = try #require((try result(merged)["values"] as? [String: Any])?["members"] as? [[String: Any]])
    #expect(abs(((members[1]["shift"] as? [String: Double])?["value"] ?? 0) + 0.75) < 0.02)
  }

  @Test("a series that changes is told by drift, one that does not is not")
  func drift() throws {
    for number in 1...5 {
      try folder.write(scan(number), to: "still\(number).dat")
      try folder.write(scan(number, shift: 0.4 * Double(number)), to: "moving\(number).dat")
    }
    let files = (1...5).map(String.init)
    func codes(_ name: String) throws -> [String] {
      let outcome = try Edgewise.start(
        ["analyze", "drift"] + files.map { "\(name)\($0).dat" } + ["--format", "json"], in: folder
      ).end()
      return (try outcome.json()["findings"] as? [[String: Any]])?.compactMap { $0["code"] as? String } ?? []
    }
    #expect(try codes("moving").contains("ANALYSIS-DRIFT") && codes("moving").contains("ANALYSIS-EDGE-DRIFT"))
    #expect(try !codes("still").contains { $0.hasPrefix("ANALYSIS") })
  }

  @Test("a quick scan becomes spectrum by point, with directions, and each spectrum can be merged from there")
  func sweeps() throws {
    var text = "# energy(eV) i0 itrans\n"
    for i in 0..<2000 {
      let energy = 7112 - 60 * cos(.pi * Double(i) / 500)
      text += "\(energy) 1000.0 \(1000 * exp(-0.4 - atan((energy - 7112) / 1.5) / .pi))\n"
    }
    try folder.write(text, to: "quick.dat")
    let outcome = try Edgewise.run(
      "analyze", "sweeps", "quick.dat", "--param", "grid=7060:7160:0.5", "--format", "json", "--arrays", "-o",
      "quick.nxs", in: folder)
    #expect(outcome.status == 0)
    let result = try result(outcome)
    let values = try #require(result["values"] as? [String: Any])
    #expect(values["spectra"] as? Int == 4 && values["up"] as? Int == 2 && values["points"] as? Int == 201)
    #expect((result["arrays"] as? [String: [Double]])?["direction"] == [1, -1, 1, -1])
    let merged = try Edgewise.run("analyze", "merge", "quick.nxs", "--format", "json", "--arrays", in: folder)
    let merge = try self.result(merged)
    #expect((merge["values"] as? [String: Any])?["spectra"] as? Int == 4)
    let arrays = try #require(merge["arrays"] as? [String: [Double]])
    for (energy, mu) in zip(arrays["energy"] ?? [], arrays["mu"] ?? []) {
      // Half a bin times the steepest slope, 1 / 1.5π.
      #expect(abs(mu - 0.4 - atan((energy - 7112) / 1.5) / .pi) < 0.25 / (1.5 * .pi))
    }
    let refused = try Edgewise.run("analyze", "rebin", "quick.dat", in: folder)
    #expect(refused.status == 3 && refused.errors.contains("analyze sweeps"))
  }

  @Test("a folder of scans becomes one series, and says which spectrum is of which file")
  func folderOfScans() throws {
    for number in 1...6 { try folder.write(scan(number, shift: Double(number)), to: "scans/s\(number).dat") }
    let outcome = try Edgewise.run(
      "analyze", "sweeps", "-r", "scans", "--param", "grid=7080:7140:0.5", "--format", "json", "-o", "series.nxs",
      in: folder)
    #expect(outcome.status == 0)
    #expect((try result(outcome)["values"] as? [String: Any])?["spectra"] as? Int == 6)
    let read = try Edgewise.run("inspect", "series.nxs", "--format", "json", "--values", in: folder)
    let measurement = try #require((try read.files()[0]["measurements"] as? [[String: Any]])?.first)
    let channels = try #require(measurement["channels"] as? [[String: Any]])
    let source = channels.first { $0["name"] as? String == "source" }
    #expect(source?["values"] as? [Int] == [0, 1, 2, 3, 4, 5])
    #expect(channels.first { $0["name"] as? String == "itrans" }?["shape"] as? [Int] == [6, 121])
    #expect((measurement["references"] as? [[String: Any]])?.count == 6)
    #expect((measurement["signals"] as? [[String: Any]])?.first?["expression"] as? String == "ln(i0/itrans)")
  }

  @Test("rebinning keeps the mean and says how many points went into each")
  func rebin() throws {
    try folder.write(scan(1), to: "a.dat")
    let outcome = try Edgewise.run(
      "analyze", "rebin", "a.dat", "--param", "grid=7080:7140:5", "--format", "json", "--arrays", in: folder)
    let arrays = try #require(try result(outcome)["arrays"] as? [String: [Double]])
    // Ten points in each bin of 5 eV; the last bin holds its upper border too.
    #expect(arrays["energy"] == (0...12).map { 7080 + 5 * Double($0) })
    #expect(arrays["points"] == (0...12).map { $0 == 12 ? 11 : 10 })
  }

  @Test("wrong steps and parameters are usage errors that name the right ones")
  func usage() throws {
    try folder.write(scan(1), to: "a.dat")
    let step = try Edgewise.run("analyze", "merg", "a.dat", in: folder)
    #expect(step.status == 2 && step.errors.contains("Did you mean 'merge'?"))
    let name = try Edgewise.run("analyze", "merge", "a.dat", "--param", "wieght=equal", in: folder)
    #expect(name.status == 2 && name.errors.contains("Did you mean 'weight'?"))
    let value = try Edgewise.run("analyze", "merge", "a.dat", "--param", "weight=much", in: folder)
    #expect(value.status == 2 && value.errors.contains("equal | noise | variance"))
    #expect(try Edgewise.run("analyze", "merge", in: folder).status == 2)
    let manual = try Edgewise.run("analyze", "sweeps", "--parameters", in: folder)
    #expect(manual.status == 0 && manual.output.contains("coverage"))
  }

  @Test("an output that exists stays, and an input is never one")
  func outputs() throws {
    for number in 1...2 { try folder.write(scan(number), to: "s\(number).dat") }
    try folder.write("mine", to: "there.nxs")
    let before = try folder.state("there.nxs")
    let outcome = try Edgewise.run("analyze", "merge", "s1.dat", "s2.dat", "-o", "there.nxs", in: folder)
    #expect(outcome.status == 4)
    #expect(try folder.state("there.nxs") == before)
    let state = try folder.state("s1.dat")
    let onto = try Edgewise.run(
      "analyze", "merge", "s1.dat", "s2.dat", "-o", "s1.dat", "--on-exist", "overwrite", in: folder)
    #expect(onto.status == 4)
    #expect(try folder.state("s1.dat") == state)
  }
}
