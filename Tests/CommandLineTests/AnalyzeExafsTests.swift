import Foundation
import Testing

/// Paths and chi(k) of formulas, so that what a fit has to find is known.
@Suite("edgewise analyze exafs") struct AnalyzeExafsTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  // MARK: Fixtures

  private func amplitude(_ k: Double) -> Double { 0.6 * k * exp(-0.02 * k * k) / (1 + 0.2 * k) }
  private func phase(_ k: Double) -> Double { 1.5 - 0.9 * k }
  private func meanFreePath(_ k: Double) -> Double { 6 + 0.4 * k + 0.02 * k * k }
  private func momentum(_ k: Double) -> Double { (k * k + 3.2).squareRoot() }

  /// A file as FEFF writes it, of a path between two atoms of copper.
  private func writePath(_ name: String, length: Double, degeneracy: Double) throws {
    func number(_ value: Double) -> String { String(format: "%.7E", value) }
    var text = """
       Cu  made up                                                    Feff XX 6.10
       Abs   Z=29 Rmt= 1.289 Rnm= 1.424 K shell
       Pot 1 Z=29 Rmt= 1.272 Rnm= 1.392
       Gam_ch=1.761E+00 H-L exch
       Mu=-5.535E+00 kf=1.806E+00 Vint=-1.796E+01 Rs_int= 2.008
       Path    1      icalc       2
       -----------------------------------------------------------------------
         2  \(degeneracy)   \(length)    2.6300   -5.53502 nleg, deg, reff, rnrmav(bohr), edge
              x         y         z   pot at#
           .0000     .0000     .0000  0  29 Cu       absorbing atom
           \(length)     .0000     .0000  1  29 Cu
          k   real[2*phc]   mag[feff]  phase[feff] red factor   lambda     real[p]@#

      """
    for i in 0...100 {
      let k = 0.2 * Double(i)
      text +=
        " "
        + [
          String(format: "%.3f", k), number(1 + phase(k)), number(amplitude(k) / 0.95), "-1.0000000E+00",
          "9.5000000E-01",
          number(meanFreePath(k)), number(momentum(k)),
        ].joined(separator: "  ") + "\n"
    }
    try folder.write(text, to: name)
  }

  /// The EXAFS equation for one path.
  private func chi(
    _ k: Double, length: Double, degeneracy: Double, s02: Double, e0: Double, deltar: Double, sigma2: Double
  ) -> Double {
    let q = (max(1e-6, k * k - e0 / 3.8099821109685847)).squareRoot()
    let (rep, loss) = (momentum(q), 1 / meanFreePath(q))
    // p², p = rep + i loss.
    let (square, cross) = (rep * rep - loss * loss, 2 * rep * loss)
    let shift = deltar - 2 * sigma2 / length
    let damping = -2 * length * loss - 2 * square * sigma2 - 2 * loss * shift
    let angle = 2 * q * length + phase(q) - 2 * cross * sigma2 + 2 * rep * shift
    let distance = length + deltar
    return degeneracy * s02 * amplitude(q) / (q * distance * distance) * exp(damping) * sin(angle)
  }

  private func copper(_ k: Double, sigma2: Double = 0.008) -> Double {
    chi(k, length: 2.5, degeneracy: 12, s02: 0.88, e0: 4, deltar: 0.02, sigma2: sigma2)
  }

  private func writeChi(_ name: String, noise: Double = 0.0005, sigma2: Double = 0.008) throws {
    var text = "# k chi\n"
    var seed: UInt64 = 7
    for i in 0...320 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let random = Double(seed >> 11) / Double(1 << 53) - 0.5
      let k = 0.05 * Double(i)
      text += "\(k) \(copper(k, sigma2: sigma2) + noise * 3.46 * random)\n"
    }
    try folder.write(text, to: name)
  }

  private let recipe = """
    parameters:
      amp: {value: 1, vary: true, min: 0}
      e0: 0.5
      de0: {value: 0}
      dr: {value: 0}
      ss: {value: 0.003, min: 0, max: 0.05}
      distance: {expr: 2.5 + dr}
    transform: {fitspace: r, kmin: 3, kmax: 14, kweight: [2, 1, 3], dk: 2, window: hanning, rmin: 1.4, rmax: 3}
    paths:
      - {file: cu1.dat, label: first shell, s02: amp, e0: de0, deltar: dr, sigma2: ss}

    """

  private func values(_ outcome: Edgewise.Outcome) throws -> [String: Any] {
    let results = try #require(try outcome.json()["results"] as? [[String: Any]])
    return try #require(results.first?["values"] as? [String: Any])
  }

  private func codes(_ outcome: Edgewise.Outcome) throws -> [String] {
    (try outcome.json()["findings"] as? [[String: Any]])?.compactMap { $0["code"] as? String } ?? []
  }

  private func estimate(_ values: [String: Any], _ name: String) throws -> (value: Double, error: Double?) {
    let parameters = try #require(values["parameters"] as? [String: [String: Any]])
    let pair = try #require(parameters[name])
    return (try #require(pair["value"] as? Double), pair["stderr"] as? Double)
  }

  // MARK: Tests

  @Test("a fit finds what was planted, reports it by its schema, and writes data, model and parameters")
  func fit() throws {
    try writePath("cu1.dat", length: 2.5, degeneracy: 12)
    try writeChi("cu.dat")
    try folder.write(recipe, to: "fit.yaml")
    let outcome = try Edgewise.run(
      "analyze", "exafs", "cu.dat", "--columns", "k=1,chi=2", "--recipe", "fit.yaml", "--format", "json", "--arrays",
      "-o", "fit.nxs", in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try JSONSchema("edgewise.analyze/1", in: folder).complaints(about: outcome.output) == [])
    let values = try values(outcome)
    for (name, truth) in [("amp", 0.88), ("de0", 4), ("dr", 0.02), ("ss", 0.008), ("distance", 2.52)] {
      let (value, error) = try estimate(values, name)
      let deviation = try #require(error)
      #expect(
        abs(value - truth) < 4 * deviation && deviation < 0.1 * max(0.05, truth), "\(name): \(value) ± \(deviation)")
    }
    #expect(try estimate(values, "e0").value == 0.5 && estimate(values, "e0").error == nil)
    #expect(values["n_varys"] as? Int == 4)
    #expect(abs((values["n_idp"] as? Double ?? 0) - (1 + 2 * 11 * 1.6 / Double.pi)) < 1e-9)
    #expect((values["rfactor"] as? Double ?? 1) < 1e-3)
    #expect((values["epsilon_r"] as? [Double])?.count == 3)
    #expect(abs((values["epsilon_k"] as? Double ?? 0) - 0.0005) < 0.0001)
    let path = try #require((values["paths"] as? [[String: Any]])?.first)
    #expect(path["file"] as? String == "cu1.dat" && path["label"] as? String == "first shell")
    #expect(path["atoms"] as? String == "Cu-Cu" && path["reff"] as? Double == 2.5)
    #expect((path["n"] as? [String: Any])?["value"] as? Double == 12)
    let r = try #require(path["r"] as? [String: Double])
    #expect(abs((r["value"] ?? 0) - 2.52) < 0.01 && (r["stderr"] ?? 0) > 0)
    let correlations = try #require(values["correlations"] as? [String: Double])
    #expect((correlations["de0|dr"] ?? 0) > 0.5 && correlations["amp|ss"] != nil)
    let results = try #require(try outcome.json()["results"] as? [[String: Any]])
    let arrays = try #require(results[0]["arrays"] as? [String: [Double]])
    for name in [
      "k", "chi_data", "chi_model", "chi_path_1", "r", "chir_data_mag", "chir_model_re", "q", "chiq_model_re",
    ] {
      #expect((arrays[name]?.count ?? 0) > 50, "\(name)")
    }
    #expect(abs((arrays["chi_model"]?[120] ?? 0) - copper(6)) < 0.003)
    let read = try Edgewise.run("inspect", "fit.nxs", "--format", "json", in: folder)
    let measurement = try #require((try read.files()[0]["measurements"] as? [[String: Any]])?.first)
    let names = (measurement["channels"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
    #expect(Set(["k", "chi_data", "chi_model", "r", "chir_data_mag"]).isSubset(of: Set(names)))
    let steps = try #require(measurement["steps"] as? [[String: Any]])
    #expect(steps.last?["operation"] as? String == "exafs")
    #expect("\(steps.last ?? [:])".contains("fit.amp"))
  }

  @Test("the text is the table of a paper: errors with two digits, values to the same place")
  func text() throws {
    try writePath("cu1.dat", length: 2.5, degeneracy: 12)
    try writeChi("cu.dat")
    try folder.write(recipe, to: "fit.yaml")
    let outcome = try Edgewise.run(
      "analyze", "exafs", "cu.dat", "--columns", "k=1,chi=2", "--recipe", "fit.yaml", in: folder)
    #expect(outcome.status == 0)
    let line = try #require(outcome.output.split(separator: "\n").first { $0.contains("amp") && $0.contains("±") })
    let parts = line.split(separator: "±").map { $0.trimmingCharacters(in: .whitespaces) }
    let value = String(try #require(parts[0].split(separator: " ").last))
    let error = parts[1]
    func decimals(_ text: String) -> Int { text.split(separator: ".").dropFirst().first?.count ?? 0 }
    #expect(abs((Double(value) ?? 0) - 0.88) < 0.02 && decimals(value) == decimals(error))
    #expect(error.drop { "0.".contains($0) }.count == 2)
    #expect(outcome.output.contains("first") && outcome.output.contains("Cu-Cu"))
  }

  @Test("the spaces and options of a recipe are those of the command line", arguments: ["k", "q", "w"])
  func spaces(space: String) throws {
    try writePath("cu1.dat", length: 2.5, degeneracy: 12)
    try writeChi("cu.dat", noise: 0)
    try folder.write(recipe, to: "fit.yaml")
    let outcome = try Edgewise.run(
      "analyze", "exafs", "cu.dat", "--columns", "k=1,chi=2", "--recipe", "fit.yaml", "--param",
      "transform.fitspace=\(space)", "--param", "transform.kweight=2", "--param", "transform.kmax=9", "--param",
      "epsilon_k=0.001", "--format", "json", in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let values = try values(outcome)
    #expect(abs(try estimate(values, "amp").value - 0.88) < 0.002)
    #expect(abs(try estimate(values, "dr").value - 0.02) < 0.0005)
    #expect(values["epsilon_k"] as? Double == 0.001)
  }

  @Test("several data sets are fitted together, each with its own words")
  func dataSets() throws {
    try writePath("cu1.dat", length: 2.5, degeneracy: 12)
    try writeChi("cold.dat", sigma2: 0.004)
    try writeChi("hot.dat", sigma2: 0.011)
    try folder.write(
      """
      parameters:
        amp: {value: 1}
        de0: {value: 0}
        dr: {value: 0}
        cold: {value: 0.003}
        hot: {value: 0.003}
      transform: {kmin: 3, kmax: 14, dk: 2, window: hanning, rmin: 1.4, rmax: 3}
      datasets:
        - data: cold.dat
          paths: [{file: cu1.dat, s02: amp, e0: de0, deltar: dr, sigma2: cold}]
        - epsilon_k: 0.0007
          transform: {kmax: 13}
          paths: [{file: cu1.dat, s02: amp, e0: de0, deltar: dr, sigma2: hot}]

      """, to: "both.yaml")
    let outcome = try Edgewise.run(
      "analyze", "exafs", "hot.dat", "--columns", "k=1,chi=2", "--recipe", "both.yaml", "--format", "json", "--arrays",
      in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let values = try values(outcome)
    #expect(abs(try estimate(values, "cold").value - 0.004) < 0.0003)
    #expect(abs(try estimate(values, "hot").value - 0.011) < 0.0006)
    let sets = try #require(values["datasets"] as? [[String: Any]])
    #expect(sets.map { $0["file"] as? String } == ["cold.dat", "hot.dat"])
    #expect(sets[1]["epsilon_k"] as? Double == 0.0007)
    #expect(abs((sets[1]["n_idp"] as? Double ?? 0) - (1 + 2 * 10 * 1.6 / Double.pi)) < 1e-9)
    let results = try #require(try outcome.json()["results"] as? [[String: Any]])
    #expect(results.count == 1 && results[0]["file"] is NSNull)
    #expect((results[0]["arrays"] as? [String: Any])?["chi_model_2"] != nil)
  }

  @Test("every measurement of the input is fitted by itself; mu(E) goes through background removal first")
  func series() throws {
    try writePath("cu1.dat", length: 2.5, degeneracy: 12)
    try writeChi("chi.dat", sigma2: 0.008)
    var text = "# energy mu\n"
    for i in 0..<900 {
      let energy = 8800 + (i < 180 ? Double(i) : 180 + 1.4 * Double(i - 180))
      let k = (max(0, energy - 8979) / 3.8099821109685847).squareRoot()
      let edge = 1 / (1 + exp(-(energy - 8979) / 0.7))
      text += "\(energy) \(0.3 - 1e-5 * (energy - 8800) + edge * (1 + (k > 1 ? copper(k) : 0)))\n"
    }
    try folder.write(text, to: "mu.dat")
    try folder.write(
      recipe.replacing("parameters:", with: "background: {rbkg: 1, kweight: 2}\nparameters:"), to: "fit.yaml")
    for (file, columns) in [("chi.dat", "k=1,chi=2"), ("mu.dat", "energy=1,mu=2")] {
      let outcome = try Edgewise.run(
        "analyze", "exafs", file, "--columns", columns, "--recipe", "fit.yaml", "--format", "json", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let values = try values(outcome)
      #expect(abs(try estimate(values, "ss").value - 0.008) < 0.001, "\(file)")
      #expect(abs(try estimate(values, "dr").value - 0.02) < 0.01, "\(file)")
    }
  }

  @Test("with everything fixed the model is worked out")
  func evaluation() throws {
    try writePath("cu1.dat", length: 2.5, degeneracy: 12)
    try writeChi("cu.dat", noise: 0)
    try folder.write(
      "paths: [{file: cu1.dat, s02: 0.88, e0: 4, deltar: 0.02, sigma2: 0.008}]\nepsilon_k: 0.001\n"
        + "transform: {kmin: 3, kmax: 14, rmin: 1.4, rmax: 3}\n", to: "model.yaml")
    let outcome = try Edgewise.run(
      "analyze", "exafs", "cu.dat", "--columns", "k=1,chi=2", "--recipe", "model.yaml", "--format", "json", "--arrays",
      in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let results = try #require(try outcome.json()["results"] as? [[String: Any]])
    let model = try #require((results[0]["arrays"] as? [String: [Double]])?["chi_model"])
    for i in stride(from: 40, to: 300, by: 20) { #expect(abs(model[i] - copper(0.05 * Double(i))) < 1e-4) }
    #expect(try values(outcome)["n_varys"] as? Int == 0)
  }

  @Test("what should make one doubt a fit is a finding")
  func findings() throws {
    try writePath("cu1.dat", length: 2.5, degeneracy: 12)
    try writePath("far.dat", length: 5.2, degeneracy: 6)
    try writeChi("cu.dat")
    let doubtful =
      recipe.replacing("amp: {value: 1, vary: true, min: 0}", with: "amp: {value: 1.2, min: 1}\n  spare: {value: 1}")
      .replacing("kmax: 14", with: "kmax: 18") + "  - {file: far.dat, s02: 0.001, sigma2: 0.02}\n"
    try folder.write(doubtful, to: "fit.yaml")
    let outcome = try Edgewise.run(
      "analyze", "exafs", "cu.dat", "--columns", "k=1,chi=2", "--recipe", "fit.yaml", "--format", "json", in: folder)
    let codes = try codes(outcome)
    #expect(Set(["FIT-BOUND", "FIT-IDLE", "FIT-RANGE", "FIT-PATH-RANGE"]).isSubset(of: Set(codes)), "\(codes)")
    #expect(try estimate(values(outcome), "amp").error == nil)
    let narrow = recipe.replacing("kmax: 14", with: "kmax: 5").replacing("rmin: 1.4", with: "rmin: 2.2")
    try folder.write(narrow, to: "narrow.yaml")
    let few = try Edgewise.run(
      "analyze", "exafs", "cu.dat", "--columns", "k=1,chi=2", "--recipe", "narrow.yaml", "--format", "json", in: folder)
    #expect(try self.codes(few).contains("FIT-VARIABLES"))
  }

  @Test(
    "a recipe that makes no sense is refused with its line",
    arguments: [
      ("s02: amp", "so2: amp", "line 10", "did you mean 's02'"),
      ("dr: {value: 0}", "dr: {value: 0, vari: true}", "line 5", "'vari'"),
      ("dr: {value: 0}", "dr: {vary: true}", "line 5", "needs a value"),
      ("deltar: dr", "deltar: dr*", "cu1.dat", "column 4"),
      ("file: cu1.dat", "file: nowhere.dat", "nowhere.dat", "No such file"),
      ("file: cu1.dat", "file: cu.dat", "cu.dat is no scattering path", "mag[feff]"),
    ])
  func refused(_ old: String, _ new: String, _ place: String, _ reason: String) throws {
    try writePath("cu1.dat", length: 2.5, degeneracy: 12)
    try writeChi("cu.dat")
    try folder.write(recipe.replacing(old, with: new).replacing("label: first shell, ", with: ""), to: "fit.yaml")
    let outcome = try Edgewise.run(
      "analyze", "exafs", "cu.dat", "--columns", "k=1,chi=2", "--recipe", "fit.yaml", in: folder)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains(place) && outcome.errors.contains(reason), "\(outcome.errors)")
  }

  @Test("without a recipe the step says what it needs")
  func nothing() throws {
    try writeChi("cu.dat")
    let outcome = try Edgewise.run("analyze", "exafs", "cu.dat", "--columns", "k=1,chi=2", in: folder)
    #expect(outcome.status == 3 && outcome.errors.contains("--recipe"))
  }
}
