/// An edge as files write it: one edge, or several that were measured together (`L3, L2`, `L23`, `M4,5`).
public struct EdgeLabel: Sendable, Hashable {
  /// As written.
  public let text: String
  public let shell: AbsorptionEdge.Shell
  /// The edges that the label names, in the order of the shell; all of the shell for a bare `L`.
  public let edges: [AbsorptionEdge]

  /// Reads a label in any case: `K`, `l3`, `L23`, `L2,3`, `L3, L2`, `L2/3`, `LIII`, `K-edge`. Nil when it is none.
  public init?(parsing text: String) {
    guard text.utf8.count <= Self.byteLimit else { return nil }
    var rest = text.uppercased()[...]
    for ending in ["EDGE", "EDGES"] where rest.hasSuffix(ending) { rest = rest.dropLast(ending.count) }
    guard !Self.holdsLongRange(rest) else { return nil }
    let letters = rest.filter { !Self.separators.contains($0) }
    guard let first = letters.first, let shell = AbsorptionEdge.Shell(rawValue: first) else { return nil }
    var numbers: Set<Int> = []
    // The shell's letter may be repeated (`L3,L2`): what stands between two of them is a group of numbers.
    for part in letters.split(separator: first) {
      guard let found = Self.numbers(part) else { return nil }
      numbers.formUnion(found)
    }
    let names = numbers.map { "\(first)\($0)" }
    let edges = shell.edges.filter { names.contains($0.rawValue) }
    guard edges.count == numbers.count else { return nil }
    self.text = text
    self.shell = shell
    self.edges = numbers.isEmpty ? shell.edges : edges
  }

  /// The only edge; nil when the label names several.
  public var edge: AbsorptionEdge? { edges.count == 1 ? edges.first : nil }

  /// The edge values that the XDI 1.0 dictionary allows: the shells K, L, M, N, O and their edges up to O7.
  public static let xdiNames: [String] = AbsorptionEdge.Shell.allCases.flatMap { shell in
    [String(shell.rawValue)] + shell.edges.map(\.rawValue).filter { $0 != String(shell.rawValue) }
  }

  /// True when the XDI dictionary lists the text (in any case).
  public static func isXDI(_ text: String) -> Bool {
    text.utf8.count <= 2 && xdiNames.contains(text.uppercased())
  }

  private static let byteLimit = 64
  private static let separators: Set<Character> = [" ", "\t", ",", "/", "-", "_", "+", "&", ";", "."]
  private static let roman = ["I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7]

  /// `L1-3` may mean two edges or three: it is not guessed. `L2-3` is clear.
  private static func holdsLongRange(_ text: Substring) -> Bool {
    let characters = Array(text)
    return characters.indices.dropFirst().dropLast().contains { index in
      guard characters[index] == "-", let low = characters[index - 1].wholeNumberValue,
        let high = characters[index + 1].wholeNumberValue
      else { return false }
      return high != low + 1
    }
  }

  /// `23` is 2 and 3; `III` is 3.
  private static func numbers(_ part: Substring) -> [Int]? {
    if let number = roman[String(part)] { return [number] }
    var result: [Int] = []
    for character in part {
      guard character.isASCII, let digit = character.wholeNumberValue else { return nil }
      result.append(digit)
    }
    return result
  }
}
