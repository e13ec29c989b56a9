/// How long a worker may take and how much memory it may use before it is ended.

/// The limits of one worker process.
public struct WorkerLimits: Sendable, Hashable {
  /// Wall time per input, in seconds.
  public var seconds: Int
  /// Address space beyond what the process has at its start, in bytes.
  public var memory: Int

  /// Ten minutes and 8 GiB, unless told otherwise; at least one second and 1 MiB.
  public init(seconds: Int = 600, memory: Int = 8 << 30) {
    self.seconds = min(max(1, seconds), 1 << 31)
    self.memory = max(1 << 20, memory)
  }
}
