/// Which curve is which, and where that is said.

/// A legend with its place: inside the frame where nothing is drawn, else on its right.
struct LegendLayout {
  /// What stands before a label.
  enum Sample {
    case line(Figure.Dash)
    case point
    case ring
    case patch
  }

  struct Entry {
    var label: String
    /// The label as it fits.
    var text: String
    var color: Figure.Color
    var sample: Sample
  }

  let entries: [Entry]
  /// How many entries there was no room for.
  let left: Int
  let rect: PixelRect
  let isOutside: Bool

  static let lineHeight = 18.0
  static let sampleWidth = 24.0
  private static let padding = 6.0
  /// More entries than this stand outside.
  private static let insideLimit = 8
  private static let labelLimit = 230.0

  /// Nil when no mark has a label. Beside the frame it may reach down to `floor`.
  init?(_ panel: Figure.Panel, in frame: PixelRect, ink: InkMap, mayLieOutside: Bool, floor: Double) {
    let all = panel.marks.compactMap(Self.entry)
    guard !all.isEmpty else { return nil }
    let reach = (mayLieOutside ? max(frame.maxY, floor) : frame.maxY) - frame.y
    let room = Int((reach - 2 * Self.padding) / Self.lineHeight)
    let kept = all.count <= room ? all : Array(all.prefix(max(1, room - 1)))
    left = all.count - kept.count
    let widest = kept.map { TextMeasure.width($0.text, size: FigureMetrics.smallSize) }.max() ?? 0
    let width = Self.sampleWidth + 8 + widest + 2 * Self.padding
    let height = Double(kept.count + (left > 0 ? 1 : 0)) * Self.lineHeight + 2 * Self.padding
    entries = kept
    if kept.count <= Self.insideLimit,
      let free = Self.places(width, height, frame).first(where: { ink.ink(in: $0.inset(by: -3)) == 0 })
    {
      rect = free
      isOutside = false
    } else if mayLieOutside {
      rect = PixelRect(x: frame.maxX + 10, y: frame.y, width: width, height: height)
      isOutside = true
    } else {
      rect =
        Self.places(width, height, frame).min { ink.ink(in: $0) < ink.ink(in: $1) }
        ?? PixelRect(x: frame.x, y: frame.y, width: width, height: height)
      isOutside = false
    }
  }

  /// Corners first, then the middles of the sides.
  private static func places(_ width: Double, _ height: Double, _ frame: PixelRect) -> [PixelRect] {
    guard width < frame.width - 20, height < frame.height - 20 else { return [] }
    let (left, right) = (frame.x + 10, frame.maxX - 10 - width)
    let (top, bottom) = (frame.y + 10, frame.maxY - 10 - height)
    let (across, down) = (frame.midX - width / 2, frame.midY - height / 2)
    return [
      (right, top), (left, top), (right, bottom), (left, bottom), (right, down), (left, down), (across, top),
      (across, bottom),
    ].map { PixelRect(x: $0.0, y: $0.1, width: width, height: height) }
  }

  /// Whether a panel has something to name.
  static func isNeeded(_ panel: Figure.Panel) -> Bool {
    panel.colorBar != nil || panel.hasLegend && panel.marks.contains { entry($0) != nil }
  }

  private static func entry(_ mark: Figure.Mark) -> Entry? {
    let (label, color, sample): (String, Figure.Color, Sample)
    switch mark {
    case .line(let line): (label, color, sample) = (line.label, line.color, .line(line.dash))
    case .points(let points):
      (label, color, sample) =
        (points.label, points.color, points.isOpen ? .ring : .point)
    case .band(let band): (label, color, sample) = (band.label, band.color, .patch)
    case .area(let area): (label, color, sample) = (area.label, area.color, .patch)
    case .span(let span): (label, color, sample) = (span.label, span.color, .patch)
    case .rule, .map: return nil
    }
    guard !label.isEmpty else { return nil }
    return Entry(
      label: label, text: TextMeasure.fitted(label, to: labelLimit, size: FigureMetrics.smallSize), color: color,
      sample: sample)
  }

  /// The baseline of an entry.
  func baseline(_ index: Int) -> Double {
    rect.y + Self.padding + (Double(index) + 0.5) * Self.lineHeight + FigureMetrics.smallSize * 0.36
  }

  /// Where samples begin.
  var sampleStart: Double { rect.x + Self.padding }
}
