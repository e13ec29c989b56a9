/// Rules K: chains of transformations, and fields that come in pairs.
import DataModel
import HDF5

enum ChainRules {
  static let all: [Rule<GroupInstance>] = [
    Rule(dependsOn) { group, report in
      guard group.className != "NXcollection" else { return }
      if let member = group.member("depends_on"), member.isField {
        guard let target = group.file.value(of: member.object).oneText else { return }
        follow(target, from: group.object, at: group.path(of: "depends_on"), group, &report)
      }
      guard group.className == "NXtransformations" else { return }
      for member in group.members where member.isField && !member.isSecondary {
        guard let target = group.file.object(member.object).text(of: "depends_on") else { continue }
        follow(target, from: group.object, at: "\(group.path(of: member.name))@depends_on", group, &report)
      }
    },
    Rule(transformation) { group, report in
      guard group.className == "NXtransformations" else { return }
      for member in group.members where member.isField && !member.isSecondary && !isCompanion(member.name, group) {
        check(member, group, &report)
      }
    },
  ]

  static let dependsOn = FindingCode(
    "NX-K2", .error, "A chain of transformations is broken.",
    example: "depends_on = \"/entry/sample/transformations/phi\", which is not there",
    cure: "Let each depends_on name a transformation, by an absolute path or one beside it; the last one is a period.")
  static let transformation = FindingCode(
    "NX-K3", .warning, "A transformation lacks what it takes to compute it.",
    example: "an axis without the attribute vector",
    cure: "Add transformation_type (translation or rotation) and vector (three numbers).")

  /// Walks a chain to its end, a period; every link of it is visited once.
  private static func follow(
    _ target: String, from start: Int, at path: String, _ group: GroupInstance, _ report: inout RuleReport
  ) {
    var target = target
    var parent = start
    var seen: Set<Int> = []
    while target != "." && !target.isEmpty {
      if group.file.isBehindUnfollowedLink(target, from: parent) { return }
      guard let next = object(target, from: parent, group.file) else {
        let isBareAbsolute = !target.hasPrefix("/") && object("/" + target, from: parent, group.file) != nil
        return report.add(
          dependsOn, nil, "the chain leads to \(target), which is not there", at: path,
          expected: "a transformation, or a period", found: target,
          hint: isBareAbsolute ? "Is /\(target) meant? Without a slash in front, the path begins at this group." : nil)
      }
      guard seen.insert(next).inserted else {
        return report.add(
          dependsOn, nil, "the chain goes round in a circle through \(group.file.survey.path(of: next))", at: path,
          found: target)
      }
      let object = group.file.object(next)
      if object.isGroup {
        // A chain may lead through a component, which has its own depends_on.
        guard let field = group.file.member("depends_on", of: next), field.object >= 0 else { return }
        target = group.file.value(of: field.object).oneText ?? "."
        parent = next
      } else {
        target = object.text(of: "depends_on") ?? "."
        parent = object.home < 0 ? Survey.root : group.file.survey.links[object.home].parent
      }
    }
  }

  private static func object(_ path: String, from group: Int, _ file: NeXusFile) -> Int? {
    if let found = file.survey.object(at: path, from: group) { return found }
    guard !path.hasPrefix("/") else { return nil }
    let inside = file.members(of: group).filter { $0.className == "NXtransformations" }
    return inside.lazy.compactMap { file.survey.object(at: path, from: $0.object) }.first
  }

  private static func isCompanion(_ name: String, _ group: GroupInstance) -> Bool {
    ["_end", "_increment_set", "_set", "_errors"].contains { suffix in
      name.hasSuffix(suffix) && group.member(String(name.dropLast(suffix.count))) != nil
    }
  }

  private static func check(_ member: NeXusFile.Member, _ group: GroupInstance, _ report: inout RuleReport) {
    let object = group.file.object(member.object)
    let path = group.path(of: member.name)
    guard
      object.attribute("depends_on") != nil || object.attribute("transformation_type") != nil
        || object.attribute("vector") != nil
    else { return }
    guard let vector = object.attribute("vector") else {
      return report.add(transformation, nil, "\(member.name) has no vector", at: path, expected: "three numbers")
    }
    if vector.value.allNumbers?.count != 3 {
      report.add(
        transformation, .error, "the vector of \(member.name) has not three numbers", at: "\(path)@vector",
        expected: "three numbers", found: "shape \(vector.shape)")
    }
    if object.attribute("transformation_type") == nil {
      report.add(
        transformation, .note, "\(member.name) does not say whether it is a translation or a rotation",
        at: path, expected: "translation or rotation")
    }
  }
}
