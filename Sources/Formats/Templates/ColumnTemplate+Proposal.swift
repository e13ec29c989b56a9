// Proposing a template for a file, from what can be found out about it.
public import Bytes
import DataModel

extension ColumnTemplate {
  /// A template for files like this one: its delimiter, its columns with the roles and units that were concluded, and the
  /// first line as the sign. Throws when the file is no text with a table.
  public init(proposedFor source: ByteSource, name: String) throws(FormatError) {
    let document = try ColumnsReader.read(source)
    self.init(name: name)
    description = "Proposed from \(document.origin.name); check every role and unit."
    let layout = source.withBytes { bytes -> TableDialect? in
      let start = TextEncoding.detect(bytes.extracting(first: min(bytes.count, 4))).markLength
      guard let reading = TableReading.largest(bytes, from: start) else { return nil }
      return reading.dialect
    }
    sign = Self.sign(of: source.head).map { [$0] } ?? []
    if let dialect = layout {
      delimiter = Delimiter(dialect.delimiter)
      hasDecimalComma = dialect.decimalComma
    }
    for (index, channel) in (document.measurements.first?.channels ?? []).enumerated() {
      columns.append(
        Column(
          number: index + 1, name: channel.name, role: channel.role, qualifier: channel.qualifier, unit: channel.unit))
    }
  }

  /// The words at the beginning of the first line that hold no digit: what follows differs from file to file.
  private static func sign(of head: TextHead) -> String? {
    guard let line = head.lines.first(where: { !$0.trimmingBlanks().isEmpty }) else { return nil }
    let words = line.split(separator: " ").prefix { word in !word.contains(where: \.isNumber) }
    let text = words.joined(separator: " ")
    return text.filter(\.isLetter).count >= 4 ? text : nil
  }
}
