/// The number of a compression or checksum filter, as registered with The HDF Group.
public struct FilterID: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  /// The registered number.
  public let rawValue: Int32
  public init(rawValue: Int32) { self.rawValue = rawValue }

  public static let deflate = FilterID(rawValue: 1)
  public static let shuffle = FilterID(rawValue: 2)
  public static let fletcher32 = FilterID(rawValue: 3)
  public static let szip = FilterID(rawValue: 4)
  public static let lzf = FilterID(rawValue: 32000)
  public static let blosc = FilterID(rawValue: 32001)
  public static let lz4 = FilterID(rawValue: 32004)
  public static let bitshuffle = FilterID(rawValue: 32008)
  public static let zstd = FilterID(rawValue: 32015)

  /// The usual name; nil for a filter that is not in the table.
  public var name: String? { Self.table[rawValue]?.name }
  /// The Debian package that brings the filter; nil when none does or when the library has it built in.
  public var debianPackage: String? { Self.table[rawValue]?.package }

  /// The number and, where known, the name.
  public var description: String { name.map { "\(rawValue) (\($0))" } ?? "\(rawValue)" }

  /// What to do when the filter is missing: the Debian package, and the plugins that come with a Python wheel.
  public var remedy: String {
    let debian = debianPackage.map { "apt install \($0), or " } ?? "no Debian package brings it; "
    return debian
      + (Self.wheel.contains(rawValue)
        ? "pip install hdf5plugin and set HDF5_PLUGIN_PATH to its folder plugins (python3 -m pip show -f hdf5plugin)"
        : "set HDF5_PLUGIN_PATH to a folder that has a plugin for it")
  }

  /// What the wheel hdf5plugin 7 brings.
  private static let wheel: Set<Int32> = [307, 32001, 32004, 32008, 32013, 32015, 32017, 32024, 32026]

  // Debian 12; measured: hdf5-filter-plugin brings no bitshuffle, and hdf5-plugin-lzf alone does not load.
  private static let table: [Int32: (name: String, package: String?)] = [
    1: ("deflate", nil), 2: ("shuffle", nil), 3: ("fletcher32", nil), 4: ("szip", nil), 5: ("nbit", nil),
    6: ("scaleoffset", nil),
    307: ("bzip2", "hdf5-filter-plugin"),
    32000: ("LZF", "bitshuffle"),
    32001: ("Blosc", "hdf5-filter-plugin-blosc-serial"),
    32004: ("LZ4", "hdf5-filter-plugin"),
    32008: ("bitshuffle", "bitshuffle"),
    32013: ("ZFP", "hdf5-filter-plugin-zfp-serial"),
    32015: ("Zstandard", nil),
    32017: ("SZ", nil), 32024: ("SZ3", nil), 32026: ("Blosc2", nil),
  ]
}

/// One step of the pipeline that chunks go through when they are written.
public struct Filter: Sendable, Hashable {
  /// Which filter.
  public let id: FilterID
  /// Settings of the filter as stored (level, element width, ...).
  public let parameters: [UInt32]
  /// True when a chunk may have been stored without it.
  public let isOptional: Bool
  /// True when the library can run it here, built in or as a plugin.
  public let isAvailable: Bool
}
