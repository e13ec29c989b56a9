// Rules about what values and links say.
import DataModel

extension NXDLLint {
  static let valueRules: [Rule<NXDLSubject>] = [
    Rule(NXDLFinding.item) { subject, report in
      for (index, node) in subject.nodes(.enumeration) {
        var lines: [String: Int] = [:]
        for child in node.children {
          let item = subject.document.nodes[child]
          guard item.element == .item, let value = item["value"] else { continue }
          if let first = lines[value] {
            report.add(
              subject.finding(
                NXDLFinding.item, "the value '\(value)' stands in line \(first) already", at: child, found: value))
          } else {
            lines[value] = item.line
          }
        }
        if lines.isEmpty {
          report.add(subject.finding(NXDLFinding.item, "an enumeration allows no value at all", at: index))
        }
      }
    },
    Rule(NXDLFinding.units) { subject, report in
      for (index, node) in subject.nodes(.field) where quantities.contains(node.type ?? "") && node["units"] == nil {
        guard let name = node.name, let group = node.parent, !isFree(node, in: subject.document.nodes[group]),
          !inheritsUnits(name, in: group, subject)
        else { continue }
        report.add(
          subject.finding(
            NXDLFinding.units, "the field '\(name)' holds \(node.type ?? "") and states no units", at: index,
            attribute: "units"))
      }
    },
    Rule(NXDLFinding.link) { subject, report in
      for (index, node) in subject.nodes(.link) {
        guard let target = node["target"] else { continue }
        guard let steps = NXDLTarget.steps(of: target) else {
          report.add(
            subject.finding(
              NXDLFinding.link, "'\(target)' is no way from the root to an object", at: index, attribute: "target",
              found: target))
          continue
        }
        guard let missing = NXDLTarget.firstMissing(steps, in: subject) else { continue }
        report.add(
          subject.finding(
            NXDLFinding.link, as: .note,
            "the link '\(node.name ?? "")' leads to \(target), and the definition has no "
              + "'\(missing)' there", at: index, attribute: "target", found: target))
      }
    },
  ]

  /// The types whose values have a unit as a rule; integers mostly count or number something.
  private static let quantities: Set<String> = [
    "NX_FLOAT", "NX_NUMBER", "NX_COMPLEX", "NX_CCOMPLEX", "NX_PCOMPLEX",
  ]

  /// Whether a unit cannot be told beforehand: a field of any name, one that takes the unit of another, and what lies in a
  /// collection, which nobody judges.
  private static func isFree(_ node: NXDLDocument.Node, in group: NXDLDocument.Node) -> Bool {
    node["nameType"] == "any" || group.type == "NXcollection" || node.name.flatMap(stem(of:)) != nil
  }

  /// Whether a field of this name has units in a class behind its group, or in a definition this one is derived from.
  private static func inheritsUnits(_ name: String, in group: Int, _ subject: NXDLSubject) -> Bool {
    let classes = group == 0 ? Array(subject.chain.dropFirst()) : subject.classes(of: group)
    let inherited = classes.contains { document in
      !document.nodes.isEmpty
        && document.children(of: 0, .field).contains { $0.name == name && $0["units"] != nil }
    }
    if inherited { return true }
    let path = subject.document.path(of: group)
    return subject.chain.dropFirst().contains { document in
      document.nodes.contains { node in
        node.element == .field && node.name == name && node["units"] != nil
          && node.parent.map { document.path(of: $0) } == path
      }
    }
  }
}
