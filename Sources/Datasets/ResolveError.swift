/// Why a measurement does not become a dataset.

/// What is missing or wrong, in words that say what to do.
public struct ResolveError: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String

  /// An error in words.
  public init(_ description: String) { self.description = description }
}
