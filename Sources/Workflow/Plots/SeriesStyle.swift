/// How the curves of a panel are told apart.
import Plotting

/// Up to eight curves have colours of their own; more, and those whose names count up or down, are a series from dark to
/// light, named as long as names can be read, and numbered by a colour bar beyond that.
struct SeriesStyle {
  private let count: Int
  private let total: Int
  private let isSequence: Bool

  /// A style for `count` curves, which stand for `total`; `isSeries` says that their order means something.
  init(_ count: Int, of total: Int? = nil, isSeries: Bool = false) {
    self.count = count
    self.total = total ?? count
    isSequence = count > Self.singleLimit || isSeries && count > 2
  }

  private static let singleLimit = 8
  private static let nameLimit = 22

  /// Whether curves are named in a legend.
  var isNamed: Bool { count > 1 && count <= Self.nameLimit }

  func color(_ index: Int) -> Figure.Color {
    isSequence && count > 1 ? .sequence(Double(index) / Double(count - 1)) : .single(index)
  }

  /// The bar that says which number a colour is; nil where curves are named.
  var colorBar: Figure.ColorBar? {
    guard count > Self.nameLimit else { return nil }
    return Figure.ColorBar(Figure.Axis("Number in the series", isIntegral: true), range: 1...Double(total))
  }
}

/// What curves are called.
enum CurveNames {
  /// Whether at least three names are alike but for one number that rises or falls all the way: voltages of a charge,
  /// scan numbers, temperatures.
  static func areSeries(_ names: [String]) -> Bool {
    guard names.count >= 3 else { return false }
    let parts = names.map(numbers)
    guard Set(parts.map(\.words)).count == 1, Set(parts.map(\.numbers.count)).count == 1 else { return false }
    let running = parts[0].numbers.indices.filter { place in Set(parts.map { $0.numbers[place] }).count > 1 }
    guard running.count == 1, let place = running.first else { return false }
    let steps = zip(parts, parts.dropFirst()).map { $1.numbers[place] - $0.numbers[place] }
    return steps.allSatisfy { $0 > 0 } || steps.allSatisfy { $0 < 0 }
  }

  /// The words of a name with a mark for each number, and the numbers.
  private static func numbers(in name: String) -> (words: String, numbers: [Double]) {
    var words = ""
    var numbers: [Double] = []
    var digits = ""
    func close() {
      if let number = Double(digits) {
        words += "#"
        numbers.append(number)
      } else {
        words += digits
      }
      digits = ""
    }
    for character in name {
      let isDigit = character.isASCII && character.isNumber
      if isDigit || character == "." && !digits.isEmpty && !digits.contains(".") {
        digits.append(character)
      } else {
        close()
        words.append(character)
      }
    }
    close()
    return (words, numbers)
  }

  /// For each the shortest of its label, the name of its file, and both with its selector, that tells it from the others.
  static func names(_ all: [(file: String?, selector: String?, label: String?)]) -> [String] {
    let labels = all.map { $0.label ?? "" }
    if isDistinct(labels) { return labels }
    let stems = all.map { $0.file.map(stem) ?? "" }
    if isDistinct(stems) { return stems }
    let places = zip(stems, all).map { stem, item in
      [stem, item.selector ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }
    if isDistinct(places) { return places }
    let full = zip(labels, places).map { label, place in
      [label, place].filter { !$0.isEmpty }.joined(separator: " · ")
    }
    return isDistinct(full) ? full : full.enumerated().map { "\($0.offset + 1) \($0.element)" }
  }

  private static func isDistinct(_ names: [String]) -> Bool {
    !names.contains("") && Set(names).count == names.count
  }

  /// The name of a file without folders and ending.
  static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return name }
    return String(name[..<point])
  }
}
