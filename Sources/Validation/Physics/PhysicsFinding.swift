/// What the physics of a spectrum can show to be wrong.
public import DataModel

/// The codes of the physics profile: first what is certainly a fault, then what is only unlikely.
public enum PhysicsFinding {
  public static let energyFinite = FindingCode(
    "XAS-ENERGY-FINITE", .error, "The energy axis holds NaN or an infinite value, so these points have no place.",
    example: "an energy of NaN between 8979.0 and 8980.0 eV",
    cure: "Take out the points whose energy is unknown, or write the energies that were set.")
  public static let energyPositive = FindingCode(
    "XAS-ENERGY-POSITIVE", .error, "The energy axis holds values of zero or less, which no photon has.",
    example: "an energy of -8979 eV, or one of 0 where a point was never measured",
    cure: "Remove these points, or write absolute energies when the axis counts from the edge.")
  public static let energyConstant = FindingCode(
    "XAS-ENERGY-CONSTANT", .warning, "The energy is the same at every point, so there is no spectrum.",
    example: "400 points, all at 8979 eV",
    cure: "Look whether the axis was filled in afterwards, or whether this is a scan of something else.")
  public static let energyOrder = FindingCode(
    "XAS-ENERGY-ORDER", .warning, "The energy neither rises nor falls all the way.",
    example: "8979.0, 8980.0, 8979.5, 8981.0 eV",
    cure: "Sort the points by energy after checking that no point was mixed up; most programs demand rising energies.")
  public static let energySweeps = FindingCode(
    "XAS-ENERGY-SWEEPS", .note, "The energy runs through its range several times: several spectra in one array.",
    example: "a quick scan up and down", cure: "Split the array into one spectrum for each sweep before analysing it.")
  public static let energyDuplicate = FindingCode(
    "XAS-ENERGY-DUPLICATE", .warning, "Neighbouring points have the same energy.",
    example: "8979.0 eV twice where two ranges of a scan meet",
    cure: "Average or remove the repeated points: derivatives and interpolation divide by the distance of two energies."
  )
  public static let signalFinite = FindingCode(
    "XAS-SIGNAL-FINITE", .warning, "The signal holds NaN or infinite values.",
    example: "ten NaN where the shutter was closed", cure: "Remove these points, or measure them again.")
  public static let signalConstant = FindingCode(
    "XAS-SIGNAL-CONSTANT", .warning, "The signal is the same at every point: nothing was detected.",
    example: "fluorescence that is 0 everywhere",
    cure: "Look whether the detector was connected, and whether the right channel was written.")
  public static let i0Positive = FindingCode(
    "XAS-I0-POSITIVE", .warning, "The incoming beam is zero or negative, so nothing can be divided by it.",
    example: "I0 of 0 while the beam was lost",
    cure: "Remove these points; if all of them are negative, look at the sign of the current amplifier.")
  public static let itransPositive = FindingCode(
    "XAS-ITRANS-POSITIVE", .warning,
    "The transmitted beam is zero or negative, so that ln(i0/itrans) has no value.",
    example: "a transmitted intensity of -0.003",
    cure: "Look whether too large a dark current was subtracted, or whether the sample is too thick.")

  /// What is certainly a fault in every spectrum.
  public static let certain: [FindingCode] = [
    energyFinite, energyPositive, energyConstant, energyOrder, energySweeps, energyDuplicate, signalFinite,
    signalConstant, i0Positive, itransPositive,
  ]

  /// What is unlikely, but may be meant: notes, unless somebody asked for the profile.
  public static let implausible: [FindingCode] = [
    energyUnit, edgeRange, edgeStep, edgeEnergy, muFalls, axisSwapped, saturated, channelDead, countsNegative,
    i0Constant, glitch, energyAngle, dSpacing,
  ]

  /// All codes of the profile.
  public static let all: [FindingCode] = certain + implausible + [unread]
}
