/// The work of a recipe.
import Analysis
import Bytes
import DataModel

/// What the steps of a recipe gave, one after the other.
struct RecipeRun {
  /// One step and what came of it.
  struct Stage {
    var step: AnalysisStep
    var parameters: AnalysisParameters
    var outcome: AnalysisOutcome
  }

  private(set) var stages: [Stage] = []
  /// What the last step that gives data gave.
  private(set) var measurements: [Measurement] = []
  private(set) var findings: [Finding] = []
  /// The files that parameters named.
  private(set) var companions: [AnalysisInput.Companion] = []
  /// A step could not be done at all, so that those behind it were not tried, or with no input.
  private(set) var hasNothing = false

  /// Does the steps. Each works on what the last one before it gave as data; a step that only reports (noise, drift) lets
  /// its inputs through.
  init(_ recipe: [AnalysisRecipe.Stage], _ input: AnalysisInput, isRecipe: Bool = true) {
    var current = input
    for stage in recipe {
      var parameters = stage.parameters
      do throws(AnalysisError) {
        let outcome = try stage.step.run(current, &parameters)
        findings += outcome.findings
        companions = current.companions
        stages.append(Stage(step: stage.step, parameters: parameters, outcome: outcome))
        if outcome.results.isEmpty, outcome.findings.contains(where: { $0.code == AnalysisFinding.impossible.id }) {
          hasNothing = true
          return
        }
        if !outcome.measurements.isEmpty {
          measurements = outcome.measurements
          current = current.following([Self.document(measurements)])
        }
      } catch {
        let words = isRecipe ? "\(stage.step.name): \(error.description)" : error.description
        findings.append(Finding(AnalysisFinding.impossible, words, at: Finding.Location(file: input.onlyFile)))
        stages.append(Stage(step: stage.step, parameters: parameters, outcome: AnalysisOutcome()))
        hasNothing = true
        return
      }
    }
  }

  private static func document(_ measurements: [Measurement]) -> Document {
    Document(
      origin: Origin(name: "", format: "analysis", readerVersion: EdgewiseVersion.string), measurements: measurements)
  }
}
