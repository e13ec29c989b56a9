/// What one spectrum has more than another.
public import Datasets

/// A spectrum less a reference, both normalised alike, at the energies of the reference as far as both reach.
public struct SpectrumDifference: Sendable {
  public var space = WindowIntegral.Space.norm
  /// What areas are of, in eV; nil for all energies that both have.
  public var window: ClosedRange<Double>?
  public var kind = Interpolation.cubic
  public var normalization = Normalization()

  /// The difference of normalised spectra.
  public init() {}

  /// What came of it.
  public struct Result: Sendable {
    /// The noise of the spectrum and of the reference.
    public var noise: [PointNoise.Origin]
    /// In eV.
    public var energy: [Double]
    public var values: [Double]
    /// From the noise of the points alone, without that of both normalisations.
    public var standardError: [Double]
    public var isInterpolated: Bool
    public var trimmedCount: Int
    public var window: ClosedRange<Double>
    /// Of the difference, its positive and its negative part, and both without sign. The errors hold those of both
    /// normalisations.
    public var area: Estimate
    public var positiveArea: Estimate
    public var negativeArea: Estimate
    public var absoluteArea: Estimate
    /// What the absolute area would be of noise alone.
    public var noiseArea: Double
    /// The largest difference in the window, with its sign, and its energy.
    public var largest: Estimate
    public var largestEnergy: Double
  }

  /// A spectrum in the chosen space, ready to be compared.
  public struct Side: Sendable {
    let spectrum: Spectrum
    let noise: PointNoise
    let chain: NormalizationWeights?
    let space: WindowIntegral.Space
    /// 1 over what the points were divided by.
    let scale: Double
  }

  /// Normalises one of both. Throws when that cannot be done.
  public func side(_ spectrum: Spectrum) throws(AnalysisError) -> Side {
    let noise = PointNoise(spectrum)
    guard space != .mu else {
      return Side(spectrum: spectrum, noise: noise, chain: nil, space: space, scale: 1)
    }
    let result = try normalization.apply(to: spectrum)
    do throws(ResolveError) {
      let values = space == .norm ? result.norm : result.flat
      return Side(
        spectrum: try Spectrum(energy: spectrum.energy, values: values), noise: noise,
        chain: NormalizationWeights(result, spectrum.energy, isStepGiven: normalization.step != nil), space: space,
        scale: 1 / result.edgeStep)
    } catch {
      throw AnalysisError(error)
    }
  }

  /// `side` less `reference`. Throws when they have fewer than two energies in common, or none in the window.
  public func apply(_ side: Side, _ reference: Side) throws(AnalysisError) -> Result {
    let grid = try CommonGrid([reference.spectrum, side.spectrum], kind: kind)
    let (energy, values) = (grid.energy, zip(grid.curves[1], grid.curves[0]).map { $0 - $1 })
    let whole = energy[0]...energy[energy.count - 1]
    let window = self.window ?? whole
    let inside = energy.indices.filter { window.contains(energy[$0]) }
    guard inside.count >= 2, window.lowerBound >= whole.lowerBound, window.upperBound <= whole.upperBound else {
      throw AnalysisError(
        "the window \(text(window.lowerBound)) to \(text(window.upperBound)) eV is not all inside what both spectra have, "
          + "\(text(whole.lowerBound)) to \(text(whole.upperBound)) eV; correct range=")
    }
    let weights = WindowWeights(energy, window).moment(0, about: 0)
    func area(_ factor: (Double) -> Double) -> Estimate {
      let own = weights.indices.map { weights[$0] * factor(values[$0]) }
      let variance = Self.variance(own, energy, side) + Self.variance(own, energy, reference)
      return Estimate(zip(own, values).reduce(0) { $0 + $1.0 * $1.1 }, standardError: variance.squareRoot())
    }
    let errors = zip(Self.variances(energy, side), Self.variances(energy, reference)).map { ($0 + $1).squareRoot() }
    let largest = inside.max { abs(values[$0]) < abs(values[$1]) } ?? 0
    return Result(
      noise: [side.noise.origin, reference.noise.origin], energy: energy, values: values, standardError: errors,
      isInterpolated: grid.isInterpolated, trimmedCount: grid.trimmedCount, window: window, area: area { _ in 1 },
      positiveArea: area { $0 > 0 ? 1 : 0 }, negativeArea: area { $0 < 0 ? 1 : 0 },
      absoluteArea: area { $0 < 0 ? -1 : 1 },
      noiseArea: zip(weights, errors).reduce(0) { $0 + abs($1.0) * $1.1 } * (2 / Double.pi).squareRoot(),
      largest: Estimate(values[largest], standardError: errors[largest]), largestEnergy: energy[largest])
  }

  /// The variances of a side's points at these energies.
  private static func variances(_ energy: [Double], _ side: Side) -> [Double] {
    let scaled = side.noise.variances.map { $0 * side.scale * side.scale }
    return energy == side.spectrum.energy
      ? scaled : Interpolation.variances(side.spectrum.energy, scaled, at: energy)
  }

  /// The variance of Σ weights · values of a side at these energies, with that of its normalisation. Values between two
  /// points count as their weighted mean.
  static func variance(_ weights: [Double], _ energy: [Double], _ side: Side) -> Double {
    let onOwn = Interpolation.weights(weights, at: energy, onto: side.spectrum.energy)
    return side.noise.variance(of: side.chain?.carried(onOwn, side.space) ?? onOwn)
  }
}
