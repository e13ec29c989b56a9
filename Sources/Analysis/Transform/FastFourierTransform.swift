/// The discrete Fourier transform of a power of two of points.
import Glibc
import Synchronization

/// Sum over n of x[n] exp(-2πi·n·m/N), after Cooley and Tukey (Math. Comput. 19, 297, 1965). Tables are made once; the
/// same value transforms any number of arrays.
struct FastFourierTransform: Sendable {
  /// The number of points N, a power of two.
  let count: Int
  private let reversed: [Int32]
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
    self.reversed = reversed
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

  private func reorder(_ real: UnsafeMutableBufferPointer<Double>, _ imaginary: UnsafeMutableBufferPointer<Double>) {
    for i in 0..<count {
      let j = Int(reversed[i])
      if i < j {
        real.swapAt(i, j)
        imaginary.swapAt(i, j)
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

  /// The stages of eight points and more, four butterflies at a time.
  private func furtherStages(
    _ real: UnsafeMutableBufferPointer<Double>, _ imaginary: UnsafeMutableBufferPointer<Double>
  ) {
    typealias Four = SIMD4<Double>
    let real = UnsafeMutableRawBufferPointer(real)
    let imaginary = UnsafeMutableRawBufferPointer(imaginary)
    cosines.withUnsafeBytes { cosines in
      sines.withUnsafeBytes { sines in
        var half = 4
        var table = 2
        while half < count {
          for start in stride(from: 0, to: count, by: 2 * half) {
            for i in stride(from: 0, to: half, by: 4) {
              let low = 8 * (start + i)
              let high = low + 8 * half
              let c = cosines.loadUnaligned(fromByteOffset: 8 * (table + i), as: Four.self)
              let s = sines.loadUnaligned(fromByteOffset: 8 * (table + i), as: Four.self)
              let (a, b) = (
                real.loadUnaligned(fromByteOffset: high, as: Four.self),
                imaginary.loadUnaligned(fromByteOffset: high, as: Four.self)
              )
              let (x, y) = (
                real.loadUnaligned(fromByteOffset: low, as: Four.self),
                imaginary.loadUnaligned(fromByteOffset: low, as: Four.self)
              )
              let part = a * c - b * s
              let partI = a * s + b * c
              real.storeBytes(of: x - part, toByteOffset: high, as: Four.self)
              imaginary.storeBytes(of: y - partI, toByteOffset: high, as: Four.self)
              real.storeBytes(of: x + part, toByteOffset: low, as: Four.self)
              imaginary.storeBytes(of: y + partI, toByteOffset: low, as: Four.self)
            }
          }
          table += half
          half *= 2
        }
      }
    }
  }
}
