import Foundation
import Testing

@Suite("edgewise analyze, from mu to R") struct AnalyzeXASTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// A line and a step of 0.8 at 7112 eV that goes on as a parabola.
  private func edge(from first: Double = 6962, to last: Double = 7962) -> String {
    var text = "# Element.symbol: Fe\n# Element.edge: K\n# energy(eV) mu\n"
    for energy in stride(from: first, through: last, by: 1) {
      let above = energy - 7112
      text += "\(energy) \(0.3 - 2e-4 * above + (above >= 0 ? 0.8 - 3e-4 * above + 1e-7 * above * above : 0))\n"
    }
    return text
  }

  private func results(_ outcome: Edgewise.Outcome) throws -> [[String: Any]] {
    try #require(try outcome.json()["results"] as? [[String: Any]])
  }

  private func arrays(_ result: [String: Any]) throws -> [String: [Double]] {
    try #require(result["arrays"] as? [String: [Double]])
  }

  @Test("a spectrum is normalised, the report names every value used, the data holds norm and mu")
  func normalize() throws {
    try folder.write(edge(), to: "fe.dat")
    let outcome = try Edgewise.run(
      "analyze", "normalize", "fe.dat", "--param", "e0=7112", "--param", "pre1=-400", "--format", "json", "--arrays",
      "-o", "fe.nxs", in: folder)
    #expect(outcome.status == 0)
    #expect(try JSONSchema("edgewise.analyze/1", in: folder).complaints(about: outcome.output) == [])
    let result = try results(outcome)[0]
    let values = try #require(result["values"] as? [String: Any])
    #expect(values["e0"] as? Double == 7112 && values["pre1"] as? Double == -150 && values["pre2"] as? Double == -75)
    #expect(values["norm1"] as? Double == 25 && values["norm2"] as? Double == 850 && values["nnorm"] as? Int == 2)
    #expect(abs((values["edge_step"] as? Double ?? 0) - 0.8) < 1e-9)
    #expect((values["norm_coefs"] as? [Double])?.count == 3 && values["signal"] as? String == "mu")
    let arrays = try arrays(result)
    let names: Set = ["energy", "mu", "norm", "flat", "dmude", "pre_edge", "post_edge"]
    #expect(Set(arrays.keys) == names && arrays.values.allSatisfy { $0.count == 1001 })
    #expect(abs((arrays["flat"]?[900] ?? 0) - 1) < 1e-9)
    let parameters = try #require(try outcome.json()["parameters"] as? [String: Any])
    #expect(parameters["preset"] as? String == "larch" && parameters["norm2"] as? Double == 850)
    let findings = try #require(try outcome.json()["findings"] as? [[String: Any]])
    #expect(findings.compactMap { $0["code"] as? String }.filter { $0.hasPrefix("ANALYSIS") } == ["ANALYSIS-RANGE"])
    let read = try Edgewise.run("inspect", "fe.nxs", "--format", "json", in: folder)
    let measurement = try #require((try read.files()[0]["measurements"] as? [[String: Any]])?.first)
    let signals = try #require(measurement["signals"] as? [[String: Any]])
    #expect(signals.first?["name"] as? String == "norm" && signals.contains { $0["name"] as? String == "mu" })
    let steps = (measurement["steps"] as? [[String: Any]])?.compactMap { $0["operation"] as? String }
    #expect(steps?.suffix(2) == ["resolve", "normalize"])
  }

  @Test("a spectrum that cannot be normalised is a finding that says why, and the others go on")
  func oneBad() throws {
    try folder.write(edge(), to: "whole.dat")
    try folder.write(edge(to: 7117), to: "stopped.dat")
    let outcome = try Edgewise.run(
      "analyze", "normalize", "whole.dat", "stopped.dat", "--param", "e0=7112", "--param", "preset=athena", "--format",
      "json", in: folder)
    #expect(outcome.status == 1)
    let results = try results(outcome)
    #expect(results.map { $0["file"] as? String } == ["whole.dat"])
    #expect((results[0]["values"] as? [String: Any])?["norm1"] as? Double == 150)
    let findings = try #require(try outcome.json()["findings"] as? [[String: Any]])
    let alone = try Edgewise.run("analyze", "normalize", "stopped.dat", "--param", "e0=7112", in: folder)
    #expect(alone.status == 3 && alone.errors.contains("ANALYSIS-FAILED"))
    let failed = findings.filter { $0["code"] as? String == "ANALYSIS-FAILED" }
    #expect(failed.count == 1 && (failed[0]["message"] as? String)?.contains("behind the edge at 7112 eV") == true)
  }

  /// A shell at 2.2 Å.
  private func fineStructure() -> String {
    var text = "# k(1/Å) chi\n"
    for i in 0..<321 {
      let k = 0.05 * Double(i)
      text += "\(k) \(sin(4.4 * k) * exp(-0.01 * k * k) / (1 + k * k))\n"
    }
    return text
  }

  @Test("chi(k) goes to R, back to q, and into a wavelet map, each by the names of the contract")
  func transforms() throws {
    try folder.write(fineStructure(), to: "chi.dat")
    let window = ["--param", "kmin=3", "--param", "kmax=14", "--param", "dk=1", "--param", "window=hanning"]
    let forward = try Edgewise.start(
      ["analyze", "transform", "chi.dat", "--format", "json", "--arrays"] + window, in: folder
    ).end()
    #expect(forward.status == 0)
    #expect(try JSONSchema("edgewise.analyze/1", in: folder).complaints(about: forward.output) == [])
    let r = try arrays(try results(forward)[0])
    #expect(Set(r.keys) == ["r", "chir_re", "chir_im", "chir_mag", "k", "kwin"])
    let peak = try #require(r["chir_mag"]?.indices.max { (r["chir_mag"]?[$0] ?? 0) < (r["chir_mag"]?[$1] ?? 0) })
    #expect(abs((r["r"]?[peak] ?? 0) - 2.2) < 0.04 && abs((r["kwin"]?[60] ?? 0) - 0.5) < 1e-9 && r["kwin"]?[160] == 1)
    let back = try Edgewise.start(
      [
        "analyze", "backtransform", "chi.dat", "--format", "json", "--arrays", "--param", "rmin=1.4", "--param",
        "rmax=3",
      ]
        + window.map { $0.contains("=") ? "transform." + $0 : $0 }, in: folder
    ).end()
    #expect(back.status == 0)
    let q = try arrays(try results(back)[0])
    #expect(Set(q.keys) == ["q", "chiq_re", "chiq_im", "chiq_mag"])
    for i in stride(from: 100, to: 240, by: 10) {
      let k = 0.05 * Double(i)
      #expect(abs((q["chiq_re"]?[i] ?? 9) - k * k * sin(4.4 * k) * exp(-0.01 * k * k) / (1 + k * k)) < 0.03)
    }
    let wavelet = try Edgewise.run(
      "analyze", "wavelet", "chi.dat", "--param", "kweight=2", "--param", "rmax_out=6", "--format", "json", "--arrays",
      "-o", "map.nxs", in: folder)
    #expect(wavelet.status == 0)
    #expect(try JSONSchema("edgewise.analyze/1", in: folder).complaints(about: wavelet.output) == [])
    let map = try #require(try results(wavelet)[0]["arrays"] as? [String: Any])
    let rows = try #require(map["wcauchy_mag"] as? [[Double]])
    #expect(rows.count == 196 && rows.allSatisfy { $0.count == 321 } && (map["r"] as? [Double])?.count == 196)
    // The ridge lies at the distance of the shell.
    let column = rows.map { $0[160] }
    let ridge = try #require(column.indices.max { column[$0] < column[$1] })
    #expect(abs(6 * Double(ridge) / 195 - 2.2) < 0.1)
    let read = try Edgewise.run("inspect", "map.nxs", "--format", "json", in: folder)
    let measurement = try #require((try read.files()[0]["measurements"] as? [[String: Any]])?.first)
    let channels = try #require(measurement["channels"] as? [[String: Any]])
    #expect(channels.first { $0["name"] as? String == "wcauchy_mag" }?["shape"] as? [Int] == [196, 321])
  }

  @Test("mu(E) is reduced to chi(k) on the way; a measurement without either is refused by what it has")
  func withoutChi() throws {
    try folder.write(edge(), to: "fe.dat")
    let outcome = try Edgewise.run(
      "analyze", "transform", "fe.dat", "--param", "normalize.e0=7112", "--param", "kmax=12", "--format", "json",
      "--arrays", in: folder)
    #expect(outcome.status == 0)
    // The edge is a step with nothing behind it, so that nothing is left of it at any distance.
    let magnitude = try #require(try arrays(try results(outcome)[0])["chir_mag"])
    #expect(magnitude.count > 300 && magnitude.allSatisfy { $0 < 0.02 })
    try folder.write("# time(s) current\n1 2\n2 3\n3 4\n4 5\n", to: "time.dat")
    let other = try Edgewise.run("analyze", "transform", "time.dat", in: folder)
    #expect(other.status == 3 && other.errors.contains("no chi(k)") && other.errors.contains("time, current"))
  }
}
