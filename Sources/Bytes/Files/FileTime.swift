/// A moment as file systems record it.
import Glibc

/// Seconds and nanoseconds since 1970-01-01 00:00:00 UTC.
public struct FileTime: Sendable, Hashable, Comparable {
  /// Whole seconds, negative before 1970.
  public let seconds: Int64
  /// 0 ..< 1 000 000 000.
  public let nanoseconds: Int32

  /// A moment from its parts.
  public init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  init(_ time: timespec) {
    self.init(seconds: Int64(time.tv_sec), nanoseconds: Int32(truncatingIfNeeded: time.tv_nsec))
  }

  /// Earlier than.
  public static func < (a: FileTime, b: FileTime) -> Bool {
    (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
  }
}
