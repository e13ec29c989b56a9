/// What analysis reports: numbers with errors, lists, tables.
import Analysis
import Bytes

/// A value of a report, in the shape that JSON will have.
public indirect enum AnalysisValue: Sendable, Hashable {
  case absent
  case number(Double)
  case integer(Int)
  case flag(Bool)
  case text(String)
  /// A fitted value with its standard error.
  case estimate(Double, standardError: Double)
  case list([AnalysisValue])
  case object([AnalysisField])

  /// A number, or absent.
  init(_ number: Double?) { self = number.map { .number($0) } ?? .absent }

  /// A text, or absent.
  init(_ text: String?) { self = text.map { .text($0) } ?? .absent }

  /// A value with its standard error, or absent.
  init(_ estimate: Estimate?) {
    self = estimate.map { .estimate($0.value, standardError: $0.standardError) } ?? .absent
  }

  /// Both ends of a range.
  init(_ range: ClosedRange<Double>?) {
    self = range.map { .list([.number($0.lowerBound), .number($0.upperBound)]) } ?? .absent
  }

  /// What a recipe says: numbers and truth values where its words are such.
  init(_ node: YAMLNode) {
    switch node.content {
    case .text("true"): self = .flag(true)
    case .text("false"): self = .flag(false)
    case .text(let text): self = node.number.map { .number($0) } ?? .text(text)
    case .list(let elements): self = .list(elements.map { AnalysisValue($0) })
    case .mapping(let members): self = .object(members.map { AnalysisField($0.key, AnalysisValue($0.value)) })
    }
  }

  /// The value as a line of JSON.
  var json: String {
    var writer = JSONWriter(isPretty: false)
    write(to: &writer)
    return String(decoding: writer.finish(), as: UTF8.self)
  }

  /// Writes the value.
  func write(to json: inout JSONWriter) {
    switch self {
    case .absent: json.null()
    case .number(let number): json.value(number)
    case .integer(let number): json.value(number)
    case .flag(let flag): json.value(flag)
    case .text(let text): json.value(text)
    case .estimate(let value, let error):
      json.object { json in
        json.member("value", value)
        json.member("stderr", error)
      }
    case .list(let values):
      json.array { json in
        for value in values { value.write(to: &json) }
      }
    case .object(let fields): json.object { json in AnalysisField.write(fields, to: &json) }
    }
  }
}

/// A named value.
public struct AnalysisField: Sendable, Hashable {
  public var name: String
  public var value: AnalysisValue

  /// A value under a name of the command-line contract.
  public init(_ name: String, _ value: AnalysisValue) {
    self.name = name
    self.value = value
  }

  /// Writes members of the object that is open.
  static func write(_ fields: [AnalysisField], to json: inout JSONWriter) {
    for field in fields {
      json.key(field.name)
      field.value.write(to: &json)
    }
  }
}
