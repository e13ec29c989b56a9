/// What an `X` line of Igor text asks for. Four commands are understood, because they say what the waves are; nothing is
/// ever executed.
import Bytes

enum ItxCommand {
  /// `Note wave, "text"`: a line of the wave's note, or with `/NOCR` more of its last line.
  case note(wave: String, text: String, continues: Bool)
  /// `SetScale d, ...`: the unit of values.
  case unit(String, waves: [String])
  /// `SetScale/P x, start, delta, "unit", waves`: where the points of a wave lie.
  case scale(ItxScale, waves: [String])
  case enter(folder: String)
  case go(folder: String)
  case comment(String)
  case other(String)

  /// The commands of a line, without its X.
  static func parse(_ bytes: ArraySlice<UInt8>) -> [ItxCommand] {
    let trimmed = HeaderPairs.trimmed(bytes)
    if trimmed.starts(with: Array("//".utf8)) {
      return [.comment(StoredText.string(HeaderPairs.trimmed(trimmed.dropFirst(2))))]
    }
    return split(trimmed, at: UInt8(ascii: ";")).map(HeaderPairs.trimmed).filter { !$0.isEmpty }.map(single)
  }

  private static func single(_ bytes: ArraySlice<UInt8>) -> ItxCommand {
    let end = bytes.firstIndex { $0 == 0x20 || $0 == 0x09 } ?? bytes.endIndex
    let words = StoredText.string(bytes[..<end]).uppercased().split(separator: "/").map(String.init)
    let rest = HeaderPairs.trimmed(bytes[end...])
    let understood: ItxCommand? =
      switch words.first {
      case "NOTE": note(rest, continues: words.contains("NOCR"))
      case "SETSCALE": scale(rest, flags: words)
      case "NEWDATAFOLDER" where words.contains("S"): .enter(folder: StoredText.string(rest))
      case "SETDATAFOLDER": .go(folder: StoredText.string(rest))
      default: nil
      }
    return understood ?? .other(StoredText.string(bytes))
  }

  private static func note(_ rest: ArraySlice<UInt8>, continues: Bool) -> ItxCommand? {
    let arguments = arguments(rest)
    guard arguments.count == 2, case .word(let wave) = arguments[0], case .text(let text) = arguments[1] else {
      return nil
    }
    return .note(wave: wave, text: text, continues: continues)
  }

  private static func scale(_ rest: ArraySlice<UInt8>, flags: [String]) -> ItxCommand? {
    // `SetScale x 0,1,"s", wave` and `SetScale x, 0, 1, "s", wave` are the same.
    guard let dimension = rest.first.map({ $0 | 0x20 }), Array("xyztd".utf8).contains(dimension) else { return nil }
    var tail = HeaderPairs.trimmed(rest.dropFirst())
    if tail.first == 0x2C { tail = tail.dropFirst() }
    let arguments = arguments(tail)
    guard arguments.count >= 4, case .text(let unit) = arguments[2] else { return nil }
    let waves = arguments.dropFirst(3).compactMap { if case .word(let name) = $0 { name } else { nil } }
    if dimension == UInt8(ascii: "d") { return .unit(unit, waves: waves) }
    guard case .word(let a) = arguments[0], case .word(let b) = arguments[1], let start = NumberParser.double(a),
      let second = NumberParser.double(b), flags.count == 2, flags[1] == "P" || flags[1] == "I"
    else { return nil }
    let scale = ItxScale(
      dimension: Character(Unicode.Scalar(dimension)), start: start, second: second, isInclusive: flags[1] == "I",
      unit: unit)
    return .scale(scale, waves: waves)
  }

  // MARK: Words

  private enum Argument {
    case word(String)
    case text(String)
  }

  private static func arguments(_ bytes: ArraySlice<UInt8>) -> [Argument] {
    split(bytes, at: 0x2C).map { part in
      let part = HeaderPairs.trimmed(part)
      var place = part.startIndex
      if let text = IgorText.parse(part, &place), place == part.endIndex { return .text(text) }
      return .word(unquoted(StoredText.string(part)))
    }
  }

  /// A liberal name without its quotation marks.
  static func unquoted(_ name: String) -> String {
    name.count >= 2 && name.hasPrefix("'") && name.hasSuffix("'") ? String(name.dropFirst().dropLast()) : name
  }

  /// The parts between a sign that stands outside quotation marks.
  private static func split(_ bytes: ArraySlice<UInt8>, at sign: UInt8) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var quote: UInt8?
    var isEscaped = false
    for place in bytes.indices {
      let byte = bytes[place]
      if let open = quote {
        if byte == open, !isEscaped { quote = nil }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped && open == 0x22
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == sign {
        result.append(bytes[start..<place])
        start = place + 1
      }
    }
    return result + [bytes[start...]]
  }
}

/// Where the points of a dimension lie, as `SetScale` says.
struct ItxScale {
  /// `x`, `y`, `z` or `t`.
  var dimension: Character
  var start: Double
  /// The distance of two points, or the place of the last one.
  var second: Double
  var isInclusive: Bool
  var unit: String

  /// The places of so many points.
  func values(count: Int) -> [Double] {
    let step = isInclusive ? (count > 1 ? (second - start) / Double(count - 1) : 0) : second
    return (0..<count).map { start + Double($0) * step }
  }
}
