/// How many findings of a file are listed.
import DataModel
import Validation

enum FindingLimit {
  /// The findings in their order, at most `limit` of them, and a note on those that are left out. Errors are left out
  /// last and notes first.
  static func kept(_ findings: [Finding], limit: Int?, file: String) -> [Finding] {
    guard let limit, findings.count > limit else { return findings }
    let bySeverity = Finding.Severity.allCases.flatMap { severity in
      findings.indices.filter { findings[$0].severity == severity }
    }
    let kept = Set(bySeverity.prefix(max(0, limit)))
    let left = FindingCounts(findings.indices.filter { !kept.contains($0) }.map { findings[$0] })
    return findings.indices.filter(kept.contains).map { findings[$0] } + [
      Finding(ValidationFinding.limit, "\(left.words) more not listed", at: Finding.Location(file: file))
    ]
  }
}
