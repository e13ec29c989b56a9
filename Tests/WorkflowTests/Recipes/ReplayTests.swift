import Bytes
import DataModel
import Testing

@testable import Workflow

@Suite("Recipes done again from what they wrote")
struct ReplayTests {
  private let text = "steps:\n  - step: normalize\n    e0: 7112\n"

  /// A step of 0.8 at 7112 eV on a line.
  private func measurement() -> Measurement {
    let energy = (0..<501).map { 6962 + 2 * Double($0) }
    var measurement = Measurement(selector: "1", title: "made")
    measurement.channels = [
      Channel(name: "energy", role: .energy, unit: "eV", values: Values(energy)),
      Channel(name: "mu", role: .mu, values: Values(energy.map { 0.3 - 1e-4 * ($0 - 7112) + ($0 >= 7112 ? 0.8 : 0) })),
    ]
    measurement.signals = [Signal(name: "mu", expression: "mu")]
    return measurement
  }

  private func record() throws -> Document {
    let recipe = try AnalysisRecipe(Array(text.utf8), file: "r.yaml")
    let document = Document(
      origin: Origin(name: "made.dat", format: "columns", readerVersion: "1"), measurements: [measurement()])
    let input = AnalysisInput([document], reader: InputReader(), context: .none)
    let run = RecipeRun(recipe.stages, input)
    return RecipeRecord(recipe: recipe, run: run, results: run.measurements, input).document
  }

  @Test("what was not touched is equal")
  func untouched() throws {
    let document = try record()
    #expect(document.measurements.count == 2)
    let report = try ReplayRun("out.nxs").compare(document)
    #expect(report.isEqual && report.differences.isEmpty)
  }

  @Test("a changed result, a changed input and a changed recipe are told by the channels that differ")
  func changed() throws {
    let result = try record()
    var other = result
    other.measurements[0].channels[2].values = Values(
      try other.measurements[0].channels[2].values.load().doubles().map { $0 * (1 + 1e-6) })
    let changed = try ReplayRun("out.nxs").compare(other)
    #expect(changed.status == .found && changed.differences.map(\.path) == ["/1/channels/norm/values"])
    other = result
    other.measurements[1].channels[1].values = Values(
      try other.measurements[1].channels[1].values.load().doubles().map { $0 + 0.001 * $0 * $0 })
    let paths = try ReplayRun("out.nxs").compare(other).differences.map(\.path)
    #expect(paths.contains("/1/channels/mu/values") && paths.contains("/1/channels/norm/values"))
  }

  @Test("a document without a recipe, or with less than it says, is refused in words")
  func refused() throws {
    var document = try record()
    document.measurements.removeLast()
    #expect(throws: InputError.self) { try ReplayRun("out.nxs").compare(document) }
    document.metadata = Metadata()
    #expect(throws: InputError.self) { try ReplayRun("out.nxs").compare(document) }
  }
}
