/// Rules L: links that lead somewhere, and to the right thing.
import DataModel
import Formats
import HDF5

enum LinkRules {
  static let files: [Rule<FileInstance>] = [
    Rule(NeXusFinding.brokenLink) { instance, report in
      let survey = instance.file.survey
      for (index, link) in survey.links.enumerated() where link.object < 0 && link.problem >= 0 {
        if instance.file.refusal(ofLink: index) != nil { continue }
        let problem = survey.problems[link.problem]
        switch link.kind {
        case .soft(let target):
          report.add(
            NeXusFinding.brokenLink, .error, "the soft link leads nowhere", at: survey.path(ofLink: index),
            expected: "an object at \(target)", found: words(problem),
            hint: "Store the object there, or let the link name the place where it is.")
        case .external(let file, let path):
          report.add(
            NeXusFinding.brokenLink, .error, "the external link leads nowhere", at: survey.path(ofLink: index),
            expected: "an object \(path) in the file \(file)", found: words(problem))
        case .hard, .other: continue
        }
      }
    },
    Rule(notFollowed) { instance, report in
      let survey = instance.file.survey
      for (index, link) in survey.links.enumerated() {
        guard let refusal = instance.file.refusal(ofLink: index) else { continue }
        let words = words(refusal, for: link.kind)
        report.add(
          notFollowed, nil, "the link was not followed: \(words.reason)", at: survey.path(ofLink: index),
          found: words.found, hint: words.hint)
      }
    },
    Rule(target) { instance, report in
      let survey = instance.file.survey
      for (index, object) in survey.objects.enumerated() {
        guard let attribute = object.attribute("target") else { continue }
        checkTarget(attribute, of: index, instance.file, &report)
      }
    },
  ]

  static let matches: [Rule<GroupInstance>] = [
    Rule(asked) { group, report in
      for match in group.matches {
        for (index, member) in group.members.enumerated() {
          guard let concept = match.assigned[index], concept.kind == .link, member.object >= 0 else { continue }
          checkAsked(member, concept, group, &report)
        }
      }
    },
    Rule(target) { group, report in
      for match in group.matches {
        for (index, member) in group.members.enumerated() {
          guard let concept = match.assigned[index], concept.kind == .link, member.object >= 0 else { continue }
          checkMark(member, concept, group.file, &report)
        }
      }
    },
  ]

  /// What is wrong with a link beyond that nothing is there; nil when that is all.
  private static func words(_ problem: HDF5Error) -> String? {
    let known = libraryWords.first { problem.message.contains($0.part) }
    return known == nil ? problem.message : known?.words
  }

  /// What the library says of links that lead nowhere.
  private static let libraryWords: [(part: String, words: String?)] = [
    ("too many links", "links that lead to each other in a circle"),
    ("unable to open external file", "no such file, or none that can be opened"),
    ("H5F_prefix_open_file: unable to open", "no such file, or none that can be opened"),
    ("component not found", nil), ("doesn't exist", nil),
  ]

  /// Why a link was not followed, where it leads, and how to have it followed.
  private static func words(
    _ refusal: ExternalLinks.Refusal, for kind: HDF5.Link.Kind
  ) -> (reason: String, found: String?, hint: String?) {
    let target =
      switch kind {
      case .external(let file, let path): "\(path) in the file \(file)"
      case .soft(let target): target
      case .hard, .other: String?.none
      }
    switch refusal {
    case .switchedOff: return ("links to other files are switched off", target, "--external-links any follows it.")
    case .outside(let file):
      return ("the file \(file) lies outside the folder of this one", target, "--external-links any follows it.")
    case .files(let limit):
      return (
        "it leads on to another file, after \(limit) in a row", target,
        "--external-depth \(limit + 1) goes one file further."
      )
    case .groups(let limit): return ("it lies more than \(limit) groups deep", target, nil)
    }
  }

  static let notFollowed = FindingCode(
    "NX-L4", .note, "A link was not followed, so nothing is said about what lies behind it.",
    example: "a detector in /data/raw/scan7.h5, with --external-links folder",
    cure:
      "Nothing is wrong with the link itself. Follow it with --external-links any, or with a greater --external-depth; "
      + "what is required and may lie behind it is a warning until then.")
  static let target = FindingCode(
    "NX-L2", .error, "The attribute target of a linked object does not name the object.",
    example: "energy@target = \"/entry/mono/energy\", which is not there",
    cure:
      "Let target be the absolute path of the original. Where a definition asks for a link, it is a warning that "
      + "target is missing.")
  static let asked = FindingCode(
    "NX-L3", .error, "What stands where the definition asks for a link is not what the link is to lead to.",
    example: "NXdata/energy leads to incoming_beam/data instead of monochromator/energy",
    cure: "Link to the object that the definition names. A copy in place of a link is a warning.")

  private static func checkTarget(
    _ attribute: Survey.Attribute, of index: Int, _ file: NeXusFile, _ report: inout RuleReport
  ) {
    let survey = file.survey
    let path = "\(survey.path(of: index))@target"
    guard let text = attribute.value.oneText else {
      return report.add(
        target, .error, "the attribute target is not one text", at: path, expected: "a path", found: attribute.type.name
      )
    }
    // In a file that was reached by an external link, paths begin at that file's own root.
    guard file.isInMainFile(index) else { return }
    if file.isBehindUnfollowedLink(text, from: Survey.root) { return }
    guard text.hasPrefix("/"), let found = survey.object(at: text) else {
      let isElsewhere = text.contains(":") && !text.hasPrefix("/")
      return report.add(
        target, isElsewhere ? .note : .error, "the attribute target names something that is not there", at: path,
        expected: "the absolute path of the original", found: text)
    }
    if found != index {
      report.add(
        target, .error, "the attribute target names another object", at: path, expected: survey.path(of: index),
        found: text)
    }
  }

  /// Holds a linked object against the classes and names that the definition's path is made of.
  private static func checkAsked(
    _ member: NeXusFile.Member, _ concept: Concept, _ group: GroupInstance, _ report: inout RuleReport
  ) {
    guard let wanted = concept.target.map(TargetStep.steps), let last = wanted.last else { return }
    let path = group.path(of: member.name)
    if fits(member.object, wanted, group.file) { return }
    if isCopy(member, of: last, group.file) {
      report.add(
        asked, .warning, "\(member.name) is an array of its own, not a link to the original", at: path,
        expected: concept.target, found: "a copy", rule: concept.source)
    } else {
      report.add(
        asked, .error, "\(member.name) leads to something else than the definition asks for", at: path,
        expected: concept.target, found: group.file.survey.path(of: member.object), rule: concept.source)
    }
  }

  /// Programs that follow links find the original by its attribute `target`.
  private static func checkMark(
    _ member: NeXusFile.Member, _ concept: Concept, _ file: NeXusFile, _ report: inout RuleReport
  ) {
    guard let wanted = concept.target.map(TargetStep.steps), fits(member.object, wanted, file),
      file.object(member.object).attribute("target") == nil, file.isInMainFile(member.object)
    else { return }
    let path = file.survey.path(of: member.object)
    report.add(
      target, .warning, "\(member.name) is linked to, but lacks the attribute target", at: path,
      expected: "target = \"\(path)\"", rule: concept.source)
  }

  /// Whether any path to the object has the classes and names that are asked for.
  private static func fits(_ object: Int, _ steps: [TargetStep], _ file: NeXusFile) -> Bool {
    // An object in another file has left the tree that the path speaks of.
    if !file.isInMainFile(object) { return true }
    var objects = [object]
    for step in steps.reversed() {
      objects = objects.flatMap { file.parents(of: $0, where: { step.fits($0, file) }) }
      if objects.isEmpty { return false }
    }
    // A subentry stands for an entry, and lies in one.
    let isInEntry = steps.first?.className == "NXentry"
    return objects.contains { $0 == Survey.root || isInEntry && file.classes[$0] == "NXentry" }
  }

  /// An array that lies where the link is to be.
  private static func isCopy(_ member: NeXusFile.Member, of step: TargetStep, _ file: NeXusFile) -> Bool {
    guard !member.isSecondary, case .hard = file.survey.links[member.link].kind else { return false }
    return member.isField || member.isGroup && step.className != nil
  }

  /// One step of an NXDL link's target: a class, a name, or `name:class`.
  struct TargetStep {
    let name: String?
    let className: String?

    static func steps(_ target: String) -> [TargetStep] {
      target.split(separator: "/").map { part in
        let pieces = part.split(separator: ":").map(String.init)
        if pieces.count == 2 { return TargetStep(name: pieces[0], className: pieces[1]) }
        let only = pieces.first ?? ""
        return only.hasPrefix("NX") ? TargetStep(name: nil, className: only) : TargetStep(name: only, className: nil)
      }
    }

    func fits(_ link: Survey.Link, _ file: NeXusFile) -> Bool {
      if let name, name != link.name, !ConceptName(name, nameType: nil).matches(link.name) { return false }
      guard let className else { return true }
      let found = file.classes[link.object]
      return found == className || className == "NXentry" && found == "NXsubentry"
    }
  }
}

extension NeXusFile {
  /// Whether an object lies in the file itself, not in one that an external link leads to.
  func isInMainFile(_ object: Int) -> Bool {
    survey.objects[object].identity.fileNumber == survey.objects[Survey.root].identity.fileNumber
  }

  /// The groups that hold a hard link to an object; a link has to pass the test.
  func parents(of object: Int, where isFine: (Survey.Link) -> Bool) -> [Int] {
    hardLinks(to: object).filter { isFine(survey.links[$0]) }.map { survey.links[$0].parent }
  }
}
