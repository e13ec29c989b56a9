/// What correcting and summing a fluorescence detector can find.
public import DataModel

/// The codes of all findings of `FluorescenceSum`.
public enum FluorescenceFinding {
  public static let dead = FindingCode(
    "FLUO-DEAD", .warning, "An element of the detector counted nothing; it is left out of the sum.",
    example: "element 3 with 0 counts in all 422 rows", cure: "Nothing to do, if it was not connected.")
  public static let hot = FindingCode(
    "FLUO-HOT", .warning, "An element counts far more than the others do.",
    example: "an element with half of all counts of a detector of nineteen",
    cure: "Look at it by itself: diffraction or a wrong window gives such counts. Leave it out with exclude=N.")
  public static let saturated = FindingCode(
    "FLUO-SATURATED", .warning, "An element lost more than half of its photons in the dead time.",
    example: "an output rate of 40 kcps at an input rate of 100 kcps",
    cure: "The correction is doubtful there; measure with less beam, or leave the element out.")
  public static let impossible = FindingCode(
    "FLUO-RATE", .warning, "The model has no true rate for what an element counted at some points.",
    example: "an output rate above 1/(e tau) with a paralyzable detector, or one of zero",
    cure: "The element is left out at these points, and the others are scaled up by its share; check tau and the rates."
  )
  public static let lost = FindingCode(
    "FLUO-LOST-POINTS", .warning, "At some points no element is left.",
    example: "a point at which all output rates are zero", cure: "The sum is no number there; leave the points out.")
  public static let windowOnly = FindingCode(
    "FLUO-WINDOW-RATE", .warning, "No column gives the rate of all photons; the counts of the window stand in for it.",
    example: "the paralyzable model for a file with windows only",
    cure: "Dead time follows from all photons: the correction is too small unless the window holds nearly all.")
  public static let timeUnit = FindingCode(
    "FLUO-TIME-UNIT", .note, "The counting time has no unit; seconds were assumed.",
    example: "a column time without unit",
    cure: "State it with --unit time=ms, or give time=SECONDS.")
  public static let uncorrected = FindingCode(
    "FLUO-UNCORRECTED", .note, "No rates belong to an element; its counts were summed as they are.",
    example: "the model rates for a file with windows only", cure: "Choose another model, with its dead time.")

  /// All codes of this table.
  public static let all: [FindingCode] = [
    dead, hot, saturated, impossible, lost, windowOnly, timeUnit, uncorrected,
  ]
}
