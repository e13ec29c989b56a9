/// From the command line to jobs: which inputs make which output.
public import Formats
import Glibc

/// Why a conversion cannot even be planned: the command line makes no sense.
public struct ConversionPlanError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String
}

/// One job: inputs that go to a common place.
struct ConversionJob: Sendable {
  /// The inputs, as indices into the plan's entries.
  var inputs: [Int]
  var destination: Destination

  enum Destination: Sendable {
    /// A file of this name; with several measurements and a format for one, files beside it.
    case file(String)
    /// Files in the plan's folder, named after the input.
    case folder
    /// Files, or folders of files, in the plan's folder, named after what their measurements share.
    case groups(GroupKey)
    case standardOutput
  }
}

/// All jobs of a conversion.
public struct ConversionPlan: Sendable {
  /// The inputs in their order.
  public let entries: [InputEntry]
  let jobs: [ConversionJob]
  let names: OutputNames
  let folder: String
  let target: Format
  /// The files that are inputs, whatever name they are reached by.
  let inputFiles: Set<FileIdentity>

  /// Plans the conversion of `entries` to `output`: a file, a folder (it ends with `/`, it is one, or several inputs go
  /// to a format for one measurement), or `-` for standard output. With a `groupKey` the output is a folder with a
  /// file, or a folder, for each value of that key. Throws when that makes no sense.
  public init(
    _ entries: [InputEntry], output: String, target: Format, groupKey: GroupKey? = nil
  ) throws(ConversionPlanError) {
    guard let writer = target.writer else {
      throw ConversionPlanError(description: "Edgewise reads \(target.id) but does not write it.")
    }
    guard !output.isEmpty else { throw ConversionPlanError(description: "-o needs the name of a file or folder.") }
    self.entries = entries
    self.target = target
    names = OutputNames(entries, formats: FormatRegistry.all)
    inputFiles = Set(entries.compactMap { FileIdentity(of: $0.address.file) })
    if let groupKey {
      if output == "-" || (!output.hasSuffix("/") && FormatRegistry.format(forOutput: output) != nil) {
        throw ConversionPlanError(
          description: "--group-by makes a file for each \(groupKey.name); name a folder for them: -o \"OUT/\"")
      }
      folder = output.hasSuffix("/") ? output : output + "/"
      jobs = [ConversionJob(inputs: Array(entries.indices), destination: .groups(groupKey))]
      return
    }
    if output == "-" {
      guard case .text = writer.encoding else {
        throw ConversionPlanError(description: "\(target.id) is not a text format and cannot go to standard output.")
      }
      guard entries.count == 1 else {
        throw ConversionPlanError(description: "Only one input can go to standard output.")
      }
      folder = ""
      jobs = [ConversionJob(inputs: [0], destination: .standardOutput)]
      return
    }
    let isFolder = output.hasSuffix("/") || Self.isFolder(output)
    if isFolder || (entries.count > 1 && !target.isContainer) {
      if !isFolder, FormatRegistry.format(forOutput: output) != nil {
        throw ConversionPlanError(
          description: "\(entries.count) inputs make \(entries.count) \(target.id) files, but \"\(output)\" names one "
            + "file. Name a folder: -o \(output)/")
      }
      folder = output.hasSuffix("/") ? output : output + "/"
      jobs = entries.indices.map { ConversionJob(inputs: [$0], destination: .folder) }
    } else {
      folder = ""
      jobs = [ConversionJob(inputs: Array(entries.indices), destination: .file(output))]
    }
  }

  /// The number of inputs of each job.
  public var inputCounts: [Int] { jobs.map(\.inputs.count) }

  /// A job as progress shows it.
  public func jobName(_ job: Int) -> String { plannedOutput(of: job) }

  /// The names of the inputs of a job.
  func inputNames(of job: Int) -> [String] { jobs[job].inputs.map { entries[$0].address.description } }

  /// The output of a job, as far as it is known before anything is read.
  func plannedOutput(of job: Int) -> String {
    switch jobs[job].destination {
    case .file(let path): path
    case .standardOutput: "-"
    case .groups: folder
    case .folder: folder + names.stems[jobs[job].inputs.first ?? 0] + ending
    }
  }

  /// Whether the folders of a job's outputs are made: those of a file that the user named have to be there.
  func makesFolders(for job: Int) -> Bool {
    switch jobs[job].destination {
    case .folder, .groups: true
    case .file, .standardOutput: false
    }
  }

  /// The ending of new files.
  var ending: String { target.extensions.first ?? "" }

  private static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }
}

/// What tells one file from another, whatever names it has.
struct FileIdentity: Sendable, Hashable {
  private let device: UInt
  private let number: UInt

  /// The identity of an existing file; nil when there is none of this name.
  init?(of path: String) {
    var info = stat()
    guard path != "-", stat(path, &info) == 0 else { return nil }
    device = UInt(info.st_dev)
    number = UInt(info.st_ino)
  }
}
