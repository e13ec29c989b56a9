/// Why an analysis cannot be done.
public import Datasets

/// What stands in the way, in words that say what to do.
public struct AnalysisError: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String

  /// An error in words.
  public init(_ description: String) { self.description = description }

  /// What resolving threw.
  public init(_ error: ResolveError) { self.init(error.description) }
}
