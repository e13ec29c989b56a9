/// What a step of analysis works on.
import Analysis
import Bytes
import DataModel

/// The inputs of a step, read one after the other when they are asked for and let go again: a folder of ten thousand
/// spectra takes the memory of one. What is wrong with an input is told once.
final class AnalysisInput {
  /// Where a measurement is: the number of its input and its number there.
  struct Place: Hashable {
    var input: Int
    var measurement: Int
  }

  /// A measurement and where it came from.
  struct Item {
    var document: Document
    var measurement: Measurement
    var place: Place
  }

  let context: WorkerContext
  private let entries: [InputEntry]
  private let excluded: Set<Int>
  private let reader: InputReader
  private(set) var findings: [Finding] = []
  private(set) var status = ExitStatus.done
  /// When the newest input was last changed.
  private(set) var newest: FileTime?
  private var told: Set<Int> = []
  private var toldFiles: Set<String> = []
  private var last: (index: Int, document: Document?)?

  /// The entries without those that ended a worker before.
  init(_ entries: [InputEntry], excluding excluded: Set<Int> = [], reader: InputReader, context: WorkerContext) {
    self.entries = entries
    self.excluded = excluded
    self.reader = reader
    self.context = context
  }

  /// Every measurement of the inputs that can be read, in their order.
  var measurements: some Sequence<Item> {
    entries.indices.lazy.compactMap { [self] index in document(index).map { (index, $0) } }
      .flatMap { index, document in
        document.measurements.enumerated().lazy.map { number, measurement in
          Item(document: document, measurement: measurement, place: Place(input: index, measurement: number))
        }
      }
  }

  /// A measurement that was there before, read again. Throws when it is not there any more.
  func measurement(at place: Place) throws(AnalysisError) -> Measurement {
    guard let document = document(place.input), document.measurements.indices.contains(place.measurement) else {
      throw AnalysisError("\(entries[place.input].address.file) could not be read a second time")
    }
    return document.measurements[place.measurement]
  }

  /// The measurements of another file that a parameter names, such as a standard. Throws when it cannot be read.
  func others(_ address: InputAddress) throws(AnalysisError) -> [Item] {
    do throws(InputError) {
      let input = try reader.read(address, context: context)
      tell(input.document.findings, of: address)
      return input.document.measurements.enumerated().map { number, measurement in
        Item(document: input.document, measurement: measurement, place: Place(input: -1, measurement: number))
      }
    } catch {
      let reason = error.findings.first?.message ?? "it cannot be read"
      throw AnalysisError("\(address): \(reason)")
    }
  }

  /// Keeps what is wrong with a file; several measurements of one file tell of it once.
  private func tell(_ found: [Finding], of address: InputAddress) {
    let isNew = toldFiles.insert(address.file).inserted
    findings += isNew ? found : found.filter { !findings.contains($0) }
  }

  private func document(_ index: Int) -> Document? {
    guard !excluded.contains(index) else { return nil }
    if let last, last.index == index { return last.document }
    last = nil
    context.begin(input: index)
    let document = read(index)
    last = (index, document)
    return document
  }

  private func read(_ index: Int) -> Document? {
    let isNew = told.insert(index).inserted
    do throws(InputError) {
      if let problem = entries[index].problem { throw InputError(problem) }
      let input = try reader.read(entries[index].address, context: context)
      if isNew { tell(input.document.findings, of: entries[index].address) }
      newest = [newest, input.modificationTime].compactMap { $0 }.max()
      return input.document
    } catch {
      if isNew { findings += error.findings }
      status = status.combined(with: .unreadable)
      return nil
    }
  }
}
