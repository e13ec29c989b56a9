/// Where the scans of a SPEC file are: one pass over its lines, without a look at the numbers.
import Bytes

struct SpecIndex: Sendable {
  /// One scan: from its `#S` to the next scan or file header.
  struct Scan: Sendable, Hashable {
    /// As the line says; nil where it says none.
    var number: Int?
    /// The how manieth scan of this number it is, from 1.
    var order = 1
    var range: Range<Int>
    /// The line of its `#S`, from 1.
    var line: Int
    /// The file header in force.
    var block: Int?
    /// Whether there are `@` lines in it.
    var hasSpectra = false
  }

  /// One file header: SPEC writes a new one when its configuration changes.
  struct Block: Sendable, Hashable {
    var range: Range<Int>
    var line: Int
  }

  private(set) var scans: [Scan] = []
  private(set) var blocks: [Block] = []
  private var orders: [Int: Int] = [:]

  /// Finds the scans in a text, from a byte (behind a byte order mark) on.
  init(_ text: Span<UInt8>, from start: Int = 0) {
    var lines = Lines(from: start)
    var place = Place.nothing
    while let line = lines.next(in: text) {
      let first = line.range.lowerBound
      guard line.range.count > 0 else { continue }
      switch text[first] {
      case UInt8(ascii: "#"):
        let opens = Self.opening(text, line.range)
        if opens == .scan {
          close(at: first)
          open(scanAt: line, text)
          place = .scanHeader
        } else if place == .nothing || opens.map({ $0.beginsBlock(in: place) }) == true {
          close(at: first)
          blocks.append(Block(range: first..<text.count, line: line.number))
          place = .block
        }
      case UInt8(ascii: "@"):
        if place.isScan { scans[scans.count - 1].hasSpectra = true }
      case let byte where place == .scanHeader && !byte.isBlank: place = .scanRows
      default: break
      }
    }
  }

  /// What surrounds a line.
  private enum Place {
    case nothing, block, scanHeader, scanRows

    var isScan: Bool { self == .scanHeader || self == .scanRows }
  }

  /// Lines that begin something.
  private enum Opening {
    case scan, file, epoch, motors

    /// Whether a file header begins here. Motors are also listed inside a scan, but not behind its rows.
    func beginsBlock(in place: Place) -> Bool {
      switch self {
      case .scan: false
      case .file: true
      case .epoch: place != .block
      case .motors: place == .scanRows
      }
    }
  }

  private static func opening(_ text: Span<UInt8>, _ line: Range<Int>) -> Opening? {
    guard line.count >= 2 else { return nil }
    let end = line.lowerBound + 2
    let isAlone = end == line.upperBound || text[end].isBlank
    switch text[line.lowerBound + 1] {
    case UInt8(ascii: "S") where isAlone: return .scan
    case UInt8(ascii: "F") where isAlone: return .file
    case UInt8(ascii: "E") where isAlone: return .epoch
    case UInt8(ascii: "O") where !isAlone && text[end] == UInt8(ascii: "0"):
      return end + 1 == line.upperBound || text[end + 1].isBlank ? .motors : nil
    default: return nil
    }
  }

  /// Ends what is open: every byte belongs to one scan or header.
  private mutating func close(at end: Int) {
    let scanStart = scans.last?.range.lowerBound ?? -1
    let blockStart = blocks.last?.range.lowerBound ?? -1
    if scanStart > blockStart {
      scans[scans.count - 1].range = scanStart..<end
    } else if blockStart >= 0 {
      blocks[blocks.count - 1].range = blockStart..<end
    }
  }

  private mutating func open(scanAt line: Line, _ text: Span<UInt8>) {
    let number = Self.number(text, line.range)
    var order = 1
    if let number {
      order = (orders[number] ?? 0) + 1
      orders[number] = order
    }
    scans.append(
      Scan(
        number: number, order: order, range: line.range.lowerBound..<text.count, line: line.number,
        block: blocks.isEmpty ? nil : blocks.count - 1))
  }

  /// The number behind `#S`, which a blank or the end of the line follows.
  private static func number(_ text: Span<UInt8>, _ line: Range<Int>) -> Int? {
    var position = line.lowerBound + 2
    while position < line.upperBound, text[position].isBlank { position += 1 }
    var value = 0
    let start = position
    while position < line.upperBound, let digit = text[position].digit, position - start < 15 {
      value = value * 10 + Int(digit)
      position += 1
    }
    guard position > start, position == line.upperBound || text[position].isBlank else { return nil }
    return value
  }

  /// How a scan is addressed: by its number; by number and order where the number comes again; by its place where it
  /// has none.
  func selector(of index: Int) -> String {
    let scan = scans[index]
    guard let number = scan.number else { return "p\(index + 1)" }
    return scan.order == 1 ? "\(number)" : "\(number).\(scan.order)"
  }

  /// The numbers that stand more than once, in the order of their first repetition.
  var repeatedScans: [Int] { scans.indices.filter { scans[$0].order == 2 } }
}
