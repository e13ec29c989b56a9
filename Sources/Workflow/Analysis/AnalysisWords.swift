/// The words in which values of parameters are written.
import Bytes

/// Reading and writing them.
enum AnalysisWords {
  static func fits(_ words: String, _ kind: AnalysisParameter.Kind) -> Bool {
    switch kind {
    case .number: number(words) != nil
    case .integer: Int(words) != nil
    case .numberOr(let choices): choices.contains(words) || number(words) != nil
    case .text: !words.isEmpty
    case .choice(let choices): choices.contains(words)
    case .window: window(words) != nil
    case .grid(let choices): choices.contains(words) || grid(words) != nil
    case .numbers: numbers(words) != nil
    case .list: list(words) != nil
    case .items: items(words) != nil
    case .structure: false
    }
  }

  static func value(_ words: String?, _ kind: AnalysisParameter.Kind) -> AnalysisValue {
    guard let words else { return .absent }
    switch kind {
    case .number: return AnalysisValue(number(words))
    case .integer: return Int(words).map { .integer($0) } ?? .absent
    case .numberOr: return number(words).map { .number($0) } ?? .text(words)
    case .text, .choice, .grid: return .text(words)
    case .window: return window(words).map { .list([.number($0.lowerBound), .number($0.upperBound)]) } ?? .absent
    case .numbers: return .list((numbers(words) ?? []).map { .integer($0) })
    case .list: return .list((list(words) ?? []).map { .number($0) })
    case .items: return .list((items(words) ?? []).map { .text($0) })
    case .structure: return .absent
    }
  }

  static func text(_ number: Double) -> String { NumberFormatter.text(number) }

  static func number(_ words: String) -> Double? {
    guard let number = Double(words), number.isFinite else { return nil }
    return number
  }

  static func window(_ words: String) -> ClosedRange<Double>? {
    let ends = words.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0)) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low < high else { return nil }
    return low...high
  }

  /// Start, stop and step.
  static func grid(_ words: String) -> (start: Double, stop: Double, step: Double)? {
    let parts = words.split(separator: ":", omittingEmptySubsequences: false).compactMap { number(String($0)) }
    guard parts.count == 3, parts[0] < parts[1], parts[2] > 0 else { return nil }
    return (parts[0], parts[1], parts[2])
  }

  static func list(_ words: String) -> [Double]? {
    let parts = words.split(separator: ",", omittingEmptySubsequences: false).map { number(String($0)) }
    return parts.isEmpty || parts.contains(nil) ? nil : parts.compactMap { $0 }
  }

  /// Texts separated by commas, perhaps in brackets. Commas between quotation marks do not separate; marks around a whole
  /// text are not part of it.
  static func items(_ words: String) -> [String]? {
    var inner = words[...]
    if inner.hasPrefix("["), inner.hasSuffix("]") { inner = inner.dropFirst().dropLast() }
    var parts = [""]
    var isQuoted = false
    for character in inner {
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    let texts = parts.map { part -> String in
      let text = part.drop(while: \.isWhitespace)
      let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? text.startIndex
      let trimmed = text[..<end]
      let isWhole =
        trimmed.count > 1 && trimmed.hasPrefix("\"")
        && trimmed.dropFirst().firstIndex(of: "\"") == trimmed.index(before: trimmed.endIndex)
      return String(isWhole ? trimmed.dropFirst().dropLast() : trimmed)
    }
    return isQuoted || texts.contains("") ? nil : texts
  }

  /// Texts as one parameter.
  static func text(_ items: [String]) -> String {
    "[" + items.map { $0.contains(",") && !$0.contains("\"") ? "\"\($0)\"" : $0 }.joined(separator: ",") + "]"
  }

  /// Whole numbers from 0 with ranges, at most 65,536 of them.
  static func numbers(_ words: String) -> [Int]? {
    var result: [Int] = []
    for part in words.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first >= 0, last >= first,
        last - first < 1 << 16
      else { return nil }
      result += Array(first...last)
      guard result.count <= 1 << 16 else { return nil }
    }
    return result.isEmpty ? nil : result
  }
}
