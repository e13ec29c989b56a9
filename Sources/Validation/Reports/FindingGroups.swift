/// Findings that say the same thing at several places, as one.
public import DataModel

/// Findings of one severity and code with the same words.
public struct FindingGroup: Sendable, Hashable {
  /// The first of them.
  public let first: Finding
  /// The places of the others, in their order.
  public private(set) var others: [Finding.Location] = []

  private init(_ first: Finding) { self.first = first }

  /// The findings in groups: errors first, then warnings, then notes; within these by code and then by their words,
  /// each in the order in which it first appears.
  public static func groups(_ findings: [Finding]) -> [FindingGroup] {
    var groups: [FindingGroup] = []
    var known: [Words: Int] = [:]
    for finding in findings {
      if let index = known[Words(finding)] {
        groups[index].others.append(finding.location)
      } else {
        known[Words(finding)] = groups.count
        groups.append(FindingGroup(finding))
      }
    }
    return Finding.Severity.allCases.flatMap { severity in
      byCode(groups.filter { $0.first.severity == severity })
    }
  }

  private static func byCode(_ groups: [FindingGroup]) -> [FindingGroup] {
    var ranks: [String: Int] = [:]
    for group in groups where ranks[group.first.code] == nil { ranks[group.first.code] = ranks.count }
    return groups.enumerated().sorted { left, right in
      let order = (ranks[left.element.first.code] ?? 0, ranks[right.element.first.code] ?? 0)
      return order.0 == order.1 ? left.offset < right.offset : order.0 < order.1
    }.map(\.element)
  }

  /// Everything but the place.
  private struct Words: Hashable {
    var finding: Finding

    init(_ finding: Finding) {
      self.finding = finding
      self.finding.location = Finding.Location()
    }
  }
}
