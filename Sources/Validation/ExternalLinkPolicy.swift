/// What a validation does with links that lead to other files.
import HDF5

/// Which links to other HDF5 files are followed, and through how many files. Files are only ever read.
///
/// By default all are followed, wherever they lead: beamlines write masters whose links go to scans and to the files of
/// detectors, often in a folder beside, and the verdict is to be about what a reader of the file gets. Whoever validates
/// files of strangers, or wants to know whether a folder holds all that its files need, takes `folder`; `off` judges a
/// file by itself. What is not followed is reported as NX-L4, never as missing.
///
/// The policy is about links. Arrays whose numbers lie in raw files or in the sources of a virtual dataset are read from
/// there whatever it says; a missing one is NX-H3.
public struct ExternalLinkPolicy: Sendable, Hashable {
  /// Where links to other files may lead.
  public enum Reach: String, Sendable, CaseIterable {
    /// No other file is opened, nor looked for.
    case off
    /// To files in the folder of the file or below it. A file counts where it lies once all links of the file system are
    /// followed.
    case folder
    case any

    var links: ExternalLinks.Reach {
      switch self {
      case .off: .nowhere
      case .folder: .folder
      case .any: .anywhere
      }
    }
  }

  public var reach: Reach
  /// How many other files may lead to each other in a row, in `depths`.
  public var depth: Int

  /// Everything is followed, through at most 8 files in a row, unless said otherwise.
  public init(_ reach: Reach = .any, depth: Int = Self.defaultDepth) {
    self.reach = reach
    self.depth = depth
  }

  public static let defaultDepth = ExternalLinks.defaultDepth
  /// The depths that make sense: libhdf5 takes a longer row of links for a circle.
  public static let depths = 1...ExternalLinks.greatestDepth

  var links: ExternalLinks { ExternalLinks(reach: reach.links, depth: depth) }
}
