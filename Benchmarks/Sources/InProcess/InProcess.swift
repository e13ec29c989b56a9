/// Reads or writes a file in process, so that no program's start counts, and prints for each repetition what the peers
/// of a benchmark print: seconds, how many numbers or bytes there were, and the sum of all numbers.
///
///     in-process read FORMAT FILE REPETITIONS
///     in-process write FORMAT FILE REPETITIONS     from what FILE holds, in memory
///     in-process validate FILE SCHEMA REPETITIONS  by streaming
///     in-process sweeps SPECTRA FILE REPETITIONS   quick scans binned: FILE holds energy, i0 and it as doubles
///     in-process reduce KIND FILE REPETITIONS      from mu to chi(R) or a wavelet map; see Reduction
///     in-process fit KIND FILE FOLDER              mixtures and scattering paths; see Fits
///     in-process check REPETITIONS FILE...         NeXus files against the definitions at hand; CPU seconds
import Analysis
import Bytes
import DataModel
import Formats
import Glibc
import HDF5
import Validation
import XML

@main
enum InProcess {
  static func main() throws {
    let words = CommandLine.arguments
    if words.count > 3, words[1] == "check", let rounds = Int(words[2]) { return try check(Array(words[3...]), rounds) }
    if words.count == 5, words[1] == "fit" { return try Fits(file: words[3], paths: words[4]).run(words[2]) }
    guard words.count == 5, let repetitions = Int(words[4]) else { return usage() }
    for _ in 0..<repetitions {
      switch (words[1], FormatRegistry.format(id: words[2])) {
      case ("read", let format?): try read(format, words[3])
      case ("write", let format?): try write(format, words[3])
      case ("sweeps", _): try bin(words[3], spectra: Int(words[2]) ?? 0)
      case ("reduce", _): try Reduction(file: words[3]).run(words[2])
      case ("validate", _): try validate(words[2], words[3])
      default: return usage()
      }
    }
  }

  private static func usage() {
    print("usage: in-process read|write FORMAT FILE REPETITIONS | in-process validate FILE SCHEMA REPETITIONS")
  }

  /// The first round reads the definitions too. Prints the seconds and the objects and attributes met.
  private static func check(_ files: [String], _ rounds: Int) throws {
    let validator = NeXusValidator(library: DefinitionLibrary(sets: DefinitionFolders().sets()))
    for _ in 0..<rounds {
      var objects = 0
      var attributes = 0
      let start = cpuSeconds()
      for file in files {
        let survey = try Survey(of: try File.open(file))
        _ = validator.validate(survey)
        objects += survey.objects.count
        attributes += survey.objects.reduce(0) { $0 + $1.attributes.count }
      }
      print(cpuSeconds() - start, objects, attributes)
    }
  }

  static func cpuSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  private static func validate(_ file: String, _ path: String) throws {
    var catalogue = SchemaCatalogue()
    catalogue["schema.xsd"] = try ByteSource(path).prefix(.max)
    let schema = try XMLSchema("schema.xsd", in: catalogue)
    let source = try ByteSource(file)
    var offset = 0
    var count = 0
    let elapsed = try ContinuousClock().measure {
      let result = try schema.validate(blocks: {
        let block = source.prefix(1 << 20, from: offset)
        offset += block.count
        return block.isEmpty ? nil : block
      })
      count = result.violations.count
    }
    print(elapsed / .seconds(1), source.count, count)
  }

  /// Spectra of equal length, from 8900 to 9900 eV, to a grid of 2 eV: the mean of i0 and it in each bin.
  private static func bin(_ file: String, spectra: Int) throws {
    let source = try ByteSource(file)
    let length = source.count / 24
    let columns = (0..<3).map { column in
      TypedArray(type: .float64, shape: [length], bytes: source.prefix(8 * length, from: 8 * length * column))
    }.compactMap { $0 }
    guard spectra > 0, columns.count == 3 else { return }
    let sweeps = (0..<spectra).map { number in
      Sweep(
        points: number * (length / spectra)..<(number + 1) * (length / spectra), isRising: number % 2 == 0,
        range: 8900...9900)
    }
    let binning = try SweepBinning(
      axis: Values(columns[0]), unitInElectronvolts: 1, grid: (0...500).map { 8900 + 2 * Double($0) },
      channels: [Channel(name: "i0", values: Values(columns[1])), Channel(name: "it", values: Values(columns[2]))])
    var rows: [[[Double]]] = []
    rows.reserveCapacity(spectra)
    let start = cpuSeconds()
    try binning.rows(of: sweeps.map { [$0] }) { rows.append($0.means) }
    let seconds = cpuSeconds() - start
    let means = rows.joined().joined().filter(\.isFinite)
    print(seconds, means.count, means.reduce(0, +))
  }

  private static func read(_ format: Format, _ file: String) throws {
    guard let read = format.read else { return }
    var document: Document?
    let elapsed = try ContinuousClock().measure { document = try read(ByteSource(file)) }
    var count = 0
    var sum = 0.0
    for channel in document?.measurements.flatMap(\.channels) ?? [] where channel.values.areHere {
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
