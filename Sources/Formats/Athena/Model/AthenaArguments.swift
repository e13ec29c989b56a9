/// The parameters of a record: names and literal values in the order of the file.
import Bytes
import DataModel

struct AthenaArguments {
  private(set) var members: [ProjectLiteral.Member]
  /// The values of `@args` when they are no pairs; `members` is empty then.
  let unpaired: [ProjectLiteral]?
  /// The last place of each name, as a Perl hash has it.
  private var places: [String: Int]

  init(_ members: [ProjectLiteral.Member] = [], unpaired: [ProjectLiteral]? = nil) {
    self.members = members
    self.unpaired = unpaired
    places = Dictionary(members.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { $1 })
  }

  /// The pairs of a flat list.
  init(flat items: [ProjectLiteral]) {
    let members = ProjectLiteral.paired(items)
    self.init(members ?? [], unpaired: members == nil ? items : nil)
  }

  init(_ literal: ProjectLiteral) {
    switch literal {
    case .list(let items) where !items.isEmpty: self.init([], unpaired: items)
    case .hash(let members, _):
      // Only a last value can be absent.
      let last = members.count - 1
      self.init(
        members.enumerated().map { index, member in
          member.value == .absent && index < last ? .init(member.key, .undefined) : member
        })
    default: self.init()
    }
  }

  /// The literal as it stands in the metadata.
  var literal: ProjectLiteral { unpaired.map { .list($0) } ?? .hash(members, name: nil) }

  subscript(key: String) -> ProjectLiteral? { places[key].map { members[$0].value } }

  /// The first of the names that is there with a scalar; one name replaced another over the years.
  func text(_ keys: [String]) -> String? {
    for key in keys {
      if let text = self[key]?.scalar { return text }
    }
    return nil
  }

  func text(_ keys: String...) -> String? { text(keys) }

  /// The number under the first of the names that is there.
  func number(_ keys: String...) -> Double? { text(keys).flatMap { PerlText.number($0) } }

  /// Whether the value is true in the ways that programs have written it.
  func isSet(_ key: String) -> Bool {
    guard let text = self[key]?.scalar else { return false }
    return !["", "0", "no", "off", "false", "0.0"].contains(text.lowercased())
  }

  /// Sets a value at its place, or adds it at the end.
  mutating func set(_ key: String, _ value: ProjectLiteral) {
    if let place = places[key] {
      members[place].value = value
    } else {
      places[key] = members.count
      members.append(ProjectLiteral.Member(key, value))
    }
  }

  mutating func set(_ key: String, _ text: String) { set(key, .text(text)) }
}
