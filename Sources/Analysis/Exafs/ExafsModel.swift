/// A data set, ready to be compared.
import Datasets

/// Everything of one data set that does not change during a fit, and the numbers that a comparison needs on the way.
final class ExafsModel {
  let set: ExafsDataSet
  /// At the points of the grid; zeros without data.
  let data: [Double]
  /// In 1/Å: where the data ends.
  let end: Double
  let noise: ExafsNoise
  let map: ResidualMap
  let independentPoints: Double
  let pointCount: Int
  let expressions: [PathExpressions]
  private let calculators: [PathCalculator]
  /// The B-splines of the background at the points of `map.support`, and the places of their coefficients.
  private let splines: [CubicBSplines.Values]
  private let coefficients: [Int]
  private var difference: [Double]
  private var slopes: [Double]
  /// Of each path at the points of `map.support`, and the numbers that they belong to.
  private var waves: [[PathCalculator.Complex]]
  private var waveNumbers: [PathNumbers?]

  /// Of points of k: matrices over pairs of them have to find room.
  private static let largestCount = 2048

  /// How many coefficients the background of a data set has.
  static func splineCount(_ set: ExafsDataSet) -> Int {
    guard set.refinesBackground else { return 0 }
    let transform = set.transform
    let reach = max(transform.rbkg, transform.rmin)
    return max(5, 1 + Int((2 * reach * (transform.kmax - transform.kmin) / .pi).rounded(.toNearestOrEven)))
  }

  /// `coefficients` are the places of the background's parameters among those of the fit.
  init(_ set: ExafsDataSet, _ parameters: FitParameters, coefficients: [Int]) throws(AnalysisError) {
    var transform = set.transform
    try transform.check()
    if let chi = set.chi {
      let grid = try EvenChi(chi, step: transform.step)
      data = grid.values
      end = grid.end
      guard transform.kmin < end else {
        throw AnalysisError("chi(k) ends at \(text(end)) 1/Å, before kmin=\(text(transform.kmin))")
      }
      guard data.count <= transform.pointCount / 2 else {
        throw AnalysisError(
          "chi(k) has \(data.count) points up to \(text(end)) 1/Å, and nfft=\(transform.pointCount) takes half as many")
      }
    } else {
      end = max(20, transform.kmax)
      data = [Double](repeating: 0, count: Int(1.01 + end / transform.step))
    }
    guard data.count <= Self.largestCount else {
      throw AnalysisError("chi(k) has \(data.count) points, and \(Self.largestCount) are possible: raise kstep")
    }
    if let epsilon = set.epsilonK {
      noise = try ExafsNoise(given: [epsilon], transform)
    } else if let chi = set.chi {
      let grid = data.indices.map { transform.step * Double($0) }
      let background = set.backgroundError.map { LorentzianSmoothing.heldInterpolation(chi.k, $0, at: grid) }
      noise = try ExafsNoise(of: data, transform, background: background)
    } else {
      noise = try ExafsNoise(given: [1], transform)
    }
    var rmin = transform.rmin
    if set.refinesBackground {
      transform.rbkg = max(transform.rbkg, rmin)
      rmin = transform.distanceStep
    }
    independentPoints = transform.independentPoints(from: set.refinesBackground ? 0 : rmin)
    map = try ResidualMap(transform, noise, count: data.count, rmin: rmin)
    let bins = transform.bins(rmin, transform.rmax).count
    let points = transform.points(of: transform.space == .q ? transform.pointCount / 2 : data.count).count
    let one =
      switch transform.space {
      case .r: 2 * bins
      case .k, .q: points
      case .w: 2 * bins * points
      }
    pointCount = transform.weights.count * one
    expressions = try set.paths.map { path throws(AnalysisError) in try PathExpressions(path, parameters) }
    calculators = set.paths.map { PathCalculator(path: $0.path, step: transform.step) }
    self.coefficients = coefficients
    if coefficients.isEmpty {
      splines = []
    } else {
      let width = (transform.kmax - transform.kmin) / Double(coefficients.count - 1)
      let knots = coefficients.indices.map { transform.kmin + width * Double($0) }
      splines = CubicBSplines(interpolating: knots).values(at: data.indices.map { transform.step * Double($0) })
    }
    difference = [Double](repeating: 0, count: map.support.count)
    slopes = []
    let still = [PathCalculator.Complex](repeating: .init(re: 0, im: 0), count: map.support.count)
    waves = [[PathCalculator.Complex]](repeating: still, count: set.paths.count)
    waveNumbers = [PathNumbers?](repeating: nil, count: set.paths.count)
    self.set = set
  }

  // MARK: Comparison

  /// Writes the residuals: data less background less model.
  func residuals(_ values: UnsafeBufferPointer<Double>, to result: UnsafeMutableBufferPointer<Double>) {
    let support = map.support
    difference.withUnsafeMutableBufferPointer { difference in
      difference.update(repeating: 0)
      for (path, calculator) in calculators.enumerated() {
        let numbers = expressions[path].numbers(values)
        waves[path].withUnsafeMutableBufferPointer {
          calculator.add(numbers, over: support, to: difference, keeping: $0)
        }
        waveNumbers[path] = numbers
      }
      for i in support { difference[i - support.lowerBound] = data[i] - difference[i - support.lowerBound] }
      subtractBackground(values, over: support, from: difference)
      map.apply(UnsafeBufferPointer(difference), to: result)
    }
  }

  /// The sum of squares that the data alone would give.
  func squareOfData(_ values: [Double]) -> Double {
    let support = map.support
    var part = Array(data[support])
    var result = [Double](repeating: 0, count: map.count)
    values.withUnsafeBufferPointer { values in
      part.withUnsafeMutableBufferPointer { part in
        subtractBackground(values, over: support, from: part)
        result.withUnsafeMutableBufferPointer { map.apply(UnsafeBufferPointer(part), to: $0) }
      }
    }
    return result.reduce(0) { $0 + $1 * $1 }
  }

  private func subtractBackground(
    _ values: UnsafeBufferPointer<Double>, over points: Range<Int>, from curve: UnsafeMutableBufferPointer<Double>
  ) {
    guard !coefficients.isEmpty else { return }
    for i in points { curve[i - points.lowerBound] -= background(values, at: i) }
  }

  private func background(_ values: UnsafeBufferPointer<Double>, at point: Int) -> Double {
    let spline = splines[point]
    return (0..<4).reduce(0) { $0 + spline.values[$1] * values[coefficients[spline.first + $1]] }
  }

  /// Writes the derivatives of the residuals by each variable, `stride` numbers apart. `gradients` says for each path how
  /// its numbers change with the variables.
  func derivatives(
    _ values: UnsafeBufferPointer<Double>, gradients: PathGradients, to result: UnsafeMutableBufferPointer<Double>,
    from offset: Int, stride: Int
  ) {
    let width = map.support.count
    let count = gradients.variableCount
    if slopes.count != width * count { slopes = [Double](repeating: 0, count: width * count) }
    slopes.withUnsafeMutableBufferPointer { slopes in
      slopes.update(repeating: 0)
      for (number, calculator) in calculators.enumerated() {
        let rows = gradients.rows(of: number)
        guard !rows.isEmpty else { continue }
        let first = map.support.lowerBound
        let numbers = expressions[number].numbers(values)
        waves[number].withUnsafeMutableBufferPointer { waves in
          calculator.eachDerivative(
            numbers, over: map.support, waves: waveNumbers[number] == numbers ? waves : nil
          ) { point, row in
            for (variable, gradient) in rows {
              slopes[variable * width + point - first] -= (row.derivatives * gradient).sum()
            }
          }
        }
      }
      for (number, place) in coefficients.enumerated() {
        guard let variable = gradients.variable(at: place) else { continue }
        for i in map.support {
          let part = number - splines[i].first
          if (0..<4).contains(part) { slopes[variable * width + i - map.support.lowerBound] -= splines[i].values[part] }
        }
      }
      for variable in 0..<count {
        map.apply(
          UnsafeBufferPointer(rebasing: slopes[variable * width..<(variable + 1) * width]),
          to: UnsafeMutableBufferPointer(
            rebasing: result[variable * stride + offset..<variable * stride + offset + map.count]))
      }
    }
  }

  // MARK: Curves

  /// chi of each path at all points of the grid.
  func chi(_ values: [Double]) -> [[Double]] {
    zip(calculators, expressions).map { calculator, expressions in
      calculator.chi(values.withUnsafeBufferPointer { expressions.numbers($0) }, count: data.count)
    }
  }

  /// The fitted background at all points of the grid; nil without one.
  func background(_ values: [Double]) -> [Double]? {
    guard !coefficients.isEmpty else { return nil }
    return values.withUnsafeBufferPointer { values in data.indices.map { background(values, at: $0) } }
  }
}
