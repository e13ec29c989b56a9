import Workflow

extension Document {
  /// Writes the document to `path`, whole or not at all; the suffix of the name decides the format, unless `format` says so.
  ///
  /// An existing file is an error unless `replacing` is true. Returns what the format cannot hold, as `LOSS-...` findings,
  /// and notes on what was assumed.
  @discardableResult
  public func write(
    to path: String, as format: Format? = nil, replacing: Bool = false, options: WritingOptions = WritingOptions()
  ) throws(EdgewiseError) -> [Finding] {
    guard let format = format ?? FormatRegistry.format(forOutput: path), let writer = format.writer else {
      throw EdgewiseError([
        Finding(RegistryFinding.unknown, "no format is written under this name", at: .init(file: path))
      ])
    }
    let losses = try losses(of: writer.projection(self, options), as: format, path)
    do {
      switch writer.encoding {
      case .text(let encode): try AtomicFile.write(try encode(self, options), to: path, replacing: replacing)
      case .file(let write):
        let file = try AtomicFile(path: path, replacing: replacing)
        let notes = try write(self, try file.temporaryPath(), options)
        try file.commit()
        return losses + notes
      }
      return losses
    } catch {
      throw EdgewiseError([Finding(ConversionFinding.failed, "\(error)", at: .init(file: path))])
    }
  }

  private func losses(of projection: Document, as format: Format, _ path: String) throws(EdgewiseError) -> [Finding] {
    do throws(BlockError) {
      return LossFinding.findings(for: try differences(to: projection), format: format.id, output: path)
    } catch {
      throw EdgewiseError([Finding(ConversionFinding.failed, error.description, at: .init(file: path))])
    }
  }
}
