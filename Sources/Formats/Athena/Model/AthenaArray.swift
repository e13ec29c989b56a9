/// One array of a record: numbers, and the elements that are none.
import Bytes
import DataModel

struct AthenaArray {
  /// `x`, `y`, `i0`, `signal` or `stddev`.
  var name: String
  var values: [Double] = []
  /// Elements that are no numbers, by index; their values are NaN.
  private(set) var cells: [Cell] = []
  /// How many elements are no numbers, kept or not.
  private(set) var oddCount = 0
  /// Where it was read from.
  var line: Int?

  struct Cell {
    var index: Int
    var literal: ProjectLiteral
  }

  /// How many such elements are kept: a file of nothing else is no data.
  static let cellLimit = 1000
  /// The arrays that a record can have.
  static let names: Set<String> = ["x", "y", "i0", "signal", "stddev"]

  init(name: String, values: [Double] = []) {
    self.name = name
    self.values = values
  }

  /// Whether there is no number in it.
  var isEmpty: Bool { values.count == oddCount }

  /// Adds an element that may be no number.
  mutating func append(_ literal: ProjectLiteral) {
    if let text = literal.scalar, let number = PerlText.number(text) {
      values.append(number)
      return
    }
    if cells.count < Self.cellLimit { cells.append(Cell(index: values.count, literal: literal)) }
    oddCount += 1
    values.append(.nan)
  }
}

// MARK: - Elements that are no numbers, as metadata of a channel

extension AthenaArray {
  private static let cell = "cell"
  private static let index = "index"

  var metadata: Metadata {
    Metadata(
      cells.map { cell in
        cell.literal.node(
          Self.cell, attributes: [MetadataAttribute(Self.index, .integer(Int64(cell.index)))])
      })
  }

  /// Takes such elements back from the metadata of a channel, as far as they are that.
  mutating func takeCells(_ metadata: Metadata) {
    for node in metadata.nodes.prefix(Self.cellLimit) where node.name == Self.cell {
      guard case .array(let array)? = node.attributes.first(where: { $0.name == Self.index })?.value,
        let number = array.singleNumber, let index = Int(exactly: number), values.indices.contains(index),
        values[index].isNaN, index > cells.last?.index ?? -1
      else { continue }
      let literal = ProjectLiteral(node)
      switch literal {
      case .text(let text) where PerlText.number(text) == nil: cells.append(Cell(index: index, literal: literal))
      case .undefined: cells.append(Cell(index: index, literal: literal))
      default: continue
      }
      oddCount += 1
    }
  }
}
