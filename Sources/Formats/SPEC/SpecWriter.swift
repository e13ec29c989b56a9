/// Writes a SPEC file: a header, and for each measurement a scan with its columns as rows of shortest exact numbers.
import Bytes
import DataModel

enum SpecWriter {
  static func write(_ document: Document) throws(FormatError) -> [UInt8] {
    let projection = SpecProjection.project(document)
    guard !projection.measurements.isEmpty else {
      throw FormatError(.unwritable, "the document has no measurement to make a scan of")
    }
    var output: [UInt8] = []
    append(["#F \(SpecText.oneLine(document.origin.name))", "#C \(SpecOwn.marker)"], to: &output)
    append(SpecMetadataLines.header(projection.metadata), to: &output)
    let numbers = SpecProjection.numbers(of: document.measurements)
    for (measurement, number) in zip(projection.measurements, numbers) {
      append([""] + scanLines(measurement, number: number), to: &output)
      try CellWriter.appendRows(measurement.channels, to: &output)
    }
    return output
  }

  private static func append(_ lines: [String], to output: inout [UInt8]) {
    for line in lines {
      output += line.utf8
      output.append(UInt8(ascii: "\n"))
    }
  }

  private static func scanLines(_ measurement: Measurement, number: Int) -> [String] {
    var lines = ["#S \(number)  \(SpecText.oneLine(measurement.title ?? ""))"]
    if let start = measurement.startTime { lines.append("#D \(SpecText.oneLine(start))") }
    let dimension = measurement.channels.first?.dimensions.first.flatMap { $0 == .point ? nil : $0.name }
    lines.append(
      SpecOwn.text(
        EdgewiseLine(
          .measurement,
          [
            "title": measurement.title, "start_time": measurement.startTime, "end_time": measurement.endTime,
            "dimension": dimension,
          ])))
    lines += measurement.channels.enumerated().map { SpecOwn.text(OwnColumns.line($1, number: $0 + 1)) }
    lines += measurement.signals.map { SpecOwn.text(OwnSignal.line($0)) }
    lines += SpecMetadataLines.scan(measurement.metadata)
    lines.append("#N \(measurement.channels.count)")
    lines.append("#L " + measurement.channels.map { SpecText.label($0.name) }.joined(separator: "  "))
    return lines
  }
}

/// Text in the form that a line of SPEC allows.
enum SpecText {
  /// On one line, without control characters.
  static func oneLine(_ text: String) -> String {
    let plain = text.unicodeScalars.map { scalar -> Character in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
        ? " " : Character(scalar)
    }
    return String(String(plain).trimmingBlanks())
  }

  /// Without two blanks in a row, which separate labels; a label is never empty.
  static func label(_ name: String) -> String {
    let words = SpecLine.narrowNames(oneLine(name))
    return words.isEmpty ? "_" : words.joined(separator: " ")
  }
}
