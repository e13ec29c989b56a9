/// JSON that has been read, as a tree that keeps order, duplicates and the text of numbers.

/// A JSON value.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  /// The number as it was written.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A key and its value.
  public struct Member: Sendable, Hashable {
    public var key: String
    public var value: JSONValue

    /// A member of an object.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value of the first member of this name; nil without such a member or when this is no object.
  public subscript(key: String) -> JSONValue? {
    members?.first { $0.key == key }?.value
  }

  /// The element at an index; nil beyond the end or when this is no array.
  public subscript(index: Int) -> JSONValue? {
    guard let elements, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The members of an object in their order, duplicates among them.
  public var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The elements of an array.
  public var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The text of a string.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The truth value.
  public var bool: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  /// A number as the nearest double.
  public var double: Double? {
    if case .number(let text) = self { NumberParser.double(text) } else { nil }
  }

  /// A number written as an integer, if it fits.
  public var int: Int? {
    if case .number(let text) = self { NumberParser.int64(text).map(Int.init) } else { nil }
  }

  /// Whether this is the null value.
  public var isNull: Bool { self == .null }

  /// Writes this value with a writer.
  public func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let flag): json.value(flag)
    case .number(let text): json.number(text)
    case .string(let text): json.value(text)
    case .array(let elements):
      json.array { json in
        for element in elements { element.write(to: &json) }
      }
    case .object(let members):
      json.object { json in
        for member in members {
          json.key(member.key)
          member.value.write(to: &json)
        }
      }
    }
  }
}
