/// Pages with figures: one file each, nothing loaded from elsewhere.
public import Bytes

/// Gathers a page. Figures are drawings that a script makes answer to pointer and keys; without the script they are
/// drawings all the same. Texts are escaped.
public struct HTMLPage: Sendable {
  /// The theme of its figures.
  public let theme: Theme
  private var markup = MarkupText()
  private var figures = 0

  /// A page with a title; `heading` says whether it is also written at the top.
  public init(title: String, theme: Theme = .print, heading: Bool = true) {
    self.theme = theme
    markup.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    markup.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    markup.element("title", title.isEmpty ? "Figure" : title)
    markup.raw("<style>\n")
    markup.raw(PageStyle.text)
    markup.raw("</style>\n</head>\n")
    markup.open("body", [("class", theme.rawValue)])
    if heading, !title.isEmpty { markup.element("h1", title) }
  }

  /// A heading of the second order.
  public mutating func heading(_ text: String) { markup.element("h2", text) }

  /// A paragraph; `isSoft` for what stands back.
  public mutating func paragraph(_ text: String, isSoft: Bool = false) {
    markup.element("p", isSoft ? [("class", "soft")] : [], text)
  }

  /// A cell of a table.
  public struct Cell: Sendable {
    public var text: String
    public var isNumber: Bool
    /// The id of an element of this page that it leads to.
    public var target: String?

    /// A cell.
    public init(_ text: String, isNumber: Bool = false, target: String? = nil) {
      self.text = text
      self.isNumber = isNumber
      self.target = target
    }
  }

  /// A table with a row of titles.
  public mutating func table(_ titles: [Cell], _ rows: [[Cell]]) {
    markup.raw("<table>\n")
    for (number, row) in ([titles] + rows).enumerated() {
      markup.raw("<tr>")
      for cell in row {
        let attributes: [(StaticString, String)] = cell.isNumber ? [("class", "number")] : []
        let name: StaticString = number == 0 ? "th" : "td"
        markup.open(name, attributes)
        if let target = cell.target {
          markup.element("a", [("href", "#" + target)], cell.text)
        } else {
          markup.text(cell.text)
        }
        markup.close(name)
      }
      markup.raw("</tr>\n")
    }
    markup.raw("</table>\n")
  }

  /// Parts that a reader opens; `id` is what links lead to.
  public mutating func details<Failure: Error>(
    _ summary: String, id: String, _ content: (inout HTMLPage) throws(Failure) -> Void
  ) throws(Failure) {
    markup.open("details", [("id", id)])
    markup.element("summary", summary)
    try content(&self)
    markup.close("details")
  }

  /// A figure. Throws `.outOfMemory` when the image of a map cannot be packed.
  public mutating func figure(_ figure: Figure) throws(FileError) {
    figures += 1
    let layout = FigureLayout(figure)
    markup.raw("<figure class=\"plot\">\n")
    let prefix = "f\(figures)p"
    try SVGRenderer(theme: theme, columnWidth: FigureData.columnWidth, idPrefix: prefix).write(layout, to: &markup)
    markup.raw("<script type=\"application/json\">")
    markup.raw(FigureData(layout, theme, prefix: prefix).bytes())
    markup.raw("</script>\n<div class=\"read\" aria-live=\"polite\"></div>\n</figure>\n")
  }

  /// The page in UTF-8.
  public consuming func finish() -> [UInt8] {
    var markup = self.markup
    if figures > 0 {
      markup.raw("<script>\n")
      markup.raw(PageScript.text)
      markup.raw("</script>\n")
    }
    markup.raw("</body>\n</html>\n")
    return markup.bytes
  }
}

/// Draws a figure as a page of its own.
public struct HTMLRenderer: Sendable {
  public var theme: Theme

  /// A renderer.
  public init(theme: Theme = .print) { self.theme = theme }

  /// The page in UTF-8. Throws `.outOfMemory` when the image of a map cannot be packed.
  public func bytes(of figure: Figure) throws(FileError) -> [UInt8] {
    var page = HTMLPage(title: figure.title, theme: theme, heading: false)
    try page.figure(figure)
    page.paragraph(
      "Drag to magnify, double-click to see all. Keys: Tab chooses a panel, arrows walk along and between curves, + and - "
        + "magnify, Escape shows all.", isSoft: true)
    return page.finish()
  }
}
