/// Text formats: any bytes give a document or an error, and what was read comes back when it is written.
import Edgewise
import Glibc

enum TextFormat {
  static func check(_ format: Format, _ bytes: [UInt8]) {
    guard let read = format.read, let writer = format.writer, case .text(let encode) = writer.encoding else { return }
    guard let source = try? ByteSource(name: "input", bytes: bytes) else { return }
    _ = FormatRegistry.identify(source)
    guard let document = try? read(source) else { return }
    let options = WritingOptions()
    let projection = writer.projection(document, options)
    // A document without numbers cannot be written in every format.
    guard let written = try? encode(document, options) else { return }
    guard let again = try? ByteSource(name: "input", bytes: written), let back = try? read(again) else {
      fail("the file that was written is not read", written)
    }
    guard let differences = try? projection.differences(to: back) else { return }
    if let first = differences.first {
      fail("\(differences.count) differences; \(first.path): \(first.a ?? "nothing") became \(first.b ?? "nothing")", written)
    }
  }

  private static func fail(_ message: String, _ written: [UInt8]) -> Never {
    complain("written:\n\(String(decoding: written.prefix(2000), as: UTF8.self))\n\(message)")
    abort()
  }
}
