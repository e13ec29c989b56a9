/// Why a file could not be read or written at all, with the findings that say so, the reason last.
public struct EdgewiseError: Error, Sendable, Hashable, CustomStringConvertible {
  public var findings: [Finding]

  init(_ findings: [Finding]) { self.findings = findings }

  /// The reason in one line.
  public var description: String {
    guard let reason = findings.last(where: { $0.severity == .error }) ?? findings.last else { return "unknown error" }
    let place = [reason.location.file, reason.location.line.map { "line \($0)" }, reason.location.path]
    return (place.compactMap { $0 } + [reason.message]).joined(separator: ": ")
  }
}
