import Workflow

/// Holds files against their formats, definitions and schemas, in the calling process: the command line does the same
/// in worker processes, which survive libraries that crash on damaged files.
public struct FileValidator: Sendable {
  private let validation: FileValidation

  /// A validator with these options. Definitions are read for the first file and kept for the others.
  public init(_ options: ValidationOptions = ValidationOptions()) { validation = FileValidation(options) }

  /// The verdict on a file of any known format, with the findings that led to it.
  ///
  /// `path` may end in `::SELECTOR`: of a NeXus file only what lies below that group is then reported.
  public func validate(_ path: String) -> ValidationResult {
    validation.result(InputEntry(InputAddress(parsing: path)))
  }
}
