import Bytes
import CHDF5
import Foundation
import HDF5
import HDF5Shims
import Testing

@Suite struct FileTests {
  let folder: TestFolder
  init() throws { folder = try TestFolder() }

  private func sample(_ name: String = "sample.h5", options: FileOptions = .init()) throws -> [UInt8] {
    let file = try File.create(folder.file(name), options: options)
    try file.root.createDataset("energy", TypedArray((0..<5000).map { 7000 + Double($0) / 10 }))
    try file.close()
    return try folder.bytes(name)
  }

  @Test("A user block is found and skipped", arguments: [512, 2048, 65536])
  func userBlock(size: Int) throws {
    var bytes = try sample(options: FileOptions(userBlockSize: size))
    bytes.replaceSubrange(0..<size, with: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    let file = try File.open(folder.write(bytes, to: "block.h5"))
    #expect(file.userBlockSize == size)
    #expect(try file.root.dataset("energy").read().count == 5000)
    #expect(File.isHDF5(head: bytes))
    #expect(!File.isHDF5(head: Array(bytes.prefix(size))))
    #expect(try File.open(bytes: bytes, named: "image").userBlockSize == size)
  }

  @Test("The signature is looked for only where it may lie")
  func signature() {
    let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
    #expect(File.isHDF5(head: signature))
    #expect(!File.isHDF5(head: Array(signature.dropLast())))
    #expect(!File.isHDF5(head: [0] + signature))
    #expect(!File.isHDF5(head: [UInt8](repeating: 0, count: 256) + signature))
    #expect(File.isHDF5(head: [UInt8](repeating: 0, count: 1024) + signature))
    #expect(!File.isHDF5(head: [UInt8](repeating: 0, count: 1536) + signature))
    #expect(!File.isHDF5(head: [UInt8]()))
  }

  @Test("What is no whole HDF5 file is refused with its reason")
  func badFiles() throws {
    let bytes = try sample()
    let cases: [(String, HDF5Error.Kind)] = [
      (try folder.write([], to: "empty.h5"), .notHDF5),
      (try folder.write(Array("# energy mu\n7000 0.1\n".utf8), to: "text.h5"), .notHDF5),
      (try folder.write((0..<9000).map { UInt8(truncatingIfNeeded: $0 &* 31) }, to: "noise.h5"), .notHDF5),
      (try folder.write(bytes.dropLast(1000), to: "cut.h5"), .truncated),
      (folder.file("missing.h5"), .notFound), (folder.path, .notHDF5), ("", .invalidArgument),
    ]
    for (path, kind) in cases {
      let error = #expect(throws: HDF5Error.self) { try File.open(path) }
      #expect(error?.kind == kind, "\(path): \(String(describing: error))")
      #expect(error?.file == path)
    }
    let image = #expect(throws: HDF5Error.self) { try File.open(bytes: Array(bytes.dropLast(1000)), named: "cut") }
    #expect(image?.kind == .truncated)
    #expect(throws: HDF5Error.self) { try File.open(bytes: [], named: "nothing") }
    #expect(throws: HDF5Error.self) { try File.open(bytes: Array(bytes.prefix(8)), named: "signature alone") }
  }

  @Test("Every cut of a small file is refused or read, never fatal")
  func everyCut() throws {
    let file = try File.createInMemory()
    try file.root.createGroup("entry").createDataset("title", text: "Fe")
    let bytes = try file.image()
    for end in stride(from: 0, to: bytes.count, by: 37) {
      #expect(throws: HDF5Error.self) { try File.open(bytes: Array(bytes[..<end]), named: "cut") }
    }
  }

  @Test("Reading leaves bytes and modification time alone")
  func untouched() throws {
    let bytes = try sample()
    let path = folder.file("sample.h5")
    let past = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let file = try File.open(path)
    _ = try file.root.dataset("energy").read()
    try file.close()
    #expect(try folder.bytes("sample.h5") == bytes)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.modificationDate] as? Date == past)
  }

  @Test("A file that another program has locked opens")
  func locked() throws {
    _ = try sample()
    let lock = try #require(FileLock(folder.file("sample.h5")))
    #expect(try File.open(folder.file("sample.h5")).root.dataset("energy").read().count == 5000)
    lock.release()
  }

  @Test("A file that its writer left open is read as far as it was flushed, and stays as it is")
  func leftOpen() throws {
    h5x_enter()
    let access = h5x_property_list(Int32(H5X_FILE_ACCESS))
    H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110)
    let id = H5Fcreate(folder.file("writing.h5"), 2, 0, access)
    RawFile(adopting: id).dataset("a", type: h5x_native_integer(1, false), shape: [2], bytes: [3, 4])
    H5Fflush(id, H5F_SCOPE_GLOBAL)
    let bytes = try folder.bytes("writing.h5")
    H5Fclose(id)
    let path = try folder.write(bytes, to: "crashed.h5")
    let file = try File.open(path)
    #expect(file.wasLeftOpenForWriting)
    #expect(try file.root.dataset("a").read() == TypedArray([UInt8(3), 4]))
    try file.close()
    #expect(try folder.bytes("crashed.h5") == bytes)
    #expect(try !File.open(folder.file("writing.h5")).wasLeftOpenForWriting)
  }

  @Test("Closing twice is harmless; what is used afterwards fails with an error")
  func closing() throws {
    let file = try File.create(folder.file("closed.h5"))
    try file.close()
    try file.close()
    #expect(throws: HDF5Error.self) { try file.root.createGroup("late") }
    #expect(throws: HDF5Error.self) { try file.flush() }
  }

  @Test("Creating where nothing can be written tells why")
  func unwritable() throws {
    let missing = #expect(throws: HDF5Error.self) { try File.create(folder.file("no/such/folder.h5")) }
    #expect(missing?.kind == .notFound)
    #expect(throws: HDF5Error.self) { try File.createInMemory(options: FileOptions(userBlockSize: 100)) }
    #expect(throws: HDF5Error.self) { try File.createInMemory(options: FileOptions(userBlockSize: -1)) }
  }

  @Test("Two files in memory may bear the same name")
  func sameName() throws {
    let one = try File.createInMemory()
    let two = try File.createInMemory()
    try one.root.createGroup("one")
    try two.root.createGroup("two")
    #expect(try one.root.links().map(\.name) == ["one"])
    let image = try two.image()
    let again = try File.open(bytes: image, named: "memory")
    #expect(try again.root.links().map(\.name) == ["two"])
  }
}
