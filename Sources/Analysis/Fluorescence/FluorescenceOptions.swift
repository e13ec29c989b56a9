/// How the elements of a fluorescence detector are to be corrected and summed.

/// The parameters of `FluorescenceSum`.
public struct FluorescenceOptions: Sendable, Hashable {
  /// The law of the dead time.
  public var model = DeadTimeModel.rates
  /// The numbers of elements that are left out (names of channels where elements have no numbers).
  public var excluded: [String] = []
  /// What each element counts for.
  public var weights = Weights.equal
  /// Where counting times come from.
  public var time = Time.measured
  /// The window: nil for the channels with the role of fluorescence, else the name of a further one (`roi2`).
  public var window: String?

  /// The usual parameters.
  public init() {}

  /// What each element counts for in the sum. Weights are scaled so that their mean is 1.
  public enum Weights: Sendable, Hashable {
    /// Each for 1: the best there is for counts without dead time, however different the elements' counts are.
    case equal
    /// Such that the sum has the smallest relative noise: each element for the ratio of its corrected counts to their
    /// variance, both over the whole scan. (The inverse variance alone would favour the element that sees least.)
    case noise
    /// One number per element, those left out included, in the order of the channels.
    case given([Double])
  }

  /// Where counting times come from.
  public enum Time: Sendable, Hashable {
    /// The channel with the role of time, with its unit (seconds where it has none, which is a finding).
    case measured
    /// A channel by name, in its unit. `TSCALER` holds ticks of 20 ns.
    case channel(String)
    /// The same for all points, in seconds.
    case seconds(Double)
  }
}
