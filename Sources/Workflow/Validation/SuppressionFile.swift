/// The text form of suppressions.
public import Bytes
import DataModel

/// Why a suppression file is refused: `FILE:LINE: what is wrong`.
public struct SuppressionError: Error, Sendable, Hashable, CustomStringConvertible {
  public var file: String
  public var line: Int?
  public var message: String

  public var description: String { "\(file):\(line.map { "\($0):" } ?? "") \(message)" }
}

extension Suppressions {
  /// Reads a suppression file. Throws what is wrong with it.
  ///
  ///     # The new acquisition program writes the units.
  ///     [NX-U*]
  ///     path = /entry*/instrument/**
  ///     file = *.nxs
  ///     reason = units are missing until the shutdown
  ///     expires = 2027-03-31
  ///
  /// Each entry begins with a code in brackets, or a pattern for codes, and has a reason; the rest may be left out.
  public init(
    reading source: ByteSource, today: CalendarDate? = CalendarDate.today()
  ) throws(SuppressionError) {
    var parser = SuppressionParser(file: source.name)
    let lines = source.withBytes { bytes in
      var walk = Lines()
      var lines: [(Int, String)] = []
      while let line = walk.next(in: bytes) {
        let text = bytes.extracting(line.range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        lines.append((line.number, text))
      }
      return lines
    }
    for (number, text) in lines { try parser.add(text, line: number) }
    self.init(file: source.name, all: try parser.finish(), today: today)
  }
}

/// Takes the lines of a suppression file.
private struct SuppressionParser {
  let file: String
  private var done: [Suppression] = []
  private var open: Suppression?
  private var keys: Set<String> = []

  init(file: String) { self.file = file }

  mutating func add(_ text: String, line: Int) throws(SuppressionError) {
    let text = Self.trimmed(line == 1 && text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...])
    guard let first = text.first, first != "#" else { return }
    if first == "[" {
      try close()
      return try begin(text, line: line)
    }
    guard let equals = text.firstIndex(of: "=") else {
      throw error("neither [CODE] nor KEY = VALUE: \(text)", line)
    }
    try set(Self.trimmed(text[..<equals]).lowercased(), Self.trimmed(text[text.index(after: equals)...]), line: line)
  }

  mutating func finish() throws(SuppressionError) -> [Suppression] {
    try close()
    return done
  }

  private mutating func begin(_ text: String, line: Int) throws(SuppressionError) {
    guard text.hasSuffix("]") else { throw error("the bracket of \(text) is not closed", line) }
    let code = Glob(Self.trimmed(text.dropFirst().dropLast()).uppercased())
    guard FindingCatalogue.all.contains(where: { code.matches($0.id.uppercased()) }) else {
      throw error("there is no finding code '\(code)'; edgewise explain --all lists them", line)
    }
    open = Suppression(code: code, path: nil, file: nil, reason: "", expires: nil, line: line)
    keys = []
  }

  private mutating func set(_ key: String, _ value: String, line: Int) throws(SuppressionError) {
    guard var entry = open else { throw error("'\(key)' stands before the first [CODE]", line) }
    guard keys.insert(key).inserted else { throw error("'\(key)' is given twice", line) }
    guard !value.isEmpty else { throw error("'\(key)' has no value", line) }
    switch key {
    case "path": entry.path = Glob(value)
    case "file": entry.file = Glob(value.hasPrefix("./") ? String(value.dropFirst(2)) : value)
    case "reason": entry.reason = value
    case "expires":
      guard let date = CalendarDate(value) else {
        throw error("'\(value)' is no date such as 2027-03-31", line)
      }
      entry.expires = date
    default: throw error("there is no key '\(key)'; known are path, file, reason and expires", line)
    }
    open = entry
  }

  private mutating func close() throws(SuppressionError) {
    guard let entry = open else { return }
    guard !entry.reason.isEmpty else {
      throw error("the suppression of \(entry.code) has no reason; add a line reason = ...", entry.line)
    }
    done.append(entry)
    open = nil
  }

  private func error(_ message: String, _ line: Int) -> SuppressionError {
    SuppressionError(file: file, line: line, message: message)
  }

  private static func trimmed(_ text: Substring) -> String {
    let blanks: Set<Character> = [" ", "\t"]
    let start = text.drop(while: blanks.contains)
    guard let last = start.lastIndex(where: { !blanks.contains($0) }) else { return "" }
    return String(start[...last])
  }
}
