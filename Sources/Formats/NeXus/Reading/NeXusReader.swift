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
      for group in entries { try read(group, isNative: isNative(group), into: &document) }
      if entries.isEmpty {
        document.findings.append(Finding(NeXusFinding.noEntry, "no NXentry", at: .init(path: "/")))
        try readPlain(file.root, into: &document)
      } else if document.metadata.isEmpty, !entries.contains(where: isNative) {
        document.metadata = rootAttributes(of: file.root, &document.findings)
      }
    } catch {
      throw FormatError(.unreadable, error.message, at: .init(path: error.path), findings: document.findings)
    }
    SubScans.pair(&document.measurements)
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
      guard case .group(let group)? = openable(link, in: root), isEntry(group),
        seen.insert(try group.identity()).inserted
      else { continue }
      result.append(group)
    }
    return result
  }

  /// A class that cannot be read is none; then there are other entries, or the file is read without any.
  private static func isEntry(_ group: Group) -> Bool {
    (try? group.attributes.text("NX_class")) == "NXentry"
  }

  /// A link at the root that leads nowhere is no entry; the survey of the entries reports broken links.
  private static func openable(_ link: Link, in group: Group) -> Object? {
    try? group.open(link)
  }

  private static func isNative(_ entry: Group) -> Bool {
    (try? entry.attributes.contains(Native.model)) ?? false
  }

  /// A file without NXentry: a group at the top that holds a table is a measurement, and what remains is another.
  private static func readPlain(_ root: Group, into document: inout Document) throws(HDF5Error) {
    let tables = try PlainTables.find(in: root)
    for table in tables.groups {
      try read(table.group, isNative: false, isPlain: true, into: &document)
    }
    if tables.isComplete {
      document.metadata = rootAttributes(of: root, &document.findings)
    } else {
      try read(root, isNative: false, isPlain: true, skipping: Set(tables.groups.map(\.name)), into: &document)
    }
  }

  private static func read(
    _ group: Group, isNative: Bool, isPlain: Bool = false, skipping: Set<String> = [], into document: inout Document
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
      let tree = try survey.survey(group, skipping: skipping)
      var reader = ForeignEntryReader(entryPath: group.path, number: document.measurements.count + 1)
      document.measurements.append(reader.read(tree, isPlain: isPlain))
      document.findings += survey.findings + reader.findings
    } catch {
      document.findings += error.findings
      document.findings.append(Finding(NeXusFinding.unreadableObject, error.message, at: .init(path: group.path)))
    }
  }

  /// What the root says about the file. A native file keeps the original's root in its document metadata instead.
  /// What cannot be read of it is a finding: the entries are worth more than that.
  private static func rootAttributes(of root: Group, _ findings: inout [Finding]) -> Metadata {
    do throws(HDF5Error) {
      return Metadata(
        try root.attributes.names().compactMap { name in
          do throws(HDF5Error) {
            return MetadataNode("@" + name, MetadataValue(try root.attributes.read(name)))
          } catch {
            findings.append(Finding(NeXusFinding.unreadableAttribute, error.message, at: .init(path: "/@" + name)))
            return nil
          }
        })
    } catch {
      findings.append(Finding(NeXusFinding.unreadableAttribute, error.message, at: .init(path: "/")))
      return Metadata()
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
