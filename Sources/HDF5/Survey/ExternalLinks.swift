/// Which links to other files a survey follows.

/// Where links to other files may lead, and through how many of them.
public struct ExternalLinks: Sendable, Hashable {
  /// Where other files may lie.
  public enum Reach: Int32, Sendable, CaseIterable {
    /// No other file is opened, nor looked for.
    case nowhere
    /// In the folder of the file or below it, links of the file system followed.
    case folder
    case anywhere
  }

  public var reach: Reach
  /// How many files may lead to each other in a row, the first one not counted.
  public var depth: Int

  public init(reach: Reach = .anywhere, depth: Int = Self.defaultDepth) {
    self.reach = reach
    self.depth = depth
  }

  /// Masters that link to scans that link to the files of detectors take two.
  public static let defaultDepth = 8
  /// The library itself follows no more links than these before it takes them for a circle.
  public static let greatestDepth = 16

  /// Why a link was not followed.
  public enum Refusal: Sendable, Hashable {
    /// No link to another file is followed.
    case switchedOff
    /// The other file lies in another folder; `file` with links of the file system followed.
    case outside(file: String)
    /// So many files led to each other.
    case files(limit: Int)
    /// The group that holds the link lies deeper than this.
    case groups(limit: Int)
  }
}
