public import Bytes
import DataModel
public import HDF5

/// Reads a NeXus file: every NXentry is a measurement, in file order.
enum NeXusReader {
  static func read(_ source: ByteSource) throws(FormatError) -> Document {
    let file = try open(source)
    var document = Document(origin: Origin(of: source, format: Format.nexus.id))
    if file.wasLeftOpenForWriting {
      document.findings.append(
        Finding(NeXusFinding.leftOpen, "the program that wrote the file did not close it", at: .init(path: "/")))
    }
    do throws(HDF5Error) {
      let entries = try entries(of: file.root)
      for group in entries { try read(group, isNative: try isNative(group), into: &document) }
      if entries.isEmpty {
        document.findings.append(Finding(NeXusFinding.noEntry, "no NXentry", at: .init(path: "/")))
        try read(file.root, isNative: false, into: &document)
      } else if document.metadata.isEmpty {
        document.metadata = Metadata(try rootAttributes(of: file.root, isNative: entries.map(isNative).contains(true)))
      }
    } catch {
      throw FormatError(.unreadable, error.message, at: .init(path: error.path), findings: document.findings)
    }
    return document
  }

  private static func open(_ source: ByteSource) throws(FormatError) -> File {
    do throws(HDF5Error) {
      return try File.open(source)
    } catch {
      throw FormatError(.unreadable, error.message, at: .init(path: error.path))
    }
  }

  private static func entries(of root: Group) throws(HDF5Error) -> [Group] {
    var result: [Group] = []
    var seen: Set<ObjectIdentity> = []
    for link in try root.links() {
      guard case .group(let group)? = openable(link, in: root),
        try group.attributes.text("NX_class") == "NXentry", seen.insert(try group.identity()).inserted
      else { continue }
      result.append(group)
    }
    return result
  }

  /// A link at the root that leads nowhere is no entry; the survey of the entries reports broken links.
  private static func openable(_ link: Link, in group: Group) -> Object? {
    try? group.open(link)
  }

  private static func isNative(_ entry: Group) throws(HDF5Error) -> Bool {
    try entry.attributes.contains(Native.model)
  }

  private static func read(
    _ group: Group, isNative: Bool, into document: inout Document
  ) throws(HDF5Error) {
    if isNative {
      var reader = NativeEntryReader(entry: group)
      document.measurements.append(try reader.read())
      document.metadata.nodes += try reader.documentMetadata().nodes
      document.findings += reader.findings
      return
    }
    var survey = EntrySurvey(entryPath: group.path)
    do throws(FormatError) {
      let tree = try survey.survey(group)
      var reader = ForeignEntryReader(entryPath: group.path, number: document.measurements.count + 1)
      document.measurements.append(reader.read(tree))
      document.findings += survey.findings + reader.findings
    } catch {
      document.findings += error.findings
      document.findings.append(Finding(NeXusFinding.unreadableObject, error.message, at: .init(path: group.path)))
    }
  }

  /// What the root says about the file. A native file keeps the original's root in its document metadata instead.
  private static func rootAttributes(of root: Group, isNative: Bool) throws(HDF5Error) -> [MetadataNode] {
    if isNative { return [] }
    return try root.attributes.names().map { name throws(HDF5Error) in
      MetadataNode("@" + name, MetadataValue(try root.attributes.read(name)))
    }
  }
}

extension File {
  /// Opens an input as HDF5. Regular files are opened by name, since HDF5 files name others beside them; what was
  /// decompressed or came through a pipe is opened from memory. Throws what opening reports.
  public static func open(_ source: ByteSource) throws(HDF5Error) -> File {
    if let path = source.path, !source.isCompressed { return try open(path) }
    return try open(bytes: source.prefix(source.count), named: source.name)
  }
}
