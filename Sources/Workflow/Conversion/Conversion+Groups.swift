/// Outputs by what their measurements share: `--group-by`.
import DataModel
import Formats

extension Conversion {
  /// A document for each value of the key where the target holds many measurements, else one for each measurement in
  /// a folder for each value.
  func groups(
    _ inputs: [Document], _ key: GroupKey, _ report: inout OutputReport
  ) -> [(document: Document, output: String)] {
    let groups = key.groups(of: inputs)
    guard !groups.isEmpty else { return nothing(&report) }
    var names = FileNames()
    var hasClash = false
    var result: [(document: Document, output: String)] = []
    for group in groups {
      let label = group.value.map(SafeName.make) ?? ""
      let name = names.claim(label.isEmpty ? "without-" + SafeName.make(key.name) : label)
      if group.value == nil { report.findings.append(withoutValue(group.documents, key, in: name)) }
      guard !options.target.isContainer else {
        result.append((Document.merged(group.documents), plan.folder + name + plan.ending))
        continue
      }
      var members = FileNames()
      for document in group.documents {
        for part in document.split() {
          let member = members.claim(Self.memberName(of: part, isAlone: document.measurements.count == 1))
          result.append((part, "\(plan.folder)\(name)/\(member)\(plan.ending)"))
        }
      }
      hasClash = hasClash || members.hasClash
    }
    if hasClash || names.hasClash { report.findings.append(renamed(plan.folder)) }
    return result
  }

  private static func memberName(of document: Document, isAlone: Bool) -> String {
    let stem = SafeName.make(OutputNames.withoutEnding(document.origin.name, formats: FormatRegistry.all))
    let label = document.measurements.first.map { SafeName.make($0.displayName) } ?? ""
    let parts = (isAlone ? [stem] : [stem, label]).filter { !$0.isEmpty }
    return parts.isEmpty ? "measurement" : parts.joined(separator: "-")
  }

  private func withoutValue(_ documents: [Document], _ key: GroupKey, in name: String) -> Finding {
    let count = documents.reduce(0) { $0 + $1.measurements.count }
    return Finding(
      ConversionFinding.ungrouped, "\(count) measurements have no \(key.name); they go to \(name)",
      at: Finding.Location(file: documents.first?.origin.name), expected: key.name)
  }
}
