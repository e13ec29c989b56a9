/// What the readers of beamline dialects can find.
public import DataModel

/// The codes of all findings about files of beamline dialects.
public enum BeamlineFinding {
  public static let energyFromAngle = FindingCode(
    "BEAMLINE-ENERGY", .note, "The file gives the monochromator's angle; the energies were worked out from it.",
    example: "Angle(o) 9.44420 with D= 3.13551 A",
    cure: "Compare the edge with its known energy; a small offset is usual and is removed by calibration.")
  public static let noSpacing = FindingCode(
    "BEAMLINE-D-SPACING", .warning, "The file gives angles, and no d-spacing to work out energies with.",
    example: "a header whose line for the monochromator is empty",
    cure: "State it with --set Mono.d_spacing=3.1355 (in Å).")
  public static let darkCounts = FindingCode(
    "BEAMLINE-DARK", .note, "The file lists dark counts that its columns still contain; the signals subtract them.",
    example: "Offset 826.150 652.975 above raw counts", cure: "Nothing to do; the formula of the signal shows it.")
  public static let aborted = FindingCode(
    "BEAMLINE-POINTS", .warning, "The header announces another number of points than the table has.",
    example: "PTS: 455 above 120 rows", cure: "The scan was probably stopped; the points that are there are read.",
    isPartialRead: false)
  public static let emptyRows = FindingCode(
    "BEAMLINE-EMPTY-ROWS", .warning, "Rows of zeros at the end stand for points that were never measured.",
    example: "0.000 0.000 0.000 at the end of an SSRL file",
    cure: "They are kept; leave them out before analysing.")
  public static let deadTime = FindingCode(
    "BEAMLINE-DEAD-TIME", .note, "The signal corrects each detector element for its dead time with its own rates.",
    example: "roi1 * icr1 / ocr1", cure: "Nothing to do; the formula of the signal shows it.")
  public static let assumedCrystal = FindingCode(
    "BEAMLINE-CRYSTAL", .note, "The file does not name the crystal of its monochromator; the usual one was assumed.",
    example: "a file of DUBBLE, whose programs take Si(111) for granted",
    cure: "Compare the edge with its known energy; tens of eV beside it, another crystal was used.")
  public static let edgeGuess = FindingCode(
    "BEAMLINE-EDGE", .note, "The file gives the energy of the edge; element and edge were concluded from it.",
    example: "an edge at 8979 eV, which is the K edge of copper",
    cure: "If it is wrong, state them with --element and --edge.")
  public static let pixelAxis = FindingCode(
    "BEAMLINE-PIXELS", .warning, "The points are pixels of a detector; the file does not say which energies they have.",
    example: "a spectrum of a dispersive beamline before its calibration",
    cure: "Calibrate with a reference spectrum, and state the polynomial from pixels to eV with "
      + "--set Mono.pixel_polynomial=\"C0 C1 C2\"; until then there is no energy axis.")
  public static let energyFromPixel = FindingCode(
    "BEAMLINE-PIXEL-ENERGY", .note, "The points are pixels; the energies were worked out with a polynomial.",
    example: "offset 8900, linear 0.25 and quadratic 1e-6 in the header of a dispersive spectrum",
    cure: "Compare the edge with its known energy.")
  public static let silentElement = FindingCode(
    "BEAMLINE-DEAD-ELEMENT", .warning, "An element of the detector kept no photon in the whole scan.",
    example: "Ifslow3 is 0 in every row",
    cure: "It is left out of the signal; its columns are kept. Nothing to do, if it was not connected.")
  public static let zeroRate = FindingCode(
    "BEAMLINE-ZERO-RATE", .warning, "An element of the detector kept no photon in some rows.",
    example: "Ifslow3 is 0 in 2 of 422 rows",
    cure: "The signal has no value in these rows, because it divides by this rate; leave the element out.")
  public static let calculated = FindingCode(
    "BEAMLINE-CALCULATED", .note, "The file holds the result of a calculation, not a measurement.",
    example: "a scattering path of FEFF, a spectrum of FDMNES", cure: "Nothing to do.")
  public static let harmonic = FindingCode(
    "BEAMLINE-HARMONIC", .warning, "The incoming beam is known to have a step of its own in this range.",
    example: "I0 of SLRI BL8 near 1603 eV, where the second harmonic meets the K edge of argon",
    cure: "Do not trust steps at this energy; leave it out of the analysis or correct I0.")
  public static let relativeEnergy = FindingCode(
    "BEAMLINE-RELATIVE", .warning, "The energies are relative to an edge whose energy the file does not give.",
    example: "a convoluted spectrum of FDMNES without its line for E_edge",
    cure: "Add the energy of the edge before comparing with measured spectra.")
  public static let detectorOff = FindingCode(
    "BEAMLINE-DETECTOR-OFF", .note, "A column stands for a detector that saw nothing; no signal was made of it.",
    example: "I1 is 0 in every row", cure: "Nothing to do; use --signal to make a signal of it all the same.")
  public static let darkUnknown = FindingCode(
    "BEAMLINE-DARK-UNKNOWN", .warning, "The file lists dark counts, and not the time in which they were counted.",
    example: "Background counts time=0, 12, 30, 4, 4",
    cure: "The signals still contain them; take them off before analysing where they matter.")
  public static let misframed = FindingCode(
    "BEAMLINE-RECORD", .warning, "The records of a binary file end before it does.",
    example: "a record that says it is 64 bytes long, 20 bytes before the end of the file",
    cure: "Fetch the file again from its source; the records before are read.", isPartialRead: true)

  /// All codes of this table.
  public static let all: [FindingCode] = [
    energyFromAngle, noSpacing, darkCounts, aborted, emptyRows, deadTime, assumedCrystal, edgeGuess, pixelAxis,
    calculated, harmonic, relativeEnergy, detectorOff, darkUnknown, misframed, energyFromPixel, silentElement, zeroRate,
  ]
}
