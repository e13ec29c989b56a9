/// What a file name may be, and how it splits.

/// Rules for names that go to the system.
enum FileName {
  /// Whether the system would see the whole name: a NUL would silently cut it.
  static func isValid(_ name: String) -> Bool {
    !name.isEmpty && !name.utf8.contains(0)
  }

  /// The folder and the last part; nil when there is no last part ("", "folder/", ".", "..").
  static func split(_ path: String) -> (folder: String, last: String)? {
    guard isValid(path) else { return nil }
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return path == "." || path == ".." ? nil : (".", path)
    }
    let last = String(path[path.utf8.index(after: slash)...])
    guard !last.isEmpty, last != ".", last != ".." else { return nil }
    return (slash == path.startIndex ? "/" : String(path[..<slash]), last)
  }
}
