import Analysis

/// How many standard errors hold the truth in 68.27 % and 95 % of all cases.
struct Levels: Sendable {
  static let shares = (one: 0.682_689_492_137_086, two: 0.95)
  static let normal = Levels(one: 1, two: 1.959_963_984_540_054)

  let one: Double
  let two: Double

  private init(one: Double, two: Double) {
    self.one = one
    self.two = two
  }

  /// For noise that is estimated with so many degrees of freedom.
  init(freedom: Double) {
    let student = StudentDistribution(freedom: freedom)
    self.init(
      one: student.quantile((1 + Self.shares.one) / 2),
      two: student.quantile((1 + Self.shares.two) / 2))
  }
}
