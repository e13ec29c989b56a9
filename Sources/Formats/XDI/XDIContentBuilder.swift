/// Makes out of a document what an XDI file can hold; what it cannot hold is left out.
import Bytes
import DataModel

/// Only the first measurement is taken, and of it the columns on the dimension of the default signal, fields of two
/// names, one-line texts. Numbers with units become text, as XDI has no other values.
struct XDIContentBuilder {
  private(set) var content = XDIContent()
  /// Why values could not be read from their file, if so.
  private(set) var failure: BlockError?
  private var isFromXDI = false

  init(_ measurement: Measurement) {
    takeMetadata(measurement.metadata)
    let channels = takeChannels(measurement)
    let modes = measurement.signals.compactMap { signal in
      signal.storedChannel.flatMap { name in signal.mode.map { (name, $0) } }
    }
    var naming = XDIColumnNaming(
      content: content, isFromXDI: isFromXDI, modes: Dictionary(modes, uniquingKeysWith: { first, _ in first }))
    naming.run(channels)
    content = naming.content
    takeTableLines(measurement.metadata)
    addFields(measurement)
    if content.version == nil {
      content.version = "1.0"
      content.applications = applications()
    }
  }

  // MARK: Metadata

  private mutating func takeMetadata(_ metadata: Metadata) {
    for (position, node) in metadata.nodes.enumerated() {
      if node.name == XDIContent.Node.comments, content.comments == nil, let text = node.value?.text {
        content.comments = Self.commentLines(text)
      } else if node.name == XDIContent.Node.headerLine, let text = node.value?.text, Self.isStrayLine(text) {
        content.header.append(.line(text, number: nil))
      }
      var children = node.children[...]
      if position == 0, node.name == XDIContent.Node.xdi { takeVersion(&children) }
      guard XDIGrammar.isFamily(node.name) else { continue }
      for child in children {
        guard XDIGrammar.isKey(child.name), let value = Self.fieldText(child) else { continue }
        content.header.append(.field(XDIField(family: node.name, key: child.name, value: value)))
      }
    }
  }

  /// Takes version, applications and labels from the head of the XDI node, where the reader puts them.
  private mutating func takeVersion(_ children: inout ArraySlice<MetadataNode>) {
    func take(_ name: String) -> String? {
      guard let node = children.first, node.name == name, let text = Self.fieldText(node) else { return nil }
      children.removeFirst()
      return text
    }
    if let version = take(XDIContent.Node.version), !version.utf8.contains(where: { $0.isBlank }) {
      content.version = version
      isFromXDI = true
      content.applications = take(XDIContent.Node.applications).flatMap { $0.isEmpty ? nil : $0 }
    }
    let labels = take(XDIContent.Node.labels).map(XDIGrammar.words) ?? []
    if !labels.isEmpty, XDIOuter.value(in: labels.joined(separator: " ")) == nil { content.labels = labels }
  }

  /// A node's value as the text of a field; nil when a field cannot hold it.
  private static func fieldText(_ node: MetadataNode) -> String? {
    guard let value = node.value else { return nil }
    if case .array(let array) = value, array.count != 1 { return nil }
    let text = XDIGrammar.trimmed(node.unit.map { "\(value.display) \($0)" } ?? value.display)
    return XDIGrammar.isOneLine(text) ? text : nil
  }

  private static func commentLines(_ text: String) -> [String] {
    var lines = Lines()
    var result: [String] = []
    let bytes = Array(text.utf8)
    while let line = lines.next(in: bytes.span) {
      result.append(String(decoding: bytes[line.range], as: UTF8.self))
    }
    // A text that ends with a line end has one more line, an empty one; so has the empty text.
    if bytes.last.map({ $0.isLineEnd }) ?? true { result.append("") }
    return result.map { line in
      let line = XDIGrammar.trimmedAtEnd(line)
      // Dashes would end the header.
      return XDIGrammar.classify(line) == .headerEnd ? "\\" + line : line
    }
  }

  /// Whether a line would be read as a header line that is no field.
  private static func isStrayLine(_ text: String) -> Bool {
    let line = XDIGrammar.trimmed(text)
    guard XDIGrammar.isOneLine(text), let first = line.utf8.first else { return false }
    guard first == UInt8(ascii: "#") else {
      let bytes = Array(text.utf8)
      return !XDITable.isRow(bytes.span, 0..<bytes.count)
    }
    switch XDIGrammar.classify(XDIGrammar.afterSign(line)) {
    case .other, .version: return true
    case .empty, .field, .fieldEnd, .headerEnd: return false
    }
  }

  // MARK: Channels

  /// Takes the columns; gives the channels they come from, in their order.
  private mutating func takeChannels(_ measurement: Measurement) -> [Channel] {
    var taken: [Channel] = []
    var length: Int?
    for channel in Self.candidates(measurement) where length == nil || channel.values.count == length {
      do throws(BlockError) {
        content.columns.append(Self.column(try channel.values.load()))
        length = channel.values.count
        taken.append(channel)
      } catch {
        failure = failure ?? error
      }
    }
    content.rowCount = length ?? 0
    return taken
  }

  /// Real numbers on the dimension of the default signal, else on that of the first such channel.
  private static func candidates(_ measurement: Measurement) -> [Channel] {
    let flat = measurement.channels.filter { channel in
      channel.dimensions.count == 1 && channel.values.shape.count == 1 && !channel.dimensions[0].edges
        && channel.values.type.isNumeric && !channel.values.type.isComplex
    }
    let ofSignal = measurement.signals.first.flatMap { signal -> Channel? in
      do throws(ExpressionError) {
        let names = Set(try SignalExpression(parsing: signal.expression).channelNames)
        return flat.first { names.contains($0.name) }
      } catch {
        return nil
      }
    }
    guard let dimension = (ofSignal ?? flat.first { $0.dimensions == [.point] } ?? flat.first)?.dimensions else {
      return []
    }
    return flat.filter { $0.dimensions == dimension }
  }

  /// The column that reading the written numbers gives.
  private static func column(_ array: TypedArray) -> NumericTable.Column {
    if let values = array.elements(as: Int64.self), values.contains(where: { Double(exactly: $0) == nil }) {
      return .int64(values)
    }
    if let values = array.elements(as: UInt64.self), values.contains(where: { Double(exactly: $0) == nil }) {
      return values.allSatisfy { $0 <= UInt64(Int64.max) } ? .int64(values.map { Int64($0) }) : .uint64(values)
    }
    return .float64(array.doubles())
  }

  // MARK: Lines of the table

  private mutating func takeTableLines(_ metadata: Metadata) {
    let hasOuter = XDIOuter.label(XDIFieldIndex(content.fields)) != nil
    for node in metadata.nodes where node.name == XDIContent.Node.tableLine {
      guard let text = node.value?.text, XDIGrammar.isOneLine(text) else { continue }
      let row = node.attributes.first { $0.name == XDIContent.Node.row }?.value
      var rowsBefore = content.rowCount
      if case .array(let array)? = row, let number = array.singleNumber { rowsBefore = Int(exactly: number) ?? -1 }
      guard (0...content.rowCount).contains(rowsBefore),
        XDITable.isOtherLine(text, columnCount: content.rowCount > 0 ? content.columns.count : nil),
        !hasOuter || XDIOuter.value(inLine: text) == nil
      else { continue }
      content.tableLines.append(XDIContent.TableLine(text: text, rowsBefore: rowsBefore))
    }
    content.tableLines = content.tableLines.enumerated().sorted {
      ($0.element.rowsBefore, $0.offset) < ($1.element.rowsBefore, $1.offset)
    }.map(\.element)
    if !XDIWriter.tableReadsBack(content) { content.tableLines.removeAll { !$0.isComment } }
  }

  // MARK: What the document says elsewhere

  /// Adds fields for what the measurement says outside its metadata, where these do not have them.
  private mutating func addFields(_ measurement: Measurement) {
    let index = XDIFieldIndex(content.fields)
    let signal = measurement.signals.first { $0.element != nil }
    let additions: [(family: String, key: String, value: String?)] = [
      ("Element", "symbol", signal?.element.flatMap(XDIValues.element)),
      ("Element", "edge", signal?.edge.flatMap(XDIValues.edge)),
      ("Scan", "start_time", measurement.startTime), ("Scan", "end_time", measurement.endTime),
      ("Sample", "name", measurement.title),
    ]
    var added: [XDIContent.HeaderItem] = []
    for (family, key, value) in additions where index["\(family).\(key)"] == nil {
      guard let value = value.map(XDIGrammar.trimmed), !value.isEmpty, XDIGrammar.isOneLine(value) else { continue }
      added.append(.field(XDIField(family: family, key: key, value: value)))
    }
    let columns = content.header.prefix { item in
      if case .field(let field) = item { return XDIColumns.number(of: field) != nil }
      return false
    }.count
    content.header.insert(contentsOf: added, at: columns)
  }

  /// This program, and the families that XDI does not know: they have to be announced in the first line.
  private func applications() -> String {
    var known = XDIDictionary.families
    let others = content.fields.map(\.family).filter { known.insert($0.lowercased()).inserted }
    return (["Edgewise/\(EdgewiseVersion.string)"] + others.prefix(20)).joined(separator: " ")
  }
}
