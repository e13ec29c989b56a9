/// Pixels: rectangles, and where values lie.

/// A rectangle in pixels, y downwards.
struct PixelRect: Sendable, Hashable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var maxX: Double { x + width }
  var maxY: Double { y + height }
  var midX: Double { x + width / 2 }
  var midY: Double { y + height / 2 }

  func inset(by margin: Double) -> PixelRect {
    PixelRect(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
  }

  func contains(_ px: Double, _ py: Double) -> Bool { px >= x && px <= maxX && py >= y && py <= maxY }

  func intersects(_ other: PixelRect) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }
}

/// Where the values of an axis lie: `start` is the pixel of the lower end of the range.
struct AxisScale: Sendable, Hashable {
  let range: ClosedRange<Double>
  let start: Double
  let end: Double

  /// Along the lower side of a frame.
  init(x range: ClosedRange<Double>, _ direction: Figure.Axis.Direction, over frame: PixelRect) {
    self.range = range
    start = direction == .ascending ? frame.x : frame.maxX
    end = direction == .ascending ? frame.maxX : frame.x
  }

  /// Along the left side of a frame.
  init(y range: ClosedRange<Double>, _ direction: Figure.Axis.Direction, over frame: PixelRect) {
    self.range = range
    start = direction == .ascending ? frame.maxY : frame.y
    end = direction == .ascending ? frame.y : frame.maxY
  }

  /// The pixel of a value; far outside the frame it is only somewhere far outside.
  func pixel(_ value: Double) -> Double {
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return start + min(max(share, -100), 100) * (end - start)
  }
}

/// The widths of texts, without knowing the font: those of DejaVu Sans, which is wider than most.
enum TextMeasure {
  /// In pixels for a font of `size` pixels.
  static func width(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + share($1) } * size
  }

  /// The text, or its beginning and its end with an ellipsis between them when it is wider than `limit` pixels.
  static func fitted(_ text: String, to limit: Double, size: Double) -> String {
    guard width(text, size: size) > limit else { return text }
    var start = Array(text)
    var end: [Character] = []
    let half = start.count / 2
    end = Array(start[half...])
    start = Array(start[..<half])
    while width(String(start) + "…" + String(end), size: size) > limit, start.count + end.count > 2 {
      if start.count > end.count { start.removeLast() } else { end.removeFirst() }
    }
    return String(start) + "…" + String(end)
  }

  private static func share(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "l", "j", "'", "|", ".", ",", ":", ";", "·", " ": 0.33
    case "f", "t", "r", "(", ")", "[", "]", "/", "\\", "-", "I", "J", "⁻", "¹", "²", "³", "⁴": 0.42
    case "m", "w", "M", "W", "@", "%", "…": 0.95
    case "0"..."9", "a"..."z", "_": 0.62
    case "A"..."Z", "+", "=", "−", "×", "<", ">", "~", "#": 0.76
    case _ where scalar.properties.canonicalCombiningClass != .notReordered: 0
    case _ where scalar.value >= 0x2e80: 1
    default: 0.66
    }
  }
}
