/// Rules P: what has to be there, how often, and of which kind.
///
/// What is missing is reported at the object that lacks it.
import DataModel
import HDF5

enum PresenceRules {
  static let all: [Rule<GroupInstance>] = [
    Rule(missing) { group, report in
      for match in group.matches {
        for shortage in match.shortages where shortage.found == 0 && shortage.concept.kind != .choice {
          add(
            missing, shortage.concept, shortage.concept.label, at: group.path,
            besides: group.unfollowedWords(for: shortage.concept), &report)
        }
      }
      for concept in group.scope.applications {
        for attribute in concept.attributes where isMissing(attribute, group) {
          add(missing, attribute, attribute.label, at: group.path, &report)
        }
        for (index, member) in group.members.enumerated() where member.isField {
          for match in group.matches { requireAttributes(of: match.concept(of: index), member, group, &report) }
        }
      }
    },
    Rule(count) { group, report in
      for match in group.matches {
        for shortage in match.shortages where shortage.found > 0 && shortage.concept.requirement == .required {
          let concept = shortage.concept
          let unseen = group.unfollowedWords(for: concept)
          report.add(
            count, unseen == nil ? nil : .warning,
            "too few of \(concept.label): the definition asks for at least \(concept.minimum)\(unseen.map { "; \($0)" } ?? "")",
            at: group.path, expected: "at least \(concept.minimum)", found: "\(shortage.found)", rule: concept.source)
        }
        for surplus in match.surplus {
          let isRuledOut = surplus.concept.maximum == .times(0)
          report.add(
            count, nil,
            isRuledOut
              ? "the definition does not allow \(surplus.concept.label)" : "one too many of \(surplus.concept.label)",
            at: group.path(of: surplus.member.name), expected: surplus.concept.maximumText,
            hint: isRuledOut ? "Remove it; the definition may say what takes its place." : nil,
            rule: surplus.concept.source)
        }
      }
    },
    Rule(choice) { group, report in
      for match in group.matches {
        for shortage in match.shortages where shortage.concept.kind == .choice {
          report.add(
            choice, nil, "the group \(shortage.concept.name) is missing: it may be one of several classes",
            at: group.path, expected: classes(of: shortage.concept),
            rule: shortage.concept.source)
        }
        for clash in match.clashes where clash.concept.kind == .choice {
          report.add(
            choice, nil, "\(clash.member.name) is none of the classes that may stand here",
            at: group.path(of: clash.member.name), expected: classes(of: clash.concept),
            found: clash.member.description, rule: clash.concept.source)
        }
      }
    },
    Rule(kind) { group, report in
      for match in group.matches {
        for clash in match.clashes where clash.concept.kind != .choice {
          report.add(
            kind, nil, "\(clash.member.name) is not what the definition asks for under this name",
            at: group.path(of: clash.member.name), expected: clash.concept.label, found: clash.member.description,
            rule: clash.concept.source)
        }
      }
    },
  ]

  static let missing = FindingCode(
    "NX-P1", .error, "Something that the application definition asks for is missing.",
    example: "an entry that claims NXxas but has no start_time",
    cure:
      "Add it; when it is not known, choose a definition that does not ask for it. What is only recommended is a "
      + "warning."
  )
  static let count = FindingCode(
    "NX-P4", .error, "There are more or fewer instances than the definition allows.",
    example: "three NXdetector groups where maxOccurs is 2", cure: "Remove or add groups, or use another definition.")
  static let choice = FindingCode(
    "NX-P5", .error, "Of a choice of groups exactly one has to be there, under the name of the choice.",
    example: "pixel_shape of class NXsample, where NXoff_geometry or NXcylindrical_geometry is asked for",
    cure: "Store one of the groups that the choice lists, under the name of the choice.")
  static let kind = FindingCode(
    "NX-P6", .error,
    "A group stands where a field is asked for, a field where a group is, or a group of another class.",
    example: "/entry/title is a group", cure: "Store what the definition asks for, or give what is there another name.")

  private static func add(
    _ code: FindingCode, _ concept: Concept, _ what: String, at path: String, besides unseen: String? = nil,
    _ report: inout RuleReport
  ) {
    let isRequired = concept.requirement == .required
    report.add(
      code, isRequired && unseen == nil ? .error : .warning,
      "\(what) is \(isRequired ? "required" : "recommended") but "
        + (unseen.map { "was not seen: \($0) and may lead to it" } ?? "missing"),
      at: path, expected: concept.expectation, rule: concept.source)
  }

  private static func isMissing(_ attribute: Concept, _ group: GroupInstance) -> Bool {
    attribute.requirement != .optional && attribute.nameType.isFixed && group.survey.attribute(attribute.name) == nil
  }

  private static func requireAttributes(
    of concept: Concept?, _ member: NeXusFile.Member, _ group: GroupInstance, _ report: inout RuleReport
  ) {
    guard let concept, concept.kind == .field, concept.isApplication else { return }
    let object = group.file.object(member.object)
    for attribute in concept.attributes where attribute.requirement != .optional && attribute.nameType.isFixed {
      guard object.attribute(attribute.name) == nil else { continue }
      add(missing, attribute, attribute.label, at: group.path(of: member.name), &report)
    }
  }

  private static func classes(of choice: Concept) -> String {
    choice.members.compactMap(\.type).joined(separator: " or ")
  }
}

extension Concept {
  /// As a person would call it: `field energy`, `group NXsample`, `group monochromator (NXmonochromator)`.
  var label: String {
    switch kind {
    case .group where name.isEmpty || nameType == .any: "a group of class \(type ?? "")"
    case .group: "the group \(name) (\(type ?? ""))"
    case .field where !nameType.isFixed: "a field named like \(name)"
    case .field, .attribute, .link, .choice: "the \(kind.rawValue) \(name)"
    }
  }

  /// What would satisfy it, in short.
  var expectation: String? {
    if let enumeration { return enumeration.items.prefix(12).joined(separator: ", ") }
    switch kind {
    case .group: return type
    case .field, .attribute: return type ?? "NX_CHAR"
    case .link: return target.map { "a link to \($0)" }
    case .choice: return nil
    }
  }

  var maximumText: String {
    switch maximum {
    case .times(let count): "at most \(count)"
    case .unbounded: "any number"
    }
  }
}

extension NeXusFile.Member {
  /// What it is, in short.
  var description: String {
    if isGroup { return className.map { "a group of class \($0)" } ?? "a group without class" }
    return isField ? "a field" : "a link that leads nowhere"
  }
}
