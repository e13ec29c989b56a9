/// The table of dialects.

extension BeamlineDialect {
  /// All dialects, the most specific first.
  static let all: [BeamlineDialect] = [
    xdac, mrcat, x10c, x11a, x15b,
    ssrlBinary, ssrl,
    apsLabVIEW, aps12BM, epicsScan,
    nsls2,
    clsAcquisition, clsSGM,
    alsBeamline8, alsScanLog, alsCamera,
    format9809,
    srs, fio, lytle, lnls, slriBL8, stripeDetector, pfDispersive, ode, b18, phoenix, lisa, x19a, fdmnes, feff,
  ]
}
