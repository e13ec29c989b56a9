/// A value of a project file: what Data::Dumper and JSON write, and nothing that would have to be executed.

indirect enum ProjectLiteral: Hashable, Sendable {
  /// `undef`, or JSON's `null`.
  case undefined
  /// A string in quotes.
  case text(String)
  /// A number without quotes, as it was written.
  case number(String)
  /// `true` or `false` of JSON.
  case boolean(Bool)
  case list([ProjectLiteral])
  /// A hash; `name` is the class that it was blessed into.
  case hash([Member], name: String?)
  /// The value of a last key that has none.
  case absent
  /// The right side of a statement that is no literal: text that is never executed.
  case code(String)

  /// A key and its value. Keys may be repeated.
  struct Member: Hashable, Sendable {
    var key: String
    var value: ProjectLiteral

    init(_ key: String, _ value: ProjectLiteral) {
      self.key = key
      self.value = value
    }
  }

  /// Containers within containers that are read; hostile files have more.
  static let depthLimit = 64

  /// A scalar as text; nil for containers and what has no value.
  var scalar: String? {
    switch self {
    case .text(let text), .number(let text): text
    case .boolean(let flag): flag ? "1" : "0"
    case .undefined, .list, .hash, .absent, .code: nil
    }
  }

  /// The members of a hash.
  var members: [Member]? {
    if case .hash(let members, _) = self { members } else { nil }
  }

  /// The elements of a list.
  var elements: [ProjectLiteral]? {
    if case .list(let elements) = self { elements } else { nil }
  }

  /// Keys and values that follow each other as members; nil when a key is no scalar. A last key without value is
  /// marked so.
  static func paired(_ items: [ProjectLiteral]) -> [Member]? {
    var members: [Member] = []
    members.reserveCapacity(items.count / 2 + 1)
    var index = 0
    while index < items.count {
      guard let key = items[index].scalar else { return nil }
      members.append(Member(key, index + 1 < items.count ? items[index + 1] : .absent))
      index += 2
    }
    return members
  }
}
