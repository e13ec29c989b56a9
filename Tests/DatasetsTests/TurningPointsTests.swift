import Testing

@testable import Datasets

@Suite("Where a scan turns")
struct TurningPointsTests {
  /// A triangle of this many sweeps with `points` points each, from 0 to 1 and back.
  private func triangle(sweeps: Int, points: Int, noise: Double = 0) -> [Double] {
    var state: UInt64 = 1
    return (0...sweeps * points).map { i in
      let phase = Double(i % (2 * points)) / Double(points)
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let random = Double(state >> 11) / Double(1 << 53) - 0.5
      return (phase <= 1 ? phase : 2 - phase) + noise * random
    }
  }

  @Test("a scan in one direction has no turn, whichever way it goes")
  func oneDirection() {
    #expect(TurningPoints.turns(in: [1, 2, 3, 4]).isEmpty)
    #expect(TurningPoints.turns(in: [4, 3, 2, 1]).isEmpty)
    #expect(TurningPoints.turns(in: []).isEmpty)
    #expect(TurningPoints.turns(in: [7, 7, 7]).isEmpty)
  }

  @Test("every turn of a triangle is found at its tip")
  func triangle() {
    let turns = TurningPoints.turns(in: triangle(sweeps: 5, points: 100))
    #expect(turns.map(\.index) == [100, 200, 300, 400])
    #expect(turns.map(\.value) == [1, 0, 1, 0])
  }

  @Test("noise of an encoder makes no turns, and moves those that are there by a few points at the most")
  func noise() {
    let turns = TurningPoints.turns(in: triangle(sweeps: 20, points: 500, noise: 0.02))
    #expect(turns.count == 19)
    for (number, turn) in turns.enumerated() { #expect(abs(turn.index - 500 * (number + 1)) <= 10) }
  }

  @Test("a rest at the start, an overshoot and values that are no numbers do not count")
  func rest() {
    let noisyRest = [0.0, 1e-4, -1e-4, 2e-4, -2e-4, 0, .nan]
    let values =
      noisyRest + (0..<100).map { Double($0) / 100 } + [1.02, 1, 0.99] + (0..<100).map { 0.98 - Double($0) / 100 }
    let turns = TurningPoints.turns(in: values)
    #expect(turns.map(\.index) == [noisyRest.count + 100])
  }

  @Test("pieces of any length give what the whole gives")
  func pieces() {
    let values = triangle(sweeps: 7, points: 33, noise: 0.05)
    var search = TurningPoints()
    var start = 0
    for length in [1, 2, 50, 1000] {
      search.add(Array(values[start..<min(values.count, start + length)]))
      start = min(values.count, start + length)
    }
    #expect(search.count == values.count)
    #expect(search.turns == TurningPoints.turns(in: values))
  }
}
