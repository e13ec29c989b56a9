/// Long curves thinned to what pixels can show.

/// Of the points in one column of pixels the first, the lowest, the highest and the last remain, so that no peak is lost.
enum Decimation {
  /// The indices to draw, in pieces between values that are not finite. `columnWidth` is in pixels.
  static func pieces(x: [Double], y: [Double], columnWidth: Double = 1) -> [[Int]] {
    var pieces: [[Int]] = []
    var piece: [Int] = []
    var column: [Int] = []
    var current = 0.0
    func closeColumn() {
      piece += kept(column, y)
      column.removeAll(keepingCapacity: true)
    }
    func closePiece() {
      closeColumn()
      if !piece.isEmpty { pieces.append(piece) }
      piece = []
    }
    for index in 0..<min(x.count, y.count) {
      guard x[index].isFinite, y[index].isFinite else {
        closePiece()
        continue
      }
      let place = (x[index] / columnWidth).rounded(.down)
      if place != current { closeColumn() }
      current = place
      column.append(index)
    }
    closePiece()
    return pieces
  }

  private static func kept(_ column: [Int], _ y: [Double]) -> [Int] {
    guard column.count > 4, let first = column.first, let last = column.last else { return column }
    let low = column.min { y[$0] < y[$1] } ?? first
    let high = column.max { y[$0] < y[$1] } ?? first
    return Set([first, low, high, last]).sorted()
  }
}
