/// What ended a worker that did not end by itself.

/// The death of a worker: how, over which input, and what it was doing.
public struct WorkerFault: Sendable, Hashable {
  /// How a worker can die.
  public enum Kind: Sendable, Hashable {
    /// A signal, such as 11 for a segmentation fault.
    case crash(signal: Int)
    /// More time than `WorkerLimits` allow for one input.
    case timeout(seconds: Int)
    /// More memory than `WorkerLimits.memory`, or than the machine has (nil).
    case memory(limit: Int?)
    /// The process ended, or answered, as no worker does.
    case broken
    /// No worker could be started: the system's own words.
    case unavailable(String)
  }

  /// How it died.
  public var kind: Kind
  /// The input it was reading, counted from 0 within the job; nil when it was not reading.
  public var input: Int?
  /// What it was doing, such as `reading as nexus`; nil when it had not said.
  public var step: String?
  /// The last words of the library on standard error, if any.
  public var lastWords: String?

  /// A fault with its parts.
  public init(_ kind: Kind, input: Int? = nil, step: String? = nil, lastWords: String? = nil) {
    self.kind = kind
    self.input = input
    self.step = step
    self.lastWords = lastWords
  }
}
