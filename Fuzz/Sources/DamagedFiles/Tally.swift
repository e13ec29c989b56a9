/// What became of the files so far.
import DataModel
import Validation
import Workflow

struct Tally {
  private(set) var files = 0
  private var verdicts: [String: Int] = [:]
  /// The deaths of workers in words, how often each happened, and the first file.
  private var deaths: [String: (count: Int, first: Int)] = [:]

  mutating func count(_ result: ValidationResult, number: Int) {
    files += 1
    verdicts[result.verdict.rawValue, default: 0] += 1
    for finding in result.findings where Self.workerCodes.contains(finding.code) {
      deaths["\(finding.code): \(finding.message)", default: (0, number)].count += 1
    }
  }

  /// Lines for people.
  var lines: [String] {
    let judged = verdicts.sorted { $0.value > $1.value }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    let deaths = deaths.sorted { $0.value.count > $1.value.count }.map {
      "  \($0.value.count) × \($0.key); the first is number \($0.value.first)"
    }
    return ["  \(files) files: \(judged)"] + deaths
  }

  private static let workerCodes = Set(WorkerFinding.all.map(\.id))
}
