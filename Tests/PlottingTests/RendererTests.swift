import Bytes
import Foundation
import Testing

@testable import Plotting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Rendering") struct RendererTests {
  static let hostile = "</text><script>alert('x')</script>&\u{0}\u{1B}[31m\u{202E}\" onload=\"x"

  static let figure: Figure = {
    let x = (0..<200).map { 7000 + Double($0) * 5 }
    let y = x.map { $0 < 7400 ? 0.0 : 1.0 }
    let map = Figure.HeatMap(columns: 3, values: [0, 1, 2, 3, .nan, 5], x: 0...3, y: 0...2)
    return Figure(
      [
        Figure.Panel(
          caption: hostile, x: Figure.Axis(hostile, unit: "eV"), y: Figure.Axis(hostile),
          [
            .band(Figure.Band(hostile, x: x, low: y.map { $0 - 0.1 }, high: y.map { $0 + 0.1 })),
            .area(Figure.Area("area", x: x, y: y, color: .single(3))),
            .line(Figure.Line(hostile, x: x, y: y)), .points(Figure.Points("points", x: x, y: y, errors: y)),
            .rule(Figure.Rule(at: 7400, hostile)), .rule(Figure.Rule(at: 0.5, "half", direction: .horizontal)),
          ], inset: Figure.Inset(x: 7380...7420, [.line(Figure.Line(hostile, x: x, y: y))])),
        Figure.Panel(
          row: 1, x: Figure.Axis("x"), y: Figure.Axis("y", direction: .descending), [.map(map)],
          colorBar: Figure.ColorBar(Figure.Axis(hostile), range: 0...5)),
      ], title: hostile)
  }()

  private func document(_ bytes: [UInt8]) throws -> XMLDocument { try XMLDocument(data: Data(bytes)) }

  @Test("SVG is well-formed, whatever texts hold, and texts are only texts", arguments: Theme.allCases)
  func hostileSVG(theme: Theme) throws {
    let document = try document(try SVGRenderer(theme: theme).bytes(of: Self.figure))
    let root = try #require(document.rootElement())
    #expect(root.name == "svg")
    #expect(try document.nodes(forXPath: "//*[local-name()='script']").isEmpty)
    #expect(try document.nodes(forXPath: "//@onload").isEmpty)
    let texts = try document.nodes(forXPath: "//*[local-name()='text' or local-name()='title']/text()")
      .compactMap(\.stringValue)
    #expect(texts.contains { $0.contains("alert('x')</script>&\\u{0}\\u{1b}[31m\\u{202e}") })
  }

  @Test("in a page hostile texts are texts too, and nothing is loaded from elsewhere")
  func hostilePage() throws {
    let page = String(decoding: try HTMLRenderer().bytes(of: Self.figure), as: UTF8.self)
    #expect(!page.contains("<script>alert"))
    #expect(page.components(separatedBy: "<script").count == 3)
    #expect(page.components(separatedBy: "</script>").count == 3)
    let outside = page.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
    #expect(!outside.contains("http:") && !outside.contains("https:") && !outside.contains("@import"))
    // The data of the script is JSON, and holds the name as it was.
    let start = try #require(page.range(of: "<script type=\"application/json\">"))
    let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
    let json = try JSONSerialization.jsonObject(with: Data(page[start.upperBound..<end.lowerBound].utf8))
    let panels = try #require(json as? [[String: Any]])
    let curves = try #require(panels.first?["curves"] as? [[String: Any]])
    #expect(curves.first?["name"] as? String == Self.hostile)
    #expect((curves.first?["x"] as? [Double])?.first == 7000)
    // The second curve has the abscissa of the first.
    #expect(curves.last?["x"] as? Int == 0)
  }

  @Test("the same figure gives the same bytes")
  func repeated() throws {
    #expect(try SVGRenderer().bytes(of: Self.figure) == SVGRenderer().bytes(of: Self.figure))
    #expect(try HTMLRenderer(theme: .dark).bytes(of: Self.figure) == HTMLRenderer(theme: .dark).bytes(of: Self.figure))
  }

  @Test("a curve is drawn through the pixels that the ranges say, and broken at NaN")
  func path() throws {
    let panel = Figure.Panel(
      x: Figure.Axis("x", range: 0...4), y: Figure.Axis("y", range: 0...1),
      [.line(Figure.Line("c", x: [0, 1, 2, 3, 4], y: [0, 0.5, .nan, 1, 0.25]))])
    let layout = FigureLayout(Figure([panel]))
    let frame = layout.panels[0].frame
    let document = try document(try SVGRenderer().bytes(of: Figure([panel])))
    let drawn = try document.nodes(forXPath: "//*[local-name()='g'][@class='data']/*[local-name()='path']/@d")
    let text = try #require(drawn.first?.stringValue)
    func at(_ across: Double, _ up: Double) -> [Double] {
      [frame.x + across * frame.width, frame.y + (1 - up) * frame.height]
    }
    let pieces = text.split(separator: "M").map { piece in
      piece.split { "L ".contains($0) }.compactMap { Double($0) }
    }
    #expect(pieces.count == 2)
    let wanted = [at(0, 0) + at(0.25, 0.5), at(0.75, 1) + at(1, 0.25)]
    for (got, want) in zip(pieces, wanted) {
      #expect(got.count == want.count)
      for (a, b) in zip(got, want) { #expect(abs(a - b) <= 0.005) }
    }
  }

  @Test("no text of a figure lies outside of it")
  func inside() throws {
    let layout = FigureLayout(Self.figure)
    let document = try document(try SVGRenderer().bytes(of: Self.figure))
    let texts = "//*[local-name()='text'][@x]"
    let across = try document.nodes(forXPath: texts + "/@x").compactMap { $0.stringValue.flatMap(Double.init) }
    let down = try document.nodes(forXPath: texts + "/@y").compactMap { $0.stringValue.flatMap(Double.init) }
    #expect(across.count > 20 && across.count == down.count)
    #expect(across.filter { $0 < 0 || $0 > layout.width } == [])
    #expect(down.allSatisfy { $0 >= 8 && $0 <= layout.height - 3 })
  }

  @Test("figures without anything to draw, or with endless numbers, are figures all the same")
  func empty() throws {
    let axis = Figure.Axis("x")
    let strange: [[Figure.Mark]] = [
      [], [.line(.init(x: [], y: []))], [.line(.init(x: [.nan], y: [1]))], [.line(.init(x: [1, 2], y: [3]))],
      [.line(.init(x: [-1e308, 1e308], y: [1e308, -1e308]))], [.line(.init(x: [5, 5], y: [0, 0]))],
      [.map(.init(columns: 4, values: [], x: 0...1, y: 0...1))],
      [.band(.init(x: [1, 2, 3], low: [1], high: [2, .infinity]))],
      [.points(.init(x: [1], y: [2], errors: [.nan, 3]))],
    ]
    for marks in strange {
      let figure = Figure([.init(x: axis, y: axis, marks)])
      #expect(try document(try SVGRenderer().bytes(of: figure)).rootElement()?.name == "svg")
      #expect(try !HTMLRenderer().bytes(of: figure).isEmpty)
    }
  }
}

@Suite("Images") struct ImageTests {
  @Test("a map has its first row at the bottom, the smallest number dark, and blanks where there is no number")
  func map() throws {
    let map = Figure.HeatMap(columns: 3, values: [0, 1, 2, 3, .nan, 5], x: 0...3, y: 0...2)
    let image = try map.image(.ascending, .ascending)
    #expect(image.width == 3 && image.height == 2)
    // 254 · 3/5 = 152.4, 254 · 1/5 = 50.8, 254 · 2/5 = 101.6.
    #expect(image.pixels == [152, 255, 254, 0, 51, 102])
    #expect(try map.image(.descending, .descending).pixels == [102, 51, 0, 254, 255, 152])
    #expect(image.palette[0] == (68, 1, 84) && image.palette[254] == (253, 231, 37))
  }

  @Test(
    "a map of a thousand by a thousand numbers stays small, and the highest of a block is kept when it is made smaller")
  func large() throws {
    let smooth = (0..<1_000_000).map { Double($0 % 1000) * Double($0 / 1000) }
    let map = Figure.HeatMap(columns: 1000, values: smooth, x: 0...1, y: 0...1)
    #expect(try map.image(.ascending, .ascending).bytes().count < 300_000)
    var values = [Double](repeating: 0, count: 3000)
    values[1501] = 7
    let wide = try Figure.HeatMap(columns: 3000, values: values, x: 0...1, y: 0...1).image(.ascending, .ascending)
    #expect(wide.width == 1000 && wide.pixels[500] == 254)
  }

  @Test("a PNG has the signature, and chunks with the checksums of the standard")
  func png() throws {
    let image = PNGImage(width: 2, height: 1, pixels: [0, 1], palette: [(1, 2, 3), (4, 5, 6)], transparent: nil)
    let bytes = try image.bytes()
    #expect(bytes.prefix(8) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    // IEND is the same in every PNG.
    #expect(bytes.suffix(12) == [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])
    #expect(bytes[16..<29] == [0, 0, 0, 2, 0, 0, 0, 1, 8, 3, 0, 0, 0])
  }

  // RFC 4648, section 10.
  @Test(
    "base64 is that of RFC 4648",
    arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
  func base64(plain: String, coded: String) {
    #expect(Base64.text(Array(plain.utf8)) == Array(coded.utf8))
  }

  @Test("units are written as papers do")
  func units() {
    #expect(AxisUnit.power("Å", -3) == "Å⁻³" && AxisUnit.power("Å", -1) == "Å⁻¹" && AxisUnit.power("Å", 0) == nil)
    #expect(AxisUnit.power("Å", -2.5) == "Å⁻²·⁵" && AxisUnit.factor("k", 2) == "k²" && AxisUnit.factor("k", 0) == "")
  }
}
