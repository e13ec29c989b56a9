/// What the script of a page needs to know of a figure.
import Bytes

/// Scales and points as JSON that cannot end the element it stands in.
struct FigureData {
  /// Curves are thinned to columns of this many pixels, so that they can be magnified.
  static let columnWidth = 0.2

  private let layout: FigureLayout
  private let theme: Theme
  private let prefix: String

  init(_ layout: FigureLayout, _ theme: Theme, prefix: String) {
    self.layout = layout
    self.theme = theme
    self.prefix = prefix
  }

  func bytes() -> [UInt8] {
    var json = JSONWriter(isPretty: false)
    json.array { json in
      for (number, panel) in layout.panels.enumerated() { write(panel, number, to: &json) }
    }
    return Self.harmless(json.finish())
  }

  /// Without `<`, nothing in the element can be taken for markup.
  private static func harmless(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte in
      switch byte {
      case UInt8(ascii: "<"): Array(#"\u003c"#.utf8)
      case UInt8(ascii: ">"): Array(#"\u003e"#.utf8)
      case UInt8(ascii: "&"): Array(#"\u0026"#.utf8)
      default: [byte]
      }
    }
  }

  private func write(_ panel: PanelLayout, _ number: Int, to json: inout JSONWriter) {
    let figure = layout.figure
    json.object { json in
      json.member("id", "\(prefix)\(number)")
      json.key("frame")
      json.array { json in
        for value in [panel.frame.x, panel.frame.y, panel.frame.width, panel.frame.height] { json.value(value) }
      }
      for (name, scale, axis, ticks, group) in [
        ("x", panel.xScale, panel.panel.x, panel.xTicks, figure.sharesX ? "c\(panel.panel.column)" : "x\(number)"),
        ("y", panel.yScale, panel.panel.y, panel.yTicks, figure.sharesY ? "r\(panel.panel.row)" : "y\(number)"),
      ] {
        json.key(name)
        json.object { json in
          json.member("low", scale.range.lowerBound)
          json.member("high", scale.range.upperBound)
          json.member("start", scale.start)
          json.member("end", scale.end)
          json.member("title", axis.label)
          json.member("exponent", ticks.exponent)
          json.member("group", group)
        }
      }
      json.key("curves")
      json.array { json in
        var places: [[Double]: Int] = [:]
        for mark in panel.panel.marks { write(mark, of: panel, &places, to: &json) }
      }
    }
  }

  private func write(
    _ mark: Figure.Mark, of panel: PanelLayout, _ places: inout [[Double]: Int], to json: inout JSONWriter
  ) {
    let (label, x, y, color): (String, [Double], [Double], Figure.Color)
    switch mark {
    case .line(let line): (label, x, y, color) = (line.label, line.x, line.y, line.color)
    case .points(let points): (label, x, y, color) = (points.label, points.x, points.y, points.color)
    case .band, .area, .rule, .span, .map: return
    }
    let kept = Decimation.pieces(
      x: x.map(panel.xScale.pixel), y: y.map(panel.yScale.pixel), columnWidth: Self.columnWidth
    ).flatMap { $0 }
    guard !kept.isEmpty else { return }
    let values = kept.map { x[$0] }
    json.object { json in
      json.member("name", label)
      json.member("color", theme.text(color))
      json.key("x")
      // Curves of one series mostly have one abscissa, which is written once.
      if let place = places[values] {
        json.value(place)
      } else {
        places[values] = places.count
        Self.write(values, digits: 9, to: &json)
      }
      json.key("y")
      Self.write(kept.map { y[$0] }, digits: 6, to: &json)
    }
  }

  private static func write(_ values: [Double], digits: Int, to json: inout JSONWriter) {
    json.array { json in
      for value in values { json.value(Double(PlotNumber.significant(value, digits: digits)) ?? value) }
    }
  }
}
