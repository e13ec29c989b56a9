/// The findings about a file of many scans: what holds for a hundred scans alike is said once.
import DataModel

struct SpecFindings {
  private var list: [Finding] = []
  private var places: [String: Int] = [:]
  private var repetitions: [Int: Int] = [:]

  /// Adds a finding. One of the same words about an earlier scan is counted there instead.
  mutating func add(_ finding: Finding) {
    let words = finding.code + "\n" + finding.message
    if let place = places[words] {
      repetitions[place, default: 0] += 1
    } else {
      places[words] = list.count
      list.append(finding)
    }
  }

  /// Adds the findings about one scan, the `place`-th from 1 of the document: their paths begin with 1 as those of a
  /// document of one measurement do.
  mutating func add(_ findings: [Finding], place: Int) {
    for var finding in findings {
      if let path = finding.location.path, path.hasPrefix("/1/") {
        finding.location.path = "/\(place)/" + path.dropFirst(3)
      }
      add(finding)
    }
  }

  /// All of them, with the number of repetitions.
  var all: [Finding] {
    list.enumerated().map { index, finding in
      guard let more = repetitions[index] else { return finding }
      var finding = finding
      finding.message += more == 1 ? " (And once more in this file.)" : " (And \(more) times more in this file.)"
      return finding
    }
  }
}
