/// Writes Igor text: a data folder for each measurement, a block for each run of waves of one kind, units, and notes.
import Bytes
import DataModel

enum ItxWriter {
  static func write(_ document: Document) throws(FormatError) -> [UInt8] {
    let projection = ItxProjection.project(document)
    guard !projection.measurements.isEmpty else {
      throw PlotProjection.nothing(
        in: document.measurements.first, "Igor text needs an array of real numbers along one or two dimensions")
    }
    var output: [UInt8] = Array("IGOR\nX // \(ItxNote.marker)\n".utf8)
    for measurement in projection.measurements {
      output += "X NewDataFolder/O/S \(measurement.selector)\n".utf8
      try append(measurement, to: &output)
      output += "X SetDataFolder ::\n".utf8
    }
    return output
  }

  /// A channel, or the values of a signal, under the name of its wave.
  private struct Wave {
    var name: String
    var unit: String?
    var note: [String]
    var values: Values
  }

  private static func append(_ measurement: Measurement, to output: inout [UInt8]) throws(FormatError) {
    let waves = waves(of: measurement)
    var start = 0
    while start < waves.count {
      var end = start + 1
      while end < waves.count, waves[start].values.shape.count == 1,
        waves[end].values.type == waves[start].values.type, waves[end].values.shape == waves[start].values.shape
      {
        end += 1
      }
      try appendBlock(waves[start..<end], to: &output)
      start = end
    }
    for wave in waves {
      if let unit = wave.unit, !unit.isEmpty {
        output += "X SetScale d, 0, 0, \(IgorText.quoted(unit)), \(wave.name)\n".utf8
      }
      for line in wave.note { appendNote(line, to: wave.name, &output) }
    }
  }

  private static func waves(of measurement: Measurement) -> [Wave] {
    var names = IgorNames()
    var waves = measurement.channels.map { channel in
      let name = names.claim(channel.name)
      return Wave(
        name: name, unit: channel.unit, note: ItxNote.channel(channel, wave: name), values: channel.values)
    }
    if !waves.isEmpty { waves[0].note += ItxNote.measurement(measurement) }
    for signal in measurement.signals {
      // Of a signal that a channel holds there is a wave already.
      guard !measurement.channels.contains(where: { DerivedValues.isStored(signal, in: $0.name) }),
        let result = DerivedValues.result(of: signal, in: measurement), (1...2).contains(result.shape.count)
      else { continue }
      let name = names.claim(signal.name)
      waves.append(
        Wave(
          name: name, unit: nil, note: ItxNote.derived(signal, wave: name),
          values: Values(TypedArray(result.values, shape: result.shape))))
    }
    return waves
  }

  // MARK: Blocks

  private static func appendBlock(_ waves: ArraySlice<Wave>, to output: inout [UInt8]) throws(FormatError) {
    guard let first = waves.first else { return }
    let shape = first.values.shape
    let size = shape.count == 1 ? "" : "/N=(\(shape[0]),\(shape[1]))"
    let names = waves.map(\.name).joined(separator: ", ")
    output += "WAVES/\(ItxType.flags(first.values.type))\(size) \(names)\nBEGIN\n".utf8
    var writers: [(Int, inout [UInt8]) -> Void] = []
    for wave in waves { writers.append(try cellWriter(wave)) }
    for row in 0..<shape[0] {
      for writer in writers {
        for column in 0..<(shape.count == 1 ? 1 : shape[1]) {
          output.append(UInt8(ascii: "\t"))
          writer(shape.count == 1 ? row : row * shape[1] + column, &output)
        }
      }
      output.append(UInt8(ascii: "\n"))
    }
    output += "END\n".utf8
  }

  private static func cellWriter(_ wave: Wave) throws(FormatError) -> (Int, inout [UInt8]) -> Void {
    let array: TypedArray
    do throws(BlockError) {
      array = try wave.values.load()
    } catch {
      throw FormatError(.unwritable, "wave \"\(wave.name)\": \(error.description)")
    }
    if array.type == .text { return { index, output in output += IgorText.quoted(array.strings[index]).utf8 } }
    let writer = CellWriter(array)
    guard !array.type.isInteger else { return writer.append }
    let values = array.doubles()
    return { index, output in
      let value = values[index]
      // Igor's own spelling of what is no number.
      guard !value.isFinite else { return writer.append(index, to: &output) }
      output += (value.isNaN ? "NaN" : value < 0 ? "-INF" : "INF").utf8
    }
  }

  // MARK: Notes

  /// Older versions of Igor take commands of 400 bytes at the most.
  private static let pieceLimit = 300

  /// One line of a note; a long one in pieces that Igor puts together.
  private static func appendNote(_ line: String, to wave: String, _ output: inout [UInt8]) {
    var pieces = [""]
    for sign in IgorText.escapes(line) {
      if pieces[pieces.count - 1].utf8.count + sign.utf8.count > pieceLimit { pieces.append("") }
      pieces[pieces.count - 1] += sign
    }
    for (index, piece) in pieces.enumerated() {
      output += "X Note\(index == 0 ? "" : "/NOCR") \(wave), \"\(piece)\"\n".utf8
    }
  }
}
