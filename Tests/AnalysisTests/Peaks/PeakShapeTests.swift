import Foundation
import Testing

@testable import Analysis

@Suite("shapes of peaks") struct PeakShapeTests {
  /// x, y and both parts of w(x + iy) as scipy 1.17.1 gives them (Johnson's Faddeeva package).
  private static let values: [(Double, Double, Double, Double)] = [
    (0.0, 1.0, 0.427583576155807, 0.0),
    (1.0, 1.0, 0.30474420525691254, 0.2082189382028316),
    (2.0, 0.5, 0.10335882374136668, 0.28478588475009387),
    (0.3, 0.001, 0.9129949044329828, 0.3183679235699314),
    (5.0, 1e-06, 2.4094339157716628e-08, 0.11524596183093211),
    (7.9, 0.05, 0.00046330807728647193, 0.07199988672298681),
    (8.1, 0.05, 0.0004401651353660442, 0.07019368788149469),
    (3.9, 4.2, 0.07301076851100034, 0.06577710298742778),
    (0.0, 12.5, 0.04499209900102792, 0.0),
    (25.0, 0.001, 9.048785350551084e-07, 0.022585680876357973),
    (-2.0, 0.5, 0.10335882374136668, -0.28478588475009387),
    (1.5, 0.0, 0.10539922456186433, 0.4832273301407691),
  ]

  @Test("the complex error function is that of scipy", arguments: values)
  func faddeeva(x: Double, y: Double, re: Double, im: Double) {
    let w = Faddeeva.w(x, y)
    #expect(abs(w.re - re) < 2e-15 && abs(w.im - im) < 4e-15, "\(w)")
    if abs(x) + y > 8, y > 0 { #expect(abs(w.re / re - 1) < 1e-13) }
  }

  @Test("Abramowitz and Stegun's table 7.9 is met in its six digits")
  func table() {
    #expect(abs(Faddeeva.w(0, 1).re - 0.427584) < 5e-7)
    #expect(abs(Faddeeva.w(1, 1).re - 0.304744) < 5e-7 && abs(Faddeeva.w(1, 1).im - 0.208219) < 5e-7)
  }

  private func value(_ shape: PeakShape, _ x: Double, _ p: [Double]) -> (Double, [Double]) {
    var slopes = [0.0, 0, 0, 0]
    let value = p.withUnsafeBufferPointer { p in
      slopes.withUnsafeMutableBufferPointer { slopes in
        p.baseAddress.flatMap { p in slopes.baseAddress.map { shape.evaluate(x, p, $0) } } ?? .nan
      }
    }
    return (value, slopes)
  }

  private let usual = [
    PeakShape.gaussian: [1.3, 2.1, 0.7], .lorentzian: [1.3, 2.1, 0.7], .voigt: [1.3, 2.1, 0.7, 0.4],
    .pvoigt: [1.3, 2.1, 0.7, 0.3], .fano: [1.3, 2.1, 0.7, 1.8], .arctan: [1.3, 2.1, 0.7], .erf: [1.3, 2.1, 0.7],
    .constant: [0.3], .linear: [0.4, -1], .quadratic: [0.2, -0.4, 1],
  ]

  @Test("derivatives are those that differences give", arguments: PeakShape.allCases)
  func slopes(shape: PeakShape) throws {
    let p = try #require(usual[shape])
    #expect(p.count == shape.parameterNames.count)
    for x in [0.0, 1.6, 2.1, 2.5, 9] {
      let slopes = value(shape, x, p).1
      for k in p.indices {
        let ends = [-1e-5, 1e-5].map { step -> Double in
          var moved = p
          moved[k] += step
          return value(shape, x, moved).0
        }
        #expect(abs((ends[1] - ends[0]) / 2e-5 - slopes[k]) < 1e-7, "\(x) \(k)")
      }
    }
  }

  @Test("the amplitude of a peak is its area, its height and width are those of the curve")
  func area() throws {
    for shape in PeakShape.allCases where shape.isPeak {
      let p = try #require(usual[shape])
      // The sum of a smooth curve is its integral; what Lorentzians have outside is A σ / (π d) on either side.
      let reach = 2000.0
      let points = stride(from: 2.1 - reach, through: 2.1 + reach, by: 0.05).map { value(shape, $0, p).0 }
      let tails: [PeakShape: Double] = [.lorentzian: 0.7, .voigt: 0.4, .pvoigt: 0.3 * 0.7]
      let outside = 2 * 1.3 * (tails[shape] ?? 0) / (Double.pi * reach)
      #expect(abs(points.reduce(0, +) * 0.05 + outside - 1.3) < 1e-6, "\(shape)")
    }
  }

  @Test("formulas of width and height are those of the curves", arguments: PeakShape.allCases.filter(\.hasCenter))
  func formulas(shape: PeakShape) throws {
    let p = try #require(usual[shape])
    var list = zip(shape.parameterNames, p).map { FitParameter("a_" + $0, value: $1) }
    list.append(FitParameter("height", expression: try #require(shape.height("a_"))))
    list.append(FitParameter("fwhm", expression: try #require(shape.width("a_"))))
    let values = try FitParameters(list, functions: [PeakParameterList.voigt]).startValues
    let (height, width) = (values[p.count], values[p.count + 1])
    if shape.isPeak {
      #expect(abs(value(shape, 2.1, p).0 - height) < 1e-12)
      #expect(abs(value(shape, 2.1 + width / 2, p).0 - height / 2) < (shape == .voigt ? 3e-4 : 1e-12) * height)
    } else if shape != .fano {
      #expect(abs(value(shape, 1e9, p).0 - height) < 1e-6)
      // Its derivative by x is that by the place with the other sign.
      let middle = value(shape, 2.1, p).1[1]
      #expect(abs(value(shape, 2.1 + width / 2, p).1[1] - middle / 2) < 1e-12)
    } else {
      let highest = stride(from: -10.0, through: 10, by: 0.001).map { value(shape, $0, p).0 }.max() ?? 0
      #expect(abs(highest - height) < 1e-5)
    }
  }

  // MARK: Backgrounds

  @Test("Shirley's background rises from end to end as the area of the peak, and leaves the peak")
  func shirley() throws {
    // A peak and a step of 0.2 that rises as its area: what the background describes exactly.
    let x = (0..<401).map { 0.05 * Double($0) }
    let peak = x.map { 3 * exp(-0.5 * ($0 - 10) * ($0 - 10)) }
    let y = zip(x, peak).map { place, height -> Double in
      let rise = 0.1 * (1 + erf((place - 10) / 2.0.squareRoot()))
      return height + 0.5 + rise
    }
    let background = try CurveBackground.shirley.values(x, y)
    for i in x.indices { #expect(abs(y[i] - background[i] - peak[i]) < 1e-4) }
    #expect(throws: AnalysisError.self) { try CurveBackground.shirley.values(x, x) }
  }

  @Test("Tougaard's background is the loss of what lies before it")
  func tougaard() throws {
    // A line at 10 with its losses up to 110: B ∫K(t) dt behind it.
    let x = (0..<1101).map { 0.1 * Double($0) }
    let c = 1643.0
    let y = x.indices.map { i -> Double in
      let t = x[i] - 10
      let square = (c + t * t) * (c + t * t)
      if i == 100 { return 50 }
      return t > 0 ? 800 * t / square : 0
    }
    // Losses of losses are small against B = 800: to first order the background is the tail itself.
    let background = try CurveBackground.tougaard(c: c).values(x, y)
    #expect(abs(background[1100] - y[1100]) < 1e-12 && background[50] == 0)
    for i in stride(from: 150, to: 1100, by: 50) { #expect(abs(background[i] / y[i] - 1) < 0.25) }
  }
}
