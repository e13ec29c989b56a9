/// The energy of an absorption edge, from the largest derivative.
public import Datasets
import Glibc

/// E0 as Larch's `find_e0` finds it, so that numbers can be compared line by line: the measured energy with the largest
/// derivative among points whose neighbours have large ones too, first on the raw curve, then around that place on the
/// derivative smoothed by a Lorentzian as wide as the energy steps.
public enum EdgeEnergy {
  /// E0 in eV, one of the spectrum's energies.
  public static func derivative(_ spectrum: Spectrum) -> Double {
    derivative(spectrum.energy, spectrum.values)
  }

  /// The same for points with energies in strictly rising order, at least 2.
  static func derivative(_ energy: [Double], _ mu: [Double]) -> Double {
    let count = energy.count
    let first = steepest(energy, mu, in: 0..<count - 1, smoothing: nil)
    let step = typicalStep(energy)
    var center = energy[max(0, first)]
    var window = (from: max(3, first - 75), to: min(first + 75, count - 3))
    if Double(first) < 0.05 * Double(count) {
      center = energy.reduce(0, +) / Double(count)
      window = (max(3, first - 20), count - 3)
    }
    guard window.to - window.from > 3 else { return energy[max(0, first)] }
    let width = 0.5 * (min(1, max(0.01, step)) + min(1, max(0.01, center / 25000)))
    let second = steepest(energy, mu, in: window.from..<window.to, smoothing: width)
    return second < 1 ? energy[min(count - 1, window.from + 2)] : energy[window.from + second]
  }

  /// The index, inside `window`, of the point with the largest derivative.
  private static func steepest(_ energy: [Double], _ mu: [Double], in window: Range<Int>, smoothing: Double?) -> Int {
    let x = Array(energy[window])
    var slope = Gradient.ratio(x, Array(mu[window]))
    if let smoothing { slope = LorentzianSmoothing(step: smoothing).smoothed(x, slope) }
    slope = slope.map { $0.isFinite ? $0 : -1 }
    let margin = max(3, Int(0.02 * Double(slope.count)))
    guard slope.count > 2 * margin else { return slope.indices.max { slope[$0] < slope[$1] } ?? 0 }
    let inner = slope[margin..<slope.count - margin]
    let lowest = inner.min() ?? 0
    let reach = max(1e-10, (inner.max() ?? 0) - lowest)
    slope = slope.map { ($0 - lowest) / reach }
    let candidates = steepPoints(slope)
    var best = 0
    var highest = -Double.infinity
    for i in slope.indices where candidates[i] && i >= margin && i <= slope.count - margin && slope[i] > highest {
      guard i > 0, i + 1 < slope.count, candidates[i - 1], candidates[i + 1] else { continue }
      best = i
      highest = slope[i]
    }
    return best
  }

  /// The points of large derivative: at least three, whatever that takes.
  private static func steepPoints(_ slope: [Double]) -> [Bool] {
    var threshold = slope.count <= 20 ? 0.3 : 0.6
    for _ in 0..<3 {
      let steep = slope.map { $0 > threshold }
      if steep.count(where: { $0 }) >= 3 { return steep }
      threshold /= 2
    }
    return slope.map { _ in true }
  }

  /// The mean of the ten smallest energy steps, without the smallest hundredth of all. With fewer than 100 points 1 eV.
  static func typicalStep(_ energy: [Double]) -> Double {
    let margin = Int(0.01 * Double(energy.count))
    guard margin > 0 else { return 1 }
    let steps = zip(energy, energy.dropFirst()).map { $1 - $0 }
    let ordered = steps[margin..<steps.count - margin].sorted()
    let smallest = ordered.dropFirst(margin).prefix(10)
    return smallest.isEmpty ? 1 : smallest.reduce(0, +) / Double(smallest.count)
  }
}

/// Convolution of unevenly sampled points with a Lorentzian whose half width is the step of an even grid.
struct LorentzianSmoothing {
  /// In the unit of the points.
  let step: Double

  func smoothed(_ x: [Double], _ y: [Double]) -> [Double] {
    guard let low = x.first, let high = x.last else { return y }
    let start = step * ((low - 5 * step) / step).rounded(.towardZero)
    let end = step * ((high + 5 * step) / step).rounded(.towardZero)
    let count = min(50 * x.count, 1 + Int((end - start + 0.1 * step) / step))
    guard count > 1 else { return y }
    let grid = (0..<count).map { start + (end - start) * Double($0) / Double(count - 1) }
    let even = Self.heldInterpolation(x, y, at: grid)
    var kernel = (0..<2 * count).map { 1 / (1 + (Double($0) - Double(count)) * (Double($0) - Double(count))) }
    let sum = kernel.reduce(0, +)
    for j in kernel.indices { kernel[j] /= sum }
    // Mirrored at both ends, as the definition has it: y[n-1 ... 1], y, y[n-1 ... 0].
    let padded = Array(even.dropFirst().reversed()) + even + Array(even.reversed())
    let convolved = Self.fastConvolution(padded, kernel, count: count) ?? Self.convolution(padded, kernel, count: count)
    return Self.heldInterpolation(grid, convolved, at: x)
  }

  /// The valid part of a convolution: sum over j of values[i + m - 1 - j] kernel[j], for kernels of m numbers.
  private static func convolution(_ values: [Double], _ kernel: [Double], count: Int) -> [Double] {
    (0..<count).map { i in
      kernel.indices.reduce(0) { $0 + values[i + kernel.count - 1 - $1] * kernel[$1] }
    }
  }

  /// The same by Fourier transforms, one for both, as the real and the imaginary part of one array; nil for few points,
  /// where sums are as fast, and for more than a transform has.
  private static func fastConvolution(_ values: [Double], _ kernel: [Double], count: Int) -> [Double]? {
    let size = 1 << (Int.bitWidth - (values.count - 1).leadingZeroBitCount)
    guard count > 32, let transform = try? FastFourierTransform.shared(count: size) else { return nil }
    var real = values + [Double](repeating: 0, count: size - values.count)
    var imaginary = kernel + [Double](repeating: 0, count: size - kernel.count)
    transform.forward(&real, &imaginary)
    // With Z = V + iK of real v and k: V·K = (Z(m)² - conj(Z(-m))²) / 4i.
    var (product, productI) = (real, imaginary)
    for m in 0..<size {
      let mirror = (size - m) & (size - 1)
      let (re, im) = (real[m], imaginary[m])
      let (mirrorRe, mirrorIm) = (real[mirror], -imaginary[mirror])
      let (square, squareI) = (re * re - im * im, 2 * re * im)
      let (mirrored, mirroredI) = (mirrorRe * mirrorRe - mirrorIm * mirrorIm, 2 * mirrorRe * mirrorIm)
      product[m] = 0.25 * (squareI - mirroredI)
      productI[m] = -0.25 * (square - mirrored)
    }
    transform.inverse(&product, &productI)
    return Array(product[(kernel.count - 1)..<(kernel.count - 1 + count)])
  }

  /// Linear interpolation that holds the first and last value outside.
  static func heldInterpolation(_ x: [Double], _ y: [Double], at places: [Double]) -> [Double] {
    var i = 0
    return places.map { place in
      guard place > x[0] else { return y[0] }
      guard place < x[x.count - 1] else { return y[y.count - 1] }
      while i < x.count - 2, place >= x[i + 1] { i += 1 }
      return y[i] + (y[i + 1] - y[i]) * (place - x[i]) / (x[i + 1] - x[i])
    }
  }
}
