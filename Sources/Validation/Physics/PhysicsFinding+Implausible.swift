/// The part of the catalogue that rests on what is likely.
public import DataModel

extension PhysicsFinding {
  public static let energyUnit = FindingCode(
    "XAS-ENERGY-UNIT", .note, "The size of the energies does not fit their unit.",
    example: "8979 with the unit keV, or 8.979 with the unit eV", cure: "Correct the unit, not the values.")
  public static let edgeRange = FindingCode(
    "XAS-EDGE-RANGE", .note, "The stated edge does not lie in the range of the scan.",
    example: "Cu K (8979 eV) stated for a scan from 6900 to 7800 eV",
    cure: "Correct element and edge, or the unit of the energies.")
  public static let edgeStep = FindingCode(
    "XAS-EDGE-STEP", .note, "Absorption does not rise at the stated edge, but it does elsewhere.",
    example: "Mn K stated, and the only rise at 7112 eV, the edge of iron",
    cure: "Correct element and edge, or calibrate the energies.")
  public static let edgeEnergy = FindingCode(
    "XAS-EDGE-ENERGY", .note, "The stated edge energy is not that of the stated element and edge.",
    example: "an edge energy of 7112 eV for Cu K", cure: "Correct the edge energy, or element and edge.")
  public static let muFalls = FindingCode(
    "XAS-MU-FALLS", .note, "Absorption falls at the edge, where a new shell begins to absorb.",
    example: "ln(itrans/i0) written as mu", cure: "Look whether I0 and the transmitted beam are exchanged.")
  public static let axisSwapped = FindingCode(
    "XAS-AXIS-SWAPPED", .note, "The energies look like a signal and a signal looks like energies.",
    example: "energy: 0.51 0.52 0.50 ..., mu: 8779 8780 8781 ...", cure: "Exchange the two arrays, or their roles.")
  public static let saturated = FindingCode(
    "XAS-SATURATED", .note, "Several neighbouring points have exactly the largest value: the signal is cut off there.",
    example: "an amplifier that stays at 10 V", cure: "Use a lower gain, and do not analyse these points.")
  public static let channelDead = FindingCode(
    "XAS-CHANNEL-DEAD", .note, "An element of a detector shows the same value at every point, while others change.",
    example: "element 7 of 13 is 0 everywhere", cure: "Leave this element out of the sum.")
  public static let countsNegative = FindingCode(
    "XAS-COUNTS-NEGATIVE", .note, "A detector that counts photons shows negative values.",
    example: "-1 count in a fluorescence channel", cure: "Look whether a background was subtracted twice.")
  public static let i0Constant = FindingCode(
    "XAS-I0-CONSTANT", .note, "The incoming beam is the same at every point, which no beam is.",
    example: "I0 of 1 everywhere",
    cure: "If the signal was divided by I0 before, say so in the metadata; else look for the real I0.")
  public static let glitch = FindingCode(
    "XAS-GLITCH", .note, "Single points stand out from their neighbours far more than the noise explains.",
    example: "one point 30 standard deviations above a smooth curve",
    cure: "Look for a crystal glitch or a spark at this energy, and remove the point before analysing.")
  public static let energyAngle = FindingCode(
    "XAS-ENERGY-ANGLE", .note, "Energy, monochromator angle and lattice spacing break Bragg's law.",
    example: "12.7 degrees, 3.1355 \u{C5} and 8000 eV, where Bragg's law gives 8994 eV",
    cure: "Correct the lattice spacing, the unit of the angle, or the energy.")
  public static let dSpacing = FindingCode(
    "XAS-D-SPACING", .note, "The lattice spacing is not that of the crystal that the file names.",
    example: "Si(111) with 1.92 \u{C5}, the spacing of Si(220)", cure: "Correct the spacing or the name of the crystal."
  )
  public static let unread = FindingCode(
    "XAS-UNREAD", .note, "An array was not looked at, because it is too large or cannot be read.",
    example: "an array of 100 million values", cure: "Nothing; the rules about it were left out.")
}
