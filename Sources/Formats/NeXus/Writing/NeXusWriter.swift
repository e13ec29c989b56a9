import Bytes
import DataModel
import HDF5

/// Writes a document as a NeXus file: one NXentry for each measurement.
enum NeXusWriter {
  static func write(_ document: Document, to path: String, _ options: WritingOptions) throws(FormatError) -> [Finding] {
    if let definition = options.definition, definition != "none", XASFamily.named(definition) == nil {
      let known = (XASFamily.all.map(\.id) + ["none"]).joined(separator: ", ")
      throw FormatError(.unwritable, "NeXus cannot be written as \"\(definition)\"; known: \(known)")
    }
    let file = try writing { () throws(HDF5Error) in
      try File.create(path, options: FileOptions(tracksCreationOrder: true))
    }
    var findings: [Finding] = []
    var names = NameAllocator()
    var first: String?
    for measurement in document.measurements {
      let name = names.claim(entryName(of: measurement, isOnly: document.measurements.count == 1))
      let entry = try writing { () throws(HDF5Error) in try file.root.createGroup(name) }
      var writer = EntryWriter(measurement: measurement, entry: entry, origin: document.origin, options: options)
      try writer.write(documentMetadata: first == nil ? document.metadata : nil)
      findings += writer.findings
      if first == nil { first = name }
    }
    try writing { () throws(HDF5Error) in
      try file.root.attributes.write("NX_class", text: "NXroot")
      if let first { try file.root.attributes.write("default", text: first) }
      try file.root.attributes.write("creator", text: "edgewise " + EdgewiseVersion.string)
      if let time = options.time { try file.root.attributes.write("file_time", text: time) }
      try file.close()
    }
    return findings
  }

  /// An HDF5 selector keeps its name; others are numbered.
  private static func entryName(of measurement: Measurement, isOnly: Bool) -> String {
    if measurement.selector.hasPrefix("/"), let last = measurement.selector.split(separator: "/").last {
      return String(last)
    }
    return isOnly ? "entry" : "entry_1"
  }
}
