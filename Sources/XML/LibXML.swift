// The one-time set-up of libxml2 and the ways from its C strings and errors to ours.
import CLibXML2
import XMLShims

enum LibXML {
  /// True once libxml2 is initialised, silent, and cut off from disk and network. Touch it before any other call.
  static let isInstalled: Bool = {
    xmlx_install()
    return true
  }()

  /// The text of a C string; nil for a null pointer.
  static func string(_ text: UnsafePointer<xmlChar>?) -> String? {
    text.map { String(decodingCString: $0, as: UTF8.self) }
  }

  /// A message on one line, without the line feeds and runs of blanks that libxml2 puts into it.
  static func cleaned(_ message: UnsafePointer<CChar>?) -> String {
    guard let message else { return "unknown error" }
    let words = String(cString: message).split { $0.isWhitespace }
    return words.isEmpty ? "unknown error" : words.joined(separator: " ")
  }
}

/// Memory for an error sink that C code holds on to while its owner lives.
final class ErrorSink {
  typealias Report = @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<xmlx_error>?) -> Void

  let pointer: UnsafeMutablePointer<xmlx_error_sink>

  init(user: UnsafeMutableRawPointer, report: Report) {
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: xmlx_error_sink(user: user, report: report))
  }

  deinit {
    pointer.deinitialize(count: 1)
    pointer.deallocate()
  }
}
