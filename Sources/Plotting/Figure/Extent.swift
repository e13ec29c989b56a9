/// The range of numbers, whatever is among them.

/// The smallest and the largest finite number of what was added.
struct Extent {
  private var low = Double.infinity
  private var high = -Double.infinity

  init() {}

  init(_ values: some Sequence<Double>) { add(values) }

  mutating func add(_ values: some Sequence<Double>) {
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
  }

  /// Nil when there was no finite number.
  var range: ClosedRange<Double>? { low <= high ? low...high : nil }
}

extension Figure.Panel {
  /// Whether a map covers the panel.
  var hasMap: Bool { marks.contains { if case .map = $0 { true } else { false } } }

  /// What the axis of x shows.
  var shownX: ClosedRange<Double> {
    if let range = x.range, range.lowerBound < range.upperBound { return range }
    var extent = Extent(x.contains)
    var hasPoints = false
    for mark in marks {
      switch mark {
      case .line(let line): extent.add(Self.drawn(line.x, line.y))
      case .points(let points):
        extent.add(Self.drawn(points.x, points.y))
        hasPoints = true
      case .band(let band): extent.add(band.x)
      case .area(let area): extent.add(area.x)
      case .map(let map): extent.add([map.x.lowerBound, map.x.upperBound])
      case .rule, .span: break
      }
    }
    return Self.widened(extent.range, by: hasPoints ? 0.04 : x.contains.isEmpty ? 0 : 0.05)
  }

  /// What the axis of y shows: the numbers of all marks over `x`, with a little room above and below.
  func shownY(over x: ClosedRange<Double>) -> ClosedRange<Double> {
    if let range = y.range, range.lowerBound < range.upperBound { return range }
    var extent = Extent(y.contains)
    var isMap = false
    for mark in marks {
      switch mark {
      case .line(let line): extent.add(Self.drawn(line.y, line.x, inside: x))
      case .points(let points):
        extent.add(Self.drawn(points.y, points.x, inside: x))
        extent.add(zip(points.y, points.errors).map { $0 - $1 })
        extent.add(zip(points.y, points.errors).map { $0 + $1 })
      case .band(let band):
        extent.add(Self.drawn(band.low, band.x, inside: x))
        extent.add(Self.drawn(band.high, band.x, inside: x))
      case .area(let area):
        extent.add(Self.drawn(area.y, area.x, inside: x))
        extent.add([area.base])
      case .map(let map):
        extent.add([map.y.lowerBound, map.y.upperBound])
        isMap = true
      case .rule, .span: break
      }
    }
    return Self.widened(extent.range, by: isMap ? 0 : 0.05)
  }

  /// The values of points of which both numbers are finite.
  private static func drawn(
    _ values: [Double], _ others: [Double], inside range: ClosedRange<Double>? = nil
  ) -> [Double] {
    var result: [Double] = []
    for (value, other) in zip(values, others) where other.isFinite && range?.contains(other) ?? true {
      result.append(value)
    }
    return result
  }

  private static func widened(_ range: ClosedRange<Double>?, by share: Double) -> ClosedRange<Double> {
    guard let range else { return 0...1 }
    let width = range.upperBound - range.lowerBound
    // A range that the numbers of the axis could not tell apart is none.
    let largest = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    guard width.isFinite, width > largest * 1e-11 else {
      let room = largest > 0 && width.isFinite ? largest * 0.05 : 0.5
      guard (range.lowerBound - room).isFinite, (range.upperBound + room).isFinite else { return -1e300...1e300 }
      return (range.lowerBound - room)...(range.upperBound + room)
    }
    return (range.lowerBound - share * width)...(range.upperBound + share * width)
  }
}
