/// What fits can find.
public import DataModel

/// The codes of all findings of fits.
public enum FitFinding {
  public static let tooManyVariables = FindingCode(
    "FIT-VARIABLES", .warning, "More parameters vary than the data has independent points for.",
    example: "16 variables in a fit with k from 3 to 10 and R from 1 to 3, which holds 10 independent points",
    cure: "Fix parameters, tie them by formulas, or fit a wider range; there are no errors without free points.")
  public static let atBound = FindingCode(
    "FIT-BOUND", .warning, "A parameter ended at one of its bounds.",
    example: "sigma2 with min: 0 that ends at 0", cure: "See whether the bound is right, or the model; it has no error."
  )
  public static let correlated = FindingCode(
    "FIT-CORRELATION", .warning, "Two parameters can hardly be told apart.",
    example: "a correlation of 0.97 between N and sigma2 in a short range of k",
    cure: "Fix one of them, tie both, or fit with several k-weights or over a wider range.")
  public static let notConverged = FindingCode(
    "FIT-CONVERGENCE", .warning, "The fit was given up before it came to an end.",
    example: "a fit that wandered off for 10,000 evaluations", cure: "Begin nearer to the solution, or set bounds.")
  public static let undetermined = FindingCode(
    "FIT-UNDETERMINED", .warning, "The data does not determine all parameters; there are no errors.",
    example: "N and S0² of the same path, both of which vary", cure: "Fix one of those that do the same.")
  public static let idle = FindingCode(
    "FIT-IDLE", .note, "A parameter varies that the model does not depend on; it was held.",
    example: "a parameter whose name no path mentions", cure: "Use it, or leave it out of the recipe.")
  public static let pathRange = FindingCode(
    "FIT-PATH-RANGE", .note, "A path lies outside the range of R of the fit.",
    example: "a path of 4.4 Å in a fit from 1 to 3 Å", cure: "Leave it out, or fit a wider range.")
  public static let range = FindingCode(
    "FIT-RANGE", .warning, "The range of k goes beyond the data.",
    example: "kmax=17 for data that ends at 14.2 1/Å",
    cure: "Lower kmax: independent points are counted that are not there.")

  /// All codes of this table.
  public static let all: [FindingCode] = [
    tooManyVariables, atBound, correlated, notConverged, undetermined, idle, pathRange, range,
  ]
}
