/// The table of dialects.

extension BeamlineDialect {
  /// All dialects, the most specific first.
  static let all: [BeamlineDialect] = [xdac, mrcat, format9809, ssrl] + world

  /// Daresbury, DESY and the rest of the world, and programs that calculate spectra.
  private static let world: [BeamlineDialect] = [
    srs, fio, lytle, lnls, slriBL8, stripeDetector, pfDispersive, ode, b18, phoenix, lisa, x19a, fdmnes, feff,
  ]
}
