/// Windows of Fourier transforms.
import Glibc
import Synchronization

/// A window over a range with tapers at both ends, with the conventions of Ifeffit and Larch: each taper is half inside
/// the range and half outside, and its ends are moved to points of the grid.
public struct FourierWindow: Sendable, Hashable {
  /// The forms of windows.
  public enum Form: String, Sendable, CaseIterable {
    /// Tapers of sine squared.
    case hanning
    /// Straight tapers.
    case parzen
    /// Tapers that are parabolas.
    case welch
    /// Half a period of a sine over the whole range.
    case sine
    /// A Gaussian over the whole range, of standard deviation `taper`.
    case gaussian
    /// A Kaiser-Bessel function over the whole range; the larger `taper`, the narrower.
    case kaiser
  }

  public var form: Form
  /// In the unit of the grid.
  public var range: ClosedRange<Double>
  /// The widths of the tapers at both ends, in the unit of the grid, 0 to 300; `kaiser` and `gaussian` use the first alone.
  public var tapers: (low: Double, high: Double) {
    get { (lowTaper, highTaper) }
    set { (lowTaper, highTaper) = newValue }
  }
  private var lowTaper: Double
  private var highTaper: Double

  /// A window over `range`. Throws when a taper is negative or larger than 300, or 0 for a Gaussian.
  public init(_ form: Form, over range: ClosedRange<Double>, taper: Double, highTaper: Double? = nil)
    throws(AnalysisError)
  {
    self.form = form
    self.range = range
    lowTaper = taper
    self.highTaper = highTaper ?? taper
    guard (0...300).contains(taper), (0...300).contains(self.highTaper), form != .gaussian || taper > 0 else {
      throw AnalysisError(
        "a taper of \(text(taper)) is not possible for a \(form.rawValue) window: it has to be between 0 and 300"
          + (form == .gaussian ? ", and not 0" : ""))
    }
  }

  /// The window at the points 0, `step`, 2·`step` ... , `count` of them. Throws when there are fewer than 4 points or the
  /// range lies outside them.
  public func values(step: Double, count: Int) throws(AnalysisError) -> [Double] {
    let sampled = SampledWindow(window: self, step: step, count: count)
    if let values = SampledWindow.made.withLock({ $0.first { $0.window == sampled }?.values }) { return values }
    let values = try sampled.window.worked(step: step, count: count)
    // Long ones are not worth the memory.
    if count <= 1 << 14 {
      SampledWindow.made.withLock { made in
        if made.count >= 16 { made.removeFirst() }
        made.append((sampled, values))
      }
    }
    return values
  }

  private func worked(step: Double, count: Int) throws(AnalysisError) -> [Double] {
    let end = step * Double(count - 1)
    guard count >= 4, range.lowerBound < end, range.upperBound > 0 else {
      throw AnalysisError(
        "the window from \(text(range.lowerBound)) to \(text(range.upperBound)) does not lie over the data, which ends at "
          + "\(text(end))")
    }
    let corners = corners(step: step, count: count)
    switch form {
    case .hanning, .parzen, .welch: return tapered(corners, step: step, count: count)
    case .sine: return sine(corners, step: step, count: count)
    case .gaussian: return gaussian(corners, step: step, count: count)
    case .kaiser: return kaiser(corners, step: step, count: count)
    }
  }

  /// A window on a grid. The last few are kept, since a series has the same one for each spectrum.
  private struct SampledWindow: Equatable {
    var window: FourierWindow
    var step: Double
    var count: Int

    static let made = Mutex<[(window: SampledWindow, values: [Double])]>([])
  }

  /// The points between which the tapers lie, and where the tapers begin and end.
  private struct Corners {
    var indices: (Int, Int, Int, Int)
    var places: (Double, Double, Double, Double)
  }

  private func corners(step: Double, count: Int) -> Corners {
    let end = step * Double(count - 1)
    // Not the same as `step` to the last digit, which decides on which side of a point a corner between two lies.
    let spacing = end / Double(count - 1)
    let grain = 1e-4 * spacing
    func index(_ place: Double) -> Int { Int(max(0, min(Double(count - 1), (place + grain) / spacing))) }
    var first = index(max(0, range.lowerBound - lowTaper / 2))
    let second = index(range.lowerBound + lowTaper / 2 + grain)
    var third = index(range.upperBound - highTaper / 2 - grain)
    let fourth = index(min(end, range.upperBound + highTaper / 2))
    if first == second { first = max(0, first - 1) }
    if third == fourth { third = max(second, fourth - 1) }
    var places = (step * Double(first), step * Double(second), step * Double(third), step * Double(fourth))
    if places.0 == places.1 { places.1 += grain }
    if places.2 == places.3 { places.3 += grain }
    return Corners(indices: (first, second, third, fourth), places: places)
  }

  private func tapered(_ corners: Corners, step: Double, count: Int) -> [Double] {
    var window = [Double](repeating: 0, count: count)
    let (first, second, third, fourth) = corners.indices
    let (start, top, fall, end) = corners.places
    if second < third {
      for i in second..<third { window[i] = 1 }
    }
    for i in first...second {
      window[i] = ramp((step * Double(i) - start) / (top - start))
    }
    if third <= fourth {
      for i in third...fourth {
        window[i] = ramp((end - step * Double(i)) / (end - fall))
      }
    }
    return window
  }

  /// A taper from 0 to 1.
  private func ramp(_ share: Double) -> Double {
    switch form {
    case .hanning: return sin(0.5 * .pi * share) * sin(0.5 * .pi * share)
    case .welch: return 1 - (1 - share) * (1 - share)
    default: return share
    }
  }

  private func sine(_ corners: Corners, step: Double, count: Int) -> [Double] {
    var window = [Double](repeating: 0, count: count)
    let (start, _, _, end) = corners.places
    guard end > start, corners.indices.0 <= corners.indices.3 else { return window }
    for i in corners.indices.0...corners.indices.3 {
      window[i] = sin(.pi * (end - step * Double(i)) / (end - start))
    }
    return window
  }

  private func gaussian(_ corners: Corners, step: Double, count: Int) -> [Double] {
    var window = [Double](repeating: 0, count: count)
    let middle = 0.5 * (corners.places.0 + corners.places.3)
    for i in window.indices {
      let distance = (step * Double(i) - middle) / lowTaper
      window[i] = exp(-0.5 * distance * distance)
    }
    return window
  }

  private func kaiser(_ corners: Corners, step: Double, count: Int) -> [Double] {
    var window = [Double](repeating: 0, count: count)
    let middle = 0.5 * (corners.places.0 + corners.places.3)
    let half = 0.5 * (corners.places.3 - corners.places.0)
    guard half > 0 else { return window }
    let top = Self.besselLessOne(lowTaper)
    for i in window.indices {
      let distance = (step * Double(i) - middle) / half
      let square = max(0, 1 - distance * distance)
      // Without a taper the quotient has the limit `square`.
      window[i] = top > 0 ? Self.besselLessOne(lowTaper * square.squareRoot()) / top : square
    }
    return window
  }

  /// The modified Bessel function I0 less 1, by its power series (Abramowitz and Stegun 9.6.12), all of whose terms are
  /// positive; for arguments of 0 to 700.
  static func besselLessOne(_ argument: Double) -> Double {
    let quarter = argument * argument / 4
    var term = quarter
    var sum = term
    var order = 1.0
    while term > 1e-17 * sum {
      order += 1
      term *= quarter / (order * order)
      sum += term
    }
    return sum
  }
}
