import Bytes
import Synchronization
import Testing

@Suite("Work on several threads")
struct ParallelTests {
  @Test("each part is done once", arguments: [0, 1, 2, 7, 100])
  func parts(count: Int) {
    let done = Mutex([Int](repeating: 0, count: count))
    Parallel.run(count) { part in done.withLock { $0[part] += 1 } }
    #expect(done.withLock { $0 } == [Int](repeating: 1, count: count))
    #expect((1...4).contains(Parallel.width))
  }
}
