/// The pieces of an axis that go one way.
struct MonotonicRuns {
  /// A piece: the points from `start` to `end`, both included.
  struct Run {
    let start: Int
    let end: Int
    let span: Double
    var steps: Int { end - start }
  }

  let runs: [Run]
  /// The points (from 0) that have the value of the point before them.
  let repeats: [Int]
  /// The points (from 0) that lie behind the point before them, seen in the direction of the whole.
  let setbacks: [Int]
  /// The largest step backwards, and the median step forwards.
  let largestSetback: Double
  let medianStep: Double
  let isRising: Bool

  /// From values that are all finite.
  init(_ values: [Double]) {
    let steps = zip(values.dropFirst(), values).map { $0 - $1 }
    let rising = steps.count { $0 > 0 }
    let falling = steps.count { $0 < 0 }
    isRising = rising >= falling
    let sign = isRising ? 1.0 : -1.0
    repeats = steps.indices.filter { steps[$0] == 0 }.map { $0 + 1 }
    setbacks = steps.indices.filter { steps[$0] * sign < 0 }.map { $0 + 1 }
    largestSetback = setbacks.map { abs(steps[$0 - 1]) }.max() ?? 0
    medianStep = Robust.median(steps.filter { $0 * sign > 0 }.map(abs)) ?? 0
    runs = Self.runs(values, steps)
  }

  private static func runs(_ values: [Double], _ steps: [Double]) -> [Run] {
    var result: [Run] = []
    var start = 0
    var direction = 0.0
    func close(_ end: Int) {
      guard end > start else { return }
      result.append(Run(start: start, end: end, span: abs(values[end] - values[start])))
    }
    for (index, step) in steps.enumerated() where step != 0 {
      if direction != 0, (step > 0) != (direction > 0) {
        close(index)
        start = index
      }
      direction = step
    }
    close(values.count - 1)
    return result
  }

  /// How many times the axis runs through its range; 1 for anything but several sweeps.
  ///
  /// A sweep covers at least half of the range in five steps or more; between two sweeps in one direction the axis jumps
  /// back in a step or two.
  var sweeps: Int {
    let range = runs.map(\.span).max() ?? 0
    let long = runs.filter { $0.steps >= 5 && $0.span >= range / 2 }
    let jumps = runs.filter { $0.steps <= 2 && $0.span >= range / 2 }
    guard long.count >= 2, long.count + jumps.count == runs.count, jumps.count < long.count else { return 1 }
    return long.count
  }
}
