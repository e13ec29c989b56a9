/// What can be drawn in a panel.

extension Figure {
  /// Something drawn against the axes of a panel.
  public enum Mark: Sendable {
    case line(Line)
    case points(Points)
    case band(Band)
    case area(Area)
    case rule(Rule)
    case span(Span)
    case map(HeatMap)
  }

  /// A colour by what it means; the theme says what it looks like.
  public enum Color: Sendable, Hashable {
    /// That of the text.
    case ink
    /// That of what stands back.
    case soft
    /// That of what it is drawn on.
    case paper
    /// One of the eight colours that colour-blind people can tell apart, counted round.
    case single(Int)
    /// A place on the sequential scale, 0 to 1.
    case sequence(Double)
  }

  /// How a line is broken.
  public enum Dash: String, Sendable {
    case solid
    case dashed
    case dotted
  }

  /// A curve; a value that is not finite breaks it.
  public struct Line: Sendable {
    public var label: String
    public var x: [Double]
    public var y: [Double]
    public var color: Color
    /// In pixels.
    public var width: Double
    public var dash: Dash

    /// A curve; an empty label keeps it out of the legend.
    public init(
      _ label: String = "", x: [Double], y: [Double], color: Color = .single(0), width: Double = 1.6,
      dash: Dash = .solid
    ) {
      self.label = label
      self.x = x
      self.y = y
      self.color = color
      self.width = width
      self.dash = dash
    }
  }

  /// Points with standard errors, perhaps joined by a thin line.
  public struct Points: Sendable {
    public var label: String
    public var x: [Double]
    public var y: [Double]
    /// Half the length of the bar of each point; empty for none.
    public var errors: [Double]
    public var color: Color
    /// The diameter in pixels.
    public var size: Double
    public var isJoined: Bool
    /// Rings instead of dots.
    public var isOpen: Bool

    /// Points.
    public init(
      _ label: String = "", x: [Double], y: [Double], errors: [Double] = [], color: Color = .single(0),
      size: Double = 5, isJoined: Bool = false, isOpen: Bool = false
    ) {
      self.label = label
      self.x = x
      self.y = y
      self.errors = errors
      self.color = color
      self.size = size
      self.isJoined = isJoined
      self.isOpen = isOpen
    }
  }

  /// What lies between two curves, as an uncertainty does.
  public struct Band: Sendable {
    public var label: String
    public var x: [Double]
    public var low: [Double]
    public var high: [Double]
    public var color: Color

    /// A band.
    public init(_ label: String = "", x: [Double], low: [Double], high: [Double], color: Color = .single(0)) {
      self.label = label
      self.x = x
      self.low = low
      self.high = high
      self.color = color
    }
  }

  /// What lies between a curve and a level.
  public struct Area: Sendable {
    public var label: String
    public var x: [Double]
    public var y: [Double]
    public var base: Double
    public var color: Color

    /// An area.
    public init(_ label: String = "", x: [Double], y: [Double], base: Double = 0, color: Color = .single(0)) {
      self.label = label
      self.x = x
      self.y = y
      self.base = base
      self.color = color
    }
  }

  /// A straight line across the panel at one value, with a few words beside it.
  public struct Rule: Sendable {
    public enum Direction: Sendable, Hashable {
      /// At a value of x.
      case vertical
      /// At a value of y.
      case horizontal
    }

    public var value: Double
    public var label: String
    public var direction: Direction
    public var color: Color
    public var dash: Dash

    /// A straight line. It does not widen the range of its axis.
    public init(
      at value: Double, _ label: String = "", direction: Direction = .vertical, color: Color = .soft,
      dash: Dash = .dashed
    ) {
      self.value = value
      self.label = label
      self.direction = direction
      self.color = color
      self.dash = dash
    }
  }

  /// A shaded strip over the whole height of the panel, such as the range of a fit.
  public struct Span: Sendable {
    public var label: String
    public var range: ClosedRange<Double>
    public var color: Color

    /// A strip between two values of x. It does not widen the range of its axis.
    public init(_ label: String = "", over range: ClosedRange<Double>, color: Color = .soft) {
      self.label = label
      self.range = range
      self.color = color
    }
  }

  /// Numbers over a rectangle as colours.
  public struct HeatMap: Sendable {
    /// How many numbers a row has.
    public var columns: Int
    /// Row after row, the first at the lower end of `y`; what is not finite is left blank.
    public var values: [Double]
    /// From the outer edge of the first column to that of the last.
    public var x: ClosedRange<Double>
    public var y: ClosedRange<Double>
    /// What the ends of the colours stand for; nil for the smallest and the largest number.
    public var range: ClosedRange<Double>?

    /// A map. Numbers that make no whole row at the end are left out.
    public init(
      columns: Int, values: [Double], x: ClosedRange<Double>, y: ClosedRange<Double>,
      range: ClosedRange<Double>? = nil
    ) {
      self.columns = max(1, columns)
      self.values = values
      self.x = x
      self.y = y
      self.range = range
    }

    /// How many rows there are.
    public var rows: Int { values.count / columns }

    /// What the ends of the colours stand for.
    public var shownRange: ClosedRange<Double> { range ?? Extent(values).range ?? 0...1 }
  }
}
