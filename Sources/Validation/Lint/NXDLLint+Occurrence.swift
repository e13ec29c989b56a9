// Rules about how often something occurs, and whether it must.
import DataModel

extension NXDLLint {
  static let occurrenceRules: [Rule<NXDLSubject>] = [
    Rule(NXDLFinding.duplicate) { subject, report in
      for (index, node) in subject.nodes(.definition, .group, .field) {
        checkNames(in: node, at: index, subject, &report)
      }
    },
    Rule(NXDLFinding.occurs) { subject, report in
      for (index, node) in subject.nodes(.group, .field) {
        guard let least = node["minOccurs"].flatMap({ Int($0) }), let most = node["maxOccurs"].flatMap({ Int($0) }),
          least > most
        else { continue }
        report.add(
          subject.finding(
            NXDLFinding.occurs, "\(subject.title(index)) must occur \(least) times and may occur \(most) times",
            at: index, attribute: "minOccurs", expected: "at most \(most)", found: String(least)))
      }
    },
    Rule(NXDLFinding.optionality) { subject, report in
      for (index, node) in subject.nodes(.group, .field, .attribute) {
        for contradiction in contradictions where contradiction.holds(node) {
          report.add(
            subject.finding(
              NXDLFinding.optionality, "\(subject.title(index)) is \(contradiction.words)", at: index))
        }
      }
    },
  ]

  /// Attributes have names of their own kind; whatever else a group holds shares one space of names.
  private static func checkNames(
    in node: NXDLDocument.Node, at index: Int, _ subject: NXDLSubject, _ report: inout RuleReport
  ) {
    var seen: [String: Int] = [:]
    for child in node.children {
      let inner = subject.document.nodes[child]
      let isAttribute = inner.element == .attribute
      guard isAttribute || [.group, .field, .link, .choice].contains(inner.element),
        let name = inner.name ?? (inner.element == .group ? inner.type : nil)
      else { continue }
      guard let first = seen.updateValue(child, forKey: (isAttribute ? "@" : "") + name) else { continue }
      let other = subject.document.nodes[first]
      // A field and a group of one name are two readings of one concept: legal, and hard on whoever reads it.
      let severity: Finding.Severity = inner.element == other.element ? .warning : .note
      report.add(
        subject.finding(
          NXDLFinding.duplicate, as: severity,
          "\(subject.title(child)) has the name of the \(other.element.rawValue) in line \(other.line)", at: child))
    }
  }

  private struct Contradiction: Sendable {
    let words: String
    let holds: @Sendable (NXDLDocument.Node) -> Bool
  }

  private static let contradictions = [
    Contradiction(words: "both optional and recommended") {
      $0.flag("optional") == true && $0.flag("recommended") == true
    },
    Contradiction(words: "optional, and must occur") { isNeeded($0) && $0.flag("optional") == true },
    Contradiction(words: "recommended, and must occur") { isNeeded($0) && $0.flag("recommended") == true },
    Contradiction(words: "not optional, and need not occur") {
      $0["minOccurs"] == "0" && $0.flag("optional") == false
    },
    Contradiction(words: "never to occur, and must occur or is recommended") {
      $0["maxOccurs"] == "0" && ($0.flag("recommended") == true || $0.flag("optional") == false)
    },
  ]

  private static func isNeeded(_ node: NXDLDocument.Node) -> Bool {
    node["minOccurs"].flatMap { Int($0) }.map { $0 > 0 } ?? false
  }
}
