/// Rules N and S9: names.
import DataModel
import HDF5

enum NameRules {
  static let files: [Rule<FileInstance>] = [
    Rule(valid) { instance, report in
      let survey = instance.file.survey
      for (index, link) in survey.links.enumerated() {
        guard let complaint = complaint(about: link.name, isRepaired: link.isNameRepaired) else { continue }
        report.add(
          valid, isInCollection(link.parent, instance.file) ? .note : .error,
          "the name \(link.name.debugDescription) \(complaint)",
          at: survey.path(ofLink: index), expected: expected, found: link.name)
      }
      for (index, object) in survey.objects.enumerated() {
        for attribute in object.attributes {
          guard let complaint = complaint(about: attribute.name, isRepaired: false) else { continue }
          report.add(
            valid, isInCollection(index, instance.file) ? .note : .error,
            "the name \(attribute.name.debugDescription) of an attribute \(complaint)",
            at: "\(survey.path(of: index))@\(attribute.name)", expected: expected, found: attribute.name)
        }
      }
    }
  ]

  static let groups: [Rule<GroupInstance>] = [
    Rule(suffix) { group, report in
      guard group.className != "NXcollection", group.className != nil else { return }
      for member in group.members where member.isField {
        guard let (stem, suffix) = split(member.name), group.member(stem) == nil,
          stem != "" || suffix == "_errors", group.scope.definition?.defines(member.name) != true
        else { continue }
        report.add(
          Self.suffix, nil,
          "\(member.name) ends in \(suffix), which is reserved for what belongs to a field \(stem), but there is no "
            + "such field",
          at: group.path(of: member.name), expected: "a field \(stem) beside it")
      }
    },
    Rule(prefix) { group, report in
      guard group.className != "NXcollection", group.className != nil else { return }
      for member in group.members where member.isField && member.name.hasPrefix("NX") {
        report.add(
          Self.prefix, nil, "the field name \(member.name) begins with NX, which is reserved for the classes of NeXus",
          at: group.path(of: member.name))
      }
    },
    Rule(undefined) { group, report in
      guard let definition = group.scope.definition, group.className != "NXcollection" else { return }
      for (index, member) in group.members.enumerated() where member.object >= 0 && !member.isSecondary {
        let ignored: DefinitionDocument.ExtraNames = member.isGroup ? .groups : .fields
        guard !definition.ignoresExtra.contains(ignored), group.matches.allSatisfy({ $0.assigned[index] == nil }),
          member.isField ? group.scope.field(member.name) == nil : !isKnownGroup(member, group)
        else { continue }
        reportUndefined(
          member.isGroup ? "group" : "field", member.name, group, at: group.path(of: member.name), &report)
      }
      guard !definition.ignoresExtra.contains(.attributes) else { return }
      for attribute in group.survey.attributes where !alwaysKnown.contains(attribute.name) {
        guard group.scope.attribute(attribute.name) == nil else { continue }
        reportUndefined("attribute", attribute.name, group, at: "\(group.path)@\(attribute.name)", &report)
      }
    },
  ]

  static let valid = FindingCode(
    "NX-N1", .error, "A name that NeXus does not allow.", example: "a field called \"my field\"",
    cure:
      "Use letters, digits and underscores, at most 63 characters; periods only inside. In an NXcollection this is a "
      + "note."
  )
  static let suffix = FindingCode(
    "NX-N4", .warning, "A reserved ending without the field that it belongs to.", example: "foo_errors without foo",
    cure: "Store the field beside it, or choose another name.")
  static let prefix = FindingCode(
    "NX-N6", .warning, "A field has a name that is reserved for classes.", example: "/entry/sample/NXmine",
    cure: "Choose a name that does not begin with NX.")
  static let undefined = FindingCode(
    "NX-S9", .note, "A name that no definition knows at this place.", example: "/entry/sample/nmae",
    cure:
      "Nothing is wrong with names of one's own; check the spelling, and see whether the class has a name for it. A "
      + "name very near to a defined one is a warning."
  )

  private static let expected = "letters, digits, underscores, at most 63 characters"
  private static let alwaysKnown: Set<String> = ["NX_class", "target", "default", "canSAS_class"]

  private static func complaint(about name: String, isRepaired: Bool) -> String? {
    if isRepaired { return "is not valid UTF-8" }
    let bytes = name.utf8
    if bytes.count > 63 { return "has \(bytes.count) bytes" }
    guard let first = bytes.first, let last = bytes.last, ConceptName.isNamePart(first), ConceptName.isNamePart(last),
      first != dot, last != dot,
      bytes.allSatisfy(ConceptName.isNamePart)
    else { return "has characters that NeXus does not allow" }
    return nil
  }

  private static let dot = UInt8(ascii: ".")

  /// Whether a group is an NXcollection or lies in one: names in there are the writer's own business.
  private static func isInCollection(_ object: Int, _ file: NeXusFile) -> Bool {
    var object = object
    while true {
      if file.classes[object] == "NXcollection" { return true }
      let home = file.object(object).home
      if home < 0 { return false }
      object = file.survey.links[home].parent
    }
  }

  private static let suffixes = [
    "_increment_set", "_scaling_factor", "_weights", "_errors", "_offset", "_mask", "_set", "_end",
  ]
  /// Endings that ordinary words have too: alone they prove nothing.
  private static let commonSuffixes: Set<String> = ["_set", "_end", "_offset", "_mask"]

  private static func split(_ name: String) -> (stem: String, suffix: String)? {
    for suffix in suffixes where name.hasSuffix(suffix) && !commonSuffixes.contains(suffix) {
      return (String(name.dropLast(suffix.count)), suffix)
    }
    return nil
  }

  private static func isKnownGroup(_ member: NeXusFile.Member, _ group: GroupInstance) -> Bool {
    // Without a class, or with one that nobody knows, a group has a finding of its own.
    guard let name = member.className, let definition = group.classDefinition(name) else { return true }
    return group.scope.knowsGroup(member.name, definition)
  }

  private static func reportUndefined(
    _ kind: String, _ name: String, _ group: GroupInstance, at path: String, _ report: inout RuleReport
  ) {
    let near = neighbour(of: name, group)
    report.add(
      undefined, near == nil ? .note : .warning,
      near.map { "the \(kind) \(name) is unknown in \(group.className ?? ""), which has a \($0)" }
        ?? "the \(kind) \(name) is unknown in \(group.className ?? "")",
      at: path, hint: near.map { "Is \($0) meant?" })
  }

  /// A defined name that is a slip of the pen away and not there itself; short names are too near to each other.
  private static func neighbour(of name: String, _ group: GroupInstance) -> String? {
    guard name.utf8.count >= 5 else { return nil }
    let names = group.scope.sources.flatMap(\.index.fixed.keys)
    return names.filter { other in
      other.utf8.count >= 5 && abs(other.utf8.count - name.utf8.count) <= 1 && Spelling.distance(name, other) == 1
        && group.member(other) == nil && !differOnlyInNumber(name, other)
    }.min()
  }

  /// `slit1` and `slit2`, `name` and `names` are different things, not slips.
  private static func differOnlyInNumber(_ a: String, _ b: String) -> Bool {
    func stem(_ text: String) -> String {
      String(text.reversed().drop { $0.isNumber || $0 == "s" }.reversed())
    }
    return stem(a) == stem(b)
  }
}

extension ClassDefinition {
  /// Whether the class itself has a field of this fixed name.
  func defines(_ name: String) -> Bool { content.index.fixed[name] != nil }
}
