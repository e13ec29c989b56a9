/// What a fit compares.
public import Datasets

/// chi(k) of one measurement, the paths that are to describe it, and how they are compared.
public struct ExafsDataSet: Sendable {
  /// Nil where paths are only summed up.
  public var chi: ChiSpectrum?
  public var paths: [FittedPath]
  public var transform: ExafsTransform
  /// The standard deviation of chi(k); nil to estimate it.
  public var epsilonK: Double?
  /// The error of chi that background removal makes, at the points of `chi`; it is added to the estimated noise.
  public var backgroundError: [Double]?
  /// Whether a spline that stands for what is left of the background is fitted with the paths.
  public var refinesBackground = false

  /// A data set.
  public init(
    _ chi: ChiSpectrum?, paths: [FittedPath], transform: ExafsTransform, epsilonK: Double? = nil,
    refinesBackground: Bool = false
  ) {
    self.chi = chi
    self.paths = paths
    self.transform = transform
    self.epsilonK = epsilonK
    self.refinesBackground = refinesBackground
  }
}
