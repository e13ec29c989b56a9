/// What a fit of paths found.

/// Parameters with errors, and for each data set the curves and what its paths have become.
public struct ExafsResult: Sendable {
  /// A number with its error; nil where it does not depend on anything that was fitted.
  public struct Estimate: Sendable, Hashable {
    public var value: Double
    public var standardError: Double?
  }

  /// A path after the fit.
  public struct Path: Sendable {
    public var path: ScatteringPath
    /// In the order of `PathNumbers.names`.
    public var numbers: [Estimate]
    /// R + ΔR, in Å.
    public var distance: Estimate
    /// At the points of the data set.
    public var chi: [Double]

    /// By its name.
    public subscript(name: String) -> Estimate? {
      PathNumbers.names.firstIndex(of: name).map { numbers[$0] }
    }
  }

  /// A data set after the fit.
  public struct DataSet: Sendable {
    public var transform: ExafsTransform
    /// In 1/Å: 0, step, 2·step ...
    public var k: [Double]
    public var data: [Double]
    public var model: [Double]
    /// Nil where it was not refined.
    public var background: [Double]?
    public var noise: ExafsNoise
    public var independentPoints: Double
    /// Where the data ends, in 1/Å.
    public var end: Double
    public var paths: [Path]
  }

  /// With a sum of squares that stands for independent points, so that chi-square is Larch's.
  public let fit: FitResult
  /// In the order in which they were given; without the coefficients of backgrounds.
  public let estimates: [FitResult.Estimate]
  /// Σ residual² over Σ of the same for the data alone, in the space of the fit.
  public let rFactor: Double
  public let sets: [DataSet]
  /// Variables that were held, because no path depends on them.
  public let idle: [String]

  init(
    _ fit: FitResult, _ models: [ExafsModel], _ parameters: FitParameters, reported: Int, idle: [String]
  ) {
    self.fit = fit
    self.idle = idle
    estimates = Array(fit.estimates.prefix(reported))
    let values = fit.values
    let square = models.reduce(0) { $0 + $1.squareOfData(values) }
    rFactor = fit.sumOfSquares / square
    let propagation = ErrorPropagation(parameters, values: values)
    sets = models.map { model in
      let curves = model.chi(values)
      var sum = [Double](repeating: 0, count: model.data.count)
      for curve in curves {
        for i in sum.indices { sum[i] += curve[i] }
      }
      let transform = model.set.transform
      return DataSet(
        transform: transform, k: sum.indices.map { transform.step * Double($0) }, data: model.data, model: sum,
        background: model.background(values), noise: model.noise, independentPoints: model.independentPoints,
        end: model.end,
        paths: zip(zip(model.set.paths, model.expressions), curves).map { pair, curve in
          Self.path(pair.0.path, pair.1, curve, fit, parameters, propagation)
        })
    }
  }

  private static func path(
    _ path: ScatteringPath, _ expressions: PathExpressions, _ chi: [Double], _ fit: FitResult,
    _ parameters: FitParameters, _ propagation: ErrorPropagation
  ) -> Path {
    let numbers = fit.values.withUnsafeBufferPointer { expressions.numbers($0) }
    var estimates = PathNumbers.names.indices.map { Estimate(value: numbers[$0]) }
    for (field, expression) in expressions.formulas {
      let influences = Set(expression.dependencies.flatMap { parameters.influences[$0] }).sorted()
      let gradient = propagation.gradient(influences: influences) { expression.value(at: $0) }
      estimates[field].standardError = fit.standardError(gradient: gradient)
    }
    let change = estimates[3]
    return Path(
      path: path, numbers: estimates,
      distance: Estimate(value: path.halfLength + change.value, standardError: change.standardError), chi: chi)
  }
}
