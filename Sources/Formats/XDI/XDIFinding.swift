/// The catalogue of what can be found in an XDI file.
public import DataModel

/// The codes of the XDI reader. Names follow the 1.0 specification; everything it demands is an error.
public enum XDIFinding {
  public static let versionMissing = FindingCode(
    "XDI-VERSION-MISSING", .error, "The first line does not say that the file is XDI.",
    example: "#", cure: "Begin the file with a line such as \"# XDI/1.0\".")
  public static let versionForm = FindingCode(
    "XDI-VERSION-FORM", .error, "The version is not of the form number.number or number.number.number.",
    example: "# XDI/one", cure: "Write \"# XDI/1.0\", then blanks and the names of applications.")
  public static let versionUnknown = FindingCode(
    "XDI-VERSION-UNKNOWN", .warning, "The file states a version of XDI that this reader does not know.",
    example: "# XDI/2.0", cure: "The file was read as XDI 1.0: look whether everything came out as meant.")
  public static let headerEnd = FindingCode(
    "XDI-HEADER-END", .error, "No line of dashes ends the header.",
    example: "# energy i0 itrans", cure: "Put a line \"# ---\" between the header and the column labels.")
  public static let headerLine = FindingCode(
    "XDI-HEADER-LINE", .error,
    "A header line is not of the form \"Family.key: value\"; it was kept, but not understood.",
    example: "# Mono d_spacing 3.13553",
    cure: "Write it as \"# Family.key: value\", or put free text after a line \"# ///\".")
  public static let commentSign = FindingCode(
    "XDI-COMMENT-SIGN", .error, "A header line does not begin with #; it was kept, but not understood.",
    example: "! Beamline.focusing: yes", cure: "Begin the line with # instead.")
  public static let indented = FindingCode(
    "XDI-INDENTED", .warning, "Blanks stand before the # of a header line.",
    example: "  # Element.edge: K", cure: "Let the line begin with #.")
  public static let required = FindingCode(
    "XDI-REQUIRED", .error, "A field that every XDI file must have is missing or empty.",
    example: "a header without \"# Element.symbol: Cu\"", cure: "Add the field to the header.")
  public static let recommended = FindingCode(
    "XDI-RECOMMENDED", .warning, "A field that every XDI file should have is missing or empty.",
    example: "a header without \"# Facility.name: APS\"", cure: "Add the field to the header if you know its value.")
  public static let element = FindingCode(
    "XDI-ELEMENT", .error, "The value is not the symbol of a chemical element.",
    example: "# Element.symbol: Foo", cure: "Write one of the symbols of the periodic table, such as Cu.")
  public static let edge = FindingCode(
    "XDI-EDGE", .error, "The value is not an absorption edge.",
    example: "# Element.edge: Foo", cure: "Write K, L, L1 to L3, M, M1 to M5, N, N1 to N7, O or O1 to O7.")
  public static let dSpacing = FindingCode(
    "XDI-D-SPACING", .error, "The lattice spacing of the monochromator is not a positive number.",
    example: "# Mono.d_spacing: Si 111", cure: "Write the spacing in ångström, such as 3.13553.")
  public static let dSpacingUnit = FindingCode(
    "XDI-D-SPACING-UNIT", .note, "A unit stands behind the lattice spacing; other XDI readers refuse that.",
    example: "# Mono.d_spacing: 3.1356369 Å", cure: "Leave the unit out: it is always ångström.")
  public static let date = FindingCode(
    "XDI-DATE", .error, "The value is not a date and time as ISO 8601 writes it, or no such day or hour exists.",
    example: "# Scan.start_time: 2001-Jun-26 22:27:31", cure: "Write it as 2001-06-26T22:27:31.")
  public static let quantity = FindingCode(
    "XDI-QUANTITY", .warning, "The value is not a number with one of the units that the dictionary lists for it.",
    example: "# Facility.energy: 7.00 missing units", cure: "Write the number, a blank and the unit.")
  public static let abscissa = FindingCode(
    "XDI-ABSCISSA", .warning, "Column.1 is neither energy nor angle.",
    example: "# Column.1: Energie eV", cure: "Use the defined label, energy or angle, and the unit.")
  public static let abscissaUnit = FindingCode(
    "XDI-ABSCISSA-UNIT", .warning, "Column.1 states no unit, or none that is defined for it.",
    example: "# Column.1: energy", cure: "Write eV, keV or pixel after energy; degrees, radians or steps after angle.")
  public static let duplicate = FindingCode(
    "XDI-DUPLICATE", .note, "The same field stands in the header more than once; the last one counts.",
    example: "# Sample.name: a ... # Sample.name: b", cure: "Remove the one that is wrong, or rename it.")
  public static let extensionFamily = FindingCode(
    "XDI-EXTENSION", .warning, "A family is neither defined by XDI nor named among the applications of the first line.",
    example: "# XDI/1.0 ... # GSE.EXTRA: config 1",
    cure: "Name the application in the first line: \"# XDI/1.0 GSE/1.0\".")
  public static let outer = FindingCode(
    "XDI-OUTER", .note, "The table has blocks with an outer value each, which XDI 1.0 does not define.",
    example: "# Outer.value: 1.10 between two rows", cure: "Nothing: the outer value became a channel of its own.")
  public static let encoding = FindingCode(
    "XDI-ENCODING", .note, "The text is not plain ASCII or UTF-8, or begins with a byte order mark.",
    example: "a header in Latin-1", cure: "Save the file as UTF-8 without byte order mark.")
  public static let control = FindingCode(
    "XDI-CONTROL", .warning, "The header holds bytes that are no text.",
    example: "a NUL in a value", cure: "Look whether the file was damaged on its way.")
  public static let limit = FindingCode(
    "XDI-LIMIT", .note, "Other XDI readers refuse a file with so many columns or such long lines.",
    example: "more than 128 columns", cure: "Nothing, unless the file is meant for these readers.")
}
