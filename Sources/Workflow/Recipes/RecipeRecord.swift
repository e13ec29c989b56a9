/// What a recipe writes, so that it can be done again from the file alone.
import Analysis
import DataModel

/// The results of a recipe with everything that they came from: the inputs as they were read, the files that parameters
/// name, and the recipe to the letter.
///
/// The results come first; the metadata of the document says how many there are of each.
struct RecipeRecord {
  private static let family = "recipe"

  let recipeText: String
  let recipeFile: String
  let results: [Measurement]
  let inputs: [Measurement]
  let companions: [(address: String, measurements: [Measurement])]

  /// The record of a run. Inputs are read once more.
  init(recipe: AnalysisRecipe, run: RecipeRun, results: [Measurement], _ input: AnalysisInput) {
    recipeText = recipe.text
    recipeFile = recipe.file.split(separator: "/").last.map(String.init) ?? recipe.file
    self.results = results
    inputs = input.measurements.map(\.measurement)
    companions = run.companions.map { ($0.address, $0.document.measurements) }
  }

  /// The record that a file holds. Throws when it is none.
  init(of document: Document) throws(AnalysisError) {
    let metadata = document.metadata
    func count(_ name: String) -> Int? { metadata.text("\(Self.family).\(name)").flatMap { Int($0) } }
    guard let text = metadata.text("\(Self.family).text"), let results = count("results"), let inputs = count("inputs"),
      results >= 0, inputs >= 0, results <= document.measurements.count,
      inputs <= document.measurements.count - results
    else {
      throw AnalysisError(
        "the file is not what a recipe wrote: it holds no recipe, or not all that belonged to it; only such a file can be "
          + "replayed")
    }
    recipeText = text
    recipeFile = metadata.text("\(Self.family).file") ?? "recipe"
    self.results = Array(document.measurements[..<results])
    var rest = document.measurements[results...]
    self.inputs = Array(rest.prefix(inputs))
    rest = rest.dropFirst(inputs)
    var companions: [(String, [Measurement])] = []
    while let address = metadata.text("\(Self.family).companion_\(companions.count + 1)"),
      let size = count("companion_\(companions.count + 1)_measurements"), size >= 0
    {
      companions.append((address, Array(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
    self.companions = companions
  }

  /// The whole as one document.
  var document: Document {
    var nodes = [
      MetadataNode("text", .text(recipeText)), MetadataNode("file", .text(recipeFile)),
      MetadataNode("results", .text(String(results.count))), MetadataNode("inputs", .text(String(inputs.count))),
    ]
    for (number, companion) in companions.enumerated() {
      nodes.append(MetadataNode("companion_\(number + 1)", .text(companion.address)))
      nodes.append(
        MetadataNode("companion_\(number + 1)_measurements", .text(String(companion.measurements.count))))
    }
    return Document(
      origin: Origin(name: "", format: "analysis", readerVersion: EdgewiseVersion.string),
      metadata: Metadata([MetadataNode(Self.family, children: nodes)]),
      measurements: results + inputs + companions.flatMap(\.measurements))
  }

  /// The results worked out again, from nothing but what the file holds.
  func replayed(_ context: WorkerContext) throws(AnalysisError) -> RecipeRun {
    do throws(AnalysisParameterError) {
      let recipe = try AnalysisRecipe(Array(recipeText.utf8), file: recipeFile)
      let input = AnalysisInput(
        [Self.document(inputs)],
        companions: companions.map {
          AnalysisInput.Companion(address: $0.address, document: Self.document($0.measurements))
        },
        reader: InputReader(), context: context)
      return RecipeRun(recipe.stages, input)
    } catch {
      throw AnalysisError("the recipe in the file cannot be read: \(error.description)")
    }
  }

  private static func document(_ measurements: [Measurement]) -> Document {
    Document(
      origin: Origin(name: "", format: "analysis", readerVersion: EdgewiseVersion.string), measurements: measurements)
  }
}
