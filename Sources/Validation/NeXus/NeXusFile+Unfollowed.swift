/// Links that were not followed: what lies behind them is not known, which is something else than missing.
import HDF5

extension NeXusFile {
  /// Why a link was not followed; nil when it was, and when it leads nowhere.
  func refusal(ofLink link: Int) -> ExternalLinks.Refusal? {
    let problem = survey.links[link].problem
    guard survey.links[link].object < 0, problem >= 0, case .notFollowed(let refusal) = survey.problems[problem].kind
    else { return nil }
    return refusal
  }

  /// Whether a path from a group, or from the root, comes to a link that was not followed.
  func isBehindUnfollowedLink(_ path: String, from group: Int) -> Bool {
    var current = path.hasPrefix("/") ? Survey.root : group
    for step in path.split(separator: "/") where step != "." {
      guard survey.objects[current].isGroup, let link = survey.link(named: String(step), in: current) else {
        return false
      }
      current = survey.links[link].object
      if current < 0 { return refusal(ofLink: link) != nil }
    }
    return false
  }
}

extension GroupInstance {
  /// The links that were not followed and could lead to what a concept asks for, in words: `the link data was not
  /// followed`; nil when there are none.
  func unfollowedWords(for concept: Concept) -> String? {
    let names = members.filter { $0.object < 0 && file.refusal(ofLink: $0.link) != nil }.map(\.name)
      .filter { concept.nameType.matches($0) }
    guard let first = names.first else { return nil }
    return names.count == 1
      ? "the link \(first) was not followed" : "\(names.count) links were not followed (\(first) ...)"
  }
}
