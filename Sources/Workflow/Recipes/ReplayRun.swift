/// The work of `analyze --replay`: a recipe done again from what its output holds.
import Analysis
import Bytes
import DataModel

/// Works the results of a recipe out again, from the inputs, the recipe and the parameters in the file alone, and compares
/// them with those in the file.
public struct ReplayRun: Sendable {
  /// What results may differ by, relatively: another processor rounds differently.
  public static let tolerance = 1e-9

  private let file: String

  /// A replay of this file.
  public init(_ file: String) { self.file = file }

  /// Does it in a worker process; differences are those of the stored channels (a) to those worked out again (b).
  public func run(limits: WorkerLimits = WorkerLimits(), progress: (WorkerProgress) -> Void = { _ in })
    -> ComparisonReport
  {
    var report = ComparisonReport(status: .failed)
    let pool = WorkerPool<ComparisonReport>(limits: limits, count: 1) { request, context in
      request.excludedInputs.isEmpty ? replay(context) : ComparisonReport(status: .unreadable)
    }
    pool.run(inputCounts: [1], progress: progress) { _, outcome in
      report = outcome.output ?? report
      guard !outcome.faults.isEmpty else { return }
      report.status = report.status.combined(with: .unreadable)
      report.findings += outcome.faults.map { WorkerFinding.finding(for: $0, file: file) }
    }
    return report
  }

  private func replay(_ context: WorkerContext) -> ComparisonReport {
    context.begin(input: 0)
    do throws(InputError) {
      var options = ReadingOptions()
      options.hashesInputs = false
      let document = try InputReader(options: options).read(InputAddress(file: file), context: context).document
      return try compare(document, context)
    } catch {
      return ComparisonReport(findings: error.findings, status: .unreadable)
    }
  }

  /// The comparison for a document that was read.
  func compare(_ document: Document, _ context: WorkerContext = .none) throws(InputError) -> ComparisonReport {
    do throws(AnalysisError) {
      let record = try RecipeRecord(of: document)
      context.step("doing its recipe again")
      let run = try record.replayed(context)
      guard !run.hasNothing else { return ComparisonReport(findings: run.findings, status: .unreadable) }
      let stored = Self.channels(of: record.results)
      let again = Self.channels(of: run.measurements)
      return try Self.differences(stored, again)
    } catch {
      throw InputError(
        Finding(AnalysisFinding.notReplayed, error.description, at: Finding.Location(file: file)))
    }
  }

  private static func differences(_ a: Document, _ b: Document) throws(AnalysisError) -> ComparisonReport {
    do throws(BlockError) {
      let found = try a.differences(to: b, options: ComparisonOptions(relativeTolerance: tolerance))
      return ComparisonReport(differences: found, status: found.isEmpty ? .done : .found)
    } catch {
      throw AnalysisError(error.description)
    }
  }

  /// The measurements with nothing but their channels.
  private static func channels(of measurements: [Measurement]) -> Document {
    Document(
      origin: Origin(name: "", format: "analysis", readerVersion: EdgewiseVersion.string),
      measurements: measurements.map { measurement in
        var bare = Measurement(selector: measurement.selector)
        bare.channels = measurement.channels.map { channel in
          var channel = channel
          channel.metadata = Metadata()
          return channel
        }
        return bare
      })
  }
}
