/// The first points of a Fourier transform as a matrix.
import Glibc
import Synchronization

/// kstep/√π·exp(-2πi·n·r/N) for points n and the first bins r, real and imaginary parts side by side: where only some
/// tens of bins are wanted, this takes less than a fast transform of all.
struct TransformRows: Sendable {
  /// Twice the number of bins.
  let width: Int
  /// One row for each point.
  private let values: [Double]

  private init(pointCount: Int, step: Double, binCount: Int, count: Int) {
    width = 2 * binCount
    var cosines = [Double](repeating: 0, count: pointCount)
    var sines = cosines
    let scale = step / Double.pi.squareRoot()
    for i in 0..<pointCount {
      let angle = 2 * Double.pi * Double(i) / Double(pointCount)
      cosines[i] = scale * cos(angle)
      sines[i] = -scale * sin(angle)
    }
    var values: [Double] = []
    values.reserveCapacity(count * width)
    for point in 0..<count {
      for bin in 0..<binCount {
        let place = point * bin % pointCount
        values.append(cosines[place])
        values.append(sines[place])
      }
    }
    self.values = values
  }

  private struct Key: Hashable {
    var pointCount: Int
    var step: Double
    var binCount: Int
    var count: Int
  }

  /// The last few that were made.
  private static let made = Mutex<[(key: Key, rows: TransformRows)]>([])

  /// The rows for `count` points, kept for the next one who asks. Throws unless the transform is one that exists.
  static func shared(pointCount: Int, step: Double, binCount: Int, count: Int) throws(AnalysisError) -> TransformRows {
    _ = try FastFourierTransform.shared(count: pointCount)
    let key = Key(pointCount: pointCount, step: step, binCount: binCount, count: count)
    if let rows = made.withLock({ $0.first { $0.key == key }?.rows }) { return rows }
    let rows = TransformRows(pointCount: pointCount, step: step, binCount: binCount, count: count)
    made.withLock { made in
      if made.count >= 8 { made.removeFirst() }
      made.append((key, rows))
    }
    return rows
  }

  /// The transform of `curve`·`window`.
  func transform(_ curve: [Double], _ window: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: width)
    values.withUnsafeBytes { values in
      // Several bins at a time stay in registers while the points go by.
      for bins in stride(from: 0, to: width - width % 8, by: 8) {
        var (a, b, c, d) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
        for point in curve.indices {
          let factor = curve[point] * window[point]
          let place = 8 * (point * width + bins)
          a += factor * values.loadUnaligned(fromByteOffset: place, as: SIMD2<Double>.self)
          b += factor * values.loadUnaligned(fromByteOffset: place + 16, as: SIMD2<Double>.self)
          c += factor * values.loadUnaligned(fromByteOffset: place + 32, as: SIMD2<Double>.self)
          d += factor * values.loadUnaligned(fromByteOffset: place + 48, as: SIMD2<Double>.self)
        }
        for (index, sum) in [a, b, c, d].enumerated() {
          result[bins + 2 * index] = sum[0]
          result[bins + 2 * index + 1] = sum[1]
        }
      }
    }
    for bin in (width - width % 8)..<width {
      for point in curve.indices { result[bin] += curve[point] * window[point] * values[point * width + bin] }
    }
    return result
  }

  /// The transform of each B-spline under `window`, a column for each of `columns` splines.
  func matrix(of basis: [CubicBSplines.Values], _ window: [Double], columns: Int) -> Matrix {
    var turned = [Double](repeating: 0, count: columns * width)
    turned.withUnsafeMutableBytes { turned in
      values.withUnsafeBytes { values in
        for point in basis.indices where window[point] != 0 {
          let factors = basis[point].values * window[point]
          let source = 8 * point * width
          let target = 8 * basis[point].first * width
          for byte in stride(from: 0, to: 8 * width, by: 16) {
            let row = values.loadUnaligned(fromByteOffset: source + byte, as: SIMD2<Double>.self)
            for part in 0..<4 {
              let place = target + 8 * part * width + byte
              let sum = turned.loadUnaligned(fromByteOffset: place, as: SIMD2<Double>.self) + factors[part] * row
              turned.storeBytes(of: sum, toByteOffset: place, as: SIMD2<Double>.self)
            }
          }
        }
      }
    }
    return Matrix(rows: columns, columns: width, turned).transposed
  }
}
