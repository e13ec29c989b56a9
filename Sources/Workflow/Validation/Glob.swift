/// Patterns for file names and HDF5 paths.

/// A pattern: `*` is any text without `/`, `**` any text, `?` one character that is not `/`.
public struct Glob: Sendable, Hashable, CustomStringConvertible {
  public let description: String
  private let tokens: [Token]

  private enum Token: Sendable, Hashable {
    case character(Character)
    case anyCharacter
    case segment
    case anything
  }

  /// A pattern from its text.
  public init(_ pattern: String) {
    description = pattern
    var tokens: [Token] = []
    for character in pattern {
      switch (character, tokens.last) {
      case ("*", .segment): tokens[tokens.count - 1] = .anything
      case ("*", .anything): break
      case ("*", _): tokens.append(.segment)
      case ("?", _): tokens.append(.anyCharacter)
      default: tokens.append(.character(character))
      }
    }
    self.tokens = tokens
  }

  /// Whether the whole text fits.
  public func matches(_ text: some StringProtocol) -> Bool {
    // The tokens that may come next: no backtracking, so no pattern is slow.
    var states = reached([0])
    for character in text {
      var next: Set<Int> = []
      for state in states where state < tokens.count {
        switch tokens[state] {
        case .character(let wanted): if wanted == character { next.insert(state + 1) }
        case .anyCharacter: if character != "/" { next.insert(state + 1) }
        case .segment: if character != "/" { next.insert(state) }
        case .anything: next.insert(state)
        }
      }
      guard !next.isEmpty else { return false }
      states = reached(next)
    }
    return states.contains(tokens.count)
  }

  /// The states and those that are reached from them by wildcards that stand for nothing.
  private func reached(_ states: Set<Int>) -> Set<Int> {
    var result = states
    for var state in states {
      while state < tokens.count, tokens[state] == .segment || tokens[state] == .anything {
        state += 1
        result.insert(state)
      }
    }
    return result
  }
}
