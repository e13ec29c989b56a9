/// One document to one output: losses, the policy for existing outputs, writing, verification.
import Bytes
import DataModel
import Formats
import Glibc

struct OutputWriter {
  let options: ConversionOptions
  let writer: Format.Writer
  /// Files that must not be replaced, whatever name the output has.
  let inputFiles: Set<FileIdentity>
  /// The modification time of the newest input; nil when it has none.
  let inputTime: FileTime?
  /// Whether missing folders of outputs are made; without it they are an error.
  let createsFolders: Bool
  let context: WorkerContext

  /// Writes the document as the report's output and completes the report.
  func write(_ document: Document, _ report: OutputReport) -> OutputReport {
    var report = report
    let projection = writer.projection(document, options.writing)
    report.measurements = projection.measurements.count
    report.arrays = projection.arrayCount
    context.step("finding out what \(options.target.id) cannot hold")
    do throws(BlockError) {
      var comparison = ComparisonOptions()
      comparison.absentValues = .differ
      report.findings += LossFinding.findings(
        for: try document.differences(to: projection, options: comparison), format: options.target.id,
        output: report.output)
    } catch {
      return report.failed(.unreadable, [Self.unreadableValues(error, report)])
    }
    if report.output == "-" { return encode(document, report) }
    var isReplacing = options.existing == .overwrite || options.existing == .update
    if let identity = FileIdentity(of: report.output) {
      if inputFiles.contains(identity) {
        return report.failed(.unwritable, [finding(ConversionFinding.isInput, "the output is an input", report)])
      }
      switch decision(for: projection, report.output) {
      case .fail:
        return report.failed(.unwritable, [finding(ConversionFinding.exists, "the output exists already", report)])
      case .skip:
        report.status = .skipped
        return report
      case .update, .overwrite: isReplacing = true
      }
    }
    guard !options.isDryRun else {
      report.status = .planned
      return report
    }
    report = save(document, report, isReplacing: isReplacing)
    guard options.verifies, report.status == .written else { return report }
    return OutputVerification(format: options.target, context: context).verify(projection, report)
  }

  /// What to do with an output that exists: `update` is decided here.
  private func decision(for projection: Document, _ path: String) -> ExistingOutputPolicy {
    guard options.existing == .update else { return options.existing }
    var info = stat()
    guard let inputTime, stat(path, &info) == 0 else { return .overwrite }
    let outputTime = FileTime(
      seconds: Int64(info.st_mtim.tv_sec), nanoseconds: Int32(truncatingIfNeeded: info.st_mtim.tv_nsec))
    if inputTime > outputTime { return .overwrite }
    return OutputVerification(format: options.target, context: context).holds(projection, path) ? .skip : .overwrite
  }

  private func encode(_ document: Document, _ report: OutputReport) -> OutputReport {
    var report = report
    guard case .text(let encode) = writer.encoding else {
      return report.failed(.unwritable, [finding(ConversionFinding.unwritable, "this is no text format", report)])
    }
    context.step("writing \(options.target.id)")
    do throws(FormatError) {
      let text = try encode(document, options.writing)
      if !options.isDryRun { report.text = text }
      report.status = options.isDryRun ? .planned : .written
      return report
    } catch {
      return report.failed(.unwritable, findings(for: error, report))
    }
  }

  private func save(_ document: Document, _ report: OutputReport, isReplacing: Bool) -> OutputReport {
    var report = report
    context.step("writing it as \(options.target.id)")
    defer { context.temporaryFile(nil) }
    do {
      switch writer.encoding {
      case .text(let encode):
        let text = try encode(document, options.writing)
        try createFolder(of: report.output)
        PlantedFault.strike(report.output, .writing)
        try AtomicFile.write(text, to: report.output, replacing: isReplacing)
      case .file(let write):
        try createFolder(of: report.output)
        let file = try AtomicFile(path: report.output, replacing: isReplacing)
        let temporary = try context.takeTemporaryFile { () throws(FileError) in try file.temporaryPath() }
        report.findings += try write(document, temporary, options.writing)
        PlantedFault.strike(report.output, .writing)
        try file.commit()
      }
      report.status = .written
      return report
    } catch let error as FormatError {
      return report.failed(.unwritable, findings(for: error, report))
    } catch let error as FileError {
      let code = error.kind == .exists ? ConversionFinding.exists : ConversionFinding.failed
      return report.failed(.unwritable, [finding(code, error.description, report)])
    } catch {
      return report.failed(.failed, [finding(ConversionFinding.failed, "\(error)", report)])
    }
  }

  private func createFolder(of path: String) throws(FileError) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    guard createsFolders, let failure = Folder.create(String(path[..<slash])) else { return }
    throw failure
  }

  private func findings(for error: FormatError, _ report: OutputReport) -> [Finding] {
    let code = error.kind == .output ? ConversionFinding.failed : ConversionFinding.unwritable
    var location = error.location
    location.file = report.output
    return error.findings + [Finding(code, error.message, at: location)]
  }

  private func finding(_ code: FindingCode, _ message: String, _ report: OutputReport) -> Finding {
    Finding(code, message, at: Finding.Location(file: report.output))
  }

  private static func unreadableValues(_ error: BlockError, _ report: OutputReport) -> Finding {
    Finding(
      ConversionFinding.valuesUnreadable, error.description,
      at: Finding.Location(file: report.inputs.count == 1 ? report.inputs.first : nil))
  }
}
