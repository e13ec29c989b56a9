/// A measurement that is simulated over and over, and what is claimed of its results.
public struct Problem: Sendable {
  /// Short, for headings.
  public var title: String
  /// What is simulated.
  public var setup: String
  public var rows: [Row]
  /// How many experiments the tests do, which are built without optimisation.
  public var shortCount = 300
  /// One experiment: what is stated for each row.
  public var experiment: @Sendable (inout Draws) throws -> [Statement]

  /// What a row of the table is about.
  public struct Row: Sendable {
    public var quantity: String
    public var nature: Nature
    /// Of the estimate of the noise; infinite where the noise is known.
    public var freedom: Double
    /// A sentence on why it comes out as it does.
    public var remark: String

    init(_ quantity: String, freedom: Double = .infinity, _ remark: String) {
      self.init(quantity, .regular, freedom: freedom, remark)
    }

    init(_ quantity: String, _ nature: Nature, freedom: Double = .infinity, _ remark: String) {
      self.quantity = quantity
      self.nature = nature
      self.freedom = freedom
      self.remark = remark
    }
  }

  /// What is expected of a row.
  public enum Nature: Sendable, Hashable {
    /// Value ± standard error, with pulls of mean 0 and width 1 (of Student's distribution where the noise is estimated).
    case regular
    /// An interval that covers as often as it says.
    case interval
    /// An interval that covers at least as often as it says.
    case cautious
    /// Shown because it does not hold: a warning.
    case misleading
  }
}

/// What one experiment claims of one number, against the truth.
public struct Statement: Sendable {
  /// The deviation from the truth over the stated error; nil when no error is stated.
  public var pull: Double?
  /// Whether the interval of one standard error (68.27 %) holds the truth.
  public var holdsOne: Bool
  /// Whether that of 95 % does.
  public var holdsTwo: Bool

  /// A value with a symmetric error.
  init(_ value: Double, _ error: Double?, truth: Double, _ levels: Levels = .normal) {
    pull = error.map { (value - truth) / $0 }
    holdsOne = pull.map { abs($0) <= levels.one } ?? false
    holdsTwo = pull.map { abs($0) <= levels.two } ?? false
  }

  /// An interval for each level.
  init(holdsOne: Bool, holdsTwo: Bool, pull: Double? = nil) {
    self.pull = pull
    self.holdsOne = holdsOne
    self.holdsTwo = holdsTwo
  }
}
