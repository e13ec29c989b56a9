/// A figure as a value: what is drawn, and nothing of how.

/// Panels on a grid of rows and columns, with what they share.
///
///     let panel = Figure.Panel(x: .init("Energy", unit: "eV"), y: .init("μ(E)"), [.line(.init(x: energy, y: mu))])
///     let bytes = SVGRenderer().bytes(of: Figure([panel]))
public struct Figure: Sendable {
  /// Written above the panels; empty for none.
  public var title: String
  public var panels: [Panel]
  /// The relative widths of the columns of the grid.
  public var columnWidths: [Double]
  /// The relative heights of its rows.
  public var rowHeights: [Double]
  /// Panels of one column have one abscissa: only the lowest has numbers, and they are zoomed together.
  public var sharesX: Bool
  /// Panels of one row have one ordinate: only the leftmost has numbers.
  public var sharesY: Bool

  /// A figure; without `rows` and `columns` each is as large as the others of its kind.
  public init(
    _ panels: [Panel], title: String = "", columns: [Double]? = nil, rows: [Double]? = nil, sharesX: Bool = false,
    sharesY: Bool = false
  ) {
    self.panels = panels
    self.title = title
    columnWidths = columns ?? Array(repeating: 1, count: (panels.map(\.column).max() ?? 0) + 1)
    rowHeights = rows ?? Array(repeating: 1, count: (panels.map(\.row).max() ?? 0) + 1)
    self.sharesX = sharesX
    self.sharesY = sharesY
  }

  /// Panels one below the other.
  public static func stack(_ panels: [Panel], title: String = "", rows: [Double]? = nil, sharesX: Bool = true) -> Figure
  {
    let placed = panels.enumerated().map { row, panel in
      var panel = panel
      panel.row = row
      return panel
    }
    return Figure(placed, title: title, rows: rows, sharesX: sharesX)
  }

  /// An axis: what it shows, in what unit, over what range.
  public struct Axis: Sendable {
    public enum Direction: Sendable, Hashable {
      /// To the right, upwards.
      case ascending
      /// To the left, downwards.
      case descending
    }

    public var title: String
    /// As a person writes it, such as `Å⁻¹`; nil for none.
    public var unit: String?
    /// What is shown; nil for all that the marks need.
    public var range: ClosedRange<Double>?
    public var direction: Direction
    /// Only whole numbers get ticks.
    public var isIntegral: Bool
    /// Values that the range has to contain, such as 0.
    public var contains: [Double]

    /// An axis.
    public init(
      _ title: String, unit: String? = nil, range: ClosedRange<Double>? = nil, direction: Direction = .ascending,
      isIntegral: Bool = false, contains: [Double] = []
    ) {
      self.title = title
      self.unit = unit.flatMap { $0.isEmpty ? nil : $0 }
      self.range = range
      self.direction = direction
      self.isIntegral = isIntegral
      self.contains = contains
    }

    /// The title with the unit in brackets.
    public var label: String {
      guard let unit else { return title }
      return title.isEmpty ? unit : "\(title) (\(unit))"
    }
  }

  /// A pair of axes with what is drawn in them.
  public struct Panel: Sendable {
    /// Its place on the grid, from 0.
    public var row: Int
    public var column: Int
    /// A few words inside its upper left corner; empty for none.
    public var caption: String
    public var x: Axis
    public var y: Axis
    /// In the order of drawing: the last lies on top.
    public var marks: [Mark]
    /// Whether labels of marks make a legend.
    public var hasLegend: Bool
    /// What the colours of a series mean; it takes the place of the legend.
    public var colorBar: ColorBar?
    /// A smaller drawing inside; left out where the data leaves no room for it.
    public var inset: Inset?

    /// A panel.
    public init(
      row: Int = 0, column: Int = 0, caption: String = "", x: Axis, y: Axis, _ marks: [Mark] = [],
      hasLegend: Bool = true, colorBar: ColorBar? = nil, inset: Inset? = nil
    ) {
      self.row = row
      self.column = column
      self.caption = caption
      self.x = x
      self.y = y
      self.marks = marks
      self.hasLegend = hasLegend
      self.colorBar = colorBar
      self.inset = inset
    }
  }

  /// A drawing inside a panel: its own ranges, and marks of its own.
  public struct Inset: Sendable {
    public var x: ClosedRange<Double>
    /// Nil for all that the marks need inside `x`.
    public var y: ClosedRange<Double>?
    public var marks: [Mark]

    /// An inset.
    public init(x: ClosedRange<Double>, y: ClosedRange<Double>? = nil, _ marks: [Mark]) {
      self.x = x
      self.y = y
      self.marks = marks
    }
  }

  /// A scale of colours beside the panels, or in a free cell of the grid.
  public struct ColorBar: Sendable {
    public var axis: Axis
    public var range: ClosedRange<Double>
    /// A cell of the grid in which it lies, nil for beside the panel.
    public var cell: Cell?

    /// A place on the grid.
    public struct Cell: Sendable, Hashable {
      public var row: Int
      public var column: Int

      /// A place, from 0.
      public init(row: Int, column: Int) {
        self.row = row
        self.column = column
      }
    }

    /// A scale for `range`.
    public init(_ axis: Axis, range: ClosedRange<Double>, cell: Cell? = nil) {
      self.axis = axis
      self.range = range
      self.cell = cell
    }
  }
}
