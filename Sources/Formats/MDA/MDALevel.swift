/// All scans of one rank of an MDA file, side by side: the lines of a map, the maps of a stack.
import Bytes
import DataModel

/// The arrays of one level. Every outer point has a place, measured or not.
struct MDALevel {
  /// The number of places for scans: the product of the outer dimensions.
  let placeCount: Int
  /// The points of each scan: those of the longest one.
  let pointCount: Int
  private(set) var scans: [(place: Int, scan: MDAScan)] = []

  init(placeCount: Int, scans: [(place: Int, scan: MDAScan)]) {
    self.placeCount = placeCount
    self.scans = scans
    pointCount = scans.map { MDALevel.points(of: $0.scan) }.max() ?? 0
  }

  /// The points that a scan has: measured ones, and of an outer scan also the one whose inner scan was going on.
  static func points(of scan: MDAScan) -> Int {
    guard scan.rank > 1, scan.measured < scan.requested else { return scan.measured }
    let begun = scan.offsets.lastIndex { $0 > 0 }.map { $0 + 1 } ?? 0
    return min(max(scan.measured, begun), scan.measured + 1)
  }

  var first: MDAScan? { scans.first?.scan }

  /// Whether each place has a scan, and each scan all points.
  var isComplete: Bool {
    scans.count == placeCount && scans.allSatisfy { $0.scan.measured == pointCount }
  }

  /// The values of a positioner or detector at all places, NaN where nothing was measured.
  func values<Number: ArrayElement & BinaryFloatingPoint>(_ pick: (MDAScan) -> [Number]?) -> [Number] {
    var result = [Number](repeating: .nan, count: placeCount * pointCount)
    for (place, scan) in scans {
      guard let values = pick(scan) else { continue }
      let start = place * pointCount
      for index in 0..<min(scan.measured, values.count, pointCount) { result[start + index] = values[index] }
    }
    return result
  }
}
