/// `convert --metadata`: an edited metadata document over what was read.
import Bytes
import DataModel
import Formats

/// Opens the document once and applies it to documents; without a file it changes nothing.
struct MetadataApplication {
  /// The file as an input that no output may replace.
  let identities: Set<FileIdentity>
  /// When the file was last changed; nil without one.
  private(set) var modificationTime: FileTime?
  private let file: String?
  private let time: String?
  private var metadata: MetadataDocument?
  private var problems: [Finding] = []

  init(file: String?, time: String?) {
    self.file = file
    self.time = time
    identities = Set([file.flatMap { FileIdentity(of: $0) }].compactMap { $0 })
    guard let file else { return }
    do {
      let source = try ByteSource(file)
      modificationTime = source.modificationTime
      metadata = try MetadataDocument(reading: source)
    } catch let error as FileError {
      problems = [InputFinding.finding(for: error)]
    } catch let error as FormatError {
      problems = InputFinding.findings(for: error, in: file)
    } catch {
      problems = [Finding(InputFinding.unreadable, "\(error)", at: Finding.Location(file: file))]
    }
  }

  /// The document with the changes; nil, with a report that failed, when they cannot be applied.
  func apply(to document: Document, _ context: WorkerContext, _ report: inout OutputReport) -> Document? {
    guard let file else { return document }
    guard let metadata else {
      report = report.failed(.unreadable, problems)
      return nil
    }
    context.step("applying \(file)")
    do throws(BlockError) {
      let result = try document.applying(metadata: metadata, time: time)
      let findings = result.findings.map { finding in
        var finding = finding
        finding.location.file = finding.location.file ?? file
        return finding
      }
      guard !findings.contains(where: { $0.severity == .error }) else {
        report = report.failed(.unreadable, findings)
        return nil
      }
      report.findings += findings
      return result.document
    } catch {
      let place = Finding.Location(file: report.inputs.count == 1 ? report.inputs.first : nil)
      report = report.failed(
        .unreadable, [Finding(ConversionFinding.valuesUnreadable, error.description, at: place)])
      return nil
    }
  }
}
