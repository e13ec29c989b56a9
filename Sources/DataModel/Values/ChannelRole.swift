/// What a channel means: the question that code asks instead of looking at column names.
public enum ChannelRole: String, Sendable, CaseIterable, Hashable {
  /// Incident photon energy.
  case energy
  /// Monochromator (Bragg) angle.
  case angle
  /// Incoming beam monitor.
  case i0
  /// Transmitted beam.
  case itrans
  /// Fluorescence.
  case ifluor
  /// Beam behind the reference foil.
  case irefer
  /// Electron yield.
  case iey
  /// Absorption coefficient, or any quantity proportional to it.
  case mu
  /// Normalised absorption.
  case norm
  case chi, k, r
  case time
  case index
  case emissionEnergy = "emission_energy"
  case energyTransfer = "energy_transfer"
  /// Scattered or emitted intensity, as in a RIXS map.
  case intensity
  /// Any other beam or machine monitor.
  case monitor
  /// Standard deviation of another channel.
  case stddev
  case other

  /// Roles that place a point rather than say what was measured there.
  public var isCoordinate: Bool {
    switch self {
    case .energy, .angle, .k, .r, .time, .index, .emissionEnergy, .energyTransfer: true
    default: false
    }
  }
}
