import CHDF5
import HDF5Shims

/// How and where a dataset's bytes are kept.
public struct Storage: Sendable, Hashable {
  /// Where the bytes lie.
  public enum Layout: Sendable, Hashable {
    /// In the object header.
    case compact
    case contiguous
    /// In pieces of this shape.
    case chunked([Int])
    /// A view on other datasets.
    case virtual(sources: [VirtualSource])
    /// In other, raw files; names as stored.
    case external(files: [String])
  }

  /// Where the bytes lie.
  public let layout: Layout
  /// The pipeline in the order of writing; empty unless chunked.
  public let filters: [Filter]

  /// The shape of a chunk; nil when the data is not chunked.
  public var chunk: [Int]? {
    guard case .chunked(let chunk) = layout else { return nil }
    return chunk
  }
}

extension Storage {
  /// The other files that the data lies in and that are not there, as stored in the file; each once.
  ///
  /// The library fills in for what it cannot find, so a missing file has to be looked for. Names are looked for
  /// as they are and beside the file. Names with `%b` stand for many files and are passed over.
  public func missingFiles(beside file: String) -> [String] {
    let names: [String]
    switch layout {
    case .external(let files): names = files
    case .virtual(let sources): names = sources.map(\.file).filter { $0 != "." && !$0.contains("%") }
    case .compact, .contiguous, .chunked: return []
    }
    let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
    var seen: Set<String> = []
    return names.filter { name in
      seen.insert(name).inserted && !h5x_exists(name) && (name.hasPrefix("/") || !h5x_exists(folder + name))
    }
  }
}

/// One dataset that a virtual dataset shows; both names as stored. The file "." is the file itself.
public struct VirtualSource: Sendable, Hashable {
  public let file: String
  public let dataset: String
}

extension Dataset {
  /// Layout and filters.
  public func storage() throws(HDF5Error) -> Storage {
    let list = try owned("reading dataset settings", place) { H5Dget_create_plist(handle.id) }
    return Storage(layout: try layout(list.id), filters: try filters(list.id))
  }

  private func layout(_ list: hid_t) throws(HDF5Error) -> Storage.Layout {
    switch H5Pget_layout(list) {
    case H5D_COMPACT: return .compact
    case H5D_CHUNKED:
      var lengths = [hsize_t](repeating: 0, count: 33)
      let rank = try checked("reading the chunk shape", place) {
        H5Pget_chunk(list, Int32(lengths.count), &lengths)
      }
      return .chunked(lengths.prefix(Int(rank)).map { Int(clamping: $0) })
    case H5D_VIRTUAL: return .virtual(sources: try virtualSources(list))
    default:
      let count = H5Pget_external_count(list)
      return count > 0 ? .external(files: try externalFiles(list, count)) : .contiguous
    }
  }

  private func virtualSources(_ list: hid_t) throws(HDF5Error) -> [VirtualSource] {
    var count = 0
    try checked("reading virtual sources", place) { H5Pget_virtual_count(list, &count) }
    return (0..<count).map { index in
      VirtualSource(
        file: listedText { H5Pget_virtual_filename(list, index, $0, $1) },
        dataset: listedText { H5Pget_virtual_dsetname(list, index, $0, $1) })
    }
  }

  private func externalFiles(_ list: hid_t, _ count: Int32) throws(HDF5Error) -> [String] {
    var files: [String] = []
    for index in 0..<UInt32(count) {
      var name = [CChar](repeating: 0, count: 4097)
      try checked("reading external file names", place) {
        H5Pget_external(list, index, name.count - 1, &name, nil, nil)
      }
      files.append(text(name))
    }
    return files
  }

  private func listedText(_ get: (UnsafeMutablePointer<CChar>?, Int) -> Int) -> String {
    let length = get(nil, 0)
    guard length > 0 else { return "" }
    var name = [CChar](repeating: 0, count: length + 1)
    return get(&name, name.count) < 0 ? "" : text(name)
  }

  private func text(_ name: [CChar]) -> String {
    name.withUnsafeBytes { buffer in
      StoredText.decoded(UnsafeRawBufferPointer(rebasing: buffer.prefix(while: { $0 != 0 }))).string
    }
  }

  private func filters(_ list: hid_t) throws(HDF5Error) -> [Filter] {
    let count = try checked("reading filters", place) { H5Pget_nfilters(list) }
    var filters: [Filter] = []
    for index in 0..<UInt32(count) {
      var flags: UInt32 = 0
      var configuration: UInt32 = 0
      var parameterCount = 64
      var parameters = [UInt32](repeating: 0, count: parameterCount)
      let id = try checked("reading filters", place) {
        H5Pget_filter2(list, index, &flags, &parameterCount, &parameters, 0, nil, &configuration)
      }
      filters.append(
        Filter(
          id: FilterID(rawValue: id), parameters: Array(parameters.prefix(parameterCount)),
          isOptional: flags & UInt32(H5Z_FLAG_OPTIONAL) != 0, isAvailable: H5Zfilter_avail(id) > 0))
    }
    return filters
  }
}
