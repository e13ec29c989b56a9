/// What a dialect's column labels mean.
import Bytes
import DataModel

/// One kind of column: the labels that it has, and what stands in it.
struct RoleRule: Sendable {
  /// In lower case; `*` stands for digits, which become the qualifier.
  let label: String
  let role: ChannelRole
  let qualifier: String?
  let unit: String?

  init(_ label: String, _ role: ChannelRole, _ qualifier: String? = nil, unit: String? = nil) {
    self.label = label.lowercased()
    self.role = role
    self.qualifier = qualifier
    self.unit = unit
  }

  /// The qualifier that the rule gives to a column of this label: inner nil for none; outer nil when it does not fit.
  func match(_ name: String) -> String?? {
    let name = name.lowercased()
    guard let star = label.firstIndex(of: "*") else { return name == label ? .some(qualifier) : nil }
    let head = label[..<star]
    let tail = label[label.index(after: star)...]
    guard name.hasPrefix(head), name.hasSuffix(tail), name.count > head.count + tail.count else { return nil }
    let digits = name.dropFirst(head.count).dropLast(tail.count)
    guard digits.allSatisfy(\.isNumber) else { return nil }
    return .some([qualifier, String(digits)].compactMap { $0 }.joined(separator: " "))
  }

  /// Gives each column that a rule fits its role, and its unit where the label has none. The first rule counts, and of
  /// columns for a role that a scan has once, the first one.
  static func apply(_ rules: [RoleRule], to columns: inout [BeamlineScan.Column]) {
    var taken: Set<ChannelRole> = []
    for rule in rules {
      for index in columns.indices where !columns[index].draft.isSettled {
        guard let qualifier = rule.match(columns[index].draft.name) else { continue }
        if ColumnRoles.single.contains(rule.role), !taken.insert(rule.role).inserted { continue }
        columns[index].draft.role = rule.role
        columns[index].draft.qualifier = qualifier
        columns[index].draft.unit = columns[index].draft.unit ?? rule.unit
        columns[index].draft.isSettled = true
      }
    }
  }
}
