/// What a target format cannot hold, as findings: made from differences, so that the list is complete.
public import DataModel

/// The codes `LOSS-...`, one for each part of the model.
public enum LossFinding {
  /// All codes of this table.
  public static let all: [FindingCode] = Difference.Aspect.allCases.map(code)

  /// The findings for what differs between a document and what the format can hold of it.
  public static func findings(for differences: [Difference], format: String, output: String) -> [Finding] {
    differences.map { difference in
      let place = Finding.Location(file: output, path: difference.path)
      return Finding(
        code(for: difference.aspect), "\(format) \(verb(for: difference)) \(words(for: difference.aspect).thing)",
        at: place, expected: difference.a, found: difference.b)
    }
  }

  private static func verb(for difference: Difference) -> String {
    switch (difference.a, difference.b) {
    case (_, nil): "cannot hold"
    case (nil, _): "adds"
    default: "changes"
    }
  }

  private static func code(for aspect: Difference.Aspect) -> FindingCode {
    let (_, meaning, example) = words(for: aspect)
    return FindingCode(
      "LOSS-\(aspect.rawValue.uppercased())", .warning, meaning, example: example,
      cure: "Keep the original, or convert to a format that holds it: NeXus holds everything.")
  }

  private static func words(
    for aspect: Difference.Aspect
  ) -> (thing: String, meaning: String, example: String) {
    switch aspect {
    case .measurement:
      ("this measurement", "The output holds fewer measurements than were read.", "a project of five in one XDI file")
    case .title: ("the title", "The title is not kept as it was.", "a column file has no place for a title")
    case .time: ("the time", "The start or end time is not kept as it was.", "XDI without Scan.end_time")
    case .channel:
      ("this array", "An array is left out, or the order of arrays changes.", "a detector image beside the scan points")
    case .name:
      ("the name of this array", "An array is kept, but under another name.", "y of a project, which is mu in XDI")
    case .values: ("these values", "Values are not kept exactly.", "text where the format holds numbers only")
    case .type: ("the element type", "Values are kept, but under another element type.", "32-bit integers as text")
    case .unit: ("the unit", "A unit is not kept as it was.", "a column file without units")
    case .role:
      ("the role", "What an array means is not kept.", "a mu column of which the format cannot say by what detection")
    case .dimensions: ("the dimensions", "The names of dimensions are not kept.", "spectrum × point as a plain table")
    case .uncertainty:
      ("the uncertainty", "The tie between an array and its uncertainty is not kept.", "a stddev column of mu")
    case .mask: ("the mask", "The tie between an array and its mask is not kept.", "a column that marks valid points")
    case .signal:
      ("the signal", "A signal, or part of what is known of it, is not kept.", "three yields where one has a place")
    case .metadata: ("this metadata", "Metadata is left out or changed.", "a tree where the format holds two levels")
    case .step: ("this step", "The record of a processing step is not kept.", "a column file has no provenance")
    case .reference: ("this reference", "The tie to another measurement is not kept.", "a reference foil in a file")
    case .origin: ("the origin", "The record of the source file is not kept.", "a column file has no provenance")
    }
  }
}
