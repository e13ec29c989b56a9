/// Reads MDA files: a scan of any rank becomes one measurement, whose inner scans are rows of arrays.
import Bytes
import DataModel

enum MDAReader {
  static func read(_ source: ByteSource) throws(FormatError) -> Document {
    source.beginHashing()
    var document = Document(origin: Origin(unhashed: source, format: Format.mda.id))
    let outcome = source.withBytes { bytes in read(bytes) }
    switch outcome {
    case .failure(let error):
      throw FormatError(
        .unreadable, error.message, at: Finding.Location(path: MDAAssembly.place(error.offset)))
    case .success(let assembly):
      document.measurements = [assembly.measurement]
      document.findings = assembly.findings
    }
    document.origin.addHash(of: source)
    return document
  }

  private static func read(_ bytes: Span<UInt8>) -> Result<MDAAssembly, XDRCursor.Failure> {
    do throws(XDRCursor.Failure) {
      let file = try MDAFile(bytes)
      let outermost = try MDAScan(bytes, at: file.scanOffset)
      guard outermost.rank == file.dimensions.count else {
        throw XDRCursor.Failure(
          message: "the header states rank \(file.dimensions.count) and the scan rank \(outermost.rank)",
          offset: file.scanOffset)
      }
      var assembly = MDAAssembly(file: file, byteCount: bytes.count)
      assembly.add(outermost, bytes)
      assembly.addVariables(bytes)
      assembly.finish()
      return .success(assembly)
    } catch {
      return .failure(error)
    }
  }
}
