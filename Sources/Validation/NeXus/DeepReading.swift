/// Reading every chunk of an array, to see whether it can be read (rule H6).
import Bytes
import DataModel
import HDF5

enum DeepReading {
  /// Memory for one piece; arrays are read piece by piece.
  private static let pieceBytes = 8 << 20
  /// Damaged chunks that are named one by one; the rest is counted.
  private static let mostNamed = 20

  /// What a validation that is not deep reads of compressed and checksummed arrays, in stored bytes.
  static let shallowBudget = 4 << 20
  /// The most memory that one of these arrays may take when it is unpacked.
  private static let shallowLimit = 1 << 26

  /// Whether reading can tell something (there is a filter that notices damage) and is soon done.
  static func isCheapAndTelling(_ index: Int, _ file: NeXusFile, _ budget: inout Int) -> Bool {
    let stored = file.object(index).storedByteCount
    guard stored > 0, stored <= budget, HDF5Rules.unpackedBytes(file.object(index)) <= shallowLimit,
      file.storage(of: index)?.filters.isEmpty == false
    else { return false }
    budget -= stored
    return true
  }

  /// Reads a dataset chunk by chunk (or in pieces of rows) and names what cannot be read.
  static func check(_ index: Int, _ instance: FileInstance, _ report: inout RuleReport) {
    let survey = instance.file.survey
    let object = survey.objects[index]
    guard !object.isNull, let count = object.count, count > 0, object.storedByteCount > 0 else { return }
    let path = survey.path(of: index)
    do throws(HDF5Error) {
      let dataset = try survey.dataset(index)
      try dataset.requireDeclaredSize()
      guard let chunk = instance.file.storage(of: index)?.chunk else { return try readRows(dataset, path, &report) }
      try readChunks(dataset, chunk, path, &report)
    } catch {
      // A missing filter is the matter of another rule.
      if case .missingFilter = error.kind { return }
      report.add(HDF5Rules.chunk, nil, "the array cannot be read: \(error.message)", at: path)
    }
  }

  private static func readRows(_ dataset: Dataset, _ path: String, _ report: inout RuleReport) throws(HDF5Error) {
    guard dataset.elementType != nil else { return try readWhole(dataset) }
    let width = max(8, dataset.elementType?.byteWidth ?? 8)
    for slab in SlabWalk(shape: dataset.shape, elementWidth: width, byteLimit: pieceBytes) {
      _ = try dataset.read(slab)
    }
  }

  /// Records and the like have no short form, but bytes.
  private static func readWhole(_ dataset: Dataset) throws(HDF5Error) {
    do throws(HDF5Error) {
      _ = try dataset.readRaw(byteLimit: 1 << 28)
    } catch {
      switch error.kind {
      case .typeMismatch, .tooLarge: return
      default: throw error
      }
    }
  }

  private static func readChunks(
    _ dataset: Dataset, _ chunk: [Int], _ path: String, _ report: inout RuleReport
  ) throws(HDF5Error) {
    guard dataset.elementType != nil else { return try readWhole(dataset) }
    // A damaged header may give chunks another rank than the array, or no extent.
    guard chunk.count == dataset.shape.count, chunk.allSatisfy({ $0 > 0 }) else {
      return report.add(
        HDF5Rules.chunk, nil, "the array cannot be read: its chunks do not fit its shape", at: path,
        expected: "chunks of \(dataset.shape.count) dimensions", found: "\(chunk)")
    }
    var failures = 0
    var offset = Array(repeating: 0, count: chunk.count)
    repeat {
      let count = zip(zip(offset, chunk), dataset.shape).map { min($0.1, $1 - $0.0) }
      let outcome = Result { () throws(HDF5Error) in
        guard try dataset.storedChunk(at: offset) != nil else { return }
        _ = try dataset.read(Slab(start: offset, count: count))
      }
      if case .failure(let error) = outcome {
        if case .missingFilter = error.kind { throw error }
        failures += 1
        if failures <= mostNamed {
          report.add(
            HDF5Rules.chunk, nil, "the chunk at \(offset) cannot be read: \(error.message)", at: path,
            expected: "a chunk of \(count)")
        }
      }
    } while advance(&offset, chunk, dataset.shape)
    if failures > mostNamed {
      report.add(HDF5Rules.chunk, nil, "\(failures) chunks in all cannot be read", at: path)
    }
  }

  private static func advance(_ offset: inout [Int], _ chunk: [Int], _ shape: [Int]) -> Bool {
    for dimension in offset.indices.reversed() {
      offset[dimension] += chunk[dimension]
      if offset[dimension] < shape[dimension] { return true }
      offset[dimension] = 0
    }
    return false
  }
}
