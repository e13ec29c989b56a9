public import DataModel

/// What reading or writing NeXus can find.
public enum NeXusFinding {
  public static let noEntry = FindingCode(
    "NX-E3", .warning, "The file has no NXentry: NeXus data must lie in one.",
    example: "an HDF5 file whose arrays lie directly below /",
    cure: "Add a group with NX_class=NXentry; the file was read as if / were the entry.")
  public static let brokenLink = FindingCode(
    "NX-L1", .error, "A link leads nowhere: the object or the file it names is not there.",
    example: "/entry/data/energy is a soft link to /entry/mono/energy, which does not exist",
    cure: "Bring the missing file beside this one, or repair the link.", isPartialRead: true)
  public static let unreadableObject = FindingCode(
    "NX-OBJECT", .error, "An object could not be opened or read.",
    example: "a dataset compressed with a filter that is not installed",
    cure: "Install the filter that the message names, or fetch the file again.", isPartialRead: true)
  public static let unreadableAttribute = FindingCode(
    "NX-ATTRIBUTE", .error, "An attribute could not be read.", example: "an attribute of a type without a value",
    cure: "Look at the attribute with h5dump; the rest of the object was read.", isPartialRead: true)
  public static let unsupportedType = FindingCode(
    "NX-TYPE", .error, "A dataset has a type that has no place in the model (compound, opaque, variable-length list).",
    example: "a table stored as an HDF5 compound", cure: "Store each column as a dataset of its own.",
    isPartialRead: true)
  public static let tooDeep = FindingCode(
    "NX-DEPTH", .error, "Groups are nested deeper than any instrument needs.", example: "1,500 groups in each other",
    cure: "Check the program that wrote the file.", isPartialRead: true)
  public static let tooManyObjects = FindingCode(
    "NX-OBJECTS", .error, "The entry has more objects than a file of measurements can have.",
    example: "a million links in one group", cure: "Check the program that wrote the file.", isPartialRead: true)
  public static let noDefault = FindingCode(
    "NX-F1", .warning, "The default chain (root @default, entry @default, NXdata @signal) is broken or missing.",
    example: "/entry@default = \"data\", but /entry/data has no signal",
    cure: "Set @default and @signal; until then the first NXdata with a signal is taken.")
  public static let signalMissing = FindingCode(
    "NX-X1", .error, "@signal names a field that is not in its NXdata.",
    example: "@signal = \"absorbed_beam\" in a group without absorbed_beam", cure: "Correct @signal.")
  public static let oldPlotConvention = FindingCode(
    "NX-X11", .note, "The plotted field is marked the old way (signal=1 on the field).",
    example: "data@signal = 1", cure: "Newer writers put @signal and @axes on the NXdata group.")
  public static let leftOpen = FindingCode(
    "NX-H2", .warning, "The file was not closed by the program that wrote it: the last data may be missing.",
    example: "a scan that was aborted, or is still running", cure: "Close it with h5clear once the writer is gone.")
  public static let assumed = FindingCode(
    "NX-ASSUMED", .note, "A field that the definition demands was filled with an assumption.",
    example: "NXmonitor/mode = \"timer\" for a scan that does not say how it counted",
    cure: "Give the value with --set, or leave it.")
  public static let definitionIncomplete = FindingCode(
    "NX-DEFINITION", .note, "The data cannot fill everything that the application definition demands.",
    example: "NXxas without an incoming beam",
    cure: "Add what is missing with --set or --columns, or take the file as plain NXentry.")
  public static let definitionRefused = FindingCode(
    "NX-DEFINITION-FORCED", .warning, "The definition was asked for, but the data cannot fill all that it demands.",
    example: "--definition NXxas for a file without start time",
    cure: "Add what is missing with --set or --columns.")
  public static let instrumentOmitted = FindingCode(
    "NX-INSTRUMENT", .note, "NXinstrument was left out, since the definition wants detectors in it that are not there.",
    example: "--definition NXxas_trans for a file that holds mu, but neither i0 nor itrans",
    cure: "Nothing is lost: what is known of the instrument stays in the metadata of the entry.")
  public static let signalNotComputed = FindingCode(
    "NX-SIGNAL", .note, "The values of a signal could not be worked out for the default plot.",
    example: "ln(i0/itrans) with i0 and itrans of different length", cure: "Check the channels that the formula names.")

  public static let scanAxis = FindingCode(
    "NX-SCAN-AXIS", .note, "The energy axis was found by the command of the scan, not by a role that the file states.",
    example: "title = \"ascan mono_energy 7000 7200 400 1\"", cure: "If it is wrong, say so with --columns.")

  public static let plain = FindingCode(
    "NX-PLAIN", .note, "The file does not say what its arrays are: arrays of one length were taken as columns.",
    example: "/scan1/energy and /scan1/i0 of 400 numbers each, in a file without NX_class",
    cure: "State what the columns are with --columns and --unit.")

  public static let all: [FindingCode] = [
    noEntry, brokenLink, unreadableObject, unreadableAttribute, unsupportedType, tooDeep, tooManyObjects, noDefault,
    signalMissing, oldPlotConvention, leftOpen, assumed, definitionIncomplete, definitionRefused, instrumentOmitted,
    signalNotComputed, scanAxis, plain,
  ]
}
