import Glibc

/// An exclusive lock on a file, as a writing program holds it.
struct FileLock {
  private let descriptor: Int32

  init?(_ path: String) {
    descriptor = open(path, O_RDWR)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
  }

  func release() { close(descriptor) }
}

func makePipe(_ path: String) -> Bool { mkfifo(path, 0o600) == 0 }
