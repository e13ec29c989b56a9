/// What the authoring rules for definitions can find.
public import DataModel

/// The codes of the authoring rules.
public enum NXDLFinding {
  public static let fileName = FindingCode(
    "NXDL-FILE-NAME", .error, "A definition is not called as its file is.",
    example: "<definition name=\"NXmine\"> in NXmined.nxdl.xml",
    cure: "Give the file the name of the definition, with .nxdl.xml after it.")
  public static let category = FindingCode(
    "NXDL-CATEGORY", .error, "A definition does not say whether it is a base class or an application.",
    example: "<definition name=\"NXmine\" type=\"group\">",
    cure: "State category=\"base\" or category=\"application\"; the folder base_classes holds the first kind, "
      + "applications the second.")
  public static let parent = FindingCode(
    "NXDL-EXTENDS", .error, "A definition is derived from one that is not known, or from none.",
    example: "extends=\"NXobjekt\"",
    cure: "Correct the name, put the definition it names beside this one, or name its folder with --definitions.")
  public static let cycle = FindingCode(
    "NXDL-CYCLE", .error, "A definition is derived from itself by way of others.",
    example: "NXa extends NXb, NXb extends NXa", cure: "Let one of them extend NXobject.")
  public static let groupType = FindingCode(
    "NXDL-GROUP-TYPE", .warning, "A group has a class that no definition at hand describes.",
    example: "<group type=\"NXsampel\"/>",
    cure: "Correct the class, put its definition beside this one, or name its folder with --definitions.")
  public static let duplicate = FindingCode(
    "NXDL-DUPLICATE", .warning, "Two things in one group have the same name.",
    example: "two fields 'energy' in one group", cure: "Rename one of them, or join what they say.")
  public static let item = FindingCode(
    "NXDL-ENUMERATION", .warning, "An enumeration lists a value twice.", example: "<item value=\"K\"/> two times",
    cure: "Remove one of the items.")
  public static let occurs = FindingCode(
    "NXDL-OCCURS", .error, "More occurrences are asked for than are allowed.",
    example: "minOccurs=\"2\" maxOccurs=\"1\"", cure: "Raise maxOccurs or lower minOccurs.")
  public static let optionality = FindingCode(
    "NXDL-OPTIONALITY", .warning, "A definition says two things about whether something must be there.",
    example: "optional=\"true\" recommended=\"true\"",
    cure: "State one of minOccurs, optional and recommended; the first counts most.")
  public static let nameType = FindingCode(
    "NXDL-NAME-TYPE", .note, "A name has capitals, and the definition does not say whether they stand for themselves.",
    example: "<field name=\"DATA\"/>",
    cure: "State nameType: specified for this very name, partial where the capitals may be replaced, any for any name.")
  public static let name = FindingCode(
    "NXDL-NAME", .note, "A name is one that NeXus keeps for something else, or that not every program can use.",
    example: "<field name=\"SILX_style\"/>", cure: "Choose another name, of small letters, digits and underscores.")
  public static let suffix = FindingCode(
    "NXDL-SUFFIX", .note, "A name ends as if it belonged to another field, and there is none.",
    example: "a field 'energy_errors' without a field 'energy'",
    cure: "Define the field it belongs to, or choose another ending.")
  public static let units = FindingCode(
    "NXDL-UNITS", .note, "A field of numbers does not say which kind of unit it has.",
    example: "<field name=\"energy\" type=\"NX_FLOAT\"/>",
    cure: "State units, such as NX_ENERGY; NX_UNITLESS or NX_ANY where there is none or any.")
  public static let link = FindingCode(
    "NXDL-LINK", .error, "The target of a link is not spelt as one, or the definition has nothing there.",
    example: "<link name=\"energy\" target=\"NXentry/energy\"/>",
    cure: "Write the way from the root, each step a class, a name, or name:class: "
      + "/NXentry/NXinstrument/monochromator:NXmonochromator/energy.")
  public static let symbol = FindingCode(
    "NXDL-SYMBOL", .note, "A length or rank is a symbol that is declared nowhere.",
    example: "<dim index=\"1\" value=\"nP\"/> without <symbol name=\"nP\"/>",
    cure: "Declare it under <symbols>, or write a number.")
  public static let rank = FindingCode(
    "NXDL-RANK", .note, "The rank does not agree with the dimensions that are listed.",
    example: "rank=\"2\" with one <dim>", cure: "List one <dim> for each dimension, with index from 1 to the rank.")
  public static let dimension = FindingCode(
    "NXDL-DIM-REQUIRED", .warning, "A dimension may be missing, and one after it may not.",
    example: "<dim index=\"1\" required=\"false\"/> before <dim index=\"2\"/>",
    cure: "Only the last dimensions can be left out: state required=\"false\" for those after it too.")
  public static let order = FindingCode(
    "NXDL-ORDER", .error, "The parts of a field stand in an order that the language does not have.",
    example: "<attribute> before <dimensions>", cure: "Write doc, dimensions, attributes, enumeration, in this order.")
  public static let plotAttribute = FindingCode(
    "NXDL-PLOT-ATTRIBUTE", .note, "A field is marked for plotting in a way that NeXus has given up.",
    example: "<field name=\"energy\" axis=\"1\"/>",
    cure: "Leave signal, axes, axis and primary away; the attributes signal and axes of the NXdata group say it.")
  public static let firstAttribute = FindingCode(
    "NXDL-FIRST-ATTRIBUTE", .note, "An entry begins with an attribute, which one older validator takes for its name.",
    example: "<group type=\"NXentry\"><attribute name=\"version\"/>...",
    cure: "Nothing, unless cnxvalidate is to be used: it then loses what the group inherits.")
  public static let deprecated = FindingCode(
    "NXDL-DEPRECATED", .note, "A definition uses what NeXus has given up.", example: "svnid=\"$Id$\"",
    cure: "Remove it, or use what has taken its place.")

  /// All codes of this table.
  public static let all: [FindingCode] = [
    fileName, category, parent, cycle, groupType, duplicate, item, occurs, optionality, nameType, name, suffix, units,
    link, symbol, rank, dimension, order, plotAttribute, firstAttribute, deprecated,
  ]
}
