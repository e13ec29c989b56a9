/// Rows of numbers that are made one after the other and wanted as an array: kept in a file that has no name.
import Glibc

/// Numbers in a temporary file. Memory is bounded by the rows that are read; the file goes when nobody holds it any more.
public final class RowSpool: Sendable {
  private let descriptor: FileDescriptor
  private let rowShape: [Int]
  private let type: ElementType
  private let width: Int
  private let place = "a temporary file for arrays"

  /// An empty spool for rows of this type and shape. Throws what the system says when there is no room for one.
  public init(type: ElementType, rowShape: [Int]) throws(FileError) {
    self.type = type
    self.rowShape = rowShape
    guard let bytes = TypedArray.byteCount(ofShape: rowShape, type: type), type.isNumeric else {
      throw FileError(.system, operation: "create", path: place, cause: "rows of shape \(rowShape) do not fit")
    }
    width = bytes
    let file = try ScratchFile.create()
    unlink(file.path)
    descriptor = FileDescriptor(file.descriptor)
  }

  /// Appends rows: numbers of the spool's type, as many as fill whole rows.
  public func append<Element: ArrayElement>(_ numbers: [Element]) throws(FileError) {
    guard Element.elementType == type, width == 0 || numbers.count * MemoryLayout<Element>.stride % width == 0 else {
      throw FileError(.system, operation: "write", path: place, cause: "these are no whole rows of \(type.rawValue)")
    }
    let outcome: Result<Void, ErrorNumber> = numbers.withUnsafeBytes { bytes in
      do throws(ErrorNumber) {
        return .success(try descriptor.writeAll(bytes))
      } catch {
        return .failure(error)
      }
    }
    if case .failure(let error) = outcome { throw FileError(errno: error.code, operation: "write", path: place) }
  }

  /// The first `rows` rows as an array that is read from the file.
  public func source(rows: Int) -> any BlockSource { Source(spool: self, rows: rows) }

  /// Reads whole rows.
  private func read(_ rows: Range<Int>, into buffer: UnsafeMutableRawBufferPointer) throws(BlockError) {
    var done = 0
    while done < buffer.count {
      let count = pread(
        descriptor.raw, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(rows.lowerBound * width + done)
      )
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw BlockError("\(place): " + (count < 0 ? String(cString: strerror(errno)) : "cut off"))
      }
      done += count
    }
  }

  private struct Source: BlockSource {
    let spool: RowSpool
    let rows: Int

    var type: ElementType { spool.type }
    var shape: [Int] { [rows] + spool.rowShape }
    var preferredBlock: [Int]? { nil }

    func read(_ slab: Slab) throws(BlockError) -> TypedArray {
      guard let first = slab.start.first, let count = slab.count.first, first >= 0, count >= 0, first + count <= rows
      else { throw BlockError("a slab outside an array of shape \(shape)") }
      let whole = try TypedArray(type: type, shape: [count] + spool.rowShape) { buffer throws(BlockError) in
        try spool.read(first..<first + count, into: buffer)
      }
      var inner = slab
      inner.start[0] = 0
      guard let part = whole.slab(inner) else { throw BlockError("a slab outside an array of shape \(shape)") }
      return part
    }
  }
}
