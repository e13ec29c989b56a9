/// The readers that are fuzzed.
import Edgewise

/// A reader, and what must hold for any bytes given to it.
struct Target: Sendable {
  let run: @Sendable ([UInt8]) -> Void

  static let all: [String: Target] = [
    "xdi": Target { TextFormat.check(.xdi, $0) },
    "columns": Target { TextFormat.check(.columns, $0) },
    "athena": Target { TextFormat.check(.athena, $0) },
    "spec": Target { TextFormat.check(.spec, $0) },
    "itx": Target { TextFormat.check(.itx, $0) },
    "origin": Target { TextFormat.check(.origin, $0) },
    "mda": Target { Reading.check(.mda, $0) },
    "meta-xml": Target { TextFormat.check(.metaXML, $0) },
    "nexus": Target { NeXusFile.check($0) },
  ]

  /// Set once, before the first input.
  nonisolated(unsafe) static var chosen = Target { _ in }
}

/// Formats that are only read: any bytes give a document or an error.
enum Reading {
  static func check(_ format: Format, _ bytes: [UInt8]) {
    guard let read = format.read, let source = try? ByteSource(name: "input", bytes: bytes) else { return }
    _ = FormatRegistry.identify(source)
    _ = try? read(source)
  }
}
