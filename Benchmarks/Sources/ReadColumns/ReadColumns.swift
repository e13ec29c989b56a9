/// Reads a file of columns as Edgewise does, opening included, and prints for each repetition what the other readers
/// of this benchmark print: seconds, rows and the sum of all numbers.
///
///     read-columns FILE REPETITIONS
import Bytes
import DataModel
import Formats

@main
enum ReadColumns {
  static func main() throws {
    guard CommandLine.arguments.count == 3, let repetitions = Int(CommandLine.arguments[2]),
      let read = Format.columns.read
    else {
      print("usage: read-columns FILE REPETITIONS")
      return
    }
    let clock = ContinuousClock()
    for _ in 0..<repetitions {
      var document: Document?
      let elapsed = try clock.measure { document = try read(ByteSource(CommandLine.arguments[1])) }
      let channels = document?.measurements.first?.channels ?? []
      let sum = try channels.reduce(0) { sum, channel in sum + (try channel.values.load().doubles().reduce(0, +)) }
      print(elapsed / .seconds(1), channels.first?.values.count ?? 0, sum)
    }
  }
}
