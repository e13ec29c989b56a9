import Workflow

extension Document {
  /// Reads a file of any known format; its content decides which, unless `format` says so.
  ///
  /// `path` may end in `::SELECTOR` to take one measurement. Throws when the file cannot be read at all; what is wrong
  /// with a file that can be read lies in `findings`. Unlike the command line, this reads in the calling process.
  public init(contentsOf path: String, as format: Format? = nil) throws(EdgewiseError) {
    let reader = InputReader(options: ReadingOptions(format: format))
    do throws(InputError) {
      self = try reader.read(InputAddress(parsing: path)).document
    } catch {
      throw EdgewiseError(error.findings)
    }
  }
}
