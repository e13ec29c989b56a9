/// Which names an instance of a concept may have (rules N2 and N3).

/// A name that is fixed, free, or free in part.
enum ConceptName: Sendable, Hashable {
  case fixed(String)
  case any
  case partial([Piece])

  /// A stretch of a partial name.
  enum Piece: Sendable, Hashable {
    case literal([UInt8])
    /// A run of capitals, which stands for any letters, digits, underscores and periods, also for none.
    case free
  }

  /// The meaning of `name` and `nameType`. Definitions older than `nameType` write free names in capitals.
  init(_ name: String, nameType: String?) {
    switch nameType {
    case "any": self = .any
    case "partial": self = .partial(Self.pieces(of: name))
    case "specified": self = .fixed(name)
    default: self = name.isEmpty || Self.isOldFreeName(name) ? .any : .fixed(name)
    }
  }

  var isFixed: Bool {
    if case .fixed = self { return true }
    return false
  }

  /// How much of the name is given.
  var literalLength: Int {
    switch self {
    case .fixed(let name): name.utf8.count
    case .any: 0
    case .partial(let pieces):
      pieces.reduce(0) { sum, piece in
        if case .literal(let bytes) = piece { return sum + bytes.count }
        return sum
      }
    }
  }

  func matches(_ name: String) -> Bool {
    switch self {
    case .fixed(let own): own == name
    case .any: true
    case .partial(let pieces): Self.match(pieces[...], Array(name.utf8)[...])
    }
  }

  private static func isOldFreeName(_ name: String) -> Bool {
    name.utf8.count >= 3 && name.utf8.allSatisfy { isCapital($0) || $0 == UInt8(ascii: "_") }
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }

  private static func pieces(of name: String) -> [Piece] {
    let bytes = Array(name.utf8)
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard isCapital(bytes[index]) else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
      pieces.append(.free)
      index = endOfRun(bytes, from: index)
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    return pieces
  }

  /// A run goes on over an underscore that has a capital behind it.
  private static func endOfRun(_ bytes: [UInt8], from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      if isCapital(bytes[end]) {
        end += 1
      } else if bytes[end] == UInt8(ascii: "_"), end + 1 < bytes.count, isCapital(bytes[end + 1]) {
        end += 1
      } else {
        break
      }
    }
    return end
  }

  private static func match(_ pieces: ArraySlice<Piece>, _ name: ArraySlice<UInt8>) -> Bool {
    guard let first = pieces.first else { return name.isEmpty }
    switch first {
    case .literal(let bytes): return name.starts(with: bytes) && match(pieces.dropFirst(), name.dropFirst(bytes.count))
    case .free:
      let rest = pieces.dropFirst()
      if rest.isEmpty { return name.allSatisfy(isNamePart) }
      // Names are at most 63 bytes where they are valid, and definitions have few free stretches.
      var tail = name
      while true {
        if match(rest, tail) { return true }
        guard let next = tail.first, isNamePart(next) else { return false }
        tail = tail.dropFirst()
      }
    }
  }

  /// What names are made of (rule N1); a period stands inside only.
  static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
