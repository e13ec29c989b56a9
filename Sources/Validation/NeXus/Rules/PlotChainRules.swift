/// Rules F: the chain of `default` attributes from the root to what is plotted.
import DataModel
import Formats
import HDF5

enum PlotChainRules {
  static let all: [Rule<FileInstance>] = [
    Rule(NeXusFinding.noDefault) { instance, report in
      let file = instance.file
      let entries = file.members(of: Survey.root).filter { $0.className == "NXentry" }
      guard !entries.isEmpty, file.classes.contains("NXdata") else { return }
      checkChain(from: Survey.root, at: "/", file, &report)
      for entry in entries where hasData(entry.object, file) {
        checkChain(from: entry.object, at: "/\(entry.name)", file, &report)
      }
    }
  ]

  /// A group's `default` names one of its groups, and that one's the next, down to an NXdata with a signal.
  private static func checkChain(from start: Int, at path: String, _ file: NeXusFile, _ report: inout RuleReport) {
    let place = "\(path)@default"
    guard let attribute = file.object(start).attribute("default") else {
      return report.add(
        NeXusFinding.noDefault, .warning,
        "\(path == "/" ? "the file" : "the entry") does not say what is plotted by default",
        at: path, expected: "the name of a group below")
    }
    guard let name = attribute.value.oneText else {
      return report.add(NeXusFinding.noDefault, .error, "default is not one text", at: place)
    }
    if file.isBehindUnfollowedLink(name, from: start) { return }
    guard let target = file.survey.object(at: name, from: start), file.object(target).isGroup else {
      return report.add(
        NeXusFinding.noDefault, .error, "default names \(name), which is no group here", at: place,
        expected: "the name of a group below", found: name)
    }
    // An entry is looked at on its own.
    if start == Survey.root, file.classes[target] == "NXentry" { return }
    if let complaint = follow(target, file) {
      report.add(NeXusFinding.noDefault, .error, "default names \(name): \(complaint)", at: place, found: name)
    }
  }

  /// What is wrong further down the chain; nil when it ends in an NXdata. A missing `default` further down is a
  /// warning of its own.
  private static func follow(_ start: Int, _ file: NeXusFile) -> String? {
    var group = start
    var seen: Set<Int> = []
    while seen.insert(group).inserted {
      let className = file.classes[group]
      if className == "NXdata" { return nil }
      guard let name = file.object(group).text(of: "default") else {
        let leads = className == "NXentry" || className == "NXsubentry" || hasData(group, file)
        return leads ? nil : "a group of class \(className ?? "none") without anything to plot"
      }
      guard let next = file.survey.object(at: name, from: group), file.object(next).isGroup else { return nil }
      group = next
    }
    return "the chain of defaults goes round in a circle"
  }

  private static func hasData(_ group: Int, _ file: NeXusFile) -> Bool {
    file.members(of: group).contains { $0.className == "NXdata" }
  }
}
