/// How the contribution of a path changes with its parameters.
import Glibc

extension PathCalculator {
  /// chi and its derivatives in the order of `PathNumbers.names`.
  typealias Row = (chi: Double, derivatives: SIMD8<Double>)

  /// Calls `body` with chi and its derivatives at each point of the grid. `waves` are those that `add` kept for the same
  /// numbers and points.
  func eachDerivative(
    _ numbers: PathNumbers, over range: Range<Int>, waves: UnsafeMutableBufferPointer<Complex>? = nil,
    _ body: (_ point: Int, _ row: Row) -> Void
  ) {
    path.splines.walk { walker in
      for i in range {
        if i == 0 {
          let first = row(1, numbers, nil, &walker)
          let second = row(2, numbers, nil, &walker)
          body(0, (2 * first.chi - second.chi, 2 * first.derivatives - second.derivatives))
        } else {
          body(i, row(i, numbers, waves.map { $0[i - range.lowerBound] }, &walker))
        }
      }
    }
  }

  @inline(__always)
  private func row(
    _ i: Int, _ numbers: PathNumbers, _ wave: Complex?, _ walker: inout PathSplines.Walker
  ) -> Row {
    let length = path.halfLength
    let q = Self.q(step * Double(i), e0: numbers.e0)
    let (curves, slopes) = walker.valuesAndSlopes(at: q)
    let point = point(q, curves, numbers, wave: wave)
    let (p, square) = (point.momentum, point.square)
    let unit = curves[0] * point.wave
    let size = numbers.s02 * numbers.degen
    let whole = size * unit
    // d ln chi / dx for each parameter, but for the two that are factors.
    let deltar = 2 * p.turned - Complex(re: 2 / (length + numbers.deltar), im: 0)
    let sigma2 = Complex(re: 0, im: 0) - 2 * square - (4 / length) * p.turned
    let third = (-4.0 / 3) * (p * square).turned
    let fourth = (2.0 / 3) * (square * square)
    let halfInverse = 0.5 * p.inverse
    let broadening = Complex(re: 0, im: 1 / PhotoElectron.energyOfUnitWavenumber)
    let ei = exponentChange(broadening, broadening * halfInverse, point, numbers)
    // E0 moves q, and all curves with it.
    let dq = -1 / (2 * PhotoElectron.energyOfUnitWavenumber * abs(q))
    let loss = 1 / curves[3]
    let dMomentum = dq * Complex(re: slopes[2], im: -slopes[3] * loss * loss)
    let dSquare = 2 * (Complex(re: curves[2], im: loss) * dMomentum)
    var e0 = exponentChange(dSquare, dSquare * halfInverse, point, numbers)
    e0.re -= dq / q
    e0.im += dq * (2 * length + slopes[1])
    let dAmplitude = (size * slopes[0] * dq) * point.wave
    let derivatives = SIMD8<Double>(
      numbers.degen * unit.im, numbers.s02 * unit.im, (whole * e0).im + dAmplitude.im, (whole * deltar).im,
      (whole * sigma2).im, (whole * third).im, (whole * fourth).im, (whole * ei).im)
    return (whole.im, derivatives)
  }

  /// How the exponent changes when p² and p do.
  @inline(__always)
  private func exponentChange(
    _ dSquare: Complex, _ dp: Complex, _ point: Point, _ numbers: PathNumbers
  ) -> Complex {
    let length = path.halfLength
    let (p, square) = (point.momentum, point.square)
    let loss = Complex(re: -2 * length * dp.im, im: 0)
    let damping = dSquare * (Complex(re: -2 * numbers.sigma2, im: 0) + (4 * numbers.fourth / 3) * square)
    let shift =
      Complex(re: numbers.deltar - 2 * numbers.sigma2 / length, im: 0) - (2 * numbers.third / 3) * square
    let turn = 2 * (dp * shift) - (4 * numbers.third / 3) * (p * dSquare)
    return loss + damping + turn.turned
  }
}
