import Bytes
import DataModel
import HDF5

/// The files that a measurement went through, as one NXprocess with a note for each, oldest first.
enum NativeOrigin {
  static func write(_ origins: [Origin], time: String?, into entry: Group) throws(HDF5Error) {
    guard !origins.isEmpty else { return }
    let group = try entry.createGroup(EntryNames.conversion)
    try group.attributes.write("NX_class", text: "NXprocess")
    try group.attributes.write(Native.part, text: Native.Part.origin.rawValue)
    try group.createDataset("program", text: "edgewise")
    try group.createDataset("version", text: EdgewiseVersion.string)
    if let time { try group.createDataset("date", dateTime: time) }
    for (index, origin) in origins.enumerated() {
      let note = try group.createGroup("source_\(index + 1)")
      try note.attributes.write("NX_class", text: "NXnote")
      try note.createDataset("file_name", text: origin.name)
      try note.createDataset("format", text: origin.format)
      try note.createDataset("reader_version", text: origin.readerVersion)
      if let sha256 = origin.sha256 { try note.createDataset("sha256", text: sha256) }
      if let size = origin.size { try note.createDataset("size", number: Int64(size)) }
      guard let header = origin.header else { continue }
      try note.createDataset("type", text: "text/plain")
      try note.createDataset("description", text: "header of the source file, to the letter")
      try note.createDataset("data", text: header)
    }
  }

  static func read(_ group: Group) throws(HDF5Error) -> [Origin] {
    var result: [Origin] = []
    for link in try group.links() {
      guard case .group(let note) = try group.open(link) else { continue }
      let size = try note.contains("size") ? try note.dataset("size").read().singleNumber : nil
      result.append(
        Origin(
          name: try note.text("file_name") ?? "", sha256: try note.text("sha256"),
          size: size.flatMap { Int(exactly: $0) }, format: try note.text("format") ?? "",
          readerVersion: try note.text("reader_version") ?? "", header: try note.text("data")))
    }
    return result
  }
}
