import Foundation
import Testing

@Suite("edgewise analyze: calibration, edges, areas, differences, soft edges, dichroism") struct AnalyzeEdgesTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func run(_ arguments: [String]) throws -> Edgewise.Outcome {
    try Edgewise.start(arguments, in: folder).end()
  }

  private func values(_ outcome: Edgewise.Outcome) throws -> [[String: Any]] {
    try #require(try outcome.json()["results"] as? [[String: Any]]).compactMap { $0["values"] as? [String: Any] }
  }

  private func number(_ value: Any?) -> Double {
    value as? Double ?? (value as? [String: Any])?["value"] as? Double ?? .nan
  }

  private func error(_ value: Any?) -> Double { (value as? [String: Any])?["stderr"] as? Double ?? .nan }

  private func codes(_ outcome: Edgewise.Outcome) throws -> [String] {
    try #require(try outcome.json()["findings"] as? [[String: Any]]).compactMap { $0["code"] as? String }
  }

  /// Iron in transmission with its foil behind; both are `error` eV too high, the sample 3.3 eV above the foil.
  private func iron(error: Double, extra: Double = 0) -> String {
    var text = "# Element.symbol: Fe\n# Element.edge: K\n# energy(eV) i0 itrans irefer\n"
    for i in 0..<300 {
      let energy = 7050.1 + 0.5 * Double(i)
      let x = energy - 7112 - error
      let ripple = 2e-4 * Double((i * 7) % 11 - 5)
      let peak = extra * exp(-(x - 13) * (x - 13) / 4)
      let mu = 0.5 * (1 + erf((x - 3.3) / 1.7)) + peak + ripple
      let foil = 0.2 * (1 + erf(x / 1.7)) + ripple
      text += "\(energy) 100000.0 \(100_000 * exp(-mu)) \(100_000 * exp(-mu - foil))\n"
    }
    return text
  }

  @Test("calibration by the foil puts its edge where the table has it, and writes the shifted spectrum with the step")
  func calibrate() throws {
    try folder.write(iron(error: 1.85), to: "fe.dat")
    let outcome = try Edgewise.run(
      "analyze", "calibrate", "fe.dat", "--param", "via=reference", "--format", "json", "--arrays", "-o", "fe.nxs",
      in: folder)
    #expect(outcome.status == 0)
    #expect(try JSONSchema("edgewise.analyze/1", in: folder).complaints(about: outcome.output) == [])
    let result = try #require(try values(outcome).first)
    #expect(abs(number(result["shift"]) + 1.85) < 0.01 && error(result["shift"]) > 0 && error(result["shift"]) < 0.05)
    #expect(number(result["e0_target"]) == 7112 && abs(number(result["e0"]) - 7113.85) < 0.01)
    #expect(result["e0_source"] as? String == "xraylib 4, Fe K" && result["uncertainty"] as? String == "scatter")
    #expect(try codes(outcome).contains("ANALYSIS-FOIL"))
    let stated = try Edgewise.run(
      "analyze", "calibrate", "fe.dat", "--param", "via=reference", "--param", "element=Fe", "--format", "json",
      in: folder)
    #expect(try !codes(stated).contains("ANALYSIS-FOIL"))
    let parameters = try #require(try outcome.json()["parameters"] as? [String: Any])
    #expect(parameters["e0"] as? String == "table")
    let again = try Edgewise.run("analyze", "edges", "fe.nxs", "--format", "json", in: folder)
    #expect(abs(number(try values(again)[0]["parabola"]) - 7115.3) < 0.02)
    let read = try Edgewise.run("inspect", "fe.nxs", "--format", "json", in: folder)
    let measurement = try #require((try read.files()[0]["measurements"] as? [[String: Any]])?.first)
    let steps = (measurement["steps"] as? [[String: Any]])?.compactMap { $0["operation"] as? String }
    #expect(steps?.suffix(2) == ["resolve", "calibrate"])
  }

  @Test("calibration to an energy, within a range; without element, foil or edge the finding says what to give")
  func calibrateGiven() throws {
    try folder.write(iron(error: 0), to: "fe.dat")
    let given = try Edgewise.run(
      "analyze", "calibrate", "fe.dat", "--param", "e0=7120", "--param", "range=-10:10", "--format", "json", in: folder)
    #expect(abs(number(try values(given)[0]["shift"]) - 4.7) < 0.02)
    #expect(try given.json()["parameters"] as? [String: Any] != nil)
    try folder.write("# energy(eV) mu\n" + (0..<40).map { "\($0 + 100) \($0 < 20 ? 0 : 1)\n" }.joined(), to: "x.dat")
    let unknown = try Edgewise.run("analyze", "calibrate", "x.dat", in: folder)
    #expect(unknown.status == 3 && unknown.errors.contains("element="))
    let noFoil = try Edgewise.run("analyze", "calibrate", "x.dat", "--param", "via=reference", in: folder)
    #expect(noFoil.status == 3 && noFoil.errors.contains("reference"))
    let usage = try Edgewise.run("analyze", "calibrate", "x.dat", "--param", "e0=tabel", in: folder)
    #expect(usage.status == 2 && usage.errors.contains("number | table"))
  }

  @Test("edges of a series: all ways with errors, and shifts against the first")
  func edges() throws {
    try folder.write(iron(error: 0), to: "a.dat")
    try folder.write(iron(error: 0.2), to: "b.dat")
    try folder.write("# energy(eV) mu\n" + (0..<40).map { "\($0 + 7100) 2\n" }.joined(), to: "flat.dat")
    let outcome = try Edgewise.run(
      "analyze", "edges", "a.dat", "flat.dat", "b.dat", "--param", "window=-12:18", "--format", "json", in: folder)
    #expect(outcome.status == 1)
    let found = try values(outcome)
    #expect(found.count == 2 && abs(number(found[0]["parabola"]) - 7115.3) < 0.02)
    for name in ["shift_half", "shift_centroid", "shift_parabola"] {
      #expect(abs(number(found[1][name]) - 0.2) < 0.02 && error(found[1][name]) > 0, "\(name)")
    }
    #expect(number(found[0]["shift_half"]) == 0)
    #expect(try codes(outcome).filter { $0 == "ANALYSIS-FAILED" }.count == 1)
  }

  /// A Gaussian peak of area 0.35 at 6540.7 eV on a slope.
  private func preEdge() -> String {
    var text = "# energy(eV) mu\n"
    for i in 0..<200 {
      let energy = 6530 + 0.1 * Double(i)
      let x = (energy - 6540.7) / 0.8
      text +=
        "\(energy) \(0.1 + 0.01 * (energy - 6530) + 0.35 * exp(-x * x / 2) / (0.8 * (2 * Double.pi).squareRoot()))\n"
    }
    return text
  }

  @Test("an area over a line fitted outside; a window that leaves the scan, or none, is said with numbers")
  func integrate() throws {
    try folder.write(preEdge(), to: "mn.dat")
    let outcome = try Edgewise.run(
      "analyze", "integrate", "mn.dat", "--param", "range=6536:6546", "--param", "baseline=linear", "--param",
      "baseline_range=6531:6536,6546:6549", "--format", "json", "--arrays", in: folder)
    #expect(outcome.status == 0)
    let result = try #require(try values(outcome).first)
    #expect(abs(number(result["area"]) - 0.35) < 1e-6 && error(result["area"]) >= 0)
    #expect(abs(number(result["centroid"]) - 6540.7) < 1e-6 && abs(number(result["width"]) - 0.8) < 1e-3)
    #expect(result["range"] as? [Double] == [6536, 6546])
    let outside = try Edgewise.run("analyze", "integrate", "mn.dat", "--param", "range=6545:6560", in: folder)
    #expect(outside.status == 3 && outside.errors.contains("6549.9") && outside.errors.contains("range="))
    #expect(try Edgewise.run("analyze", "integrate", "mn.dat", in: folder).errors.contains("range=LO:HI"))
  }

  @Test("differences from the first or from another file, with areas, written with their standard errors")
  func difference() throws {
    try folder.write(iron(error: 0), to: "a.dat")
    try folder.write(iron(error: 0, extra: 0.1), to: "b.dat")
    let words = [
      "--param", "e0=7115", "--param", "norm1=25", "--param", "norm2=80", "--param", "range=7118:7132", "--format",
      "json", "--arrays",
    ]
    let outcome = try run(["analyze", "difference", "a.dat", "b.dat", "-o", "d.nxs"] + words)
    #expect(outcome.status == 0)
    let found = try values(outcome)
    // The Gaussian of height 0.1 and exponent x²/4, over a step of about 1.
    let planted = 0.1 * (4 * Double.pi).squareRoot()
    #expect(found.count == 1 && abs(number(found[0]["area"]) - planted) < 0.01)
    let other = try run(["analyze", "difference", "b.dat", "--param", "reference=a.dat"] + words)
    #expect(number(try values(other)[0]["area"]) == number(found[0]["area"]))
    let alone = try Edgewise.run("analyze", "difference", "b.dat", in: folder)
    #expect(alone.status == 3)
    let read = try Edgewise.run("inspect", "d.nxs", "--format", "json", in: folder)
    let measurement = try #require((try read.files()[0]["measurements"] as? [[String: Any]])?.first)
    let channels = (measurement["channels"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
    #expect(channels == ["energy", "difference", "difference_stderr"])
    #expect((measurement["references"] as? [[String: Any]])?.count == 2)
  }

  /// Iron L3 and L2 with this helicity; a file that names it where `says` is not nil.
  private func dichroic(_ helicity: Double, says word: String?, shift: Double = 0) -> String {
    var text = "# Element.symbol: Fe\n# Element.edge: L3\n"
    if let word { text += "# Beamline.polarization: \(word)\n" }
    text += "# energy(eV) mu\n"
    for i in 0..<300 {
      let energy = 690 + shift + 0.2 * Double(i)
      let step = { (x: Double) in 0.5 + atan(2 * x / 0.1) / .pi }
      let one = (5 - 0.6 * helicity) * exp(-(energy - 708) * (energy - 708) / 2) / (2 * Double.pi).squareRoot()
      let two = (2.5 + 0.45 * helicity) * exp(-(energy - 721) * (energy - 721) / 2) / (2 * Double.pi).squareRoot()
      let mu = 2.0 / 3 * step(energy - 708) + 1.0 / 3 * step(energy - 721) + one + two
      text += "\(energy) \(0.4 + mu)\n"
    }
    return text
  }

  @Test("L3 and L2: areas per edge step and the branching ratio")
  func soft() throws {
    try folder.write(dichroic(0, says: nil), to: "fe.dat")
    let outcome = try Edgewise.run(
      "analyze", "soft", "fe.dat", "--param", "positions=708,721", "--param", "border=714.5", "--param",
      "step_width=0.1", "--param", "pre=690:702",
      "--format", "json", "--arrays", "-o", "soft.nxs", in: folder)
    #expect(outcome.status == 0)
    let result = try #require(try values(outcome).first)
    #expect(abs(number(result["l3_area"]) - 5) < 0.08 && abs(number(result["l2_area"]) - 2.5) < 0.05)
    #expect(abs(number(result["branching_ratio"]) - 2.0 / 3) < 0.005 && abs(number(result["l3"]) - 708) < 0.05)
    let share = try Edgewise.run(
      "analyze", "soft", "fe.dat", "--param", "normalize=area", "--param", "pre=690:702", "--format", "json", in: folder
    )
    let shares = try values(share)[0]
    #expect(abs(number(shares["l3_area"]) + number(shares["l2_area"]) - 1) < 1e-12)
    let stopped = dichroic(0, says: nil).split(separator: "\n").prefix(180).joined(separator: "\n")
    try folder.write(stopped, to: "stopped.dat")
    let short = try Edgewise.run("analyze", "soft", "stopped.dat", in: folder)
    #expect(short.status == 3 && short.errors.contains("behind the second edge"))
  }

  @Test("windows before the oxygen K edge, each with its area")
  func windows() throws {
    var text = "# Element.symbol: O\n# Element.edge: K\n# energy(eV) mu\n"
    for i in 0..<400 {
      let x = 520 + 0.1 * Double(i)
      text += "\(x) \(2 + 0.8 * exp(-(x - 529.5) * (x - 529.5) / 0.5) + (x > 540 ? 1.5 : 0))\n"
    }
    try folder.write(text, to: "o.dat")
    let outcome = try Edgewise.run(
      "analyze", "soft", "o.dat", "--param", "windows=528.0:531.5,531.5:534", "--param", "pre=520:527", "--format",
      "json", in: folder)
    let windows = try #require(try values(outcome)[0]["windows"] as? [[String: Any]])
    #expect(windows.count == 2 && abs(number(windows[0]["area"]) - 0.8 * (0.5 * Double.pi).squareRoot() / 1.5) < 1e-3)
    #expect(abs(number(windows[1]["area"])) < 1e-3 && abs(number(windows[0]["centroid"]) - 529.5) < 5e-3)
    let bad = try Edgewise.run("analyze", "soft", "o.dat", "--param", "windows=531:528", in: folder)
    #expect(bad.status == 3 && bad.errors.contains("531:528"))
  }

  @Test("dichroism sorts spectra by what the files say, or by name, and says which it left out")
  func dichroism() throws {
    try folder.write(dichroic(1, says: "C+"), to: "p.dat")
    try folder.write(dichroic(-1, says: "C-", shift: 0.05), to: "m.dat")
    try folder.write(dichroic(0, says: nil), to: "x.dat")
    let words = [
      "--param", "degree=1", "--param", "holes=3.4", "--param", "positions=708,721", "--param", "border=714.5",
      "--param", "step_width=0.1", "--param",
      "pre=690:702", "--format", "json", "--arrays",
    ]
    let outcome = try run(["analyze", "dichroism", "p.dat", "m.dat", "x.dat", "-o", "xmcd.nxs"] + words)
    #expect(outcome.status == 0)
    #expect(try JSONSchema("edgewise.analyze/1", in: folder).complaints(about: outcome.output) == [])
    let result = try #require(try values(outcome).first)
    #expect(result["effect"] as? String == "xmcd" && result["sorted_by"] as? String == "Beamline.polarization")
    #expect(abs(number(result["p"]) + 1.2) < 0.03 && abs(number(result["q"]) + 0.3) < 0.03)
    #expect(abs(number(result["r"]) - 15) < 0.2)
    #expect(abs(number(result["m_orb"]) - 4.0 / 3 * 0.3 / 15 * 3.4) < 0.01)
    #expect(abs(number(result["m_spin_eff"]) - 6.0 / 15 * 3.4) < 0.03)
    let codes = try codes(outcome)
    #expect(codes.contains("ANALYSIS-POLARIZATION") && codes.contains("ANALYSIS-INTERPOLATED"))
    let named = try run(["analyze", "dichroism", "p.dat", "--param", "plus=p.dat", "--param", "minus=[m.dat]"] + words)
    #expect(number(try values(named)[0]["q"]) == number(result["q"]))
    #expect(try values(named)[0]["effect"] as? String == "given")
    let alone = try Edgewise.run("analyze", "dichroism", "p.dat", "x.dat", in: folder)
    #expect(alone.status == 3 && alone.errors.contains("minus="))
    let read = try Edgewise.run("inspect", "xmcd.nxs", "--format", "json", in: folder)
    let measurement = try #require((try read.files()[0]["measurements"] as? [[String: Any]])?.first)
    let signals = (measurement["signals"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
    #expect(signals == ["difference", "sum", "plus", "minus", "integral"])
  }

  @Test("the XMCD pairs of a beamline are sorted by their Stokes parameters")
  func corpus() throws {
    let corpus = ProcessInfo.processInfo.environment["EDGEWISE_CORPUS"] ?? "../shared/corpus"
    let files = (236463...236466).map { "\(corpus)/nexus-xmcd/\($0)_nxxas.nxs" }
    guard files.allSatisfy({ $0.hasPrefix("/") && FileManager.default.fileExists(atPath: $0) }) else { return }
    let outcome = try run(["analyze", "dichroism"] + files + ["--param", "signal=raw", "--format", "json"])
    #expect(outcome.status == 0)
    let result = try #require(try values(outcome).first)
    // Stokes S3 of the files: +1, -1, -1, +1.
    let plus = result["plus"] as? [String]
    #expect(plus?.map { $0.prefix(6) } == ["236463", "236466"] && (result["minus"] as? [String])?.count == 2)
    #expect(result["sorted_by"] as? String == "sample.beam.incident_polarization_stokes")
    #expect(try codes(outcome).contains("ANALYSIS-INTERPOLATED"))
  }
}
