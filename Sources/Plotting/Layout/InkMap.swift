/// Where a panel is drawn on: what a legend has to keep off.

/// A raster of a frame that remembers which cells have ink.
struct InkMap {
  private let frame: PixelRect
  private let columns: Int
  private let rows: Int
  private var cells: [Bool]

  private static let cell = 3.0

  init(_ frame: PixelRect) {
    self.frame = frame
    columns = max(1, Int((frame.width / Self.cell).rounded(.up)))
    rows = max(1, Int((frame.height / Self.cell).rounded(.up)))
    cells = Array(repeating: false, count: columns * rows)
  }

  /// A straight line.
  mutating func addLine(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
    guard let (a, b) = clipped(x0, y0, x1, y1) else { return }
    let length = max((b.x - a.x).magnitude, (b.y - a.y).magnitude)
    let steps = max(1, Int((length / (Self.cell / 2)).rounded(.up)))
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      mark(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y))
    }
  }

  /// All of a rectangle.
  mutating func fill(_ rect: PixelRect) {
    guard let (across, down) = span(rect) else { return }
    for row in down { for column in across { cells[row * columns + column] = true } }
  }

  /// How many cells of a rectangle have ink.
  func ink(in rect: PixelRect) -> Int {
    guard let (across, down) = span(rect) else { return 0 }
    return down.reduce(0) { sum, row in sum + across.count { cells[row * columns + $0] } }
  }

  private mutating func mark(_ x: Double, _ y: Double) {
    let column = Int((x - frame.x) / Self.cell)
    let row = Int((y - frame.y) / Self.cell)
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    cells[row * columns + column] = true
  }

  private func span(_ rect: PixelRect) -> (ClosedRange<Int>, ClosedRange<Int>)? {
    let left = max(0, Int(((rect.x - frame.x) / Self.cell).rounded(.down)))
    let right = min(columns - 1, Int(((rect.maxX - frame.x) / Self.cell).rounded(.down)))
    let top = max(0, Int(((rect.y - frame.y) / Self.cell).rounded(.down)))
    let bottom = min(rows - 1, Int(((rect.maxY - frame.y) / Self.cell).rounded(.down)))
    return left <= right && top <= bottom ? (left...right, top...bottom) : nil
  }

  /// The part of a line inside the frame (Liang and Barsky, 1984).
  private func clipped(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double
  ) -> (a: (x: Double, y: Double), b: (x: Double, y: Double))? {
    guard x0.isFinite, y0.isFinite, x1.isFinite, y1.isFinite else { return nil }
    let (dx, dy) = (x1 - x0, y1 - y0)
    var (first, last) = (0.0, 1.0)
    for (p, q) in [
      (-dx, x0 - frame.x), (dx, frame.maxX - x0), (-dy, y0 - frame.y), (dy, frame.maxY - y0),
    ] {
      if p == 0 {
        if q < 0 { return nil }
      } else if p < 0 {
        first = max(first, q / p)
      } else {
        last = min(last, q / p)
      }
    }
    guard first <= last else { return nil }
    return ((x0 + first * dx, y0 + first * dy), (x0 + last * dx, y0 + last * dy))
  }
}
