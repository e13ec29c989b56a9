/// What the content of text files can show to be wrong, beyond what their readers say.
public import DataModel

/// The codes of the rules for XDI files, Athena projects and files of columns.
public enum TextRuleFinding {
  /// All codes of these rules.
  public static let all: [FindingCode] = xdi + athena + columns
}

// MARK: XDI

extension TextRuleFinding {
  public static let fieldRange = FindingCode(
    "XDI-FIELD-RANGE", .warning, "The number of a field is none that its quantity can have.",
    example: "# Sample.temperature: -300 C", cure: "Correct the number, or its unit.")
  public static let timeOrder = FindingCode(
    "XDI-TIME-ORDER", .warning, "The scan ends before it begins.",
    example: "Scan.end_time 2014-03-09 10:05:56, Scan.start_time 2014-03-09 11:02:13", cure: "Correct one of the times."
  )
  public static let columnUnit = FindingCode(
    "XDI-COLUMN-UNIT", .warning, "The unit of a column measures something else than the column holds.",
    example: "# Column.2: energy seconds", cure: "Correct the unit, or the label.")
  public static let labelRepeated = FindingCode(
    "XDI-LABEL-REPEATED", .warning, "Two Column.N fields give the same label, so it names no column.",
    example: "# Column.2: i0 ... # Column.3: i0", cure: "Give each column a label of its own.")
  public static let keyMisspelt = FindingCode(
    "XDI-KEY-MISSPELT", .note, "A field is not in the dictionary, but nearly has the name of one that is.",
    example: "# Facility.xray_sorce: bend magnet", cure: "Correct the name if that field was meant.")
  public static let stoichiometry = FindingCode(
    "XDI-STOICHIOMETRY", .note, "The stoichiometry is not a chemical formula.",
    example: "# Sample.stoichiometry: iron oxide", cure: "Write element symbols and numbers, such as Fe2 O3.")
  public static let noSignal = FindingCode(
    "XDI-NO-SIGNAL", .note, "No label says which columns absorption is worked out from.",
    example: "# Column.2: counter1", cure: "Use the defined labels: i0, itrans, ifluor, mutrans ...")

  /// The codes about XDI files.
  static let xdi: [FindingCode] = [
    fieldRange, timeOrder, columnUnit, labelRepeated, keyMisspelt, stoichiometry, noSignal,
  ]
}

// MARK: Athena

extension TextRuleFinding {
  public static let edgeOutside = FindingCode(
    "ATHENA-E0", .warning, "The edge energy of a record lies outside its energies.",
    example: "bkg_e0 of 0 for a scan from 8779 to 9979 eV",
    cure: "Set E0 again in Athena: everything else counts from it.")
  public static let rangeOrder = FindingCode(
    "ATHENA-RANGE", .warning, "A range of a record ends where it begins, or before.",
    example: "bkg_pre1 of -30 and bkg_pre2 of -150", cure: "Exchange or correct the two limits.")
  public static let value = FindingCode(
    "ATHENA-VALUE", .warning, "A parameter has a value that the analysis cannot use.",
    example: "bkg_rbkg of 10", cure: "Correct the parameter in Athena.")
  public static let window = FindingCode(
    "ATHENA-WINDOW", .warning, "A window function has a name that is none.",
    example: "fft_kwindow of \"haning\"",
    cure: "Use hanning, kaiser-bessel, welch, parzen, sine or gaussian.")
  public static let absorber = FindingCode(
    "ATHENA-ABSORBER", .warning, "The absorber or its edge is none.", example: "bkg_z of \"Xx\"",
    cure: "Set element and edge in Athena.")
  public static let keyUnknown = FindingCode(
    "ATHENA-KEY", .note, "Records have parameters that neither Athena nor Larch is known to write.",
    example: "bkg_rbgk", cure: "Correct the name if it is misspelt; Athena ignores what it does not know.")

  /// The codes about Athena projects.
  static let athena: [FindingCode] = [edgeOutside, rangeOrder, value, window, absorber, keyUnknown]
}

// MARK: Columns

extension TextRuleFinding {
  public static let constant = FindingCode(
    "COLUMNS-CONSTANT", .note, "Columns have the same value in every row.",
    example: "a counter that is 0 from the first row to the last",
    cure: "Nothing, if these were not used or are settings; else look at the detector.")
  public static let notFinite = FindingCode(
    "COLUMNS-NOT-FINITE", .warning, "A column holds NaN or infinite values.", example: "nan in the fifth row",
    cure: "Remove these rows, or write what was measured.")
  public static let noAbscissa = FindingCode(
    "COLUMNS-NO-ABSCISSA", .note, "No column is known to be an energy, an angle or another abscissa.",
    example: "columns called c1, c2 and c3", cure: "Say which it is with --columns, for example --columns energy=1.")
  public static let noMeasure = FindingCode(
    "COLUMNS-NO-SIGNAL", .note, "No column is known to be a signal, so no spectrum can be checked.",
    example: "an energy and columns called C1 to C6",
    cure: "Say what was measured with --columns, for example --columns i0=2,itrans=3.")

  /// The codes about files of columns.
  static let columns: [FindingCode] = [constant, notFinite, noAbscissa, noMeasure]
}
