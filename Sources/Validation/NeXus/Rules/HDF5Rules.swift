/// Rules H: the file itself, before NeXus is spoken of.
import DataModel
import Formats
import HDF5

enum HDF5Rules {
  static let all: [Rule<FileInstance>] = [
    Rule(NeXusFinding.leftOpen) { instance, report in
      guard instance.file.survey.wasLeftOpenForWriting else { return }
      report.add(NeXusFinding.leftOpen, nil, "the program that wrote the file did not close it", at: "/")
    },
    Rule(NeXusFinding.unreadableObject) { instance, report in
      let survey = instance.file.survey
      for (index, link) in survey.links.enumerated() where link.object < 0 && link.problem >= 0 && link.kind == .hard {
        let problem = survey.problems[link.problem]
        report.add(
          NeXusFinding.unreadableObject, nil, "the object cannot be opened: \(problem.message)",
          at: survey.path(ofLink: index))
      }
      for (index, object) in survey.objects.enumerated() where object.problem >= 0 {
        let problem = survey.problems[object.problem]
        report.add(
          NeXusFinding.unreadableObject, nil, "the content cannot be read: \(problem.message)",
          at: problem.path.isEmpty ? survey.path(of: index) : problem.path)
      }
    },
    Rule(cycle) { instance, report in
      for (index, link) in instance.file.survey.links.enumerated() where link.object >= 0 && link.kind == .hard {
        guard instance.file.isAncestor(link.object, of: link.parent) else { continue }
        report.add(
          cycle, nil, "the hard link leads back to \(instance.file.survey.path(of: link.object)), which holds it",
          at: instance.file.survey.path(ofLink: index))
      }
    },
    Rule(depth) { instance, report in
      let survey = instance.file.survey
      guard let deepest = survey.objects.indices.max(by: { survey.objects[$0].depth < survey.objects[$1].depth }),
        survey.objects[deepest].depth > mostDepth
      else { return }
      var object = deepest
      while survey.objects[object].depth > mostDepth { object = survey.links[survey.objects[object].home].parent }
      report.add(
        depth, nil, "groups are nested \(survey.objects[deepest].depth) deep", at: survey.path(of: object),
        expected: "at most \(mostDepth) levels")
    },
    Rule(size) { instance, report in
      let survey = instance.file.survey
      for (index, object) in survey.objects.enumerated() where object.isDataset && !object.isNull {
        let bytes = unpackedBytes(object)
        let stored = object.storedByteCount
        if stored == 0, bytes > unstoredLimit {
          report.add(
            size, nil, "\(object.shape) elements are declared, but nothing is stored", at: survey.path(of: index),
            found: "0 bytes")
        } else if stored > 0, bytes > inflatedLimit, bytes / stored > mostInflation {
          report.add(
            size, .warning,
            "\(stored / 1024) KiB in the file unpack to \(bytes >> 20) MiB: programs that read the array whole may run "
              + "out of memory",
            at: survey.path(of: index), found: "\(bytes / stored) times the stored size")
        }
      }
    },
    Rule(source) { instance, report in
      let survey = instance.file.survey
      for (index, object) in survey.objects.enumerated() where object.isDataset && object.count != 0 {
        checkSources(index, object, instance, &report)
      }
    },
    Rule(reference) { instance, report in
      let survey = instance.file.survey
      for (index, object) in survey.objects.enumerated() where object.type.kind == .reference && object.isDataset {
        let targets = Result { () throws(HDF5Error) in try survey.dataset(index).readReferences() }
        guard case .success(let targets) = targets, let bad = targets.firstIndex(where: { $0 == nil }) else { continue }
        report.add(
          reference, nil, "reference \(bad) points to nothing", at: survey.path(of: index),
          found: "\(targets.filter { $0 == nil }.count) of \(targets.count) references")
      }
    },
    Rule(chunk) { instance, report in
      var budget = DeepReading.shallowBudget
      for index in instance.file.survey.objects.indices where instance.file.object(index).isDataset {
        let isWorthIt = instance.isDeep || DeepReading.isCheapAndTelling(index, instance.file, &budget)
        if isWorthIt { DeepReading.check(index, instance, &report) }
      }
    },
    Rule(largeAttribute) { instance, report in
      let survey = instance.file.survey
      for (index, object) in survey.objects.enumerated() {
        for attribute in object.attributes where attribute.value == .none && !attribute.isNull {
          let count = attribute.shape.reduce(1.0) { $0 * Double($1) }
          let bytes = count * Double(max(8, attribute.type.width))
          guard bytes > Double(Survey.attributeByteLimit) else { continue }
          report.add(
            largeAttribute, nil, "the attribute \(attribute.name) is so large that its value was not looked at",
            at: "\(survey.path(of: index))@\(attribute.name)", expected: "at most \(Survey.attributeByteLimit) bytes",
            found: "shape \(attribute.shape)")
        }
      }
    },
    Rule(limit) { instance, report in
      guard let limit = instance.file.survey.reachedLimit else { return }
      report.add(Self.limit, nil, "only the first \(limit) objects were looked at", at: "/")
    },
  ]

  static let cycle = FindingCode(
    "NX-H4", .warning,
    "A hard link leads back to a group that holds it: programs that follow links never come to an end.",
    example: "/entry/sample/loop is /entry itself", cure: "Remove the link, or make it a soft link.")
  static let depth = FindingCode(
    "NX-H7", .warning, "Groups are nested deeper than any instrument needs; many programs give up on them.",
    example: "1,500 groups in each other", cure: "Check the program that wrote the file.")
  static let size = FindingCode(
    "NX-H8", .error, "A dataset declares far more than the file holds.", example: "10^12 points, none of them written",
    cure:
      "Check the program that wrote the file; programs that trust the declaration run out of memory. A large array "
      + "that was compressed to next to nothing is a warning: it holds one value over and over.")
  static let source = FindingCode(
    "NX-H3", .error,
    "The data of a dataset cannot be had here: a filter, an external file or a virtual source is missing.",
    example: "raw data in data.bin, which was not copied along",
    cure: "Install the filter, or bring the missing file beside this one.")
  static let reference = FindingCode(
    "NX-H9", .warning, "A stored reference points to nothing.", example: "a reference to a group that was deleted",
    cure: "Write the reference again, or remove it.")
  static let chunk = FindingCode(
    "NX-H6", .error, "A part of an array cannot be read: its bytes are damaged.",
    example: "a flipped bit in a chunk with a fletcher32 checksum",
    cure: "Fetch the file again from where it was recorded.")
  static let largeAttribute = FindingCode(
    "NX-H11", .note, "An attribute is larger than attributes are meant to be.",
    example: "a mask of a megapixel as an "
      + "attribute",
    cure: "Store it as a dataset: those are compressed, read in pieces, and found by other programs.")
  static let limit = FindingCode(
    "NX-H10", .warning, "The file has more objects than are looked at.", example: "three million groups",
    cure: "Check the program that wrote the file, or split it.")

  private static let mostDepth = 100
  static let unstoredLimit = 1 << 28
  /// An array that takes more memory than this is looked at for how much it grows when it is unpacked.
  private static let inflatedLimit = 1 << 26
  /// Even empty detector images stay below this.
  private static let mostInflation = 400

  /// The memory that a dataset takes when it is read; the greatest number when no machine word holds it.
  static func unpackedBytes(_ object: Survey.Object) -> Int {
    guard let bytes = object.count?.multipliedReportingOverflow(by: max(1, object.type.width)), !bytes.overflow else {
      return .max
    }
    return bytes.partialValue
  }

  private static func checkSources(
    _ index: Int, _ object: Survey.Object, _ instance: FileInstance, _ report: inout RuleReport
  ) {
    let survey = instance.file.survey
    guard let storage = instance.file.storage(of: index) else { return }
    for filter in storage.filters where !filter.isAvailable && !(filter.isOptional && object.storedByteCount == 0) {
      report.add(
        source, nil, "the data went through the filter \(filter.id), which is not installed here",
        at: survey.path(of: index), expected: "the filter \(filter.id)",
        hint: filter.id.remedy)
    }
    for name in storage.missingFiles(beside: survey.filePath) {
      report.add(
        source, nil, "the data lies in the file \(name), which is missing", at: survey.path(of: index),
        expected: "the file \(name)")
    }
  }
}
