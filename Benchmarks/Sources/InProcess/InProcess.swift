/// Reads or writes a file in process, so that no program's start counts, and prints for each repetition what the peers
/// of a benchmark print: seconds, how many numbers or bytes there were, and the sum of all numbers.
///
///     in-process read FORMAT FILE REPETITIONS
///     in-process write FORMAT FILE REPETITIONS     from what FILE holds, in memory
import Bytes
import DataModel
import Formats

@main
enum InProcess {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count == 5, let format = FormatRegistry.format(id: words[2]), let repetitions = Int(words[4]) else {
      print("usage: in-process read|write FORMAT FILE REPETITIONS")
      return
    }
    for _ in 0..<repetitions {
      try words[1] == "write" ? write(format, words[3]) : read(format, words[3])
    }
  }

  private static func read(_ format: Format, _ file: String) throws {
    guard let read = format.read else { return }
    var document: Document?
    let elapsed = try ContinuousClock().measure { document = try read(ByteSource(file)) }
    var count = 0
    var sum = 0.0
    for channel in document?.measurements.flatMap(\.channels) ?? [] {
      let values = try channel.values.load().doubles()
      count += values.count
      sum += values.reduce(0) { $1.isFinite ? $0 + $1 : $0 }
    }
    print(elapsed / .seconds(1), count, sum)
  }

  private static func write(_ format: Format, _ file: String) throws {
    let source = try ByteSource(file)
    guard let read = FormatRegistry.identify(source).format?.read, let writer = format.writer,
      case .text(let encode) = writer.encoding
    else { return }
    let document = try read(source)
    var size = 0
    let elapsed = try ContinuousClock().measure { size = try encode(document, WritingOptions()).count }
    print(elapsed / .seconds(1), size, 0)
  }
}
