/// Which law describes the dead time of a detector.
import Bytes

/// A model of dead time, with the dead time in seconds where it has one.
public enum DeadTimeModel: Sendable, Hashable {
  /// Counts as they are.
  case none
  /// What the electronics say: input rate over output rate, a stored factor, or the ticks of a clock.
  case rates
  /// Blind for a fixed time after each count that was kept.
  case nonparalyzable(tau: Double)
  /// Blind for a fixed time after each photon.
  case paralyzable(tau: Double)
  /// X-23A2: the fast rate corrected as of a paralyzable detector by iteration, over the slow rate. From 1 ns down, the
  /// fast rate over the slow one.
  case xdac(tau: Double)
  /// GSECARS: what the electronics say; where they say nothing, the output rate corrected as of a paralyzable detector.
  case stepScan(tau: Double)

  /// The dead time in seconds.
  public var tau: Double? {
    switch self {
    case .none, .rates: nil
    case .nonparalyzable(let tau), .paralyzable(let tau), .xdac(let tau), .stepScan(let tau): tau
    }
  }

  /// The name under which parameters and steps know the model.
  public var name: String {
    switch self {
    case .none: "none"
    case .rates: "rates"
    case .nonparalyzable: "nonparalyzable"
    case .paralyzable: "paralyzable"
    case .xdac: "xdac"
    case .stepScan: "stepscan"
    }
  }

  /// All names, as parameters spell them.
  public static let names = ["none", "rates", "nonparalyzable", "paralyzable", "xdac", "stepscan"]

  /// 280 ns for each element of X-23A2's detector (Woicik et al., J. Synchrotron Rad. 17 (2010) 409).
  public static let xdacTau = 280e-9
  /// 80 ns for the first Xspress3 of GSECARS, as Larch takes it.
  public static let stepScanTau = 80e-9

  /// The model of a name, with its dead time in seconds. The two models that have a usual dead time may do without.
  /// Throws when there is no such model, or when it needs a dead time, has none, or has an impossible one.
  public init(_ name: String, tau: Double? = nil) throws(AnalysisError) {
    if let tau, !(tau >= 0 && tau < 1e-3) {
      throw AnalysisError(
        "tau=\(NumberFormatter.text(tau)) is no dead time in seconds; detectors have some 1e-8 to 1e-5 (280 ns is "
          + "280e-9)")
    }
    func needed() throws(AnalysisError) -> Double {
      guard let tau else {
        throw AnalysisError("the model \(name) needs the dead time in seconds, such as tau=280e-9")
      }
      return tau
    }
    switch name {
    case "none": self = .none
    case "rates": self = .rates
    case "nonparalyzable": self = .nonparalyzable(tau: try needed())
    case "paralyzable": self = .paralyzable(tau: try needed())
    case "xdac": self = .xdac(tau: tau ?? Self.xdacTau)
    case "stepscan": self = .stepScan(tau: tau ?? Self.stepScanTau)
    default:
      throw AnalysisError("\"\(name)\" is no model of dead time; there are \(Self.names.joined(separator: ", "))")
    }
    if tau != nil, self.tau == nil {
      throw AnalysisError("the model \(name) has no dead time; leave tau out, or choose another model")
    }
  }
}
