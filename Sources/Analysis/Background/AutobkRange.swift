/// The range over which a background is looked for.
import Glibc

/// Points, wavenumbers and knots of AUTOBK for one grid of energies.
struct AutobkRange {
  /// In 1/Å.
  let kmax: Double
  /// 0, step, 2·step ...
  let k: [Double]
  /// The points of the spectrum from ek0 to kmax, and where they lie in 1/Å; the first may be a little below 0.
  let points: Range<Int>
  let measured: [Double]
  /// The last point of the spectrum.
  let lastPoint: Int
  /// Measured wavenumbers nearest to evenly spaced ones.
  let knots: [Double]
  /// The points of the spectrum at the knots.
  let knotPoints: [Int]
  let binCount: Int

  init(_ options: Autobk, _ energy: [Double], ek0: Double) throws(AnalysisError) {
    guard let first = energy.lastIndex(where: { $0 <= ek0 }), first < energy.count - 1 else {
      throw AnalysisError(
        "ek0 = \(text(ek0)) eV is outside the scan, which reaches from \(text(energy[0])) to "
          + "\(text(energy[energy.count - 1])) eV")
    }
    let wavenumbers = energy[first...].map { PhotoElectron.wavenumber(above: $0 - ek0) }
    let end = wavenumbers[wavenumbers.count - 1]
    let kmax = options.kmax.map { $0 < 0 ? end : min(end, $0) } ?? end
    let width = kmax - options.kmin
    let bin = Double.pi / (options.step * Double(options.pointCount))
    let rbkg = max(options.rbkg, 2 * bin)
    guard width > 1, kmax / options.step < Double(options.pointCount) else {
      throw AnalysisError(
        "there is no fine structure to take a background from: the scan ends at \(text(end)) 1/Å behind ek0 = "
          + "\(text(ek0)) eV, and the window would be from \(text(options.kmin)) to \(text(kmax)) 1/Å")
    }
    let natural = 1 + Int(2 * rbkg * width / .pi)
    binCount = Int(1 + Double(natural - 1) * .pi / (2 * bin * width))
    let count = max(5, min(128, options.knotCount ?? natural))
    let nearest = (0..<count).map { i in
      Self.nearest(options.kmin + Double(i) * width / Double(count - 1), in: wavenumbers)
    }
    let knots = nearest.map { wavenumbers[$0] }
    knotPoints = nearest.map { $0 + first }
    let last = energy.lastIndex { $0 <= ek0 + kmax * kmax * PhotoElectron.energyOfUnitWavenumber } ?? 0
    points = first..<max(first, min(energy.count, 2 + last) - 1) + 1
    measured = Array(wavenumbers[..<min(points.count, wavenumbers.count)])
    guard zip(knots, knots.dropFirst()).allSatisfy({ $0 < $1 }), measured.count > count, 2 * binCount >= count,
      binCount <= options.pointCount / 2
    else {
      throw AnalysisError(
        "\(measured.count) points from ek0 to \(text(kmax)) 1/Å are too few for a background of \(count) knots: lower "
          + "rbkg or nknots")
    }
    self.kmax = kmax
    self.knots = knots
    lastPoint = energy.count - 1
    let step = options.step
    k = (0..<Int(1.01 + kmax / step)).map { step * Double($0) }
  }

  private static func nearest(_ place: Double, in values: [Double]) -> Int {
    var low = 0
    var high = values.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if values[middle] <= place { low = middle } else { high = middle }
    }
    return abs(values[high] - place) < abs(place - values[low]) ? high : low
  }
}
