/// Where everything of a figure lies, before any of it is drawn.

/// Sizes in pixels that all figures share.
enum FigureMetrics {
  static let fontSize = 14.0
  static let tickSize = 12.5
  static let smallSize = 11.5
  /// Between panels that share an axis, and around the whole.
  static let gap = 12.0
  static let outer = 14.0
  static let titleHeight = 26.0
  /// Below a frame: numbers, then the title of the axis.
  static let numbersHeight = 20.0
  static let axisTitleHeight = 22.0
  static let barWidth = 14.0
  static let majorTick = 6.0
  static let minorTick = 3.0
}

/// A figure with the places of its panels.
struct FigureLayout {
  let figure: Figure
  private(set) var width: Double
  private(set) var height: Double
  private(set) var panels: [PanelLayout]

  init(_ figure: Figure) {
    self.figure = figure
    let ranges = SharedRanges(figure)
    let rows = GridSpans(heightsOf: figure)
    let columns = GridSpans(widthsOf: figure, ranges, rows)
    panels = figure.panels.enumerated().map { index, panel in
      let across = columns.frames[min(panel.column, columns.frames.count - 1)]
      let down = rows.frames[min(panel.row, rows.frames.count - 1)]
      let frame = PixelRect(x: across.start, y: down.start, width: across.length, height: down.length)
      return PanelLayout(
        panel, frame, x: ranges.x[index], y: ranges.y[index], showsXNumbers: figure.isLowest(panel),
        showsYNumbers: figure.isLeftmost(panel), hasNeighbourAbove: figure.sharesX && panel.row > 0)
    }
    var right = columns.end
    for index in panels.indices {
      let isLast = panels[index].panel.column == figure.columnWidths.count - 1
      panels[index].placeExtras(isLastColumn: isLast, floor: Self.floor(under: panels[index], panels))
      if let cell = panels[index].panel.colorBar?.cell, columns.frames.indices.contains(cell.column),
        rows.frames.indices.contains(cell.row)
      {
        let (across, down) = (columns.frames[cell.column], rows.frames[cell.row])
        panels[index].placeColorBar(
          in: PixelRect(x: across.start, y: down.start, width: across.length, height: down.length))
      }
      right = max(right, panels[index].rightEnd)
    }
    width = (right + FigureMetrics.outer).rounded(.up)
    height = (rows.end + FigureMetrics.outer / 2).rounded(.up)
  }

  /// How far down there is nothing beside the panels under this one.
  private static func floor(under panel: PanelLayout, _ all: [PanelLayout]) -> Double {
    let below = all.filter { $0.panel.row > panel.panel.row }.sorted { $0.panel.row < $1.panel.row }
    let free = below.prefix { !LegendLayout.isNeeded($0.panel) }
    return free.last?.frame.maxY ?? panel.frame.maxY
  }
}

extension Figure {
  /// Whether the panel has the numbers of its column.
  func isLowest(_ panel: Panel) -> Bool {
    !sharesX || !panels.contains { $0.column == panel.column && $0.row > panel.row }
  }

  /// Whether the panel has the numbers of its row.
  func isLeftmost(_ panel: Panel) -> Bool {
    !sharesY || !panels.contains { $0.row == panel.row && $0.column < panel.column }
  }
}

/// The ranges of all panels, made one where axes are shared.
private struct SharedRanges {
  private(set) var x: [ClosedRange<Double>]
  private(set) var y: [ClosedRange<Double>]

  init(_ figure: Figure) {
    x = figure.panels.map(\.shownX)
    let areMaps = figure.panels.map(\.hasMap)
    if figure.sharesX { x = Self.united(x, figure.panels.map(\.column), areMaps) }
    y = zip(figure.panels, x).map { $0.shownY(over: $1) }
    if figure.sharesY { y = Self.united(y, figure.panels.map(\.row), areMaps) }
  }

  /// For each group one range that holds all of its own; that of its maps where it has some.
  private static func united(
    _ ranges: [ClosedRange<Double>], _ groups: [Int], _ areMaps: [Bool]
  ) -> [ClosedRange<Double>] {
    var all: [Int: ClosedRange<Double>] = [:]
    let mapped = Set(zip(groups, areMaps).filter(\.1).map(\.0))
    for (index, (range, group)) in zip(ranges, groups).enumerated() where areMaps[index] || !mapped.contains(group) {
      let before = all[group] ?? range
      all[group] =
        min(before.lowerBound, range.lowerBound)...max(before.upperBound, range.upperBound)
    }
    return zip(ranges, groups).map { range, group in all[group] ?? range }
  }
}

/// The places of the frames along one direction of the grid.
private struct GridSpans {
  private(set) var frames: [(start: Double, length: Double)] = []
  private(set) var end: Double

  init(heightsOf figure: Figure) {
    let count = figure.rowHeights.count
    let room = count == 1 ? 400 : max(480, 135 * Double(count))
    let total = max(1e-9, figure.rowHeights.reduce(0, +))
    var position = FigureMetrics.outer + (figure.title.isEmpty ? 0 : FigureMetrics.titleHeight)
    for (row, share) in figure.rowHeights.enumerated() {
      let inRow = figure.panels.filter { $0.row == row }
      // Room for numbers at the upper end.
      if row == 0 || !figure.sharesX { position += 6 }
      frames.append((position, (room * share / total).rounded()))
      position += frames[row].length
      let below = inRow.filter(figure.isLowest).map { panel in
        FigureMetrics.numbersHeight + (panel.x.label.isEmpty ? 0 : FigureMetrics.axisTitleHeight)
      }
      position += max(FigureMetrics.gap, below.max() ?? 0)
    }
    end = position
  }

  init(widthsOf figure: Figure, _ ranges: SharedRanges, _ rows: GridSpans) {
    let count = figure.columnWidths.count
    let room = count == 1 ? 580.0 : 640
    let total = max(1e-9, figure.columnWidths.reduce(0, +))
    var position = FigureMetrics.outer
    for (column, share) in figure.columnWidths.enumerated() {
      let gap = column == 0 ? 0 : FigureMetrics.gap
      var left = gap
      for (index, panel) in figure.panels.enumerated() where panel.column == column && figure.isLeftmost(panel) {
        let height = rows.frames[min(panel.row, rows.frames.count - 1)].length
        let ticks = PanelLayout.yTicks(ranges.y[index], panel.y, height: height)
        let numbers = ticks.labels.map { TextMeasure.width($0, size: FigureMetrics.tickSize) }.max() ?? 0
        left = max(
          left, gap + numbers + 8 + (panel.y.label.isEmpty && ticks.exponent == 0 ? 0 : FigureMetrics.axisTitleHeight))
      }
      position += left.rounded(.up)
      frames.append((position, (room * share / total).rounded()))
      position += frames[column].length
    }
    end = position
  }
}
