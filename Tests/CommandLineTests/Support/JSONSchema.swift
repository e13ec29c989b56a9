import Foundation
import Testing

/// The part of JSON Schema 2020-12 that the project's schemas use. An unknown keyword is a failure, so that nothing
/// goes unchecked.
struct JSONSchema {
  private let root: [String: Any]

  /// The schema that the program itself shows for a report.
  init(_ name: String, in folder: TestFolder) throws {
    let outcome = try Edgewise.run("schemas", "show", name, in: folder)
    try #require(outcome.status == 0)
    root = try outcome.json()
  }

  /// What is wrong with a document, with its place.
  func complaints(about text: String) throws -> [String] {
    check(try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed), root, "")
  }

  private static let annotations: Set<String> = ["$schema", "$id", "$defs", "title", "description"]

  private func check(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
    var result: [String] = []
    for (keyword, rule) in schema where !Self.annotations.contains(keyword) {
      switch (keyword, rule) {
      case ("$ref", let name as String): result += check(value, definition(name), place)
      case ("type", _): result += type(value, rule as? [String] ?? [rule as? String ?? "?"], place)
      case ("const", let text as String): if value as? String != text { result.append("\(place): not \(text)") }
      case ("enum", let choices as [Any]):
        let isIn = choices.contains { ($0 as? String).map { $0 == value as? String } ?? (value is NSNull) }
        if !isIn { result.append("\(place): \(value) is none of \(choices)") }
      case ("pattern", let pattern as String):
        if let text = value as? String, text.range(of: pattern, options: .regularExpression) == nil {
          result.append("\(place): \(text) does not match \(pattern)")
        }
      case ("minimum", let limit as NSNumber):
        if let number = value as? NSNumber, !isBool(number), number.compare(limit) == .orderedAscending {
          result.append("\(place): \(number) is below \(limit)")
        }
      case ("items", let items as [String: Any]):
        for (index, item) in ((value as? [Any]) ?? []).enumerated() {
          result += check(item, items, "\(place)/\(index)")
        }
      case ("properties", let properties as [String: Any]):
        for (key, inner) in properties {
          guard let object = value as? [String: Any], let member = object[key], let inner = inner as? [String: Any]
          else { continue }
          result += check(member, inner, "\(place)/\(key)")
        }
      case ("required", let keys as [String]):
        guard let object = value as? [String: Any] else { break }
        result += keys.filter { object[$0] == nil }.map { "\(place): \($0) is missing" }
      case ("additionalProperties", let allowed as Bool):
        guard let object = value as? [String: Any], !allowed else { break }
        let known = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
        result += object.keys.filter { !known.contains($0) }.map { "\(place): \($0) is not in the schema" }
      case ("additionalProperties", let rule as [String: Any]):
        let known = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
        for (key, inner) in (value as? [String: Any]) ?? [:] where !known.contains(key) {
          result += check(inner, rule, "\(place)/\(key)")
        }
      case ("oneOf", let choices as [[String: Any]]):
        let count = choices.filter { check(value, $0, place).isEmpty }.count
        if count != 1 { result.append("\(place): \(count) of oneOf fit") }
      default: result.append("\(place): the test does not know the keyword \(keyword)")
      }
    }
    return result
  }

  private func definition(_ reference: String) -> [String: Any] {
    let name = reference.replacingOccurrences(of: "#/$defs/", with: "")
    return (root["$defs"] as? [String: Any])?[name] as? [String: Any] ?? ["missing definition \(name)": true]
  }

  private func isBool(_ value: Any) -> Bool {
    (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
  }

  private func type(_ value: Any, _ names: [String], _ place: String) -> [String] {
    let fits = names.contains { name in
      switch name {
      case "object": value is [String: Any]
      case "array": value is [Any]
      case "string": value is String
      case "null": value is NSNull
      case "boolean": isBool(value)
      case "number": value is NSNumber && !isBool(value)
      case "integer":
        value is NSNumber && !isBool(value)
          && (value as? NSNumber)?.doubleValue.rounded() == (value as? NSNumber)?.doubleValue
      default: false
      }
    }
    return fits ? [] : ["\(place): \(Swift.type(of: value)) is no \(names.joined(separator: " or "))"]
  }
}
