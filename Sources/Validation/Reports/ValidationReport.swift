/// What became of all files that were validated: the one thing that every report is made of.
public import DataModel

/// The results of a run, in the order of the files.
public struct ValidationReport: Sendable, Hashable {
  /// One file.
  public struct Entry: Sendable, Hashable {
    /// The verdict, and the findings that count.
    public var result: ValidationResult
    /// The findings that do not count, since a suppression covers them.
    public var suppressed: [Suppressed]
    /// How many findings were made, those that are suppressed apart; `result` may list fewer.
    public var counts: FindingCounts

    /// A file from its parts; without counts those of the listed findings.
    public init(_ result: ValidationResult, suppressed: [Suppressed] = [], counts: FindingCounts? = nil) {
      self.result = result
      self.suppressed = suppressed
      self.counts = counts ?? FindingCounts(result.findings)
    }
  }

  /// A finding that does not count, and why.
  public struct Suppressed: Sendable, Hashable {
    public var finding: Finding
    public var reason: String

    /// A finding with the reason that the suppression gives.
    public init(_ finding: Finding, reason: String) {
      self.finding = finding
      self.reason = reason
    }
  }

  /// How many files there are of each kind.
  public struct Summary: Sendable, Hashable {
    public var files = 0
    public var valid = 0
    public var invalid = 0
    public var unreadable = 0
    /// Findings that do not count; nil when nothing was to be suppressed.
    public var suppressed: Int?

    /// Nothing yet.
    public init() {}

    /// Counts a file.
    public mutating func add(_ entry: Entry) {
      files += 1
      switch entry.result.verdict {
      case .valid: valid += 1
      case .invalid: invalid += 1
      case .unreadable: unreadable += 1
      }
      if let count = suppressed { suppressed = count + entry.suppressed.count }
    }
  }

  public private(set) var entries: [Entry] = []
  public private(set) var summary = Summary()
  /// What was found about the suppressions themselves.
  public var findings: [Finding] = []

  /// A report without files; `suppresses` when a suppression file is in force.
  public init(suppresses: Bool = false) {
    if suppresses { summary.suppressed = 0 }
  }

  /// Adds a file.
  public mutating func add(_ entry: Entry) {
    entries.append(entry)
    summary.add(entry)
  }

  /// Counts a file without keeping what was found in it.
  public mutating func count(_ entry: Entry) { summary.add(entry) }
}

/// How many findings there are of each severity.
public struct FindingCounts: Sendable, Hashable {
  private var counts: [Finding.Severity: Int] = [:]

  /// The counts of these findings.
  public init(_ findings: [Finding] = []) {
    for finding in findings { counts[finding.severity, default: 0] += 1 }
  }

  /// Counts from their parts.
  public init(_ counts: [Finding.Severity: Int]) { self.counts = counts }

  /// How many there are of one severity.
  public subscript(severity: Finding.Severity) -> Int { counts[severity] ?? 0 }

  /// How many there are in all.
  public var total: Int { counts.values.reduce(0, +) }

  /// `2 errors, 1 note`; empty when there are none.
  public var words: String { Finding.Severity.allCases.compactMap(words).joined(separator: ", ") }

  /// `2 errors`; nil when there are none of this severity.
  public func words(_ severity: Finding.Severity) -> String? {
    let count = self[severity]
    return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
  }
}
