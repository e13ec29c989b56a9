/// Where the curves before and behind an edge are fitted.
import Glibc

/// The ranges and degrees that are used, worked out from what is asked and what the scan has.
struct NormalizationRanges {
  /// All relative to `e0`, in eV.
  var pre1: Double
  var pre2: Double
  var norm1: Double
  var norm2: Double
  /// The degrees of the line before and the polynomial behind the edge.
  var npre: Int
  var nnorm: Int
  /// The power of the energy that the points before the edge are multiplied by.
  var nvict: Int
  /// The points of both ranges; the upper end belongs to neither.
  var pre: Range<Int>
  var post: Range<Int>

  /// The ranges of a scan over `energy` with the edge `e0` nearest to the point `edge`.
  init(_ options: Normalization, _ energy: [Double], e0: Double, edge: Int) throws(AnalysisError) {
    let below = energy[0] - e0
    let above = energy[energy.count - 1] - e0
    nvict = options.nvict
    npre = options.npre
    (pre1, pre2) = Self.preEdge(options, energy, e0: e0, edge: edge)
    (norm1, norm2) = Self.postEdge(options, above)
    guard pre1 < 0, norm2 > 0 else {
      let (name, side) = pre1 < 0 ? ("norm2", "behind") : ("pre1", "before")
      throw AnalysisError(
        "the scan has nothing \(side) the edge at \(text(e0)) eV (\(name) is \(text(pre1 < 0 ? norm2 : pre1)) eV): "
          + "it reaches from \(text(below)) to \(text(above)) eV relative to it; say where the edge is with e0=")
    }
    let places = Places(energy)
    if places.floor(e0 + pre2) - places.floor(e0 + pre1) < 3 {
      npre = 0
      nvict = 0
    }
    pre = Self.prePoints(pre1, pre2, energy, e0: e0)
    guard pre.upperBound <= edge || options.pre2 != nil else {
      throw AnalysisError(
        "there is too little before the edge at \(text(e0)) eV to fit a line: the scan begins \(text(-below)) eV before "
          + "it; measure from further below, or say where to fit with pre1= and pre2=")
    }
    post = Self.postPoints(norm1, norm2, energy, e0: e0)
    guard norm1 > 0 || (options.norm1 != nil && norm1 == 0), post.count >= 3 else {
      throw AnalysisError(
        "there is too little behind the edge at \(text(e0)) eV to fit a curve: \(post.count) points between norm1 = "
          + "\(text(norm1)) and norm2 = \(text(norm2)) eV, and the scan ends \(text(above)) eV behind it; measure "
          + "further, or say where to fit with norm1= and norm2=")
    }
    let width = norm2 - norm1
    nnorm = options.nnorm ?? (width < 30 ? 0 : width < 300 ? 1 : 2)
    if post.count < 5 { nnorm = min(nnorm, 1) }
    nnorm = min(nnorm, post.count - 1)
  }

  /// The points between both ends, of which the upper one is left out; at least two.
  static func prePoints(_ pre1: Double, _ pre2: Double, _ energy: [Double], e0: Double) -> Range<Int> {
    let places = Places(energy)
    let start = places.floor(e0 + pre1)
    return start..<min(energy.count, max(start + 2, places.nearest(e0 + pre2)))
  }

  /// The points between both ends, of which the upper one is left out; there may be none.
  static func postPoints(_ norm1: Double, _ norm2: Double, _ energy: [Double], e0: Double) -> Range<Int> {
    let places = Places(energy)
    let start = places.floor(e0 + norm1)
    return start..<max(start, places.nearest(e0 + norm2))
  }

  private static func preEdge(
    _ options: Normalization, _ energy: [Double], e0: Double, edge: Int
  ) -> (Double, Double) {
    let below = energy[0] - e0
    // The first point is often bad, so the range begins at the second.
    let grain = edge > 20 ? 5.0 : 2.0
    var pre1 = options.pre1 ?? grain * ((energy[1] - e0) / grain).rounded(.toNearestOrEven)
    if options.preset == .athena, options.pre1 == nil { pre1 = -150 }
    pre1 = max(pre1, below)
    var pre2 = options.pre2 ?? 0.5 * pre1
    if options.preset == .athena, options.pre2 == nil, pre1 < -60 { pre2 = -30 }
    return pre1 <= pre2 ? (pre1, pre2) : (pre2, pre1)
  }

  private static func postEdge(_ options: Normalization, _ above: Double) -> (Double, Double) {
    let isAthena = options.preset == .athena && above >= 350
    var norm2 = options.norm2 ?? (isAthena ? above - 100 : 5 * (above / 5).rounded(.toNearestOrEven))
    if norm2 < 0 { norm2 = above - norm2 }
    norm2 = min(norm2, above)
    var norm1 = options.norm1 ?? (isAthena ? 150 : min(25, 5 * (norm2 / 15).rounded(.toNearestOrEven)))
    if norm1 > norm2 { (norm1, norm2) = (norm2, norm1) }
    return (min(norm1, norm2 - 2), norm2)
  }
}

/// Indices of energies in rising order.
struct Places {
  private let energy: [Double]

  /// Places among `energy`, strictly increasing and not empty.
  init(_ energy: [Double]) { self.energy = energy }

  /// The last point that is not above `value`; the first one when all are.
  func floor(_ value: Double) -> Int {
    var low = 0
    var high = energy.count
    while low < high {
      let middle = (low + high) / 2
      if energy[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  /// The nearest point; of two as near the first.
  func nearest(_ value: Double) -> Int {
    let below = floor(value)
    guard below + 1 < energy.count else { return below }
    return abs(energy[below + 1] - value) < abs(energy[below] - value) ? below + 1 : below
  }
}
