/// Rules N5, S7 and S8: classes.
import DataModel
import HDF5

enum ClassRules {
  static let all: [Rule<GroupInstance>] = [
    Rule(form) { group, report in
      for member in group.members where member.isGroup && !member.isSecondary {
        check(group.file.object(member.object), at: group.path(of: member.name), group, &report)
      }
    },
    Rule(deprecated) { group, report in
      if let text = group.scope.definition?.deprecated {
        report.add(
          deprecated, nil, "the class \(group.className ?? "") is deprecated: \(text)", at: group.path,
          found: group.className)
      }
      for concept in group.scope.concepts {
        guard let text = concept.deprecated else { continue }
        report.add(
          deprecated, nil, "the group \(lastName(of: group.path)) is deprecated: \(text)", at: group.path,
          rule: concept.source)
      }
    },
    Rule(classless) { group, report in
      guard group.className != "NXcollection" else { return }
      for member in group.members where member.isGroup && !member.isSecondary {
        guard group.file.object(member.object).attribute("NX_class") == nil else { continue }
        report.add(
          classless, nil, "the group \(member.name) has no NX_class: NeXus does not look into it",
          at: group.path(of: member.name))
      }
    },
  ]

  static let form = FindingCode(
    "NX-N5", .error, "The attribute NX_class does not name a NeXus class.", example: "NX_class = \"NXSample\"",
    cure: "Store the name of a class as one string; case matters.")
  static let classless = FindingCode(
    "NX-K1", .note, "A group without NX_class.", example: "a group of vendor data below NXentry",
    cure: "Give it a class, NXcollection if none fits.")
  static let deprecated = FindingCode(
    "NX-S8", .warning, "Something that NeXus has given up.", example: "the field errors of NXdata",
    cure: "Use what the message names instead.")

  private static func check(
    _ object: Survey.Object, at path: String, _ group: GroupInstance, _ report: inout RuleReport
  ) {
    guard let attribute = object.attribute("NX_class") else { return }
    let place = "\(path)@NX_class"
    guard attribute.type.kind == .text else {
      return report.add(
        form, .error, "NX_class is no text", at: place, expected: "the name of a class", found: attribute.type.name)
    }
    guard let text = attribute.value.oneText else {
      return report.add(
        form, .error, "NX_class is not one text", at: place, expected: "the name of a class",
        found: "shape \(attribute.shape)")
    }
    if !attribute.shape.isEmpty {
      report.add(
        form, .warning, "NX_class is an array of one text instead of a text", at: place, expected: "one text",
        found: "shape \(attribute.shape)")
    }
    guard group.classDefinition(text) == nil else { return }
    let near = group.entry.suggestClass(text)
    report.add(
      form, group.className == "NXcollection" ? .note : .error,
      text.isEmpty ? "NX_class is empty" : "there is no class \(text)", at: place, expected: near, found: text,
      hint: near.map { "Is \($0) meant?" })
  }

  private static func lastName(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

enum DeprecationRules {
  static let fields: [Rule<ItemInstance>] = [
    Rule(ClassRules.deprecated) { item, report in
      if let stated = item.spec.deprecated {
        report.add(
          ClassRules.deprecated, nil, "the field \(item.name) is deprecated: \(stated.value)", at: item.path,
          rule: stated.concept.source)
      }
      for attribute in item.file.object(item.object).attributes {
        guard let stated = item.spec.attribute(attribute.name)?.deprecated, !plotAttributes.contains(attribute.name)
        else {
          continue
        }
        report.add(
          ClassRules.deprecated, nil, "the attribute \(attribute.name) is deprecated: \(stated.value)",
          at: "\(item.path)@\(attribute.name)", rule: stated.concept.source)
      }
    }
  ]

  /// The old ways to mark what is plotted are the matter of rule X11.
  private static let plotAttributes: Set<String> = ["signal", "axes", "axis", "primary"]
}
