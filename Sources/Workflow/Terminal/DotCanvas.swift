/// A drawing made of dots, several to a character.
struct DotCanvas {
  /// The dots of one character: 2 by 4 in Unicode's braille patterns, 1 by 2 where only ASCII can be shown.
  struct Cell {
    let columns: Int
    let rows: Int
    /// The bit of each dot, row by row.
    let bits: [UInt8]

    static let braille = Cell(columns: 2, rows: 4, bits: [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80])
    static let ascii = Cell(columns: 1, rows: 2, bits: [1, 2])
  }

  let cell: Cell
  /// In characters.
  let width: Int
  let height: Int
  private var dots: [UInt8]

  init(width: Int, height: Int, isUnicode: Bool) {
    self.width = max(1, width)
    self.height = max(1, height)
    cell = isUnicode ? .braille : .ascii
    dots = [UInt8](repeating: 0, count: self.width * self.height)
  }

  var dotColumns: Int { width * cell.columns }
  var dotRows: Int { height * cell.rows }

  /// Sets a dot, counted from the upper left corner; dots outside are left out.
  mutating func set(_ x: Int, _ y: Int) {
    guard (0..<dotColumns).contains(x), (0..<dotRows).contains(y) else { return }
    let bit = cell.bits[y % cell.rows * cell.columns + x % cell.columns]
    dots[y / cell.rows * width + x / cell.columns] |= bit
  }

  /// Sets the dots on the straight line between two dots that lie inside; `isSet` picks among their columns.
  mutating func line(from a: (x: Int, y: Int), to b: (x: Int, y: Int), where isSet: (Int) -> Bool = { _ in true }) {
    let steps = max(abs(b.x - a.x), abs(b.y - a.y))
    for step in 0...steps {
      let fraction = steps == 0 ? 0 : Double(step) / Double(steps)
      let x = a.x + Int((Double(b.x - a.x) * fraction).rounded())
      let y = a.y + Int((Double(b.y - a.y) * fraction).rounded())
      if isSet(x) { set(x, y) }
    }
  }

  func isEmpty(column: Int, row: Int) -> Bool { dots[row * width + column] == 0 }

  /// Both drawings on one canvas of the same size.
  func merged(with other: DotCanvas) -> DotCanvas {
    var result = self
    for index in result.dots.indices where other.dots.indices.contains(index) {
      result.dots[index] |= other.dots[index]
    }
    return result
  }

  /// The character of a cell; a blank when it has no dots.
  func character(column: Int, row: Int) -> Character {
    let bits = dots[row * width + column]
    guard bits != 0 else { return " " }
    guard cell.rows == Cell.braille.rows else { return [" ", "'", ".", ":"][Int(bits & 3)] }
    return Unicode.Scalar(0x2800 + UInt32(bits)).map(Character.init) ?? " "
  }
}
