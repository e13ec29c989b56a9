/// Where in the tree of elements a stream is, spelt as `/definition/group[2]/field[1]`.
public struct XMLElementPath: Sendable, CustomStringConvertible {
  private struct Step: Sendable {
    var name: String
    var line: Int
    var position: Int
    /// The child that came last, often one of many of its name, and how many of them there were.
    var lastChild = ""
    var lastCount = 0
    /// The same of the names before it.
    var otherCounts: [String: Int] = [:]

    /// The position of the next child of this name among its like.
    mutating func count(_ name: String) -> Int {
      if name != lastChild {
        if lastCount > 0 { otherCounts[lastChild] = lastCount }
        lastCount = otherCounts[name] ?? 0
        lastChild = name
      }
      lastCount += 1
      return lastCount
    }
  }

  private var steps: [Step] = []
  private let countsSiblings: Bool

  /// The path before the root element.
  public init() {
    self.init(countsSiblings: true)
  }

  /// Without counting, `description` has no positions and entering an element is cheaper.
  init(countsSiblings: Bool) {
    self.countsSiblings = countsSiblings
  }

  /// The number of open elements.
  public var depth: Int { steps.count }

  /// The name of the innermost open element and the line it begins on.
  public var innermost: (name: String, line: Int)? {
    steps.last.map { ($0.name, $0.line) }
  }

  /// Goes into a child element; `name` is the qualified name, `line` the line it begins on.
  public mutating func enter(_ name: String, line: Int) {
    var position = 1
    if countsSiblings, let parent = steps.indices.last { position = steps[parent].count(name) }
    steps.append(Step(name: name, line: line, position: position))
  }

  /// Leaves the innermost element, if any.
  public mutating func leave() {
    _ = steps.popLast()
  }

  /// Names as the document writes them; every element but the root has its position among siblings of that name.
  public var description: String {
    guard !steps.isEmpty else { return "/" }
    var text = ""
    for (depth, step) in steps.enumerated() {
      text += "/" + step.name
      if countsSiblings, depth > 0 { text += "[\(step.position)]" }
    }
    return text
  }
}
