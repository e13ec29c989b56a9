/// The readers that are fuzzed.
import Edgewise

/// A reader, and what must hold for any bytes given to it.
struct Target: Sendable {
  let run: @Sendable ([UInt8]) -> Void

  static let all: [String: Target] = [
    "xdi": Target { TextFormat.check(.xdi, $0) },
    "columns": Target { TextFormat.check(.columns, $0) },
    "athena": Target { TextFormat.check(.athena, $0) },
    "meta-xml": Target { TextFormat.check(.metaXML, $0) },
    "nexus": Target { NeXusFile.check($0) },
  ]

  /// Set once, before the first input.
  nonisolated(unsafe) static var chosen = Target { _ in }
}
