/// The table of dialects.

extension BeamlineDialect {
  /// All dialects, the most specific first.
  static let all: [BeamlineDialect] = [xdac, mrcat, format9809, ssrl]
}
