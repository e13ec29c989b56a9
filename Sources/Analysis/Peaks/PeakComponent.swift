/// A part of a peak model.

/// A shape with the parameters it begins with.
public struct PeakComponent: Sendable {
  /// A parameter before the fit.
  public struct Start: Sendable, Hashable {
    /// Nil for a guess from the data.
    public var value: Double?
    public var varies = true
    public var minimum = -Double.infinity
    public var maximum = Double.infinity
    /// A formula over other parameters, PEAK_PARAMETER.
    public var expression: String?

    /// Free, to be guessed.
    public init(value: Double? = nil, expression: String? = nil) {
      self.value = value
      self.expression = expression
    }
  }

  /// Letters, digits and `_`.
  public var name: String
  public var shape: PeakShape
  /// By the names of the shape's parameters; those that are not there are guessed.
  public var starts: [String: Start]

  /// A part called `name`, whose parameters are NAME_amplitude and so on.
  public init(_ name: String, _ shape: PeakShape, _ starts: [String: Start] = [:]) {
    self.name = name
    self.shape = shape
    self.starts = starts
  }

  /// Where the parameter begins, for data of which `guess` knows what it looks like. Widths are positive, the share of a
  /// Lorentzian is between 0 and 1, and the Lorentzian width of a Voigt is that of its Gaussian unless anything is said of it.
  func parameter(_ key: String, guess: PeakGuess) -> FitParameter {
    let full = "\(name)_\(key)"
    var start = starts[key] ?? Start()
    let isWidth = (key == "sigma" || key == "gamma") && shape.hasCenter
    if isWidth, start.minimum == -.infinity { start.minimum = 0 }
    if key == "fraction" {
      if start.minimum == -.infinity { start.minimum = 0 }
      if start.maximum == .infinity { start.maximum = 1 }
    }
    if key == "gamma", starts[key] == nil { start.expression = "\(name)_sigma" }
    if let expression = start.expression {
      return FitParameter(full, expression: expression, minimum: start.minimum, maximum: start.maximum)
    }
    let value = start.value ?? guess.value(of: key, self)
    let inside = start.value == nil ? min(max(value, start.minimum), start.maximum) : value
    return FitParameter(
      full, value: inside, varies: start.varies, minimum: start.minimum, maximum: start.maximum)
  }
}

/// Where parameters begin that nobody gave.
struct PeakGuess {
  private let x: [Double]
  private let y: [Double]

  init(_ x: [Double], _ y: [Double]) {
    self.x = x
    self.y = y
  }

  func value(of key: String, _ component: PeakComponent) -> Double {
    let width = x[x.count - 1] - x[0]
    let center = component.starts["center"]?.value ?? x[y.indices.max { y[$0] < y[$1] } ?? 0]
    let sigma = component.starts["sigma"]?.value ?? width / 20
    let nearest = y[Places(x).nearest(center)]
    let level = min(y[0], y[y.count - 1])
    switch key {
    case "center": return center
    case "sigma", "gamma": return sigma
    case "fraction": return 0.5
    case "q": return 1
    case "amplitude" where component.shape.isPeak: return max(nearest - level, 1e-3 * abs(nearest)) * sigma * 2.5
    case "amplitude" where component.shape == .fano: return nearest
    case "amplitude": return y[y.count - 1] - y[0]
    case "c" where component.shape == .constant, "intercept": return level
    case "c": return level
    default: return 0
    }
  }
}
