/// One array of a spectrum as the physics rules see it.
public import DataModel

/// Values over the points of a scan: one column, or several lanes (the elements of a detector, the spectra of a series).
public struct SpectrumCurve: Sendable {
  /// What a person calls it.
  public var name: String
  /// Where it lies inside the file: an HDF5 path, or `/1/channels/i0`.
  public var path: String
  public var role: ChannelRole
  /// As the file states it; nil when it states none.
  public var unit: String?
  /// How it was detected, where that is known.
  public var mode: DetectionMode?
  /// Whether it belongs to the reference foil and not to the sample.
  public var isReference: Bool
  /// All values in storage order.
  public let values: [Double]
  /// The length of each dimension, slowest first; their product is the number of values.
  public let shape: [Int]
  /// Which of the dimensions runs along the points of the scan.
  public let pointDimension: Int

  /// A curve from its parts. A shape that does not fit the values is taken for one dimension.
  public init(
    _ role: ChannelRole, name: String, path: String, unit: String? = nil, mode: DetectionMode? = nil,
    isReference: Bool = false, values: [Double], shape: [Int]? = nil, pointDimension: Int = 0
  ) {
    self.role = role
    self.name = name
    self.path = path
    self.unit = unit
    self.mode = mode
    self.isReference = isReference
    self.values = values
    let shape = shape ?? [values.count]
    let fits = shape.indices.contains(pointDimension) && Self.count(shape) == values.count
    self.shape = fits ? shape : [values.count]
    self.pointDimension = fits ? pointDimension : 0
  }

  /// The number of points of the scan.
  public var pointCount: Int { shape[pointDimension] }

  /// How many values there are for each point.
  public var laneCount: Int { pointCount > 0 ? values.count / pointCount : 0 }

  /// The values of one lane, point by point.
  func lane(_ index: Int) -> [Double] {
    guard laneCount > 1 else { return values }
    let inner = shape[(pointDimension + 1)...].reduce(1, *)
    let start = index / inner * pointCount * inner + index % inner
    return (0..<pointCount).map { values[start + $0 * inner] }
  }

  /// The sum over all lanes, point by point.
  func summed() -> [Double] {
    guard laneCount > 1 else { return values }
    var sums = [Double](repeating: 0, count: pointCount)
    for index in 0..<laneCount {
      for (point, value) in lane(index).enumerated() { sums[point] += value }
    }
    return sums
  }

  /// Nil for lengths that no machine can multiply.
  private static func count(_ shape: [Int]) -> Int? {
    var product = 1
    for length in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: length)
      guard !overflow, length >= 0 else { return nil }
      product = next
    }
    return product
  }
}
