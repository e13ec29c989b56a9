/// ZIP archives, read only: their list of files, and each file unpacked within a bound.
import CMinizip

/// A ZIP archive. Names and sizes in it are what the archive claims: nothing is written anywhere.
public final class ZipArchive {
  /// One file or folder in the archive.
  public struct Entry {
    /// Its name as the archive has it, which may be hostile: check it before it becomes a path.
    public let name: String
    /// What it unpacks to, as the archive says.
    public let claimedCount: UInt64
    let isEncrypted: Bool
    let place: unz64_file_pos

    /// Whether it is a folder.
    public var isFolder: Bool { name.hasSuffix("/") }
  }

  /// More entries than any package has.
  public static let entryLimit = 100_000

  /// All entries in the order of the archive.
  public private(set) var entries: [Entry] = []
  private let path: String
  private let handle: unzFile

  /// Opens an archive and reads its list. Throws `.notFound` and what else opening reports, `.damagedZip` when it is no
  /// ZIP archive, `.tooLarge` when it lists more than `entryLimit` files.
  public init(_ path: String) throws(FileError) {
    // libminizip does not say why it cannot open a file.
    _ = try InputFile.open(path)
    guard let handle = unzOpen64(path) else {
      throw FileError(.damagedZip, operation: "unpack", path: path, cause: "it is no ZIP archive")
    }
    self.path = path
    self.handle = handle
    var result = unzGoToFirstFile(handle)
    while result == UNZ_OK {
      guard entries.count < Self.entryLimit else {
        throw FileError(
          .tooLarge, operation: "unpack", path: path, cause: "it lists more than \(Self.entryLimit) files")
      }
      entries.append(try Self.current(handle, path))
      result = unzGoToNextFile(handle)
    }
    // A list without entries ends before its first.
    guard result == UNZ_END_OF_LIST_OF_FILE || entries.isEmpty else { throw Self.damage(path) }
  }

  deinit { unzClose(handle) }

  private static func current(_ handle: unzFile, _ path: String) throws(FileError) -> Entry {
    var info = unz_file_info64()
    var name = [CChar](repeating: 0, count: 1 << 16)
    var place = unz64_file_pos()
    guard unzGetCurrentFileInfo64(handle, &info, &name, uLong(name.count - 1), nil, 0, nil, 0) == UNZ_OK,
      unzGetFilePos64(handle, &place) == UNZ_OK
    else { throw damage(path) }
    let bytes = name.prefix(Int(min(info.size_filename, uLong(name.count - 1)))).map { UInt8(bitPattern: $0) }
    return Entry(
      name: String(decoding: bytes, as: UTF8.self), claimedCount: info.uncompressed_size,
      isEncrypted: info.flag & 1 != 0, place: place)
  }

  /// Unpacks an entry. Throws `.tooLarge` as soon as there are more than `limit` bytes, whatever the archive claims, and
  /// `.damagedZip` when the data or its checksum is wrong.
  public func bytes(of entry: Entry, limit: Int) throws(FileError) -> [UInt8] {
    guard !entry.isEncrypted else {
      throw FileError(.damagedZip, operation: "unpack", path: path, cause: "\(entry.name) is encrypted")
    }
    var place = entry.place
    guard unzGoToFilePos64(handle, &place) == UNZ_OK, unzOpenCurrentFile(handle) == UNZ_OK else {
      throw Self.damage(path, entry.name)
    }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    var count: Int32
    repeat {
      count = unzReadCurrentFile(handle, &piece, UInt32(piece.count))
      bytes += piece.prefix(Int(max(0, count)))
    } while count > 0 && bytes.count <= limit
    let closing = unzCloseCurrentFile(handle)
    guard bytes.count <= limit else {
      throw FileError(
        .tooLarge, operation: "unpack", path: path, cause: "\(entry.name) unpacks to more than \(limit) bytes")
    }
    guard count == 0, closing == UNZ_OK else { throw Self.damage(path, entry.name) }
    return bytes
  }

  private static func damage(_ path: String, _ entry: String? = nil) -> FileError {
    FileError(
      .damagedZip, operation: "unpack", path: path,
      cause: entry.map { "\($0) in it is damaged" } ?? "the list of its files is damaged")
  }
}
