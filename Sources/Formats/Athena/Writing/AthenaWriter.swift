/// Writes Athena projects: the Perl flavour, packed with gzip; JSON only where the document came from JSON.
import Bytes
import DataModel

enum AthenaWriter {
  /// What reading the written file gives.
  static func projection(_ document: Document, _ options: WritingOptions) -> Document {
    AthenaProjectBuilder(document, options).project.document(origin: document.origin, findings: document.findings)
  }

  /// The file. Throws when no measurement of the document can be a record, or when values cannot be read.
  static func bytes(_ document: Document, _ options: WritingOptions) throws(FormatError) -> [UInt8] {
    let text = try text(document, options)
    do throws(FileError) {
      return try Gzip.pack(text.span, level: level)
    } catch {
      throw FormatError(.output, error.description)
    }
  }

  /// A twentieth larger than what Athena and Larch write (zlib's level 9), in a tenth of the time.
  private static let level = 1

  /// The file before it is packed.
  static func text(_ document: Document, _ options: WritingOptions) throws(FormatError) -> [UInt8] {
    let builder = AthenaProjectBuilder(document, options)
    if let failure = builder.failure { throw FormatError(.unwritable, "values cannot be read: \(failure.description)") }
    guard !builder.project.records.isEmpty || document.measurements.isEmpty else {
      throw FormatError(
        .unwritable, "no measurement has a curve over energy or wave number, which a record of a project is")
    }
    guard builder.project.flavour == .perl else { return JSONProjectWriter.bytes(builder.project) }
    var writer = PerlProjectWriter()
    writer.write(builder.project)
    return writer.bytes
  }
}
