import Bytes
import DataModel
import HDF5

/// A reference as NXnote.
enum NativeReference {
  static func write(_ reference: Reference, into entry: Group, named name: String) throws(HDF5Error) {
    let group = try entry.createGroup(name)
    try group.attributes.write("NX_class", text: "NXnote")
    try group.attributes.write(Native.part, text: Native.Part.reference.rawValue)
    try group.createDataset("relation", text: reference.relation.rawValue)
    let target = reference.target
    if let file = target.file { try group.createDataset("file_name", text: file) }
    if let sha256 = target.sha256 { try group.createDataset("sha256", text: sha256) }
    if let selector = target.selector { try group.createDataset("selector", text: selector) }
    if let channel = target.channel { try group.createDataset("channel", text: channel) }
    guard let offset = reference.clockOffset else { return }
    let dataset = try group.createDataset("clock_offset", TypedArray(scalar: offset))
    try dataset.attributes.write("units", text: "s")
  }

  static func read(_ group: Group) throws(HDF5Error) -> Reference {
    let offset = try group.contains("clock_offset") ? try group.dataset("clock_offset").read().singleNumber : nil
    return Reference(
      Reference.Relation(rawValue: try group.text("relation") ?? "") ?? .raw,
      to: Reference.Target(
        file: try group.text("file_name"), sha256: try group.text("sha256"), selector: try group.text("selector"),
        channel: try group.text("channel")),
      clockOffset: offset)
  }
}
