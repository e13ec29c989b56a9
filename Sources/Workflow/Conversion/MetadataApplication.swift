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

  /// The documents with the changes; nil, with a report that failed, when they cannot be applied. Several documents
  /// are taken for one with the measurements of all, and keep what they say of their files.
  func apply(to documents: [Document], _ context: WorkerContext, _ report: inout OutputReport) -> [Document]? {
    guard let file else { return documents }
    guard let metadata else {
      report = report.failed(.unreadable, problems)
      return nil
    }
    context.step("applying \(file)")
    do throws(BlockError) {
      var whole = Document.merged(documents)
      whole.measurements = documents.flatMap(\.measurements)
      let result = try whole.applying(metadata: metadata, coversFile: documents.count == 1, time: time)
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
      return documents.count == 1 ? [result.document] : Self.distribute(result.document.measurements, over: documents)
    } catch {
      let place = Finding.Location(file: report.inputs.count == 1 ? report.inputs.first : nil)
      report = report.failed(
        .unreadable, [Finding(ConversionFinding.valuesUnreadable, error.description, at: place)])
      return nil
    }
  }

  /// The documents with these measurements, which are those of all of them in order.
  private static func distribute(_ measurements: [Measurement], over documents: [Document]) -> [Document] {
    var rest = measurements[...]
    return documents.map { document in
      var document = document
      let count = document.measurements.count
      document.measurements = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      return document
    }
  }
}
