// Opening what a link leads to, as far as a policy allows.
import CHDF5
import HDF5Shims

/// Opens links one by one and remembers behind how many other files each file lies.
final class LinkOpening {
  private let policy: UnsafeMutablePointer<h5x_link_policy>
  private let list: Handle
  private let mainFile: UInt
  private var depths: [UInt: Int] = [:]

  init(_ links: ExternalLinks, beside file: String, numbered mainFile: UInt) {
    policy = .allocate(capacity: 1)
    policy.initialize(to: h5x_link_policy())
    policy.pointee.reach = links.reach.rawValue
    policy.pointee.depth = UInt32(clamping: links.depth)
    if links.reach == .folder { h5x_link_policy_beside(policy, file) }
    h5x_enter()
    list = Handle(h5x_link_policy_list(policy))
    self.mainFile = mainFile
  }

  deinit { policy.deallocate() }

  /// The object, or -1 as its id; `from` is the number of the file that holds the group.
  func open(_ name: String, in group: Handle, from file: UInt) -> Handle {
    policy.pointee.passed = 0
    policy.pointee.refusal = 0
    policy.pointee.behind = UInt32(clamping: depths[file] ?? 0)
    return Handle(H5Oopen(group.id, name, list.id))
  }

  /// Notes the file in which the last opening ended.
  func arrived(in file: UInt) {
    guard file != mainFile, depths[file] == nil else { return }
    depths[file] = Int(policy.pointee.behind + policy.pointee.passed)
  }

  /// Why the last opening was refused; nil when it was not.
  var refusal: ExternalLinks.Refusal? {
    switch policy.pointee.refusal {
    case Int32(H5X_REFUSED_ALL): .switchedOff
    case Int32(H5X_REFUSED_OUTSIDE):
      .outside(
        file: withUnsafeBytes(of: &policy.pointee.file) { StoredText.decoded(upToNUL($0[...])).string })
    case Int32(H5X_REFUSED_DEPTH): .files(limit: Int(policy.pointee.depth))
    default: nil
    }
  }
}
