/// What analysis can find.
public import DataModel

/// The codes of all findings of analyses.
public enum AnalysisFinding {
  public static let impossible = FindingCode(
    "ANALYSIS-FAILED", .error, "The step cannot be done with this spectrum.",
    example: "a spectrum without points behind its edge",
    cure: "The message says what is missing; other spectra go on.",
    isPartialRead: true)
  public static let trimmed = FindingCode(
    "ANALYSIS-TRIMMED", .note, "Energies that not all spectra reach were left out.",
    example: "ten scans of which one was stopped early", cure: "Leave the short scan out to keep the whole range.")
  public static let outlier = FindingCode(
    "ANALYSIS-OUTLIER", .warning, "A scan stands out from the others of its series.",
    example: "a scan during which the beam was lost",
    cure: "Look at it; leave it out, or let reject=scans do so.")
  public static let glitch = FindingCode(
    "ANALYSIS-GLITCH", .warning, "Single points of a scan stand out from the same points of the others.",
    example: "a spike in one of eight scans", cure: "Look at them; reject=points leaves them out of the mean.")
  public static let drift = FindingCode(
    "ANALYSIS-DRIFT", .warning, "The scans of a series change by more than their noise.",
    example: "a sample that the beam reduces, scan by scan",
    cure: "Do not merge what differs: use the first scans, or move the beam on the sample.")
  public static let edgeDrift = FindingCode(
    "ANALYSIS-EDGE-DRIFT", .warning, "The edge moves from scan to scan.",
    example: "a monochromator that warms up", cure: "Align the scans before merging, best by a reference foil.")
  public static let partialSweep = FindingCode(
    "ANALYSIS-PARTIAL-SWEEP", .warning, "Sweeps that cover too little of the usual range were left out.",
    example: "the sweep during which a quick scan was stopped", cure: "Set coverage=0 to keep them.")
  public static let rangeChanged = FindingCode(
    "ANALYSIS-RANGE", .note, "A range or a degree is not the one that was asked for.",
    example: "pre1=-150 for a scan that begins 100 eV before the edge",
    cure: "See whether what was used is what you want; measure further if it is not.")
  public static let fallingEdge = FindingCode(
    "ANALYSIS-FALLING-EDGE", .warning, "The signal falls over the edge; absorption rises.",
    example: "the transmitted current instead of ln(i0/itrans)",
    cure: "Choose the signal with signal=, such as log(i0/itrans), or say where the edge is with e0=.")
  public static let weakEdge = FindingCode(
    "ANALYSIS-WEAK-EDGE", .warning, "The edge step hardly stands out from the scatter of the points.",
    example: "a scan of another element's energies", cure: "Check the signal and e0 before using what is normalised.")
  public static let polarization = FindingCode(
    "ANALYSIS-POLARIZATION", .warning, "The polarisation of a spectrum is not known, and it was left out of the pair.",
    example: "a scan whose file does not say with which helicity it was taken",
    cure: "Say which spectra belong to which polarisation with plus= and minus=.")
  public static let foilAssumed = FindingCode(
    "ANALYSIS-FOIL", .note, "The file does not say of which element the reference foil is; that of the edge was taken.",
    example: "a foil in the third chamber that no header names",
    cure: "Say it with element= and edge= if the foil is of another element.")
  public static let interpolated = FindingCode(
    "ANALYSIS-INTERPOLATED", .note, "Spectra on different energies were interpolated before they were subtracted.",
    example: "two scans taken on the fly, whose energies differ by a few hundredths of an eV",
    cure: "Nothing to do where the spectra are smooth over one step; else measure both on the same energies.")
  public static let window = FindingCode(
    "ANALYSIS-WINDOW", .warning, "A part of what was asked for gave nothing.",
    example: "the centroid of an edge over a window that the scan does not reach",
    cure: "The message says which part and why; the other values stand.")

  public static let beyondSample = FindingCode(
    "ANALYSIS-BEYOND-SAMPLE", .warning, "The fluorescence is larger than a thick sample of this formula can show.",
    example: "the correction for a thick oxide, asked for a transmission scan",
    cure: "Check formula, angles and normalisation; points above the limit are not corrected, but inverted.")

  public static let notReplayed = FindingCode(
    "ANALYSIS-NOT-REPLAYED", .error, "A file cannot be worked out again from what it holds.",
    example: "--replay of a file that no recipe wrote",
    cure: "Replay the output of analyze --recipe; it holds the inputs, the recipe and the results.", isPartialRead: true
  )

  /// All codes of this table.
  public static let all: [FindingCode] = [
    impossible, trimmed, outlier, glitch, drift, edgeDrift, partialSweep, rangeChanged,
    fallingEdge, weakEdge, polarization, foilAssumed, interpolated, window, beyondSample, notReplayed,
  ]
}
