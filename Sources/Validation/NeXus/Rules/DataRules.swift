/// Rules X: NXdata, what is plotted against what.
import DataModel
import Formats
import HDF5

enum DataRules {
  static let all: [Rule<GroupInstance>] = [
    rule(NeXusFinding.signalMissing) { data, report in
      let path = "\(data.group.path)@signal"
      guard let name = data.signalName else {
        guard data.group.survey.attribute("signal") != nil else { return }
        return report.add(NeXusFinding.signalMissing, .error, "the attribute signal is no text", at: path)
      }
      guard let signal = data.signal, signal.object >= 0 else {
        guard data.signal == nil else { return }
        return report.add(
          NeXusFinding.signalMissing, .error, "signal names \(name), which is not in the group", at: path,
          expected: "the name of a field of the group", found: name)
      }
      if !signal.isField {
        report.add(
          NeXusFinding.signalMissing, .error, "signal names \(name), which is a group", at: path,
          expected: "the name of a field", found: name)
      } else if !numeric.contains(data.group.file.object(signal.object).type.kind) {
        report.add(
          NeXusFinding.signalMissing, .error, "the signal \(name) holds no numbers", at: data.group.path(of: name),
          expected: "numbers", found: data.group.file.object(signal.object).type.name)
      }
    },
    rule(noAxes) { data, report in
      guard data.version == .group, data.axes == nil, let shape = data.shape, shape.contains(where: { $0 > 1 }) else {
        return
      }
      report.add(
        noAxes, nil, "the group does not say what the signal is plotted against", at: data.group.path,
        expected: "\(shape.count) \(shape.count == 1 ? "name" : "names")")
    },
    rule(axesCount) { data, report in
      guard let axes = data.axes, let shape = data.shape, axes.count != shape.count, data.version == .group else {
        return
      }
      // One name for a signal of several dimensions whose other axes have no names is an old habit.
      let isOneForMany =
        axes.count == 1 && shape.count > 1 && data.group.survey.attribute("axes")?.shape.isEmpty == true
      report.add(
        axesCount, isOneForMany || shape.isEmpty ? .warning : .error,
        "axes has \(axes.count) \(axes.count == 1 ? "name" : "names"), but the signal has \(shape.count) dimensions",
        at: data.axesPath, expected: "\(shape.count)", found: axes.joined(separator: ", "))
    },
    rule(axisMissing) { data, report in
      for axis in data.axes ?? [] where axis != "." {
        let member = data.group.member(axis)
        guard member == nil || member?.isGroup == true else { continue }
        report.add(
          axisMissing, nil, "axes names \(axis), which is no field of the group", at: data.axesPath,
          expected: "the name of a field, or a period", found: axis)
      }
    },
    rule(indices) { data, report in
      for attribute in data.group.survey.attributes where attribute.name.hasSuffix("_indices") {
        checkIndices(attribute, data, &report)
      }
    },
    rule(axisLength) { data, report in
      guard let shape = data.shape else { return }
      for (position, axis) in (data.axes ?? []).enumerated() where axis != "." {
        guard let member = data.group.member(axis), member.isField else { continue }
        let object = data.group.file.object(member.object)
        let spanned = data.indices(of: axis) ?? (object.shape.count == 1 ? [position] : nil)
        guard let spanned, spanned.count == object.shape.count else { continue }
        for (length, dimension) in zip(object.shape, spanned) where shape.indices.contains(dimension) {
          guard length != shape[dimension], length - 1 != shape[dimension] else { continue }
          report.add(
            axisLength, nil,
            "the axis \(axis) has \(length) points, dimension \(dimension) of the signal has \(shape[dimension])",
            at: data.group.path(of: axis), expected: "\(shape[dimension]), or one more for the edges of bins",
            found: "\(length)")
        }
      }
    },
    rule(auxiliary) { data, report in
      guard let attribute = data.group.survey.attribute("auxiliary_signals") else { return }
      let path = "\(data.group.path)@auxiliary_signals"
      guard let names = attribute.value.allTexts else {
        if !attribute.isNull { report.add(auxiliary, nil, "auxiliary_signals is no list of names", at: path) }
        return
      }
      for name in names where !name.isEmpty {
        guard let member = data.group.member(name), member.object < 0 || member.isField else {
          report.add(
            auxiliary, nil, "auxiliary_signals names \(name), which is no field of the group", at: path, found: name)
          continue
        }
        guard let shape = data.shape, member.object >= 0, data.group.file.object(member.object).shape != shape else {
          continue
        }
        report.add(
          auxiliary, nil, "the auxiliary signal \(name) has another shape than the signal",
          at: data.group.path(of: name), expected: "\(shape)", found: "\(data.group.file.object(member.object).shape)")
      }
    },
    rule(companion) { data, report in
      for member in data.group.members where member.isField {
        for (suffix, allowsScalar) in companions where member.name.hasSuffix(suffix) {
          let stem = String(member.name.dropLast(suffix.count))
          guard let base = data.group.member(stem), base.isField else { continue }
          let shape = data.group.file.object(member.object).shape
          let wanted = data.group.file.object(base.object).shape
          guard shape != wanted, !(allowsScalar && shape.allSatisfy { $0 == 1 }) else { continue }
          report.add(
            companion, nil, "\(member.name) has another shape than \(stem)", at: data.group.path(of: member.name),
            expected: "\(wanted)", found: "\(shape)")
        }
      }
    },
    rule(slice) { data, report in
      guard let shape = data.shape, let value = data.group.survey.attribute("default_slice")?.value else { return }
      let count = value.allTexts?.count ?? value.allNumbers?.count ?? shape.count
      let tooFar = (value.allTexts ?? []).enumerated().first { index, text in
        Int(text).map { !shape.indices.contains(index) || $0 >= shape[index] || $0 < -shape[index] } ?? false
      }
      guard count != shape.count || tooFar != nil else { return }
      report.add(
        slice, nil,
        tooFar.map { "default_slice asks for index \($0.element) of dimension \($0.offset)" }
          ?? "default_slice has \(count) entries, the signal \(shape.count) dimensions",
        at: "\(data.group.path)@default_slice", expected: "one entry for each dimension, inside the shape \(shape)")
    },
    rule(oldMarks) { data, report in
      if data.marked.count > 1 {
        report.add(
          oldMarks, .error,
          "\(data.marked.count) fields are marked with signal = 1: \(data.marked.joined(separator: ", "))",
          at: data.group.path(of: data.marked[1]), expected: "one signal")
      } else if data.version == .field, let name = data.signalName {
        report.add(
          oldMarks, .warning, "the signal is marked the old way, by signal = 1 on the field",
          at: data.group.path(of: name), expected: "the attributes signal and axes on the group")
      }
    },
    rule(unplottable) { data, report in
      guard data.version == .none, data.group.members.contains(where: { $0.isField }) else { return }
      report.add(
        unplottable, data.group.matches.isEmpty ? .warning : .error,
        "the group does not say which of its fields is the signal", at: data.group.path,
        expected: "the name of a field")
    },
    rule(interpretation) { data, report in
      for member in data.group.members where member.isField {
        guard let text = data.group.file.object(member.object).text(of: "interpretation"),
          !interpretations.contains(text)
        else { continue }
        report.add(
          interpretation, nil, "interpretation is none of the words that NeXus knows",
          at: "\(data.group.path(of: member.name))@interpretation",
          expected: interpretations.sorted().joined(separator: ", "),
          found: text)
      }
    },
  ]

  static let noAxes = FindingCode(
    "NX-X2", .warning, "NXdata has a signal, but no axes.", example: "a group with signal = \"data\" and nothing else",
    cure: "Add the attribute axes; a period stands for a dimension without axis.")
  static let axesCount = FindingCode(
    "NX-X3", .error, "The number of axes is not that of the signal's dimensions.",
    example: "axes = [\"energy\", \"x\"] for a signal of one dimension",
    cure: "Give one name, or a period, for each dimension.")
  static let axisMissing = FindingCode(
    "NX-X4", .error, "An axis is named that is not there.", example: "axes = [\"enrgy\"]", cure: "Correct the name.")
  static let indices = FindingCode(
    "NX-X5", .error, "An attribute AXISNAME_indices does not fit its axis or the signal.",
    example: "energy_indices = 3 for a signal of one dimension",
    cure: "Store integers from 0, one for each dimension of the axis.")
  static let axisLength = FindingCode(
    "NX-X6", .error, "An axis has another length than the dimension that it belongs to.",
    example: "23 energies for 21 points", cure: "Store one value for each point, or one more for the edges of bins.")
  static let auxiliary = FindingCode(
    "NX-X7", .error, "An auxiliary signal is missing, or of another shape than the signal.",
    example: "auxiliary_signals = [\"nothing\"]", cure: "Correct the name; signals of one plot have one shape.")
  static let companion = FindingCode(
    "NX-X8", .error, "Errors, scaling factors or offsets have another shape than what they belong to.",
    example: "absorbed_beam_errors of 18 points for 21", cure: "Store one value for each element.")
  static let slice = FindingCode(
    "NX-X9", .error, "default_slice does not fit the signal.", example: "default_slice = [\".\", \"99\"] for 10 rows",
    cure: "Give one entry for each dimension: a period, or an index inside the shape.")
  static let oldMarks = NeXusFinding.oldPlotConvention
  static let interpretation = FindingCode(
    "NX-X12", .warning, "The attribute interpretation has an unknown value.", example: "interpretation = \"scaler\"",
    cure: "Use one of the expected words.")
  static let unplottable = FindingCode(
    "NX-X13", .warning, "NXdata does not say what its signal is.", example: "an NXdata group without attributes",
    cure: "Add the attribute signal. Where an application definition asks for the group, this is an error.")

  private static func rule(
    _ code: FindingCode, _ check: @escaping @Sendable (PlotData, inout RuleReport) -> Void
  ) -> Rule<GroupInstance> {
    Rule(code) { group, report in
      if group.className == "NXdata" { check(PlotData(group), &report) }
    }
  }

  private static func checkIndices(_ attribute: Survey.Attribute, _ data: PlotData, _ report: inout RuleReport) {
    let axis = String(attribute.name.dropLast("_indices".count))
    let path = "\(data.group.path)@\(attribute.name)"
    guard let member = data.group.member(axis) else {
      return report.add(
        indices, nil, "\(attribute.name) speaks of \(axis), which is not in the group", at: path,
        expected: "a field \(axis)")
    }
    guard let values = attribute.value.allIntegers else {
      return report.add(
        indices, nil, "\(attribute.name) holds no integers", at: path, expected: "integers from 0",
        found: attribute.type.name)
    }
    guard member.isField, let shape = data.shape else { return }
    let rank = data.group.file.object(member.object).shape.count
    if values.count != rank, !(rank == 0 && values.count == 1) {
      report.add(
        indices, nil, "\(attribute.name) has \(values.count) entries, but \(axis) has \(rank) dimensions", at: path,
        expected: "\(rank)", found: "\(values.count)")
    }
    if let bad = values.first(where: { $0 < 0 || $0 >= Int64(shape.count) }) {
      report.add(
        indices, nil, "\(attribute.name) names dimension \(bad) of a signal of \(shape.count)", at: path,
        expected: "0 to \(max(0, shape.count - 1))", found: "\(bad)")
    } else if let position = data.axes?.firstIndex(of: axis), !values.contains(Int64(position)) {
      report.add(
        indices, nil, "\(axis) stands at position \(position) of axes, which \(attribute.name) does not name", at: path,
        expected: "\(position)", found: values.map(String.init).joined(separator: ", "))
    }
  }

  private static let numeric: Set<ElementSummary.Kind> = [
    .integer, .float, .boolean, .complex, .enumeration, .bitfield, .array,
  ]
  private static let companions: [(suffix: String, allowsScalar: Bool)] = [
    ("_errors", false), ("_weights", false), ("_mask", false), ("_scaling_factor", true), ("_offset", true),
  ]
  private static let interpretations: Set<String> = [
    "scalar", "spectrum", "image", "rgb-image", "rgba-image", "hsl-image", "hsla-image", "cmyk-image", "vertex",
  ]
}
