/// Reads the rows of a block of waves.
import Bytes
import DataModel

struct ItxBlock {
  let head: ItxBlockHead
  /// The lines of its names and of its first row.
  let line: Int
  let firstLine: Int
  private(set) var findings: [Finding] = []

  init(head: ItxBlockHead, line: Int, firstLine: Int) {
    self.head = head
    self.line = line
    self.firstLine = firstLine
  }

  private var type: ElementType { ItxType.type(head.letters) }

  /// The arrays, in the order of the names; none where the block cannot be read.
  mutating func read(_ text: Span<UInt8>, _ range: Range<Int>) -> [TypedArray] {
    if type == .text { return readTexts(text, range) }
    let isMatrix = head.shape.count > 1
    guard !isMatrix || (head.names.count == 1 && head.shape.count <= 3) else {
      findings.append(
        Finding(
          PlotFinding.block,
          "\(head.names.count) waves of \(head.shape.count) dimensions in one block were not read: one wave of up to three "
            + "dimensions can be.", at: .init(line: line)))
      return []
    }
    let columnCount = isMatrix ? head.shape[1] : head.names.count
    guard columnCount > 0, columnCount <= Self.columnLimit else { return [empty()] }
    let table = table(text, range, columnCount)
    guard isMatrix else {
      let length = head.shape.first ?? table.rowCount
      if length != table.rowCount { reportLength("\(length) rows", "\(table.rowCount) rows") }
      return table.columns.map { typed($0.array) }
    }
    return [matrix(table)]
  }

  private static let columnLimit = 1 << 20

  private func empty() -> TypedArray { typedEmpty(shape: head.shape.contains(0) ? head.shape : [0]) }

  private func typedEmpty(shape: [Int]) -> TypedArray {
    TypedArray(type: type, shape: shape, bytes: []) ?? TypedArray([Double]())
  }

  // MARK: Numbers

  private mutating func table(_ text: Span<UInt8>, _ range: Range<Int>, _ columnCount: Int) -> NumericTable {
    var options = NumericTable.Options()
    options.commentSigns = []
    options.columnCount = columnCount
    options.issueLimit = 50
    options.otherLineLimit = 20
    var lines = Lines(from: range.lowerBound)
    while let row = lines.next(in: text), row.range.upperBound <= range.upperBound {
      guard row.range.contains(where: { !text[$0].isBlank }) else { continue }
      if row.range.contains(where: { text[$0] == UInt8(ascii: ",") }) { options.delimiter = .comma }
      break
    }
    let table = NumericTable.read(text, in: range, firstLine: firstLine, options: options)
    findings += TableFindings.list(table)
    for other in table.otherLines {
      let words = StoredText.string(text.extracting(other.bytes.prefix(80)))
      findings.append(
        Finding(
          PlotFinding.row, "The line \"\(words)\" holds no numbers.", at: .init(line: other.position.line),
          expected: "\(columnCount) numbers", found: words))
    }
    return table
  }

  /// The numbers in the type that the block states; as they are where they do not fit it.
  private mutating func typed(_ array: TypedArray) -> TypedArray {
    if array.type == type { return array }
    if array.count == 0 { return typedEmpty(shape: [0]) }
    if let exact = array.converted(to: type) { return exact }
    // Few decimal fractions are single-precision numbers: what is written is kept.
    if type.isInteger {
      findings.append(
        Finding(
          PlotFinding.type,
          "The values of this block are no numbers of type \(type.rawValue); they are kept as written.",
          at: .init(line: line)))
    }
    return array
  }

  /// Rows of numbers as one array with the columns fastest; the layers of three dimensions follow each other.
  private mutating func matrix(_ table: NumericTable) -> TypedArray {
    let columns = head.shape[1]
    let rows = table.rowCount
    guard rows > 0 else { return typedEmpty(shape: head.shape.contains(0) ? head.shape : [0, columns]) }
    let layers = head.shape.count > 2 ? head.shape[2] : 1
    let announced = head.shape[0].multipliedReportingOverflow(by: layers)
    let isWhole = !announced.overflow && announced.partialValue == rows
    if !isWhole {
      reportLength("\(head.shape.map { String($0) }.joined(separator: " x ")) values", "\(rows) rows of \(columns)")
    }
    let shape = isWhole && head.shape.count > 2 ? [layers, head.shape[0], columns] : [rows, columns]
    var parts = table.columns.map { typed($0.array) }
    if !parts.allSatisfy({ $0.type == parts[0].type }) { parts = parts.map { TypedArray($0.doubles()) } }
    let width = parts[0].type.byteWidth
    let array = TypedArray(type: parts[0].type, shape: shape) { (buffer) in
      for (column, part) in parts.enumerated() {
        part.bytes.withUnsafeBytes { source in
          for row in 0..<rows {
            for byte in 0..<width { buffer[(row * columns + column) * width + byte] = source[row * width + byte] }
          }
        }
      }
    }
    return array
  }

  private mutating func reportLength(_ expected: String, _ found: String) {
    findings.append(
      Finding(
        PlotFinding.shape, "The block announces \(expected) and holds \(found).", at: .init(line: line),
        expected: expected, found: found))
  }

  // MARK: Texts

  private mutating func readTexts(_ text: Span<UInt8>, _ range: Range<Int>) -> [TypedArray] {
    guard head.shape.count <= 1 else {
      findings.append(
        Finding(PlotFinding.block, "Text waves of several dimensions were not read.", at: .init(line: line)))
      return []
    }
    var columns = [[String]](repeating: [], count: head.names.count)
    // Short rows are filled up only as long as the text's size allows it.
    var paddingLeft = range.count + (1 << 16)
    var lines = Lines(from: range.lowerBound, linesBefore: firstLine - 1)
    while let row = lines.next(in: text), row.range.lowerBound < range.upperBound {
      let bytes = row.range.map { text[$0] }
      var place = 0
      var cells: [String] = []
      while place < bytes.count {
        if bytes[place] == UInt8(ascii: "\""), let cell = IgorText.parse(bytes[...], &place) {
          cells.append(cell)
        } else {
          place += 1
        }
      }
      guard !cells.isEmpty else {
        if bytes.contains(where: { !$0.isBlank }) {
          findings.append(
            Finding(
              PlotFinding.row, "The line holds no text in quotation marks.", at: .init(line: row.number),
              expected: "\"text\""))
        }
        continue
      }
      paddingLeft -= max(0, columns.count - cells.count)
      guard paddingLeft >= 0 else {
        reportLength("\(columns.count) texts a row", "\(cells.count)")
        break
      }
      for index in columns.indices { columns[index].append(index < cells.count ? cells[index] : "") }
    }
    return columns.map { TypedArray($0) }
  }
}
