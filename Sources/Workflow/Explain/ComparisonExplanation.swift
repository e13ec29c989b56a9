/// Two definitions side by side: what a file has to have to satisfy both.
import Bytes
public import Validation

/// Explains what application definitions ask for, from their files.
public struct ComparisonExplanation {
  private let names: [DefinitionName]
  private let definitions: [ClassDefinition]
  /// Names of base classes, which ask for nothing.
  private let classes: [String]

  /// The definitions of these names, from the sets at hand. Names that no set has an application definition for are
  /// left out.
  public init(_ asked: [String], library: DefinitionLibrary) {
    var names: [DefinitionName] = []
    var definitions: [ClassDefinition] = []
    var classes: [String] = []
    for name in asked.map({ DefinitionName($0) }) where !names.contains(name) {
      guard let definition = library.definition(name) else { continue }
      guard definition.isApplication, definition.entry != nil else {
        classes.append(name.label)
        continue
      }
      names.append(name)
      definitions.append(definition)
    }
    self.classes = classes
    self.names = names
    self.definitions = definitions
  }

  /// Whether there is nothing to be said.
  public var isEmpty: Bool { definitions.isEmpty && classes.isEmpty }

  /// For a terminal: a comparison of each two; for one alone what it asks for.
  public func lines(style: TextStyle = TextStyle()) -> [String] {
    var lines = classes.map { "\($0) is a base class: it says what may be in a group, and asks for nothing." }
    guard definitions.count > 1 else {
      return lines
        + (definitions.first.map { Self.list("\(title(0)) asks for", DefinitionAsk.list(of: $0), style) } ?? [])
    }
    for (left, right) in pairs {
      if !lines.isEmpty { lines.append("") }
      lines += self.lines(left, right, style)
    }
    return lines
  }

  private var pairs: [(Int, Int)] {
    definitions.indices.flatMap { left in definitions.indices.filter { $0 > left }.map { (left, $0) } }
  }

  private func title(_ index: Int) -> String { "\(names[index].label) (\(definitions[index].set))" }

  private func lines(_ left: Int, _ right: Int, _ style: TextStyle) -> [String] {
    let comparison = DefinitionComparison(definitions[left], definitions[right])
    let mine = names[left].label
    let its = names[right].label
    var lines = [style.ink(.strong, "\(title(left)) and \(title(right))"), ""]
    lines += Self.list("Both ask for", comparison.both, (mine, its), style) + [""]
    lines += Self.list("Only \(mine) asks for", comparison.leftOnly, style) + [""]
    lines += Self.list("Only \(its) asks for", comparison.rightOnly, style) + [""]
    if !comparison.isPossible {
      lines.append(style.ink(.strong, "What one entry cannot satisfy"))
      for conflict in comparison.conflicts {
        lines += DisplayText.wrapped(
          "\(conflict.path): the \(conflict.about) \(conflict.left) for \(mine), \(conflict.right) for \(its)",
          to: style.width - 2
        ).map { "  " + $0 }
      }
      lines.append("")
    }
    lines.append(style.ink(.strong, "To satisfy both"))
    lines += DisplayText.wrapped(Self.advice(comparison, mine, its), to: style.width - 2).map { "  " + $0 }
    return lines
  }

  /// What to do so that one file satisfies both.
  static func advice(_ comparison: DefinitionComparison, _ left: String, _ right: String) -> String {
    guard !comparison.isPossible else {
      return "Give one entry everything in these lists. An array that is asked for in two places need not be stored "
        + "twice: a hard link makes it one. validate --definition \(left) --definition \(right) FILE gives the verdict "
        + "on both."
    }
    return
      "Keep \(left) in the entry and \(right) in an NXsubentry of it, each with its own field definition, as convert "
      + "does with the official NXxas. Arrays that both ask for need not be stored twice: link them. validate "
      + "--definition \(left) --definition \(right) FILE gives the verdict on both."
  }

  private static func list(_ title: String, _ asks: [DefinitionAsk], _ style: TextStyle) -> [String] {
    list(title, asks.map { ($0, [details($0)]) }, style)
  }

  /// What both ask for; where they do it in different words, in those of each.
  private static func list(
    _ title: String, _ shared: [DefinitionComparison.Shared], _ names: (String, String), _ style: TextStyle
  ) -> [String] {
    let rows = shared.map { pair in
      let words = (details(pair.left), details(pair.right))
      return (pair.left, words.0 == words.1 ? [words.0] : ["\(names.0): \(words.0)", "\(names.1): \(words.1)"])
    }
    return list(title, rows, style)
  }

  private static func list(_ title: String, _ rows: [(DefinitionAsk, [String])], _ style: TextStyle) -> [String] {
    let note = rows.contains { $0.0.isConditional } ? " (in brackets: where the group around it is there)" : ""
    let lines = rows.flatMap { row($0.0.isConditional ? "[\($0.0.path)]" : $0.0.path, $0.1, style) }
    return [style.ink(.strong, title) + style.ink(.faint, note)] + (lines.isEmpty ? ["  nothing"] : lines)
  }

  /// A path with its details beside it, or below where one of them is long.
  private static func row(_ path: String, _ details: [String], _ style: TextStyle) -> [String] {
    let path = DisplayText.printable(path)
    let longest = details.flatMap { $0.split(separator: " ") }.map(\.count).max() ?? 0
    let isBeside = DisplayText.width(path) + 4 <= column && longest <= style.width - column
    let indent = isBeside ? column : 6
    let lines = details.flatMap { DisplayText.wrapped(DisplayText.printable($0), to: style.width - indent) }
    let blank = String(repeating: " ", count: indent)
    guard isBeside, let first = lines.first else { return ["  " + path] + lines.map { blank + $0 } }
    return ["  " + DisplayText.padded(path, to: column - 2) + first] + lines.dropFirst().map { blank + $0 }
  }

  private static let column = 40

  /// `NX_FLOAT, NX_ENERGY, rank 1`.
  private static func details(_ ask: DefinitionAsk) -> String {
    let values = ask.values.prefix(mostValues).map { "\"\($0)\"" } + (ask.values.count > mostValues ? ["..."] : [])
    let isLink = ask.kind == .link
    return [
      isLink ? ask.target.map { "a link to \($0)" } ?? "a link" : ask.type ?? ask.kind.rawValue, ask.units ?? "",
      ask.rank.map { "rank \($0)" } ?? "", values.joined(separator: " | "),
    ].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static let mostValues = 6

  // MARK: JSON

  /// The member `comparisons` of the report `edgewise.explain/1`.
  func write(to json: inout JSONWriter) {
    guard definitions.count > 1 else { return }
    json.key("comparisons")
    json.array { json in
      for (left, right) in pairs { write(left, right, to: &json) }
    }
  }

  private func write(_ left: Int, _ right: Int, to json: inout JSONWriter) {
    let comparison = DefinitionComparison(definitions[left], definitions[right])
    json.object { json in
      for (key, index) in [("left", left), ("right", right)] {
        json.key(key)
        json.object { json in
          json.member("definition", names[index].label)
          json.member("set", definitions[index].set)
        }
      }
      let lists = [
        ("both", comparison.both.map(\.left)), ("left_only", comparison.leftOnly), ("right_only", comparison.rightOnly),
      ]
      for (key, asks) in lists {
        json.key(key)
        json.array { json in for ask in asks { Self.write(ask, to: &json) } }
      }
      json.key("conflicts")
      json.array { json in
        for conflict in comparison.conflicts {
          json.object { json in
            json.member("path", conflict.path)
            json.member("about", conflict.about)
            json.member("left", conflict.left)
            json.member("right", conflict.right)
          }
        }
      }
      json.member("advice", Self.advice(comparison, names[left].label, names[right].label))
    }
  }

  private static func write(_ ask: DefinitionAsk, to json: inout JSONWriter) {
    json.object { json in
      json.member("path", ask.path)
      json.member("kind", ask.kind.rawValue)
      if let type = ask.type { json.member("type", type) }
      if let units = ask.units { json.member("units", units) }
      if let rank = ask.rank { json.member("rank", rank) }
      if let target = ask.target { json.member("target", target) }
      if !ask.values.isEmpty {
        json.key("values")
        json.array { json in for value in ask.values { json.value(value) } }
      }
      json.member("conditional", ask.isConditional)
      json.member("rule", ask.source)
    }
  }
}
