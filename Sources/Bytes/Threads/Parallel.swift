/// Work on several threads that are there for one call only.
import Glibc

/// Parts of one piece of work, side by side. All threads have ended when the call returns, so that a process can fork again.
public enum Parallel {
  /// How many threads are worth having here, at most four.
  public static let width = min(4, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))

  /// Calls `body` once for each part from 0, the first on the caller's thread and each other on its own; where no thread
  /// can be had, its part is done here.
  public static func run(_ parts: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      var threads: [pthread_t] = []
      var left: [Int] = []
      for part in stride(from: 1, to: parts, by: 1) {
        if let thread = start({ body(part) }) { threads.append(thread) } else { left.append(part) }
      }
      if parts > 0 { body(0) }
      for part in left { body(part) }
      for thread in threads { pthread_join(thread, nil) }
    }
  }

  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard failure != 0 else { return thread }
    work.release()
    return nil
  }
}
