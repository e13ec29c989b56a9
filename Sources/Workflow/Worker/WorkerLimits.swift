/// How long a worker may take and how much memory it may use before it is ended.

/// The limits of one worker process.
public struct WorkerLimits: Sendable, Hashable {
  /// Wall time per input, in seconds; nil lets it follow the input's size.
  public var seconds: Int?
  /// Address space beyond what the process has at its start, in bytes.
  public var memory: Int

  /// The time by the input's size and 8 GiB, unless told otherwise; at least one second and 1 MiB.
  public init(seconds: Int? = nil, memory: Int = 8 << 30) {
    self.seconds = seconds.map { min(max(1, $0), 1 << 31) }
    self.memory = max(1 << 20, memory)
  }

  /// The time for an input of so many bytes: 30 seconds and one for each 10 MB. Ten minutes where the work cannot be
  /// told from the size (nil): what comes through a pipe, or all values of a file that may point to larger ones.
  public func seconds(forSize size: Int?) -> Int {
    seconds ?? size.map { 30 + max(0, $0) / 10_000_000 } ?? 600
  }
}
