/// Which measurement of a document a selector means.
import DataModel

/// The user's words for one measurement: its exact selector, its number from 1, or its title, perhaps in quotes.
struct MeasurementSelection {
  private let words: String
  private let isQuoted: Bool

  init(_ text: String) {
    let quotes: [Character] = ["\"", "'"]
    let first = text.first
    isQuoted = text.count >= 2 && first == text.last && first.map(quotes.contains) ?? false
    words = isQuoted ? String(text.dropFirst().dropLast()) : text
  }

  /// The index of the measurement. Throws a finding that lists what there is.
  func index(in measurements: [Measurement], of file: String) throws(InputError) -> Int {
    for meaning in meanings(in: measurements) {
      let matches = measurements.indices.filter { meaning(measurements[$0], $0) }
      if matches.count > 1 {
        throw refusal("several measurements are called \"\(words)\"", matches.map { ($0, measurements[$0]) }, file)
      }
      if let only = matches.first { return only }
    }
    throw refusal(
      "no measurement is called \"\(words)\"", measurements.enumerated().map { ($0.offset, $0.element) }, file)
  }

  /// The meanings in the order in which they are tried. Quotes make a name of anything.
  private func meanings(in measurements: [Measurement]) -> [(Measurement, Int) -> Bool] {
    let words = words
    let bySelector: (Measurement, Int) -> Bool = { measurement, _ in
      measurement.selector == words || measurement.selector == "/" + words
    }
    // Where measurements are numbered by the file, scan 5 is not the fifth scan.
    let isNumbered = measurements.allSatisfy { $0.selector.first?.isNumber == true }
    let byNumber: (Measurement, Int) -> Bool = { _, index in !isNumbered && Int(words) == index + 1 }
    // The first scan 12 is also 12.1.
    let byOrder: (Measurement, Int) -> Bool = { measurement, _ in isNumbered && measurement.selector + ".1" == words }
    let byTitle: (Measurement, Int) -> Bool = { measurement, _ in measurement.title == words }
    return isQuoted ? [byTitle, bySelector] : [bySelector, byOrder, byNumber, byTitle]
  }

  private func refusal(_ message: String, _ choices: [(Int, Measurement)], _ file: String) -> InputError {
    let listed = choices.prefix(20).map { index, measurement in
      let title = measurement.title.map { " \"\($0)\"" } ?? ""
      return "\(index + 1): \(measurement.selector)\(title)"
    }
    let rest = choices.count > listed.count ? ", and \(choices.count - listed.count) more" : ""
    return InputError(
      Finding(
        InputFinding.selector, message, at: Finding.Location(file: file),
        expected: listed.joined(separator: ", ") + rest, found: words))
  }
}
