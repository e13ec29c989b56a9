/// The line that begins a block of waves: `WAVES/D/N=(3,2) mu`.
import Bytes
import DataModel

struct ItxBlockHead {
  var letters: Set<Character> = []
  /// What `/N` states; empty without it.
  var shape: [Int] = []
  var names: [String] = []
  /// The flags that are not known, with their columns from 1.
  var unknown: [(flag: String, column: Int)] = []

  /// Reads what follows the word WAVES; positions count from the beginning of the line.
  init(_ rest: ArraySlice<UInt8>) {
    var place = rest.startIndex
    func skipBlanks() {
      while place < rest.endIndex, rest[place] == 0x20 || rest[place] == 0x09 || rest[place] == 0x2C { place += 1 }
    }
    skipBlanks()
    while place < rest.endIndex, rest[place] == UInt8(ascii: "/") {
      let start = place
      place += 1
      var parentheses = 0
      while place < rest.endIndex {
        let byte = rest[place]
        if byte == UInt8(ascii: "(") { parentheses += 1 }
        if byte == UInt8(ascii: ")") { parentheses -= 1 }
        if parentheses <= 0, byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "/") { break }
        place += 1
      }
      add(flag: StoredText.string(rest[start..<place]), column: start + 1)
      skipBlanks()
    }
    while place < rest.endIndex {
      if rest[place] == UInt8(ascii: "'"), let end = rest[(place + 1)...].firstIndex(of: UInt8(ascii: "'")) {
        names.append(StoredText.string(rest[(place + 1)..<end]))
        place = end + 1
      } else {
        let start = place
        while place < rest.endIndex, rest[place] != 0x20, rest[place] != 0x09, rest[place] != 0x2C { place += 1 }
        names.append(StoredText.string(rest[start..<place]))
      }
      skipBlanks()
    }
  }

  private mutating func add(flag: String, column: Int) {
    guard let letter = flag.dropFirst().first.map({ Character($0.uppercased()) }), ItxType.known.contains(letter) else {
      return unknown.append((flag, column))
    }
    guard letter == "N" else {
      if flag.count == 2 { letters.insert(letter) } else { unknown.append((flag, column)) }
      return
    }
    let numbers = flag.dropFirst(2).split { "=(), \t".contains($0) }.map { Int($0) }
    let counts = numbers.compactMap { $0 }
    if counts.count == numbers.count, !counts.isEmpty, counts.allSatisfy({ $0 >= 0 }) {
      shape = counts
    } else {
      unknown.append((flag, column))
    }
  }
}
