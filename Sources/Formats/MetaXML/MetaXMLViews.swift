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

  /// What the views of a document say that its metadata do not. One that was left out says nothing.
  static func findings(for views: [Read], in measurement: Measurement) -> [Finding] {
    guard !views.isEmpty else { return [] }
    var computed: [String: View] = [:]
    for group in MetaXMLViews(of: measurement).groups {
      for view in group.views { computed["\(group.name).\(view.name)"] = view }
    }
    return views.compactMap { view in
      let own = computed[view.term]
      guard own.map({ !isSame($0, view.text) }) ?? true else { return nil }
      let place = own?.key ?? view.key ?? ""
      return Finding(
        MetaXMLFinding.view, "\(view.term) is computed from metadata; a change of it alone is not applied",
        at: Finding.Location(line: view.line, path: path(of: view.term)), expected: own?.text ?? "no such view",
        found: view.text, hint: place.isEmpty ? nil : "Edit the item \(place) of metadata instead.")
    }
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
