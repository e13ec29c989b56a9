// Rules about the definition as a whole and what it is derived from.
import DataModel

extension NXDLLint {
  /// The folders of a set, and the kind of definition each holds; contributed_definitions has both.
  private static let categories = ["base_classes": "base", "applications": "application"]

  static let identityRules: [Rule<NXDLSubject>] = [
    Rule(NXDLFinding.fileName) { subject, report in
      let name = subject.document.name ?? ""
      let expected = name + ".nxdl.xml"
      guard subject.fileName != expected else { return }
      let message =
        name.isEmpty
        ? "the definition in \(subject.fileName) has no name"
        : "the file is called \(subject.fileName), the definition in it '\(name)'"
      report.add(
        subject.finding(
          NXDLFinding.fileName, message, at: 0, attribute: "name", expected: name.isEmpty ? nil : expected,
          found: subject.fileName))
    },
    Rule(NXDLFinding.category) { subject, report in
      let category = subject.document.root?["category"]
      guard category == "base" || category == "application" else {
        let message = category.map { "the category '\($0)' is neither base nor application" } ?? "no category is stated"
        return report.add(subject.finding(NXDLFinding.category, message, at: 0, attribute: "category", found: category))
      }
      guard let folder = subject.folderName, let expected = categories[folder], category != expected else { return }
      report.add(
        subject.finding(
          NXDLFinding.category, as: .warning,
          "a definition in \(folder)/ is said to be of the category '\(category ?? "")'",
          at: 0, attribute: "category", expected: expected, found: category))
    },
  ]

  /// What may stand at the top: NXobject, and NXroot, which is no group of a file.
  private static let parentless: Set<String> = ["NXobject", "NXroot"]

  static let inheritanceRules: [Rule<NXDLSubject>] = [
    Rule(NXDLFinding.parent) { subject, report in
      guard let parent = subject.document.parent, !parent.isEmpty else {
        guard let name = subject.document.name, !parentless.contains(name) else { return }
        return report.add(
          subject.finding(
            NXDLFinding.parent, as: .warning, "the definition is derived from no other", at: 0, attribute: "extends",
            expected: "NXobject",
            hint: "State extends=\"NXobject\"; what every group may have, such as @default, is defined there."))
      }
      // What is wrong further up is a matter of the definitions there, but it makes this one unusable as well.
      for document in subject.chain {
        guard let parent = document.parent, !subject.library.knows(parent) else { continue }
        let owner = document.name == subject.document.name ? "" : " (by way of \(document.name ?? "?"))"
        report.add(
          subject.finding(
            NXDLFinding.parent, "no definition '\(parent)' is at hand, from which this one is derived\(owner)", at: 0,
            attribute: "extends", found: parent))
      }
    },
    Rule(NXDLFinding.cycle) { subject, report in
      let names = subject.chain.compactMap(\.name)
      guard let last = subject.chain.last?.parent, names.contains(last) else { return }
      let way = (names + [last]).joined(separator: " extends ")
      report.add(
        subject.finding(
          NXDLFinding.cycle, "the definition is derived from itself: \(way)", at: 0, attribute: "extends", found: last))
    },
    Rule(NXDLFinding.groupType) { subject, report in
      for (index, node) in subject.nodes(.group) {
        guard let type = node.type, type != subject.document.name, !subject.library.knows(type) else { continue }
        report.add(
          subject.finding(
            NXDLFinding.groupType, "no definition '\(type)' is at hand, the class of \(subject.title(index))",
            at: index,
            attribute: "type", found: type))
      }
    },
  ]
}
