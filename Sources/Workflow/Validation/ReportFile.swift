/// Where a report goes when it is to be a file.
public import Bytes
public import DataModel

/// A file for a report: refused before the work begins where that is known, and written whole.
public struct ReportFile: Sendable {
  private let path: String
  private let policy: ExistingOutputPolicy

  /// A file of this name.
  public init(_ path: String, policy: ExistingOutputPolicy) {
    self.path = path
    self.policy = policy
  }

  /// Why the report could not be written there; nil when nothing speaks against it yet.
  public func objection(inputs: [InputEntry]) -> Finding? {
    guard let identity = FileIdentity(of: path) else { return nil }
    let place = Finding.Location(file: path)
    if inputs.contains(where: { FileIdentity(of: $0.address.file) == identity }) {
      return Finding(ConversionFinding.isInput, "the report would replace an input", at: place)
    }
    guard policy == .fail else { return nil }
    return Finding(ConversionFinding.exists, "the report exists already and was left as it is", at: place)
  }

  /// Writes the report, as the policy for existing files says. Throws when it cannot be written.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    if FileIdentity(of: path) != nil {
      if policy == .skip || policy == .update && holds(bytes) { return }
    }
    try AtomicFile.write(bytes, to: path, replacing: policy != .fail && policy != .skip)
  }

  private func holds(_ bytes: [UInt8]) -> Bool {
    guard let old = try? ByteSource(path) else { return false }
    return old.withOriginalBytes { span in
      span.count == bytes.count && span.withUnsafeBufferPointer { $0.elementsEqual(bytes) }
    }
  }
}
