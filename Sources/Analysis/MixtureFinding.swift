/// What fits of mixtures and peaks can find.
public import DataModel

/// The codes of findings about standards, components and peaks.
public enum MixtureFinding {
  public static let standardRange = FindingCode(
    "ANALYSIS-STANDARD-RANGE", .warning, "A standard does not reach over the range, which was cut.",
    example: "xmax=7200 with a standard that ends at 7170 eV",
    cure: "Narrow xmin and xmax to what all standards cover, or leave the short one out.")
  public static let collinear = FindingCode(
    "ANALYSIS-COLLINEAR", .warning, "A standard is nearly a mixture of the others: their weights trade places.",
    example: "the spectra of two oxides of the same valence",
    cure: "Leave one of them out, or read only the sum of their weights.")
  public static let atBound = FindingCode(
    "ANALYSIS-AT-BOUND", .note, "A fitted value is at its bound and has no error of its own.",
    example: "a weight at 0 because the fit would make it negative",
    cure: "See whether the standard belongs there at all; move the bound if it means nothing.")
  public static let notConverged = FindingCode(
    "ANALYSIS-NOT-CONVERGED", .warning, "A fit was given up before it had settled.",
    example: "two peaks at the same place", cure: "Begin nearer to the result, or take parts out of the model.")
  public static let undetermined = FindingCode(
    "ANALYSIS-UNDETERMINED", .warning, "The points do not determine every variable of a fit, so there are no errors.",
    example: "a peak whose amplitude went to 0: its place does not matter any more",
    cure: "Take the part out of the model, tie it, or fix it.")
  public static let peakAtEdge = FindingCode(
    "ANALYSIS-PEAK-EDGE", .warning, "A peak is at the edge of the range or outside: only its flank is seen.",
    example: "a centre at 7119.9 eV in a range that ends at 7120 eV",
    cure: "Widen the range, bound the centre, or leave the peak out.")
  public static let narrowPeak = FindingCode(
    "ANALYSIS-PEAK-NARROW", .warning, "A peak is narrower than two points.",
    example: "a glitch that the fit took for a peak", cure: "Bound its sigma from below, or leave the point out.")
  public static let ambiguous = FindingCode(
    "ANALYSIS-AMBIGUOUS", .note,
    "The resolved spectra are not the only ones that fit: parts can be mixed into each other.",
    example: "a series in which no part ever occurs alone",
    cure: "Compare with standards (target, lcf), or measure the ends of the series.")
  public static let unlikeTarget = FindingCode(
    "ANALYSIS-TARGET", .note, "A standard cannot be a part of the series.",
    example: "a SPOIL of 9", cure: "Leave it out of linear combinations; try more components if many fail.")

  /// All codes of this table.
  public static let all: [FindingCode] = [
    standardRange, collinear, atBound, notConverged, undetermined, peakAtEdge, narrowPeak, ambiguous, unlikeTarget,
  ]
}
