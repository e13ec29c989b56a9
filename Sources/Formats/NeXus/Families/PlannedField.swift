/// What a plan writes, and where.
import DataModel

/// A field (or an empty group) that a definition asks for.
struct PlannedField: Sendable {
  enum Content: Sendable, Hashable {
    case text(String)
    case boolean(Bool)
    case integers([Int32])
    /// One number.
    case number(Double, unit: String?)
    /// An array worked out for this field, and from what.
    case numbers([Double], shape: [Int], unit: String?, from: String)
    /// A second name for the dataset of a channel.
    case channel(String)
    /// A second name for the values of the signal with this position.
    case signal(Int)
    /// A group of this class without content.
    case group(String)
  }

  let place: NeXusPlace
  let content: Content
}

/// How a quantity can be had.
enum Answer: Sendable {
  case known(PlannedField.Content)
  /// What the definition demands and the data do not say, and what the filling rests on.
  case assumed(PlannedField.Content, reason: String)
  case unknown

  var content: PlannedField.Content? {
    switch self {
    case .known(let content), .assumed(let content, _): content
    case .unknown: nil
    }
  }

  static func text(_ text: String?) -> Answer { text.map { .known(.text($0)) } ?? .unknown }
}
