/// The temporary files that are open now, in fixed storage that a signal handler may read: an interrupted program
/// leaves nothing behind.
import Glibc
import Synchronization

/// Cleaning up after SIGINT, SIGTERM and SIGHUP.
public enum TemporaryFiles {
  /// Removes all temporary files that this process has open. Safe to call from a signal handler.
  public static func removeTemporaries() {
    table.removeAll()
  }

  /// From now on SIGINT, SIGTERM and SIGHUP remove the temporary files and then end the process as they would have
  /// done anyway. A signal that the program handles or ignores already is left alone.
  public static func installCleanupHandlers() {
    // Touched here, so that the handler finds it made.
    _ = table
    for signal in [SIGINT, SIGTERM, SIGHUP] {
      var current = sigaction()
      guard sigaction(signal, nil, &current) == 0, current.__sigaction_handler.sa_handler == nil else { continue }
      var action = sigaction()
      // Back to the default before the handler runs: raised again, the signal ends the process.
      action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND)
      action.__sigaction_handler.sa_handler = { number in
        TemporaryFiles.removeTemporaries()
        raise(number)
      }
      sigaction(signal, &action, nil)
    }
  }

  static let table = TemporaryFileTable(slotCount: 64)
}

/// Fixed slots of C strings. Taking a slot, clearing it and removing its file exclude one another by its state.
struct TemporaryFileTable: @unchecked Sendable {
  private enum State {
    static let free = 0
    static let changing = 1
    static let inUse = 2
  }

  private struct Slot: ~Copyable {
    let state = Atomic<Int>(State.free)
    let process = Atomic<Int32>(0)
    let path: UnsafeMutablePointer<CChar>
  }

  private static let longestPath = Int(PATH_MAX)
  private let slots: UnsafeMutablePointer<Slot>
  private let slotCount: Int

  /// The table lives as long as the process, and so does its memory.
  init(slotCount: Int) {
    self.slotCount = slotCount
    slots = .allocate(capacity: slotCount)
    for index in 0..<slotCount {
      let path = UnsafeMutablePointer<CChar>.allocate(capacity: Self.longestPath)
      path.initialize(repeating: 0, count: Self.longestPath)
      (slots + index).initialize(to: Slot(path: path))
    }
  }

  /// Enters a path; the slot, or nil when the table is full: then the file is removed by its owner only.
  func enter(_ path: String) -> Int? {
    guard path.utf8.count < Self.longestPath else { return nil }
    for index in 0..<slotCount where change(index, from: State.free, to: State.changing) {
      path.withCString { source in
        _ = strcpy(slots[index].path, source)
      }
      slots[index].process.store(getpid(), ordering: .relaxed)
      slots[index].state.store(State.inUse, ordering: .releasing)
      return index
    }
    return nil
  }

  /// Forgets a path.
  func leave(_ slot: Int?) {
    guard let slot else { return }
    _ = change(slot, from: State.inUse, to: State.free)
  }

  /// Removes the files of this process; a forked child must not remove those of its parent.
  func removeAll() {
    let process = getpid()
    for index in 0..<slotCount where change(index, from: State.inUse, to: State.changing) {
      if slots[index].process.load(ordering: .relaxed) == process {
        unlink(slots[index].path)
        slots[index].state.store(State.free, ordering: .releasing)
      } else {
        slots[index].state.store(State.inUse, ordering: .releasing)
      }
    }
  }

  private func change(_ index: Int, from old: Int, to new: Int) -> Bool {
    slots[index].state.compareExchange(
      expected: old, desired: new, ordering: .acquiringAndReleasing
    ).exchanged
  }
}
