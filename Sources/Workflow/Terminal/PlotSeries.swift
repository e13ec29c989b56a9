/// A curve to draw, thinned to what a drawing can show.
struct PlotSeries: Sendable, Equatable {
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []
  /// Every so many points go into one piece of the curve, of which the lowest and the highest are kept.
  private let pieceLength: Int
  private var piece: [(x: Double, y: Double)] = []

  /// A curve of about `count` points.
  init(expecting count: Int = 0) {
    pieceLength = max(1, count / Self.pieceLimit)
    piece.reserveCapacity(pieceLength)
  }

  /// All points as they are.
  init(x: [Double], y: [Double]) {
    self.init()
    for (x, y) in zip(x, y) { add(x, y) }
  }

  /// Far more pieces than a terminal has columns of dots.
  private static let pieceLimit = 4096

  /// The next point; one that is not finite makes a gap.
  mutating func add(_ x: Double, _ y: Double) {
    guard pieceLength > 1 else {
      self.x.append(x)
      self.y.append(y)
      return
    }
    piece.append((x, y))
    if piece.count == pieceLength { finish() }
  }

  /// Ends the last piece.
  mutating func finish() {
    let finite = piece.indices.filter { piece[$0].x.isFinite && piece[$0].y.isFinite }
    if let low = finite.min(by: { piece[$0].y < piece[$1].y }),
      let high = finite.max(by: { piece[$0].y < piece[$1].y })
    {
      for index in low == high ? [low] : [min(low, high), max(low, high)] {
        x.append(piece[index].x)
        y.append(piece[index].y)
      }
    }
    piece.removeAll(keepingCapacity: true)
  }

  /// The indices of the points that can be drawn.
  var drawable: [Int] { x.indices.filter { x[$0].isFinite && y[$0].isFinite } }

  static func == (a: PlotSeries, b: PlotSeries) -> Bool { a.x == b.x && a.y == b.y }
}
