import Bytes
import DataModel
import HDF5

/// One HDF5 object below an entry, as the survey found it.
struct EntryObject {
  enum Content {
    case group(Group, children: [EntryObject])
    case dataset(Dataset)
    /// The same object under another path that was seen first; both paths below the entry.
    case alias(of: String)
    /// A link that leads nowhere, a kind of object without data, or one that could not be opened.
    case nothing
  }

  /// The link's name.
  let name: String
  /// Below the entry, without a leading `/`.
  let path: String
  let content: Content
  /// Every attribute in stored order, `units` and `NX_class` among them.
  let attributes: [MetadataAttribute]
  /// What a soft or external link points to, as stored.
  let linkTarget: String?

  func attribute(_ name: String) -> MetadataValue? { attributes.first { $0.name == name }?.value }
  var nexusClass: String? { attribute("NX_class")?.text }

  /// Every object in the tree below, parents before children, in stored order.
  func visit(_ body: (EntryObject) -> Void) {
    body(self)
    if case .group(_, let children) = content {
      for child in children { child.visit(body) }
    }
  }
}
