import Foundation
import Testing

@Suite("edgewise analyze, mixtures and peaks") struct AnalyzeMixturesTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// The normalised spectrum of a part: 0 far before its edge, 1 far behind it.
  private func part(_ number: Int, _ energy: Double) -> Double {
    let center = [7112.0, 7120, 7116][number]
    let peak = [0.1, 0.9, 0.4][number]
    let t = (energy - center) / 2
    return 0.5 * (1 + erf(t)) + peak * exp(-0.5 * (t - 1) * (t - 1))
  }

  /// A spectrum with these amounts of the parts, an edge step of 0.7 and a pre-edge line.
  private func spectrum(
    _ amounts: [Double], to last: Double = 7412, title: String = "", ripple: Double = 0, number: Int = 0
  ) -> String {
    var text = title.isEmpty ? "" : "# Sample.name: \(title)\n"
    text += "# Element.symbol: Fe\n# Element.edge: K\n# energy(eV) mu\n"
    for (i, energy) in stride(from: 6962.0, through: last, by: 0.5).enumerated() {
      let norm = amounts.indices.reduce(0) { $0 + amounts[$1] * part($1, energy) }
      let noise = ripple * Double((i * (7 + 2 * number) + i * i * (3 + number)) % 11 - 5)
      text += "\(energy) \(0.3 - 2e-4 * (energy - 7112) + 0.7 * norm + noise)\n"
    }
    return text
  }

  private let normalizing = [
    "--param", "normalize.e0=7116", "--param", "normalize.pre1=-140", "--param", "normalize.pre2=-60",
    "--param", "normalize.norm1=100", "--param", "normalize.norm2=290", "--param", "normalize.nnorm=1",
  ]

  private func writeStandards() throws {
    try folder.write(spectrum([1, 0, 0]), to: "metal.dat")
    try folder.write(spectrum([0, 1, 0]), to: "oxide.dat")
    try folder.write(spectrum([0, 0, 1]), to: "sulfide.dat")
  }

  private func run(_ arguments: [String]) throws -> Edgewise.Outcome {
    try Edgewise.start(["analyze"] + arguments, in: folder).end()
  }

  private func results(_ outcome: Edgewise.Outcome) throws -> [[String: Any]] {
    try #require(try outcome.json()["results"] as? [[String: Any]])
  }

  private func values(_ outcome: Edgewise.Outcome, _ number: Int = 0) throws -> [String: Any] {
    try #require(try results(outcome)[number]["values"] as? [String: Any])
  }

  private func number(_ object: [String: Any]?, _ path: String...) -> Double {
    var object = object
    for name in path.dropLast() { object = object?[name] as? [String: Any] }
    return object?[path[path.count - 1]] as? Double ?? .nan
  }

  private func codes(_ outcome: Edgewise.Outcome) throws -> [String] {
    let findings = try #require(try outcome.json()["findings"] as? [[String: Any]])
    return findings.compactMap { $0["code"] as? String }.filter { $0.hasPrefix("ANALYSIS") }
  }

  // MARK: lcf

  @Test("planted weights come back in the order of the standards, with arrays, data and provenance")
  func lcf() throws {
    try writeStandards()
    try folder.write(spectrum([0.2, 0.5, 0.3], ripple: 1e-4), to: "mix.dat")
    let outcome = try run(
      [
        "lcf", "mix.dat", "--param", "standards=[oxide.dat,metal.dat,sulfide.dat]", "--param", "xmin=-30", "--param",
        "xmax=60", "--format", "json", "--arrays", "-o", "fit.nxs",
      ] + normalizing)
    #expect(outcome.status == 0)
    #expect(try JSONSchema("edgewise.analyze/1", in: folder).complaints(about: outcome.output) == [])
    let values = try values(outcome)
    let weights = try #require(values["weights"] as? [String: Any])
    let names = try #require(outcome.output.range(of: "\"weights\"")).upperBound
    let order = ["oxide", "metal", "sulfide"].compactMap { name in
      outcome.output.range(of: name, range: names..<outcome.output.endIndex)?.lowerBound
    }
    #expect(order == order.sorted() && order.count == 3)
    for (name, weight) in [("oxide", 0.5), ("metal", 0.2), ("sulfide", 0.3)] {
      let key = try #require(weights.keys.first { $0.contains(name) })
      let error = number(weights, key, "stderr")
      #expect(abs(number(weights, key, "value") - weight) < 4 * error && error > 0 && error < 0.01)
    }
    #expect(abs(number(values, "total") - 1) < 1e-12 && values["points"] as? Int == 181)
    #expect(number(values, "xmin") == 7086 && number(values, "xmax") == 7176)
    let arrays = try #require(try results(outcome)[0]["arrays"] as? [String: [Double]])
    #expect(arrays.count == 7 && arrays.values.allSatisfy { $0.count == 181 })
    let parts = arrays.filter { !["energy", "data", "fit", "residual"].contains($0.key) }.values
    for i in 0..<181 {
      #expect(abs(parts.reduce(0) { $0 + $1[i] } - (arrays["fit"]?[i] ?? .nan)) < 1e-9)
    }
    let read = try Edgewise.run("inspect", "fit.nxs", "--format", "json", in: folder)
    let measurement = try #require((try read.files()[0]["measurements"] as? [[String: Any]])?.first)
    let relations = (measurement["references"] as? [[String: Any]])?.compactMap { $0["relation"] as? String }
    #expect(relations == ["member", "standard", "standard", "standard"])
    #expect((measurement["steps"] as? [[String: Any]])?.last?["operation"] as? String == "lcf")
  }

  @Test("absolute energies give the same as relative ones; bounds and combinations are said in words")
  func lcfRange() throws {
    try writeStandards()
    try folder.write(spectrum([0.4, 0.7, -0.1]), to: "mix.dat")
    let standards = ["--param", "standards=[metal.dat,oxide.dat,sulfide.dat]"]
    let relative = try values(
      try run(
        ["lcf", "mix.dat", "--param", "xmin=-30", "--param", "xmax=60", "--format", "json"] + standards + normalizing))
    let absolute = try values(
      try run(
        ["lcf", "mix.dat", "--param", "xmin=7086", "--param", "xmax=7176", "--format", "json"] + standards + normalizing
      ))
    #expect(number(relative, "chisqr") == number(absolute, "chisqr") && number(relative, "xmin") == 7086)
    let bounded = try run(
      [
        "lcf", "mix.dat", "--param", "minweight=0", "--param", "combinations=3", "--param", "xmin=7086", "--param",
        "xmax=7176", "--format", "json",
      ] + standards + normalizing)
    let weights = try #require(try values(bounded)["weights"] as? [String: [String: Any]])
    let held = try #require(weights.first { $0.key.contains("sulfide") }?.value)
    #expect(held["value"] as? Double == 0 && held["stderr"] is NSNull && held["bound"] as? Double == 0)
    #expect(try codes(bounded) == ["ANALYSIS-AT-BOUND"])
    let list = try #require(try values(bounded)["combinations"] as? [[String: Any]])
    let best = try #require(list.first?["weights"] as? [String: Any])
    #expect(best.count == 2 && best.keys.allSatisfy { !$0.contains("sulfide") })
    let text = try run(["lcf", "mix.dat", "--param", "minweight=0"] + standards + normalizing)
    #expect(text.output.contains("at its bound") && text.output.contains("±"))
  }

  @Test("a short standard, a twin, a missing file and no standards are told with what to do")
  func lcfFaults() throws {
    try writeStandards()
    try folder.write(spectrum([0.2, 0.5, 0.3]), to: "mix.dat")
    try folder.write("# energy(eV) mu\n7112 1\n7113 1\n", to: "short.dat")
    let none = try run(["lcf", "mix.dat"])
    #expect(none.status != 0 && none.errors.contains("standards=["))
    let missing = try run(["lcf", "mix.dat", "--param", "standards=[gone.dat]"])
    #expect(missing.status != 0 && missing.errors.contains("gone.dat"))
    let twins = try run(["lcf", "mix.dat", "--param", "standards=[metal.dat,metal.dat]"] + normalizing)
    #expect(twins.status != 0 && twins.errors.contains("ANALYSIS-FAILED"))
    let two = try run(
      ["lcf", "mix.dat", "short.dat", "--param", "standards=[metal.dat,oxide.dat,sulfide.dat]", "--format", "json"]
        + normalizing)
    #expect(two.status == 1)
    #expect(try results(two).count == 1)
    let usage = try run(["lcf", "mix.dat", "--param", "standards=[metal.dat]", "--param", "space=xmu"])
    #expect(usage.status == 2 && usage.errors.contains("norm | flat"))
  }

  // MARK: pca, target, mcr

  private func writeSeries() throws -> [String] {
    try writeStandards()
    var files: [String] = []
    for i in 0...8 {
      let share = Double(i) / 8
      try folder.write(spectrum([1 - share, share, 0], ripple: 4e-5, number: i), to: "s\(i).dat")
      files.append("s\(i).dat")
    }
    return files
  }

  @Test("two parts are one component about the mean; target and mcr find them")
  func components() throws {
    let files = try writeSeries()
    let range = ["--param", "xmin=-30", "--param", "xmax=60", "--format", "json", "--arrays"] + normalizing
    let pca = try run(["pca"] + files + ["--param", "scaling=none", "-o", "pca.nxs"] + range)
    #expect(pca.status == 0)
    #expect(try JSONSchema("edgewise.analyze/1", in: folder).complaints(about: pca.output) == [])
    let found = try values(pca)
    #expect(found["components"] as? Int == 2 && (found["eigenvalues"] as? [Double])?.count == 9)
    let ind = try #require(found["ind"] as? [Double])
    #expect(ind.firstIndex(of: ind.min() ?? 0) == 1)
    for name in ["variances", "ie", "f_ic"] { #expect((found[name] as? [Double])?.isEmpty == false) }
    let arrays = try #require(try results(pca)[0]["arrays"] as? [String: Any])
    #expect((arrays["scores"] as? [[Double]])?.count == 9 && (arrays["component_2"] as? [Double])?.count == 181)

    let target = try run(
      ["target"] + files + ["--param", "standards=[metal.dat,sulfide.dat]", "--param", "components=2"] + range)
    let rows = try #require(try values(target)["targets"] as? [[String: Any]])
    #expect(number(rows[0], "rfactor") < 1e-6 && number(rows[1], "spoil") > 6)
    #expect(try codes(target) == ["ANALYSIS-TARGET"])

    let mcr = try run(["mcr"] + files + ["--param", "components=2"] + range)
    #expect(mcr.status == 0)
    let resolved = try values(mcr)
    #expect(resolved["converged"] as? Bool == true && number(resolved, "lack_of_fit") < 0.5)
    let amounts = try #require(resolved["amounts"] as? [[String: Any]])
    let first = number(amounts[0], "part_1") > 0.5 ? "part_1" : "part_2"
    for (i, row) in amounts.enumerated() { #expect(abs(number(row, first) - 1 + Double(i) / 8) < 0.03) }
    let few = try run(["pca", "s0.dat", "s1.dat"])
    #expect(few.status != 0 && few.errors.contains("it takes 3"))
  }

  // MARK: peaks

  private func peaks(_ centers: [Double], sigma: Double = 0.8) -> String {
    var text = "# energy(eV) mu\n"
    for energy in stride(from: 520.0, through: 540, by: 0.1) {
      var value = 0.1 + 0.005 * (energy - 520)
      for (center, area) in zip(centers, [2.0, 1]) {
        let t = (energy - center) / sigma
        value += area / (sigma * (2 * Double.pi).squareRoot()) * exp(-0.5 * t * t)
      }
      text += "\(energy) \(value)\n"
    }
    return text
  }

  private let recipe = """
    space: mu
    xmin: 521
    xmax: 539
    baseline: {kind: linear}
    peaks:
      - {name: t2g, kind: gaussian, center: 529, sigma: 1, bounds: {center: [527, 531], sigma: [0.1, 3]}}
      - {name: eg, kind: gaussian, center: "t2g_center + 2.5", amplitude: 0.8, tie: "t2g_sigma"}

    """

  @Test("peaks of a recipe are fitted with ties and bounds, and reported with area, width and height")
  func peakFit() throws {
    try folder.write(peaks([529.5, 532]), to: "o.dat")
    try folder.write(recipe, to: "model.yaml")
    let outcome = try run(["peaks", "o.dat", "--recipe", "model.yaml", "--format", "json", "--arrays", "-o", "fit.nxs"])
    #expect(outcome.status == 0)
    #expect(try JSONSchema("edgewise.analyze/1", in: folder).complaints(about: outcome.output) == [])
    let values = try values(outcome)
    let list = try #require(values["peaks"] as? [[String: Any]])
    #expect(list.map { $0["name"] as? String } == ["t2g", "eg"])
    for (peak, (center, area)) in zip(list, [(529.5, 2.0), (532, 1)]) {
      #expect(abs(number(peak, "center", "value") - center) < 1e-4)
      #expect(abs(number(peak, "amplitude", "value") - area) < 1e-3)
      #expect(number(peak, "area", "value") == number(peak, "amplitude", "value"))
      #expect(abs(number(peak, "sigma", "value") - 0.8) < 1e-3)
      #expect(abs(number(peak, "fwhm", "value") - 0.8 * 2.35482) < 2e-3)
      #expect(abs(number(peak, "height", "value") - area / 0.8 / 2.50663) < 1e-3)
    }
    #expect(abs(number(values, "area", "value") - 3) < 1e-3)
    #expect(abs(number(values, "centroid", "value") - (2 * 529.5 + 532) / 3) < 1e-3)
    #expect(abs(number(values, "data_area") - 3) < 1e-2 && values["uncertainty"] as? String == "fit")
    #expect(number(values, "rfactor") < 1e-8 && values["variables"] as? Int == 6)
    let arrays = try #require(try results(outcome)[0]["arrays"] as? [String: [Double]])
    #expect(Set(arrays.keys) == ["energy", "data", "fit", "baseline", "residual", "t2g", "eg"])
    #expect(arrays["energy"]?.first == 521 && arrays["energy"]?.last == 539)
  }

  @Test("a shared width is one number for all spectra; a peak that left the range is found")
  func peakSeries() throws {
    for i in 0..<4 { try folder.write(peaks([529.5 + 0.2 * Double(i), 533]), to: "o\(i).dat") }
    try folder.write(
      """
      space: mu
      xmin: 521
      baseline: constant
      shared: [a_sigma]
      peaks:
        - {name: a, center: 530, sigma: 1}
        - {name: b, center: 533, sigma: a_sigma}

      """, to: "shared.yaml")
    let files = (0..<4).map { "o\($0).dat" }
    let outcome = try run(["peaks"] + files + ["--recipe", "shared.yaml", "--format", "json"])
    #expect(outcome.status == 0)
    try folder.write("# energy(eV) mu\n" + (0..<9).map { "51\($0) 0.\($0)\n" }.joined(), to: "stopped.dat")
    let withStopped = try run(["peaks"] + files + ["stopped.dat", "--recipe", "shared.yaml", "--format", "json"])
    #expect(withStopped.status == 1)
    #expect(try results(withStopped).count == 4 && codes(withStopped).contains("ANALYSIS-FAILED"))
    var widths: Set<Double> = []
    for i in 0..<4 {
      let list = try #require(try values(outcome, i)["peaks"] as? [[String: Any]])
      widths.insert(number(list[0], "sigma", "value"))
      #expect(abs(number(list[0], "center", "value") - 529.5 - 0.2 * Double(i)) < 0.05)
    }
    #expect(widths.count == 1)
    try folder.write(
      "space: mu\nxmin: 521\nxmax: 528\nbaseline: linear\npeaks: [{center: 527.9, sigma: 0.8}]\n", to: "edge.yaml")
    let edge = try run(["peaks", "o0.dat", "--recipe", "edge.yaml", "--format", "json"])
    #expect(try codes(edge).contains("ANALYSIS-PEAK-EDGE"))
  }

  @Test("recipes that make no sense are refused with their line")
  func peakFaults() throws {
    try folder.write(peaks([529.5, 532]), to: "o.dat")
    let faults = [
      ("space: mu\npeaks:\n  - {kind: gausian, center: 530}\n", "gausian"),
      ("space: mu\npeaks:\n  - {kind: gaussian}\n", "no center"),
      ("space: mu\npeaks:\n  - {center: 530, width: 2}\n", "width"),
      ("space: mu\nbaseline: {kind: cliff}\npeaks:\n  - {center: 530}\n", "cliff"),
      ("space: mu\npeaks:\n  - {center: 530, tie: foo}\n", "foo"),
    ]
    for (text, word) in faults {
      try folder.write(text, to: "wrong.yaml")
      let outcome = try run(["peaks", "o.dat", "--recipe", "wrong.yaml"])
      #expect(outcome.status != 0 && outcome.errors.contains(word) && outcome.errors.contains("line"), "\(word)")
    }
    let bare = try run(["peaks", "o.dat"])
    #expect(bare.status != 0 && bare.errors.contains("--recipe"))
  }
}
