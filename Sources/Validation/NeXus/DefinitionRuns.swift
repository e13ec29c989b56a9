/// Holding entries against each of several definitions apart, and telling apart what they find.
import DataModel

/// The findings of several definitions about the same file.
struct DefinitionRuns {
  private var labels: [String] = []
  private var findings: [[Finding]] = []
  /// The entries that were held against each definition.
  private var places: [[String]] = []

  /// Adds what one definition found in the entries at these paths.
  mutating func add(_ label: String, _ found: [Finding], at paths: [String]) {
    labels.append(label)
    findings.append(found)
    places.append(paths)
  }

  /// What the runs found, each thing once and the errors of one definition before those of the next, and what is the
  /// own of each: what not all of them found. That a name is unknown counts only where no definition knows it.
  func sorted() -> (findings: [Finding], outcomes: [DefinitionOutcome]) {
    var finders: [Finding: [Int]] = [:]
    var order: [Finding] = []
    for (run, found) in findings.enumerated() {
      for finding in found {
        let key = Self.words(finding)
        if finders[key] == nil { order.append(finding) }
        if finders[key]?.last != run { finders[key, default: []].append(run) }
      }
    }
    let counting = order.filter { finding in
      finding.code != NameRules.undefined.id
        || finders[Self.words(finding)]?.count == looking(at: finding.location.path ?? "/")
    }
    let outcomes = labels.indices.map { run in
      let own = counting.filter { finding in
        let runs = finders[Self.words(finding)] ?? []
        return runs.count < labels.count && runs.contains(run)
      }
      return DefinitionOutcome(definition: labels[run], own: own)
    }
    return (counting, outcomes)
  }

  /// How many definitions the entry around a path was held against.
  private func looking(at path: String) -> Int {
    let around = places.joined().filter { path == $0 || path.hasPrefix($0 + "/") || path.hasPrefix($0 + "@") }
    guard let entry = around.max(by: { $0.utf8.count < $1.utf8.count }) else { return labels.count }
    return places.count { $0.contains(entry) }
  }

  /// Two definitions ask for the same thing in different lines of different files.
  private static func words(_ finding: Finding) -> Finding {
    var finding = finding
    finding.rule = nil
    return finding
  }
}
