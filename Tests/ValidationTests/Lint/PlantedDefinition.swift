import DataModel
import Testing
import Validation

/// A definition with one fault, and the same without it.
struct PlantedDefinition: Sendable, CustomTestStringConvertible {
  let code: FindingCode
  var severity: Finding.Severity?
  /// The line of the fault; the root is line 1, the body begins in line 2.
  let line: Int
  let path: String
  var head = Self.head
  var file = "NXmine.nxdl.xml"
  let faulty: String
  /// The head of the sound definition, where the fault is in the head.
  var soundHead = Self.head
  let sound: String

  var testDescription: String { "\(code.id) at \(path)" }

  static let head = "name=\"NXmine\" extends=\"NXobject\" category=\"application\""

  static func text(head: String = head, _ body: String) -> [UInt8] {
    Array(
      "<definition xmlns=\"http://definition.nexusformat.org/nxdl/3.1\" type=\"group\" \(head)>\n\(body)</definition>"
        .utf8)
  }

  /// What the planted definitions can build on.
  static let library = NXDLLibrary([
    "NXobject": base("NXobject", nil, ""),
    "NXentry": base("NXentry", "NXobject", "<field name=\"title\"/>"),
    "NXsample": base("NXsample", "NXobject", "<field name=\"mass\" type=\"NX_FLOAT\" units=\"NX_MASS\"/>"),
    "NXnote": base("NXnote", "NXobject", ""),
    "NXcollection": base("NXcollection", "NXobject", ""),
    "NXgeometry": text(head: "name=\"NXgeometry\" extends=\"NXobject\" category=\"base\" deprecated=\"long ago\"", ""),
    "NXa": base("NXa", "NXb", ""), "NXb": base("NXb", "NXa", ""),
    "NXorphan": base("NXorphan", "NXnowhere", ""),
    "NXscan": base("NXscan", "NXobject", "<symbols><symbol name=\"nP\"/></symbols>"),
  ])

  private static func base(_ name: String, _ parent: String?, _ body: String) -> [UInt8] {
    text(head: "name=\"\(name)\"\(parent.map { " extends=\"\($0)\"" } ?? "") category=\"base\"", body)
  }
}

extension PlantedDefinition {
  private static func field(_ attributes: String, _ body: String = "") -> String {
    "<group type=\"NXentry\">\n<field \(attributes)>\n\(body)</field>\n</group>\n"
  }

  static let all: [PlantedDefinition] = identity + occurrence + names + values + dimensions + style

  private static let identity = [
    PlantedDefinition(
      code: NXDLFinding.fileName, line: 1, path: "/@name", file: "set/NXmined.nxdl.xml", faulty: "", sound: ""),
    PlantedDefinition(
      code: NXDLFinding.category, line: 1, path: "/@category", head: "name=\"NXmine\" extends=\"NXobject\"", faulty: "",
      sound: ""),
    PlantedDefinition(
      code: NXDLFinding.category, severity: .warning, line: 1, path: "/@category", file: "base_classes/NXmine.nxdl.xml",
      faulty: "", sound: ""),
    PlantedDefinition(
      code: NXDLFinding.parent, line: 1, path: "/@extends",
      head: "name=\"NXmine\" extends=\"NXobjekt\" category=\"application\"", faulty: "", sound: ""),
    PlantedDefinition(
      code: NXDLFinding.parent, line: 1, path: "/@extends",
      head: "name=\"NXmine\" extends=\"NXorphan\" category=\"application\"", faulty: "", sound: ""),
    PlantedDefinition(
      code: NXDLFinding.parent, severity: .warning, line: 1, path: "/@extends",
      head: "name=\"NXmine\" category=\"application\"", faulty: "", sound: ""),
    PlantedDefinition(
      code: NXDLFinding.cycle, line: 1, path: "/@extends",
      head: "name=\"NXmine\" extends=\"NXa\" category=\"application\"", faulty: "", sound: ""),
    PlantedDefinition(
      code: NXDLFinding.groupType, line: 3, path: "/NXentry/NXsampel@type",
      faulty: "<group type=\"NXentry\">\n<group type=\"NXsampel\"/>\n</group>",
      sound: "<group type=\"NXentry\">\n<group type=\"NXsample\"/>\n</group>"),
  ]

  private static let occurrence = [
    PlantedDefinition(
      code: NXDLFinding.duplicate, line: 4, path: "/NXentry/title",
      faulty: "<group type=\"NXentry\">\n<field name=\"title\"/>\n<field name=\"title\"/>\n</group>",
      sound: "<group type=\"NXentry\">\n<field name=\"title\"/>\n<attribute name=\"title\"/>\n</group>"),
    PlantedDefinition(
      code: NXDLFinding.duplicate, severity: .note, line: 3, path: "/title:NXnote",
      faulty: "<field name=\"title\"/>\n<group name=\"title\" type=\"NXnote\"/>\n",
      sound: "<field name=\"title\"/>\n<group name=\"note\" type=\"NXnote\"/>\n"),
    PlantedDefinition(
      code: NXDLFinding.occurs, line: 2, path: "/NXentry@minOccurs",
      faulty: "<group type=\"NXentry\" minOccurs=\"2\" maxOccurs=\"1\"/>",
      sound: "<group type=\"NXentry\" minOccurs=\"2\" maxOccurs=\"unbounded\"/>"),
    PlantedDefinition(
      code: NXDLFinding.optionality, line: 2, path: "/NXentry",
      faulty: "<group type=\"NXentry\" optional=\"true\" recommended=\"1\"/>",
      sound: "<group type=\"NXentry\" optional=\"false\" recommended=\"1\"/>"),
    PlantedDefinition(
      code: NXDLFinding.optionality, line: 2, path: "/NXentry",
      faulty: "<group type=\"NXentry\" optional=\"true\" minOccurs=\"1\"/>",
      sound: "<group type=\"NXentry\" optional=\"true\" minOccurs=\"0\"/>"),
  ]

  private static let names = [
    PlantedDefinition(
      code: NXDLFinding.nameType, line: 3, path: "/NXentry/DATA", faulty: field("name=\"DATA\""),
      sound: field("name=\"DATA\" nameType=\"any\"")),
    PlantedDefinition(
      code: NXDLFinding.nameType, severity: .warning, line: 3, path: "/NXentry/data@nameType",
      faulty: field("name=\"data\" nameType=\"partial\""), sound: field("name=\"dataX\" nameType=\"partial\"")),
    PlantedDefinition(
      code: NXDLFinding.name, line: 3, path: "/NXentry/SILX_style@name",
      faulty: field("name=\"SILX_style\" nameType=\"specified\""), sound: field("name=\"silx_style\"")),
    PlantedDefinition(
      code: NXDLFinding.name, line: 3, path: "/NXentry/2theta@name", faulty: field("name=\"2theta\""),
      sound: field("name=\"two_theta\"")),
    PlantedDefinition(
      code: NXDLFinding.suffix, line: 3, path: "/NXentry/energy_errors", faulty: field("name=\"energy_errors\""),
      sound: "<group type=\"NXentry\"><field name=\"energy\"/><field name=\"energy_errors\"/></group>"),
  ]

  private static let values = [
    PlantedDefinition(
      code: NXDLFinding.item, line: 5, path: "/mode",
      faulty:
        "<field name=\"mode\"><enumeration>\n<item value=\"a\"/>\n<item value=\"b\"/>\n<item "
        + "value=\"a\"/>\n</enumeration></field>",
      sound:
        "<field name=\"mode\"><enumeration>\n<item value=\"a\"/>\n<item value=\"b\"/>\n<item "
        + "value=\"A\"/>\n</enumeration></field>"
    ),
    PlantedDefinition(
      code: NXDLFinding.units, line: 3, path: "/NXentry/energy@units",
      faulty: field("name=\"energy\" type=\"NX_FLOAT\""),
      sound: field("name=\"energy\" type=\"NX_FLOAT\" units=\"NX_ENERGY\"")),
    // The class of the group says the units of this one.
    PlantedDefinition(
      code: NXDLFinding.units, line: 2, path: "/NXsample/weight@units",
      faulty: "<group type=\"NXsample\"><field name=\"weight\" type=\"NX_FLOAT\"/></group>",
      sound: "<group type=\"NXsample\"><field name=\"mass\" type=\"NX_FLOAT\"/></group>"),
    PlantedDefinition(
      code: NXDLFinding.link, line: 2, path: "/energy@target",
      faulty: "<link name=\"energy\" target=\"NXentry/energy\"/>",
      sound:
        "<group type=\"NXentry\"><field name=\"energy\"/></group><link name=\"energy\" target=\"/NXentry/energy\"/>"),
    PlantedDefinition(
      code: NXDLFinding.link, severity: .note, line: 2, path: "/t@target",
      faulty: "<group type=\"NXentry\"/><link name=\"t\" target=\"/NXentry/titel\"/>",
      sound: "<group type=\"NXentry\"/><link name=\"t\" target=\"/NXentry/title\"/>"),
  ]

  private static let dimensions = [
    PlantedDefinition(
      code: NXDLFinding.symbol, line: 5, path: "/NXentry/energy",
      faulty: field("name=\"energy\"", "<dimensions>\n<dim index=\"1\" value=\"nP\"/></dimensions>"),
      soundHead: "name=\"NXmine\" extends=\"NXscan\" category=\"application\"",
      sound: field("name=\"energy\"", "<dimensions>\n<dim index=\"1\" value=\"nP\"/></dimensions>")),
    PlantedDefinition(
      code: NXDLFinding.rank, line: 4, path: "/NXentry/energy",
      faulty: field("name=\"energy\"", "<dimensions rank=\"2\"><dim index=\"1\" value=\"3\"/></dimensions>"),
      sound: field("name=\"energy\"", "<dimensions rank=\"1\"><dim index=\"1\" value=\"3\"/></dimensions>")),
    PlantedDefinition(
      code: NXDLFinding.rank, line: 4, path: "/NXentry/energy",
      faulty: field("name=\"energy\"", "<dimensions rank=\"1\"><dim index=\"0\" value=\"3\"/></dimensions>"),
      sound: field("name=\"energy\"", "<dimensions rank=\"1\"><dim index=\"1\" value=\"3\"/></dimensions>")),
    PlantedDefinition(
      code: NXDLFinding.dimension, line: 5, path: "/NXentry/energy",
      faulty: field(
        "name=\"energy\"",
        "<dimensions rank=\"2\"><dim index=\"1\" value=\"3\" required=\"false\"/>\n<dim index=\"2\" "
          + "value=\"3\"/></dimensions>"
      ),
      sound: field(
        "name=\"energy\"",
        "<dimensions rank=\"2\"><dim index=\"1\" value=\"3\"/>\n<dim index=\"2\" value=\"3\" "
          + "required=\"false\"/></dimensions>"
      )),
  ]

  private static let style = [
    PlantedDefinition(
      code: NXDLFinding.order, line: 5, path: "/NXentry/energy",
      faulty: field("name=\"energy\"", "<attribute name=\"a\"/>\n<dimensions rank=\"0\"/>"),
      sound: field("name=\"energy\"", "<dimensions/>\n<attribute name=\"a\"/>")),
    PlantedDefinition(
      code: NXDLFinding.plotAttribute, line: 3, path: "/NXentry/energy@axis",
      faulty: field("name=\"energy\" axis=\"1\""),
      sound: field("name=\"energy\" long_name=\"axis\"")),
    PlantedDefinition(
      code: NXDLFinding.firstAttribute, line: 2, path: "/NXentry",
      faulty: "<group type=\"NXentry\"><doc>x</doc><attribute name=\"a\"/><field name=\"b\"/></group>",
      sound: "<group type=\"NXentry\"><doc>x</doc><field name=\"b\"/><attribute name=\"a\"/></group>"),
    PlantedDefinition(
      code: NXDLFinding.deprecated, line: 1, path: "/@svnid",
      head: "name=\"NXmine\" extends=\"NXobject\" category=\"application\" svnid=\"7\"", faulty: "", sound: ""),
    PlantedDefinition(
      code: NXDLFinding.deprecated, line: 3, path: "/NXentry/NXgeometry@type",
      faulty: "<group type=\"NXentry\">\n<group type=\"NXgeometry\"/></group>",
      sound: "<group type=\"NXentry\">\n<group type=\"NXgeometry\" deprecated=\"yes\"/></group>"),
    PlantedDefinition(
      code: NXDLFinding.deprecated, line: 5, path: "/NXentry/energy@ref",
      faulty: field("name=\"energy\"", "<dimensions>\n<dim index=\"1\" ref=\"time\"/></dimensions>"),
      sound: field("name=\"energy\"", "<dimensions>\n<dim index=\"1\" value=\"3\"/></dimensions>")),
  ]
}
