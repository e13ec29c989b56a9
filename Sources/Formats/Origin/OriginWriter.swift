/// Writes a table for Origin: long names, units, comments, and rows of shortest exact numbers.
import Bytes
import DataModel

enum OriginWriter {
  static func write(_ document: Document) throws(FormatError) -> [UInt8] {
    guard let measurement = OriginProjection.project(document).measurements.first, !measurement.channels.isEmpty else {
      throw PlotProjection.nothing(
        in: document.measurements.first, "an Origin table needs an array of real numbers along one dimension")
    }
    let columns = columns(of: measurement)
    let isOnly = columns.count == 1
    let rows = [columns.map(\.label), columns.map(\.unit), columns.map(\.comment.cell)]
    let head = rows.map { row in
      row.map { CSVRecords.cell($0, isOnly: isOnly) }.joined(separator: ",") + "\n"
    }.joined()
    // Origin takes a text with this mark for UTF-8, and one without for the language of the computer.
    var output: [UInt8] = head.utf8.allSatisfy { $0 < 0x80 } ? [] : [0xEF, 0xBB, 0xBF]
    output += head.utf8
    try appendRows(columns, to: &output)
    return output
  }

  private struct Column {
    var label: String
    var unit: String
    var comment: OriginComment
    var values: Values
  }

  /// The channels, and a column for the values of each signal that no channel holds.
  private static func columns(of measurement: Measurement) -> [Column] {
    let title = measurement.title ?? ""
    var stored: [Int: (order: Int, signal: Signal)] = [:]
    var derived: [(order: Int, signal: Signal)] = []
    for (order, signal) in measurement.signals.enumerated() {
      let place = measurement.channels.firstIndex { DerivedValues.isStored(signal, in: $0.name) }
      if let place, stored[place] == nil {
        stored[place] = (order, signal)
      } else {
        derived.append((order, signal))
      }
    }
    let hasOrder = measurement.signals.count > 1
    let channels = measurement.channels.enumerated().map { index, channel in
      var comment = index == 0 ? head(measurement) : OriginComment(text: title, fields: [:])
      let label = Self.label(channel.name)
      let unit = Self.label(channel.unit ?? "")
      let line = OwnColumns.line(channel, number: index + 1)
      comment.add(["name": label == channel.name ? nil : channel.name])
      comment.add(
        line, except: unit == channel.unit && !unit.isEmpty ? ["column", "name", "unit"] : ["column", "name"])
      if let (order, signal) = stored[index] { add(signal, hasOrder ? order + 1 : nil, to: &comment) }
      return Column(label: label, unit: unit, comment: comment, values: channel.values)
    }
    return channels
      + derived.map { order, signal in
        var comment = OriginComment(text: title, fields: ["formula": signal.expression])
        add(signal, hasOrder ? order + 1 : nil, to: &comment)
        return Column(
          label: label(signal.name), unit: "", comment: comment, values: values(of: signal, in: measurement))
      }
  }

  private static func head(_ measurement: Measurement) -> OriginComment {
    let dimension = measurement.channels.first?.dimensions.first
    return OriginComment(
      fields: [
        OriginComment.markKey: OriginComment.mark, "title": measurement.title, "start_time": measurement.startTime,
        "end_time": measurement.endTime,
        "dimension": dimension.flatMap { $0 == .point ? nil : $0.name },
      ])
  }

  private static func add(_ signal: Signal, _ order: Int?, to comment: inout OriginComment) {
    comment.add(["signal": signal.name])
    comment.add(OwnSignal.line(signal), except: ["name", "expression"])
    comment.add(["order": order.map { "\($0)" }])
  }

  /// On one line or several, without other control characters: what Origin shows of it.
  private static func label(_ text: String) -> String {
    String(text.unicodeScalars.map { PlainField.isControl($0) && $0 != "\n" ? " " : Character($0) })
  }

  private static func values(of signal: Signal, in measurement: Measurement) -> Values {
    guard let model = measurement.channels.first else { return Values([Double]()) }
    let values = DerivedValues.values(
      of: signal, in: measurement, dimensions: model.dimensions, shape: model.values.shape)
    return Values(values ?? [Double](repeating: .nan, count: model.values.count))
  }

  /// A missing value is an empty cell, as Origin has it.
  private static func appendRows(_ columns: [Column], to output: inout [UInt8]) throws(FormatError) {
    var writers: [CellWriter] = []
    var missing: [[Bool]] = []
    for column in columns {
      do throws(BlockError) {
        let array = try column.values.load()
        writers.append(CellWriter(array))
        missing.append(array.type.isInteger ? [] : array.doubles().map(\.isNaN))
      } catch {
        throw FormatError(.unwritable, "channel \"\(column.label)\": \(error.description)")
      }
    }
    let rowCount = columns.first?.values.count ?? 0
    output.reserveCapacity(output.count + rowCount * columns.count * 12)
    for row in 0..<rowCount {
      for (index, writer) in writers.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        if missing[index].isEmpty || !missing[index][row] {
          writer.append(row, to: &output)
        } else if writers.count == 1 {
          // A row is not a blank line.
          output += "\"\"".utf8
        }
      }
      output.append(UInt8(ascii: "\n"))
    }
  }
}
