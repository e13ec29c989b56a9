/// What drawing can find.
public import DataModel

/// The codes of figures.
public enum FigureFinding {
  public static let nothing = FindingCode(
    "FIGURE-NOTHING", .error, "There is nothing to draw.", example: "a step that gave numbers but no curve",
    cure: "Choose another kind, or look at what there is with edgewise inspect.")
  public static let noCurve = FindingCode(
    "FIGURE-NO-CURVE", .warning, "A measurement has no signal that is a curve and was left out.",
    example: "a table of motor positions", cure: "Say what is drawn with --param signal=, or --columns.")
  public static let thinned = FindingCode(
    "FIGURE-THINNED", .note, "Only some of the curves were drawn.", example: "a stack of ten thousand spectra",
    cure: "Choose those that you want with FILE::SELECTOR.")

  /// All codes of this table.
  public static let all: [FindingCode] = [nothing, noCurve, thinned]
}
