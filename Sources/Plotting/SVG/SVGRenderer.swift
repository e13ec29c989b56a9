/// Figures as SVG.
public import Bytes

/// Draws a figure as a standalone SVG document: text as text, nothing loaded from elsewhere. The same figure always gives
/// the same bytes.
public struct SVGRenderer: Sendable {
  public var theme: Theme
  /// Curves are thinned to columns of this many pixels; smaller where they are to be magnified.
  public var columnWidth: Double
  /// Begins the ids of the document, so that several can stand on one page.
  public var idPrefix: String

  /// A renderer.
  public init(theme: Theme = .print, columnWidth: Double = 1, idPrefix: String = "p") {
    self.theme = theme
    self.columnWidth = columnWidth
    self.idPrefix = idPrefix
  }

  /// The document in UTF-8. Throws `.outOfMemory` when the image of a map cannot be packed.
  public func bytes(of figure: Figure) throws(FileError) -> [UInt8] {
    var markup = MarkupText()
    markup.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    try write(FigureLayout(figure), to: &markup)
    return markup.bytes
  }

  /// The element `svg`.
  func write(_ layout: FigureLayout, to markup: inout MarkupText) throws(FileError) {
    let (width, height) = (PlotNumber.pixel(layout.width), PlotNumber.pixel(layout.height))
    markup.open(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height),
        ("viewBox", "0 0 \(width) \(height)"), ("role", "img"),
        ("font-family", "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"),
        ("font-size", PlotNumber.pixel(FigureMetrics.tickSize)), ("fill", theme.ink),
      ])
    markup.element("title", description(of: layout.figure))
    markup.open("rect", [("width", "100%"), ("height", "100%"), ("fill", theme.paper)], isEmpty: true)
    if !layout.figure.title.isEmpty {
      let size = FigureMetrics.fontSize + 1
      let left = layout.panels.map(\.frame.x).min() ?? FigureMetrics.outer
      let title = TextMeasure.fitted(
        layout.figure.title, to: layout.width - left - FigureMetrics.outer, size: size * 1.08)
      markup.element(
        "text",
        [
          ("x", PlotNumber.pixel(left)), ("y", PlotNumber.pixel(FigureMetrics.outer + 14)),
          ("font-size", PlotNumber.pixel(size)), ("font-weight", "bold"),
        ], title)
    }
    for (number, panel) in layout.panels.enumerated() {
      try PanelDrawing(panel, theme, columnWidth, id: "\(idPrefix)\(number)").write(to: &markup)
    }
    markup.close("svg")
  }

  /// What a reader without eyes is told.
  private func description(of figure: Figure) -> String {
    let axes = figure.panels.map { "\($0.y.label) against \($0.x.label)" }
    return ([figure.title] + axes).filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
