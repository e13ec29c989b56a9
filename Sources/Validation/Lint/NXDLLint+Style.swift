// Rules about order, and about what NeXus has given up.
import DataModel

extension NXDLLint {
  static let styleRules: [Rule<NXDLSubject>] = [
    Rule(NXDLFinding.order) { subject, report in
      for (_, node) in subject.nodes(.field) {
        var seen: NXDLDocument.Element?
        for child in node.children {
          let inner = subject.document.nodes[child]
          guard let place = fieldOrder[inner.element] else { continue }
          if let seen, let before = fieldOrder[seen], before > place {
            report.add(
              subject.finding(
                NXDLFinding.order,
                "in the field '\(node.name ?? "")' \(article(inner.element)) stands after \(article(seen))", at: child))
            break
          }
          seen = inner.element
        }
      }
    },
    Rule(NXDLFinding.plotAttribute) { subject, report in
      for (index, node) in subject.nodes(.field) {
        for attribute in ["signal", "axes", "axis", "primary"] {
          guard let value = node[attribute] else { continue }
          report.add(
            subject.finding(
              NXDLFinding.plotAttribute, "the field '\(node.name ?? "")' is marked \(attribute)=\"\(value)\"",
              at: index,
              attribute: attribute))
        }
      }
    },
    Rule(NXDLFinding.firstAttribute) { subject, report in
      for (index, node) in subject.nodes(.group) where node.type == "NXentry" {
        guard let first = node.children.first, subject.document.nodes[first].element == .attribute else { continue }
        report.add(
          subject.finding(
            NXDLFinding.firstAttribute,
            "the attribute '\(subject.document.nodes[first].name ?? "")' comes first in NXentry",
            at: index))
      }
    },
    Rule(NXDLFinding.deprecated) { subject, report in
      for (index, node) in subject.nodes(.definition, .dim, .link) {
        for attribute in obsolete[node.element] ?? [] where node[attribute] != nil {
          report.add(
            subject.finding(
              NXDLFinding.deprecated, "the attribute \(attribute) of <\(node.element.rawValue)> is given up", at: index,
              attribute: attribute))
        }
      }
      if let parent = subject.document.parent, let reason = subject.library[parent]?.root?["deprecated"] {
        report.add(
          subject.finding(
            NXDLFinding.deprecated, "\(parent), from which this is derived, is deprecated: \(reason)", at: 0,
            attribute: "extends"))
      }
    },
    Rule(NXDLFinding.deprecated) { subject, report in
      guard subject.document.root?["deprecated"] == nil else { return }
      for (index, node) in subject.nodes(.group) where node["deprecated"] == nil {
        guard let type = node.type, let reason = subject.library[type]?.root?["deprecated"] else { continue }
        report.add(
          subject.finding(
            NXDLFinding.deprecated, "the class \(type) is deprecated: \(reason)", at: index, attribute: "type"))
      }
    },
  ]

  /// The order of the parts of a field.
  private static let fieldOrder: [NXDLDocument.Element: Int] = [.dimensions: 1, .attribute: 2, .enumeration: 3]

  private static func article(_ element: NXDLDocument.Element) -> String {
    element == .dimensions ? "<dimensions>" : element == .attribute ? "an <attribute>" : "an <enumeration>"
  }

  /// Attributes of the language that are kept for old definitions alone.
  private static let obsolete: [NXDLDocument.Element: [String]] = [
    .definition: ["restricts", "svnid"], .dim: ["ref", "refindex", "incr"], .link: ["napimount"],
  ]
}
