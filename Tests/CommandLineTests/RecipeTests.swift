import Foundation
import Testing

@Suite("edgewise analyze --recipe and --replay") struct RecipeTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// An edge at 7112 eV with one shell behind it at `distance` Å, in transmission with reference currents.
  private func scan(_ distance: Double) -> String {
    var lines = ["# XDI/1.0", "# Element.symbol: Fe", "# Element.edge: K", "# Mono.d_spacing: 3.1356"]
    lines += ["# Column.1: energy eV", "# Column.2: i0", "# Column.3: itrans", "# ---"]
    for energy in stride(from: 6962.0, through: 7912, by: 2) {
      let k = (max(0, energy - 7112) / 3.81).squareRoot()
      let rise = 0.5 + atan((energy - 7112) / 1.5) / .pi
      let mu = 0.2 + rise * (1 + 0.3 * sin(2 * distance * k) * exp(-0.01 * k * k) / (1 + k))
      lines.append("\(energy) 100000 \(100000 * exp(-mu))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private let recipe = """
    inputs: ["s*.xdi"]
    signal: transmission
    steps:
      - step: normalize
        pre1: -140
        plot: norm.svg
      - background
      - noise
      - step: transform
        kmin: 3
        kmax: 12
        kweight: 1
    output: out.nxs
    """

  private func write() throws {
    try folder.write(scan(2.2), to: "s1.xdi")
    try folder.write(scan(2.7), to: "s2.xdi")
    try folder.write(recipe, to: "r.yaml")
  }

  @Test("a recipe does its steps, each with the data of the one before, and what was asked of one holds for the next")
  func steps() throws {
    try write()
    let outcome = try Edgewise.run("analyze", "--recipe", "r.yaml", "--format", "json", in: folder)
    #expect(outcome.status == 0)
    #expect(try JSONSchema("edgewise.recipe/1", in: folder).complaints(about: outcome.output) == [])
    let steps = try #require(try outcome.json()["steps"] as? [[String: Any]])
    #expect(steps.map { $0["step"] as? String } == ["normalize", "background", "noise", "transform"])
    let used = steps.map { ($0["parameters"] as? [String: Any]) ?? [:] }
    #expect(used[0]["pre1"] as? Double == -140 && used[1]["pre1"] as? Double == -140)
    #expect(used[3]["normalize.pre1"] as? Double == -140)
    let peaks = ((steps[3]["results"] as? [[String: Any]]) ?? []).map {
      ($0["values"] as? [String: Any])?["peak_r"] as? Double ?? 0
    }
    #expect(peaks.count == 2 && abs(peaks[0] - 2.2) < 0.05 && abs(peaks[1] - 2.7) < 0.05)
    #expect(folder.exists("norm.svg") && folder.exists("out.nxs"))
  }

  @Test("the output holds inputs, recipe and results, and is worked out again from itself alone")
  func replay() throws {
    try write()
    #expect(try Edgewise.run("analyze", "--recipe", "r.yaml", in: folder).status == 0)
    let read = try Edgewise.run("inspect", "out.nxs", "--format", "json", in: folder)
    let measurements = try #require(try read.files()[0]["measurements"] as? [[String: Any]])
    let operations = measurements.map { ($0["steps"] as? [[String: Any]])?.compactMap { $0["operation"] as? String } }
    #expect(measurements.count == 4)
    #expect(operations[0]?.filter { $0 != "resolve" } == ["normalize", "background", "transform"])
    for name in ["s1.xdi", "s2.xdi", "r.yaml"] { try FileManager.default.removeItem(atPath: folder.path(name)) }
    let again = try Edgewise.run("analyze", "--replay", "out.nxs", "--format", "json", in: folder)
    #expect(again.status == 0)
    #expect(try again.json()["equal"] as? Bool == true)
    #expect(try JSONSchema("edgewise.diff/1", in: folder).complaints(about: again.output) == [])
  }

  @Test("the recipe in Examples reduces the charge series: the edge moves with the voltage, bonds get shorter")
  func example() throws {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let outcome = try Edgewise.run(
      "analyze", "--recipe", package.appendingPathComponent("Examples/Recipes/charge-series.yaml").path, "--format",
      "json", in: folder)
    #expect(outcome.status == 0)
    let steps = try #require(try outcome.json()["steps"] as? [[String: Any]])
    let results = steps.map { ($0["results"] as? [[String: Any]])?.compactMap { $0["values"] as? [String: Any] } ?? [] }
    #expect(steps.map { $0["step"] as? String } == ["calibrate", "normalize", "edges", "background", "transform"])
    let half = results[2].compactMap { ($0["half"] as? [String: Double])?["value"] }
    #expect(half.count == 5 && zip(half, half.dropFirst()).allSatisfy { $1 - $0 > 0.2 })
    let peaks = results[4].compactMap { $0["peak_r"] as? Double }
    #expect(peaks.count == 5 && peaks[4] < peaks[0])
    for name in ["normalised.svg", "chi.svg", "distances.svg", "reduced.nxs"] {
      #expect(folder.exists("nmc811-" + name))
    }
  }

  @Test("what is no recipe is a usage error with its line; a file that no recipe wrote cannot be replayed")
  func mistakes() throws {
    try write()
    func complaint(_ text: String) throws -> String {
      try folder.write(text, to: "bad.yaml")
      let outcome = try Edgewise.run("analyze", "--recipe", "bad.yaml", "s1.xdi", in: folder)
      #expect(outcome.status == 2)
      return outcome.errors
    }
    #expect(try complaint("steps:\n  - normalise\n").contains("bad.yaml:2: there is no step 'normalise'. Did you mean"))
    #expect(try complaint("stepz: []\n").contains("Did you mean 'steps'?"))
    #expect(try complaint("steps:\n  - step: background\n    rbgk: 1\n").contains("Did you mean 'rbkg'?"))
    #expect(try complaint("steps: [background").contains("bad.yaml:"))
    try folder.write("inputs: [none*.dat]\nsteps: [normalize]\n", to: "bad.yaml")
    let empty = try Edgewise.run("analyze", "--recipe", "bad.yaml", in: folder)
    #expect(empty.status == 2 && empty.errors.contains("no file is called none*.dat"))
    let other = try Edgewise.run("analyze", "--replay", "s1.xdi", in: folder)
    #expect(other.status == 3 && other.errors.contains("no recipe"))
  }

  @Test("a spectrum that cannot be reduced is told, and the others go on")
  func oneBad() throws {
    try write()
    let short = scan(2.2).split(separator: "\n").prefix(30).joined(separator: "\n") + "\n"
    try folder.write(short, to: "s3.xdi")
    let outcome = try Edgewise.run("analyze", "--recipe", "r.yaml", "--format", "json", in: folder)
    #expect(outcome.status == 1)
    let steps = try #require(try outcome.json()["steps"] as? [[String: Any]])
    #expect((steps[3]["results"] as? [[String: Any]])?.count == 2)
    #expect(outcome.output.contains("ANALYSIS-FAILED"))
  }
}
