/// The discrete Fourier transform of a power of two of points.
import Glibc
import Synchronization

/// Sum over n of x[n] exp(-2πi·n·m/N), after Cooley and Tukey (Math. Comput. 19, 297, 1965). Tables are made once; the
/// same value transforms any number of arrays.
struct FastFourierTransform: Sendable {
  /// The number of points N, a power of two.
  let count: Int
  /// The pairs of points that change places when the bits of their numbers are reversed, one pair behind the other.
  private let exchanges: [Int32]
  /// The roots of unity of every stage, one stage behind the other.
  private let cosines: [Double]
  private let sines: [Double]

  /// A transform of `count` points. Throws unless it is a power of two between 4 and 1,048,576.
  init(count: Int) throws(AnalysisError) {
    guard count >= 4, count <= 1 << 20, count & (count - 1) == 0 else {
      throw AnalysisError(
        "a Fourier transform of \(count) points is not possible: nfft has to be a power of two, such as 2048")
    }
    self.count = count
    let bits = count.trailingZeroBitCount
    var reversed = [Int32](repeating: 0, count: count)
    for i in 1..<count { reversed[i] = reversed[i >> 1] >> 1 | Int32((i & 1) << (bits - 1)) }
    var cosines: [Double] = []
    var sines: [Double] = []
    cosines.reserveCapacity(count)
    sines.reserveCapacity(count)
    var half = 2
    while half < count {
      for i in 0..<half {
        let angle = -Double.pi * Double(i) / Double(half)
        cosines.append(cos(angle))
        sines.append(sin(angle))
      }
      half *= 2
    }
    exchanges = (0..<count).flatMap { $0 < reversed[$0] ? [Int32($0), reversed[$0]] : [] }
    self.cosines = cosines
    self.sines = sines
  }

  /// Those up to 16,384 points that were made before.
  private static let made = Mutex<[Int: FastFourierTransform]>([:])

  /// A transform of `count` points, whose tables are kept for the next one who asks. Throws as `init` does.
  static func shared(count: Int) throws(AnalysisError) -> FastFourierTransform {
    if let transform = made.withLock({ $0[count] }) { return transform }
    let transform = try FastFourierTransform(count: count)
    if count <= 1 << 14 { made.withLock { $0[count] = transform } }
    return transform
  }

  /// Replaces the `count` points by their transform.
  func forward(_ real: inout [Double], _ imaginary: inout [Double]) {
    assert(real.count == count && imaginary.count == count)
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        reorder(real, imaginary)
        firstStages(real, imaginary)
        furtherStages(real, imaginary)
      }
    }
  }

  /// Replaces a transform by the points that it is of: the sum with the other sign, divided by N.
  func inverse(_ real: inout [Double], _ imaginary: inout [Double]) {
    // Swapping both parts changes the sign of the exponent.
    forward(&imaginary, &real)
    let scale = 1 / Double(count)
    for i in real.indices { real[i] *= scale }
    for i in imaginary.indices { imaginary[i] *= scale }
  }

  /// The first `wanted` numbers of the transform of real points, at most half of them and one; `points` may be fewer than
  /// N, the others are 0. Takes half the work: even and odd points go as real and imaginary parts through the transform
  /// `half` of N/2 points.
  func real(_ points: [Double], half: FastFourierTransform, wanted: Int) -> (real: [Double], imaginary: [Double]) {
    assert(2 * half.count == count && points.count <= count && wanted <= half.count)
    var even = [Double](repeating: 0, count: half.count)
    var odd = even
    for i in 0..<points.count / 2 {
      even[i] = points[2 * i]
      odd[i] = points[2 * i + 1]
    }
    if points.count % 2 == 1 { even[points.count / 2] = points[points.count - 1] }
    half.forward(&even, &odd)
    var real = [Double](repeating: 0, count: wanted)
    var imaginary = real
    // The roots of the last stage are exp(-2πi m/N).
    let roots = half.count - 2
    for m in 0..<wanted {
      let mirror = m == 0 ? 0 : half.count - m
      let (evenRe, evenIm) = (0.5 * (even[m] + even[mirror]), 0.5 * (odd[m] - odd[mirror]))
      let (oddRe, oddIm) = (0.5 * (odd[m] + odd[mirror]), 0.5 * (even[mirror] - even[m]))
      let (rootRe, rootIm) = (cosines[roots + m], sines[roots + m])
      real[m] = evenRe + oddRe * rootRe - oddIm * rootIm
      imaginary[m] = evenIm + oddRe * rootIm + oddIm * rootRe
    }
    return (real, imaginary)
  }

  private func reorder(_ real: UnsafeMutableBufferPointer<Double>, _ imaginary: UnsafeMutableBufferPointer<Double>) {
    exchanges.withUnsafeBufferPointer { exchanges in
      for place in stride(from: 0, to: exchanges.count, by: 2) {
        let (i, j) = (Int(exchanges[place]), Int(exchanges[place + 1]))
        let (first, firstI) = (real[i], imaginary[i])
        (real[i], imaginary[i]) = (real[j], imaginary[j])
        (real[j], imaginary[j]) = (first, firstI)
      }
    }
  }

  /// The stages of two and four points, whose roots of unity are 1 and -i.
  private func firstStages(_ real: UnsafeMutableBufferPointer<Double>, _ imaginary: UnsafeMutableBufferPointer<Double>)
  {
    var i = 0
    while i < count {
      let (sum, sumI) = (real[i] + real[i + 1], imaginary[i] + imaginary[i + 1])
      let (difference, differenceI) = (real[i] - real[i + 1], imaginary[i] - imaginary[i + 1])
      let (other, otherI) = (real[i + 2] + real[i + 3], imaginary[i + 2] + imaginary[i + 3])
      let (turned, turnedI) = (real[i + 2] - real[i + 3], imaginary[i + 2] - imaginary[i + 3])
      real[i] = sum + other
      imaginary[i] = sumI + otherI
      real[i + 2] = sum - other
      imaginary[i + 2] = sumI - otherI
      real[i + 1] = difference + turnedI
      imaginary[i + 1] = differenceI - turned
      real[i + 3] = difference - turnedI
      imaginary[i + 3] = differenceI + turned
      i += 4
    }
  }

  /// The stages of eight points and more: where their number is odd the first of them alone, then two in one pass over the
  /// points, which halves the traffic of memory.
  private func furtherStages(
    _ real: UnsafeMutableBufferPointer<Double>, _ imaginary: UnsafeMutableBufferPointer<Double>
  ) {
    cosines.withUnsafeBytes { cosines in
      sines.withUnsafeBytes { sines in
        let points = Points(
          real: UnsafeMutableRawBufferPointer(real), imaginary: UnsafeMutableRawBufferPointer(imaginary),
          cosines: cosines, sines: sines)
        var half = 4
        if (count.trailingZeroBitCount - 2) % 2 == 1 {
          points.stage(half, of: count)
          half = 8
        }
        while half < count {
          points.twoStages(half, of: count)
          half *= 4
        }
      }
    }
  }
}

/// The points of a transform in the making, and the roots of unity.
private struct Points {
  typealias Pair = SIMD2<Double>
  /// Two complex numbers.
  typealias Complex = (re: Pair, im: Pair)

  let real: UnsafeMutableRawBufferPointer
  let imaginary: UnsafeMutableRawBufferPointer
  let cosines: UnsafeRawBufferPointer
  let sines: UnsafeRawBufferPointer

  /// The butterflies over a distance of `half`.
  func stage(_ half: Int, of count: Int) {
    for start in stride(from: 0, to: count, by: 2 * half) {
      for i in stride(from: 0, to: half, by: 2) {
        let low = self[start + i]
        let turned = product(self[start + i + half], root(half, i))
        store((low.re + turned.re, low.im + turned.im), start + i)
        store((low.re - turned.re, low.im - turned.im), start + i + half)
      }
    }
  }

  /// Those over `half` and those over twice as much.
  func twoStages(_ half: Int, of count: Int) {
    for start in stride(from: 0, to: count, by: 4 * half) {
      for i in stride(from: 0, to: half, by: 2) {
        let place = start + i
        let near = root(half, i)
        let far = root(2 * half, i)
        let a = self[place]
        let b = product(self[place + half], near)
        let c = self[place + 2 * half]
        let d = product(self[place + 3 * half], near)
        let sum = product((c.re + d.re, c.im + d.im), far)
        // The root of the other half is that of this one times -i.
        let difference = product((c.re - d.re, c.im - d.im), far)
        let (low, high) = ((re: a.re + b.re, im: a.im + b.im), (re: a.re - b.re, im: a.im - b.im))
        store((low.re + sum.re, low.im + sum.im), place)
        store((high.re + difference.im, high.im - difference.re), place + half)
        store((low.re - sum.re, low.im - sum.im), place + 2 * half)
        store((high.re - difference.im, high.im + difference.re), place + 3 * half)
      }
    }
  }

  /// The roots of the stage over `half`, which begin at `half - 2` of the table.
  private func root(_ half: Int, _ i: Int) -> Complex {
    let place = 8 * (half - 2 + i)
    return (
      cosines.loadUnaligned(fromByteOffset: place, as: Pair.self),
      sines.loadUnaligned(fromByteOffset: place, as: Pair.self)
    )
  }

  private func product(_ a: Complex, _ b: Complex) -> Complex {
    (a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
  }

  private subscript(i: Int) -> Complex {
    (
      real.loadUnaligned(fromByteOffset: 8 * i, as: Pair.self),
      imaginary.loadUnaligned(fromByteOffset: 8 * i, as: Pair.self)
    )
  }

  private func store(_ numbers: Complex, _ i: Int) {
    real.storeBytes(of: numbers.re, toByteOffset: 8 * i, as: Pair.self)
    imaginary.storeBytes(of: numbers.im, toByteOffset: 8 * i, as: Pair.self)
  }
}
