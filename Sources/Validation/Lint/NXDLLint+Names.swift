// Rules about names.
import DataModel

extension NXDLLint {
  static let nameRules: [Rule<NXDLSubject>] = [
    Rule(NXDLFinding.nameType) { subject, report in
      for (index, node) in subject.nodes(.group, .field, .attribute) {
        guard let name = node.name else { continue }
        switch node["nameType"] {
        case nil where node.isCapital:
          report.add(
            subject.finding(
              NXDLFinding.nameType, "'\(name)' has capitals and no nameType", at: index,
              expected: "specified, partial or any"))
        case "partial"? where !node.isCapital:
          report.add(
            subject.finding(
              NXDLFinding.nameType, as: .warning, "'\(name)' is of nameType partial and has no capital to be replaced",
              at: index, attribute: "nameType", expected: "specified", found: "partial"))
        default: continue
        }
      }
    },
    Rule(NXDLFinding.name) { subject, report in
      for (index, node) in subject.nodes(.group, .field, .attribute, .link, .choice) {
        guard let name = node.name, let reason = objection(to: name, node.element) else { continue }
        report.add(subject.finding(NXDLFinding.name, "'\(name)' \(reason)", at: index, attribute: "name"))
      }
    },
    Rule(NXDLFinding.suffix) { subject, report in
      for (index, node) in subject.nodes(.field, .link) {
        // In a template such as FIELDNAME_errors the capitals name the other field.
        guard let name = node.name, node["nameType"] != "partial", let stem = stem(of: name), let group = node.parent,
          !names(in: group, subject).contains(where: { belongs(stem, to: $0) })
        else { continue }
        report.add(
          subject.finding(
            NXDLFinding.suffix, "'\(name)' belongs to a field '\(stem)' by its ending, and the group has none",
            at: index,
            expected: stem))
      }
    },
  ]

  /// Prefixes that NeXus has given away, each to one program or archive. `IDF_Version` is in its place.
  private static let reserved = [
    "BLUESKY_", "DECTRIS_", "IDF_", "NDAttr", "NX_", "PDBX_", "SAS_", "SILX_",
  ]

  private static func objection(to name: String, _ element: NXDLDocument.Element) -> String? {
    if let first = name.utf8.first, (0x30...0x39).contains(first) { return "begins with a digit" }
    if name.contains(".") { return "has a full stop inside" }
    if name.utf8.count > 63 { return "is longer than 63 characters" }
    if !["NX_class", "IDF_Version"].contains(name), let prefix = reserved.first(where: name.hasPrefix) {
      return "begins with \(prefix), which NeXus keeps for others"
    }
    if element != .attribute, name.hasPrefix("NX") { return "begins with NX, as only classes do" }
    return nil
  }

  /// Endings that tie a field to another; `_offset`, `_mask`, `_end` and `_set` end too many names of their own.
  private static let suffixes = ["_increment_set", "_scaling_factor", "_errors", "_indices", "_weights"]

  /// What a field belongs to by the ending of its name; nil when it stands alone.
  static func stem(of name: String) -> String? {
    guard let suffix = suffixes.first(where: { name.hasSuffix($0) && name.count > $0.count }) else { return nil }
    return String(name.dropLast(suffix.count))
  }

  /// The names a group has, in this definition and in the classes behind it.
  private static func names(in group: Int, _ subject: NXDLSubject) -> [NXDLDocument.Node] {
    let classes = group == 0 ? Array(subject.chain.dropFirst()) : subject.classes(of: group)
    return subject.document.children(of: group, .field, .group, .link, .choice)
      + classes.flatMap { $0.nodes.isEmpty ? [] : $0.children(of: 0, .field, .group, .link, .choice) }
  }

  /// Capitals of a template may become anything; here they become themselves, or the name is any.
  private static func belongs(_ stem: String, to node: NXDLDocument.Node) -> Bool {
    node.name == stem || node["nameType"] == "any" && node.element == .field
  }
}
