import Foundation
import Testing

@testable import Plotting

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A frame in which one unit of x is a quarter of the width, and y reaches from 0 to 1.
@Suite("Marks") struct MarksTests {
  private func drawn(_ marks: [Figure.Mark]) throws -> (frame: PixelRect, paths: [XMLElement]) {
    let figure = Figure([
      Figure.Panel(x: Figure.Axis("x", range: 0...4), y: Figure.Axis("y", range: 0...1), marks, hasLegend: false)
    ])
    let document = try XMLDocument(data: Data(try SVGRenderer().bytes(of: figure)))
    let paths = try document.nodes(forXPath: "//*[local-name()='g'][@class='data']/*[local-name()='path']")
    return (FigureLayout(figure).panels[0].frame, paths.compactMap { $0 as? XMLElement })
  }

  private func text(_ element: XMLElement, _ name: String) -> String? {
    element.attributes?.first { $0.name == name }?.stringValue
  }

  private func numbers(_ path: XMLElement) throws -> [Double] {
    try #require(text(path, "d")).split { "MLHVZh ".contains($0) }.compactMap { Double($0) }
  }

  private func isNear(_ got: [Double], _ wanted: [Double]) -> Bool {
    got.count == wanted.count && zip(got, wanted).allSatisfy { abs($0 - $1) <= 0.006 }
  }

  @Test("a span covers its range over the whole height, as far as the panel goes")
  func span() throws {
    let marks: [Figure.Mark] = [
      .span(Figure.Span(over: 1...2)), .span(Figure.Span(over: -3...0.5)), .span(Figure.Span(over: 5...9)),
    ]
    let (frame, paths) = try drawn(marks)
    // A corner above on the left, across, down, and back; the last span lies outside and is not there.
    let quarter = frame.width / 4
    #expect(paths.count == 2)
    #expect(
      isNear(try numbers(paths[0]), [frame.x + quarter, frame.y, frame.x + 2 * quarter, frame.maxY, frame.x + quarter]))
    #expect(isNear(try numbers(paths[1]), [frame.x, frame.y, frame.x + quarter / 2, frame.maxY, frame.x]))
    #expect(text(paths[0], "fill") == "#8a8f96")
  }

  @Test("a span widens no axis and takes no room from words; its label is in the legend")
  func spanLayout() throws {
    let panel = Figure.Panel(
      x: Figure.Axis("x"), y: Figure.Axis("y"),
      [.line(Figure.Line(x: [0, 4], y: [0, 1])), .span(Figure.Span("range", over: 3...20))])
    #expect(panel.shownX == 0...4)
    let layout = try #require(FigureLayout(Figure([panel])).panels.first)
    #expect(layout.legend?.entries.map(\.label) == ["range"] && layout.legend?.isOutside == false)
  }

  @Test("rings are dots with a smaller one of paper on top, and errors are bars from value less to value plus error")
  func rings() throws {
    let points = Figure.Points(
      "p", x: [1, 3], y: [0.5, 0.75], errors: [0.25, 0], color: .ink, size: 6, isOpen: true)
    let (frame, paths) = try drawn([.points(points)])
    #expect(paths.count == 3)
    let (x, height) = (frame.x + frame.width / 4, frame.height)
    #expect(isNear(try numbers(paths[0]), [x, frame.maxY - height / 4, frame.maxY - 3 * height / 4]))
    let places = [x, frame.y + height / 2, 0, frame.x + 3 * frame.width / 4, frame.y + height / 4, 0]
    for path in paths.dropFirst() { #expect(isNear(try numbers(path), places)) }
    #expect(paths.dropFirst().map { text($0, "stroke") } == ["#1a1a1a", "#ffffff"])
    #expect(paths.dropFirst().map { text($0, "stroke-width") } == ["6", "3.8"])
    #expect(try drawn([.points(Figure.Points(x: [1], y: [0.5]))]).paths.count == 1)
  }

  @Test("panels beside each other leave room between a frame and the title of the next axis")
  func neighbours() throws {
    let axis = Figure.Axis("x")
    let panels = [0, 1].map {
      Figure.Panel(column: $0, x: axis, y: Figure.Axis("y", range: 0...1), [.line(Figure.Line(x: [0, 1], y: [0, 1]))])
    }
    let frames = FigureLayout(Figure(panels)).panels.map(\.frame)
    let numbers = TextMeasure.width("0.0", size: FigureMetrics.tickSize) + 8
    #expect(frames[1].x - frames[0].maxX >= numbers + FigureMetrics.axisTitleHeight + FigureMetrics.gap)
  }
}
