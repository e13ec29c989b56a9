/// Rebinning as Larch does it.
public import Datasets

/// `rebin_xafs` of Larch: a grid of three regions that begins at the first energy, bins whose borders are points of the
/// scan, and one of three ways to a value. `Rebinning` keeps error bars and has borders between the grid's energies.
public struct LarchRebinning: Sendable, Hashable {
  /// How a value comes of the points of a bin; with fewer than three it is the line between them.
  public enum Way: String, Sendable, CaseIterable {
    /// Their mean.
    case boxcar
    /// The cubic spline through them.
    case spline
    /// Their mean weighted with the energies.
    case centroid
  }

  /// In eV.
  public var e0: Double
  /// Where the edge region begins and ends, relative to the edge, in eV.
  public var xanes: ClosedRange<Double>
  /// In eV.
  public var preStep: Double
  public var xanesStep: Double?
  /// In 1/Å.
  public var kStep: Double
  public var way: Way

  /// Larch's defaults.
  public init(
    e0: Double, xanes: ClosedRange<Double> = -30...15, preStep: Double = 2, xanesStep: Double? = nil,
    kStep: Double = 0.05, way: Way = .boxcar
  ) {
    self.e0 = e0
    self.xanes = xanes
    self.preStep = preStep
    self.xanesStep = xanesStep
    self.kStep = kStep
    self.way = way
  }

  /// What came of it.
  public struct Result: Sendable {
    /// In eV.
    public var energy: [Double]
    public var values: [Double]
    /// The standard deviation of the points of each bin; nil where there is none.
    public var scatter: [Double?]
    /// How many points each bin has.
    public var counts: [Int]
  }

  /// Rebins a spectrum. Throws when a step is not positive or the grid has too many points.
  public func apply(to spectrum: Spectrum) throws(AnalysisError) -> Result {
    let grid = try self.grid(spectrum.energy)
    let places = Places(spectrum.energy)
    let bounds = grid.map { places.floor($0) }
    let count = spectrum.count
    var result = Result(energy: grid, values: [], scatter: [], counts: [])
    var start = places.floor(grid[0] - 5)
    for i in grid.indices {
      let end = i == grid.count - 1 ? count - 1 : (bounds[i] + bounds[i + 1] + 1) / 2
      let bin = start..<max(start, end)
      result.counts.append(bin.count)
      result.scatter.append(bin.isEmpty ? nil : Self.deviation(spectrum.values[bin]))
      result.values.append(bin.count < 3 ? line(spectrum, bin, at: grid[i]) : value(spectrum, bin, at: grid[i]))
      start = max(start, end)
    }
    return result
  }

  private func grid(_ energy: [Double]) throws(AnalysisError) -> [Double] {
    let xanesStep = self.xanesStep ?? 0.05 * max(1, (e0 / 1250).rounded(.towardZero))
    let (low, high) = (energy[0] - e0, energy[energy.count - 1] - e0)
    guard preStep > 0, xanesStep > 0, kStep > 0, low < 0, high > 0 else {
      throw AnalysisError("steps have to be above 0, and e0 = \(text(e0)) eV inside the scan, to rebin it")
    }
    let pre1 = max(preStep * (low / preStep).rounded(.towardZero), low)
    let pre2 = min(max(xanes.lowerBound, pre1 + preStep), high)
    let exafs1 = min(max(xanes.upperBound, pre2 + xanesStep), high)
    var grid = try even(pre1, pre2, preStep).map { e0 + $0 }
    grid += try even(pre2, exafs1, xanesStep).map { e0 + $0 }
    let unit = PhotoElectron.energyOfUnitWavenumber
    let behind = try even((max(0, exafs1) / unit).squareRoot(), (high / unit).squareRoot(), kStep)
    grid += behind.map { e0 + $0 * $0 * unit }
    guard grid.count > 1 else { throw AnalysisError("the scan is too short to rebin") }
    return grid
  }

  /// Evenly spaced from `start`, without `stop` itself.
  private func even(_ start: Double, _ stop: Double, _ step: Double) throws(AnalysisError) -> [Double] {
    guard start < stop else { return [] }
    guard (stop - start) / step < Double(EnergyGrid.pointLimit) else {
      throw AnalysisError("a step of \(text(step)) gives too many points")
    }
    let count = Int(0.1 + (stop - start) / step)
    return (0..<count).map { start + Double($0) * (stop - start) / Double(count) }
  }

  private func value(_ spectrum: Spectrum, _ bin: Range<Int>, at place: Double) -> Double {
    let values = spectrum.values[bin]
    switch way {
    case .boxcar: return values.reduce(0, +) / Double(bin.count)
    case .spline:
      return CubicSpline(Array(spectrum.energy[bin]), Array(values)).values(at: [place])[0]
    case .centroid:
      let weighted = zip(values, spectrum.energy[bin]).reduce(0) { $0 + $1.0 * $1.1 }
      return weighted / spectrum.energy[bin].reduce(0, +)
    }
  }

  /// The line between the points around a place.
  private func line(_ spectrum: Spectrum, _ bin: Range<Int>, at place: Double) -> Double {
    Interpolation.linear.values(spectrum.energy, spectrum.values, at: [place])[0]
  }

  private static func deviation(_ values: ArraySlice<Double>) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
  }
}
