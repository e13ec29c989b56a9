/// What can be found while measured points become a dataset.
public import DataModel

/// The codes of all findings of resolving.
public enum ResolveFinding {
  public static let unresolved = FindingCode(
    "RESOLVE-FAILED", .error, "The measurement does not give a spectrum.",
    example: "a scan without energies, or with one point",
    cure: "State what is missing: --columns, --unit, --set Mono.d_spacing=..., or --param signal=...; the other "
      + "spectra go on.",
    isPartialRead: true)
  public static let unitAssumed = FindingCode(
    "RESOLVE-UNIT", .warning, "The energies have no unit; eV was assumed.", example: "a column energy without unit",
    cure: "State it with --unit energy=keV if it is not eV.")
  public static let dropped = FindingCode(
    "RESOLVE-NONFINITE", .warning, "Points whose energy or value is not a finite number were left out.",
    example: "ln(i0/itrans) where itrans is 0", cure: "See which points they are before trusting what is near them.")
  public static let sorted = FindingCode(
    "RESOLVE-ORDER", .note, "The points were brought into the order of rising energy.",
    example: "a scan from high to low energy", cure: "Nothing to do.")
  public static let averaged = FindingCode(
    "RESOLVE-DUPLICATES", .note, "Points of the same energy were averaged.",
    example: "an energy that was measured twice where two scan regions meet", cure: "Nothing to do.")

  /// All codes of this table.
  public static let all: [FindingCode] = [unresolved, unitAssumed, dropped, sorted, averaged]
}
