/// Findings on their way from a worker to its parent.
public import DataModel

extension Finding: WorkerMessage {
  /// Appends the finding.
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write([code, severity.rawValue, message])
    encoder.write([location.file, location.path, expected, found, hint, rule])
    encoder.write([location.line, location.column])
  }

  /// Takes a finding off the front. Throws when the bytes are not what `encode` wrote.
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    let words = try decoder.read([String].self)
    let texts = try decoder.read([String?].self)
    let numbers = try decoder.read([Int?].self)
    guard words.count == 3, texts.count == 6, numbers.count == 2, let severity = Severity(rawValue: words[1]) else {
      throw MessageError()
    }
    let place = Location(file: texts[0], line: numbers[0], column: numbers[1], path: texts[1])
    let anyCode = FindingCode(words[0], severity, "", example: "", cure: "")
    self.init(anyCode, words[2], at: place, expected: texts[2], found: texts[3], hint: texts[4] ?? "", rule: texts[5])
    hint = texts[4]
  }
}
