import DataModel

/// Sample, instrument and scan as the crosswalk computes them: shown to readers, and compared when they come back.
struct MetaXMLViews {
  struct View {
    let name: String
    let text: String
    let unit: String?
    /// The metadata key that it comes from.
    let key: String
  }

  struct Group {
    let name: String
    var views: [View]
  }

  /// A view as a document has it.
  struct Read {
    /// Such as `sample.name`.
    let term: String
    let text: String
    let key: String?
    let line: Int
  }

  static let groupNames = ["sample", "instrument", "scan"]

  private(set) var groups: [Group] = []

  init(of measurement: Measurement) {
    for item in Crosswalk.items(in: measurement) {
      let parts = item.row.term.rawValue.split(separator: ".", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      if groups.last?.name != parts[0] { groups.append(Group(name: parts[0], views: [])) }
      let view =
        switch item.value {
        case .text(let text): View(name: parts[1], text: text, unit: nil, key: item.key)
        case .number(let number, let unit):
          View(name: parts[1], text: MetaXMLNumbers.text(number), unit: unit, key: item.key)
        }
      groups[groups.count - 1].views.append(view)
    }
  }

  /// What the views of a document say that its metadata do not. One that was left out says nothing, and one that
  /// still says what `original` said was not edited.
  static func findings(
    for views: [Read], in measurement: Measurement, editedFrom original: Measurement? = nil
  ) -> [Finding] {
    guard !views.isEmpty else { return [] }
    let computed = byTerm(measurement)
    let before = original.map(byTerm) ?? [:]
    return views.compactMap { view in
      let own = computed[view.term]
      let known = [own, before[view.term]].compactMap { $0 }
      guard !known.contains(where: { isSame($0, view.text) }) else { return nil }
      let place = own?.key ?? view.key ?? ""
      return Finding(
        MetaXMLFinding.view, "\(view.term) does not say what the metadata say that it is computed from",
        at: Finding.Location(line: view.line, path: path(of: view.term)), expected: own?.text ?? "no such view",
        found: view.text, hint: place.isEmpty ? nil : "Edit the item \(place) of metadata instead.")
    }
  }

  private static func byTerm(_ measurement: Measurement) -> [String: View] {
    var result: [String: View] = [:]
    for group in MetaXMLViews(of: measurement).groups {
      for view in group.views { result["\(group.name).\(view.name)"] = view }
    }
    return result
  }

  private static func isSame(_ view: View, _ text: String) -> Bool {
    if view.text == text { return true }
    guard view.unit != nil, let a = MetaXMLNumbers.double(view.text), let b = MetaXMLNumbers.double(text) else {
      return false
    }
    return a == b
  }

  private static func path(of term: String) -> String {
    "/document/measurement/" + term.split(separator: ".", maxSplits: 1).joined(separator: "/")
  }
}
