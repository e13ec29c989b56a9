import Testing

@testable import Analysis

@Suite("Fits of counts") struct CountFitTests {
  @Test(
    "the most likely constant is the mean of the counts, zeros included, and its error that of their sum"
  )
  func constant() throws {
    let counts: [Double] = [3, 0, 5, 2, 8, 1, 0, 4, 6, 3, 2, 2]
    let curve = try SampledCurve(name: "counts", x: counts.indices.map(Double.init), y: counts)
    let model = PeakModel(peaks: [], baseline: [PeakComponent("level", .constant)])
    let level = try #require(try PeakFit(model).fitCounts(curve).estimates["level_c"])
    #expect(abs(level.value - 3) < 1e-9)
    #expect(abs((level.standardError ?? .nan) - 6 / 12.0) < 1e-9)
  }

  @Test(
    "the area of a curve that fits is the sum of the counts, as for every most likely model with a free scale"
  )
  func area() throws {
    var random = Random(seed: 9)
    let x = (0...100).map { 0.2 * Double($0) }
    let y = x.map { x in
      let mean = 4 + 12 / (1 + (x - 10) * (x - 10))
      return max(0, (mean + mean.squareRoot() * random.normal()).rounded())
    }
    let curve = try SampledCurve(name: "counts", x: x, y: y)
    let model = PeakModel(
      peaks: [
        PeakComponent("p", .lorentzian, ["center": .init(value: 10), "sigma": .init(value: 1)])
      ],
      baseline: [PeakComponent("level", .constant)])
    let found = try PeakFit(model).fitCounts(curve)
    let sum = y.reduce(0, +)
    #expect(abs(found.fit.reduce(0, +) / sum - 1) < 1e-5)
    let measured = try SampledCurve(name: "counts", x: x, y: y, variance: y.map { max(1, $0) })
    #expect(try PeakFit(model).fit(measured).fit.reduce(0, +) < 0.97 * sum)
  }

  @Test("what cannot be counts is refused")
  func refused() throws {
    let curve = try SampledCurve(name: "x", x: [1, 2, 3, 4, 5], y: [1, 2, -1, 2, 1])
    let model = PeakModel(peaks: [], baseline: [PeakComponent("level", .constant)])
    #expect(throws: AnalysisError.self) { try PeakFit(model).fitCounts(curve) }
  }
}
