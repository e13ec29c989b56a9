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

  /// A file that a parameter names beside the inputs, and what was in it.
  struct Companion {
    var address: String
    var document: Document
  }

  let context: WorkerContext
  private let entries: [InputEntry]
  private let excluded: Set<Int>
  private let reader: InputReader
  /// Documents that are here already, in place of files.
  private let documents: [Document]?
  /// What parameters named so far.
  private(set) var companions: [Companion]
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
    documents = nil
    companions = []
  }

  /// Documents that are here already; files that parameters name are looked for among `companions` first.
  init(_ documents: [Document], companions: [Companion] = [], reader: InputReader, context: WorkerContext) {
    entries = []
    excluded = []
    self.documents = documents
    self.companions = companions
    self.reader = reader
    self.context = context
  }

  /// The same companions and reader over other documents: what the next step of a recipe works on.
  func following(_ documents: [Document]) -> AnalysisInput {
    AnalysisInput(documents, companions: companions, reader: reader, context: context)
  }

  /// The file, where there is one alone.
  var onlyFile: String? { entries.count == 1 ? entries[0].address.file : nil }

  /// Every measurement of the inputs that can be read, in their order.
  var measurements: some Sequence<Item> {
    (documents?.indices ?? entries.indices).lazy.compactMap { [self] index in document(index).map { (index, $0) } }
      .flatMap { index, document in
        document.measurements.enumerated().lazy.map { number, measurement in
          Item(document: document, measurement: measurement, place: Place(input: index, measurement: number))
        }
      }
  }

  /// A measurement that was there before, read again. Throws when it is not there any more.
  func measurement(at place: Place) throws(AnalysisError) -> Measurement {
    guard let document = document(place.input), document.measurements.indices.contains(place.measurement) else {
      throw AnalysisError("an input could not be read a second time")
    }
    return document.measurements[place.measurement]
  }

  /// The measurements of another file that a parameter names, such as a standard. Throws when it cannot be read.
  func others(_ address: InputAddress) throws(AnalysisError) -> [Item] {
    if let known = companions.first(where: { $0.address == address.description }) { return Self.items(known.document) }
    do throws(InputError) {
      let input = try reader.read(address, context: context)
      tell(input.document.findings, of: address)
      companions.append(Companion(address: address.description, document: input.document))
      return Self.items(input.document)
    } catch {
      let reason = error.findings.first?.message ?? "it cannot be read"
      throw AnalysisError("\(address): \(reason)")
    }
  }

  private static func items(_ document: Document) -> [Item] {
    document.measurements.enumerated().map { number, measurement in
      Item(document: document, measurement: measurement, place: Place(input: -1, measurement: number))
    }
  }

  /// Keeps what is wrong with a file; several measurements of one file tell of it once.
  private func tell(_ found: [Finding], of address: InputAddress) {
    let isNew = toldFiles.insert(address.file).inserted
    findings += isNew ? found : found.filter { !findings.contains($0) }
  }

  private func document(_ index: Int) -> Document? {
    if let documents { return documents.indices.contains(index) ? documents[index] : nil }
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
