// The library's error stack as text: read right after a failing call, on the same thread.
import CHDF5

enum ErrorStack {
  /// The frames of the last failing call, outermost first.
  static func frames() -> [String] {
    var frames: [String] = []
    _ = withUnsafeMutablePointer(to: &frames) { H5Ewalk2(hid_t(H5E_DEFAULT), H5E_WALK_DOWNWARD, appendFrame, $0) }
    return frames
  }

  private static let appendFrame: H5E_walk2_t = { _, frame, context in
    guard let frame = frame?.pointee, let context else { return 0 }
    let function = frame.func_name.map { String(cString: $0) } ?? ""
    let text = frame.desc.map { String(cString: $0) } ?? ""
    context.assumingMemoryBound(to: [String].self).pointee.append("\(function): \(cleaned(text))")
    return 0
  }

  /// What differs from run to run: times, pointers, descriptors. Line breaks become spaces.
  static func cleaned(_ text: String) -> String {
    let volatile = ["time = ", "buf = ", "file descriptor = "]
    let parts = text.split(separator: ",").compactMap { part -> String? in
      var words = part.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\r" || $0 == "\t" })
        .joined(separator: " ")
      if let colon = words.range(of: ": time = ") { words = String(words[..<colon.lowerBound]) }
      return volatile.contains(where: words.hasPrefix) ? nil : words
    }
    return parts.joined(separator: ", ")
  }

  /// The cause that the library's words stand for.
  static func kind(of frames: [String]) -> HDF5Error.Kind {
    for (fragment, kind) in causes where frames.contains(where: { $0.contains(fragment) }) { return kind }
    return .other
  }

  private static let causes: [(fragment: String, kind: HDF5Error.Kind)] = [
    ("errno = 2,", .notFound),
    ("errno = 13,", .permissionDenied),
    ("errno = 28,", .noSpace),
    ("truncated file", .truncated),
    ("file signature not found", .notHDF5),
    ("already exists", .exists),
    ("Fletcher32 checksum", .damaged),
    ("inflate() failed", .damaged),
    ("incorrect metadata checksum", .damaged),
    ("addr overflow", .damaged),
    // Ours, from where the library reads.
    ("the heap of texts", .damaged),
  ]
}

extension String {
  /// The first occurrence of another text; the standard library has no such search without Foundation.
  fileprivate func range(of other: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
      start = index(after: start)
    }
    return nil
  }
}
