/// Findings that are known and do not count: which, where, why, and until when.
import DataModel

/// One suppression.
public struct Suppression: Sendable, Hashable {
  /// The codes that it covers, such as `NX-U2` or `NX-U*`.
  public var code: Glob
  /// The paths inside files; nil for all, and for findings without a path.
  public var path: Glob?
  /// The files; a pattern without `/` is about the last part of a name.
  public var file: Glob?
  public var reason: String
  /// The last day on which it holds; nil for ever.
  public var expires: CalendarDate?
  /// The line of the suppression file on which it begins.
  public var line: Int

  /// Whether it covers a finding of this file, whatever the date.
  func covers(_ finding: Finding, in name: String) -> Bool {
    guard code.matches(finding.code) else { return false }
    if let file {
      let isBare = !file.description.contains("/")
      let name = name.hasPrefix("./") ? name.dropFirst(2) : name[...]
      guard file.matches(isBare ? name.split(separator: "/").last ?? name : name) else { return false }
    }
    guard let path else { return true }
    return finding.location.path.map(path.matches) ?? false
  }
}

/// The suppressions of a file, with the day that counts as today.
public struct Suppressions: Sendable, Hashable {
  /// The name of the suppression file.
  public var file: String
  public var all: [Suppression]
  public var today: CalendarDate?

  /// Suppressions from their parts; without a date none expires.
  public init(file: String, all: [Suppression], today: CalendarDate? = CalendarDate.today()) {
    self.file = file
    self.all = all
    self.today = today
  }

  func isExpired(_ suppression: Suppression) -> Bool {
    guard let last = suppression.expires, let today else { return false }
    return last < today
  }
}

/// Which suppressions were of use in a run.
struct SuppressionUse {
  private let suppressions: Suppressions
  private var used: Set<Int> = []

  init(_ suppressions: Suppressions) { self.suppressions = suppressions }

  /// Why a finding does not count; nil when it does.
  mutating func reason(for finding: Finding, in file: String) -> String? {
    for (index, suppression) in suppressions.all.enumerated() where suppression.covers(finding, in: file) {
      used.insert(index)
      if !suppressions.isExpired(suppression) { return suppression.reason }
    }
    return nil
  }

  /// What is to be said about the suppressions: those that have expired, and those that were not needed.
  var findings: [Finding] {
    suppressions.all.enumerated().compactMap { index, suppression in
      let place = Finding.Location(file: suppressions.file, line: suppression.line)
      if suppressions.isExpired(suppression), let last = suppression.expires {
        let effect = used.contains(index) ? "what it covered counts again" : "nothing was left that it would cover"
        return Finding(
          ValidationFinding.expired,
          "the suppression of \(suppression.code) expired on \(last) (\(suppression.reason)); \(effect)", at: place)
      }
      guard !used.contains(index) else { return nil }
      return Finding(
        ValidationFinding.unused, "the suppression of \(suppression.code) covered no finding (\(suppression.reason))",
        at: place)
    }
  }
}
