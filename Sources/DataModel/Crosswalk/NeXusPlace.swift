/// A place below NXentry: groups with their classes, and a field.
public struct NeXusPlace: Sendable, Hashable, CustomStringConvertible {
  public struct Group: Sendable, Hashable {
    public let name: String
    /// The NX_class, such as `NXsource`.
    public let nxClass: String
  }

  /// From the entry inwards; empty for a field of the entry itself.
  public let groups: [Group]
  public let field: String

  /// Reads `instrument:NXinstrument/source:NXsource/name`; a group without a class is an NXcollection.
  public init(_ text: String) {
    let parts = text.split(separator: "/")
    groups = parts.dropLast().map { part in
      let names = part.split(separator: ":", maxSplits: 1)
      return Group(name: String(names.first ?? ""), nxClass: names.count > 1 ? String(names[1]) : "NXcollection")
    }
    field = parts.last.map(String.init) ?? ""
  }

  /// The names alone, joined with `/`: the path below NXentry.
  public var path: String { (groups.map(\.name) + [field]).joined(separator: "/") }

  /// `instrument:NXinstrument/source:NXsource/name`.
  public var description: String {
    (groups.map { "\($0.name):\($0.nxClass)" } + [field]).joined(separator: "/")
  }

  /// The names alone, joined with `.`: the key under which a reader of NeXus files finds the field.
  public var key: String { (groups.map(\.name) + [field]).joined(separator: ".") }
}
