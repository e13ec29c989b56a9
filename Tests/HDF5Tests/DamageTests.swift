import Bytes
import Foundation
import Testing

@testable import HDF5

/// Damage that libhdf5 1.10 crashes on by itself, so each test runs in a process of its own. Places and layouts as in the
/// HDF5 File Format Specification.
@Suite struct DamageTests {
  // MARK: Texts of variable length

  @Test(
    "A text whose number its heap does not have is damage, however far from the heap's end", arguments: [9, 70_000])
  func numberOfText(number: UInt32) async {
    await #expect(processExitsWith: .success) { [number] in
      try expectRefusedTexts { bytes, place in bytes.replaceSubrange(place + 12..<place + 16, with: little(number)) }
    }
  }

  @Test("A text that is longer than what its heap has is damage")
  func longText() async {
    await #expect(processExitsWith: .success) {
      try expectRefusedTexts { bytes, place in bytes[place] = 7 }
    }
  }

  @Test("A short text that leads to a far longer one is damage: it would not fit the library's room")
  func longObject() async {
    await #expect(processExitsWith: .success) {
      try expectRefusedTexts { bytes, place in
        let places = bytes.ranges(of: Array("GCOL".utf8)).flatMap {
          bytes.ranges(of: little(UInt32(20_000)) + little(UInt64($0.lowerBound)))
        }
        let long = try #require(places.first?.lowerBound)
        bytes.replaceSubrange(place + 4..<place + 16, with: Array(bytes[long + 4..<long + 16]))
      }
    }
  }

  @Test("A text whose heap lies elsewhere, or is no heap, is damage", arguments: [1, 8, 1 << 40])
  func addressOfHeap(shift: UInt64) async {
    await #expect(processExitsWith: .success) { [shift] in
      try expectRefusedTexts { bytes, place in
        let heap = bytes[place + 4..<place + 12].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        bytes.replaceSubrange(place + 4..<place + 12, with: little(heap + shift))
      }
    }
  }

  @Test("What looks odd and is none is read: no text at all, a text shorter than what its heap has")
  func oddTexts() throws {
    var (bytes, place) = try withTexts()
    bytes[place] = 4
    #expect(
      try File.open(bytes: bytes, named: "image").root.attributes.read("axes").value?.strings == ["ener", "time"])
    bytes.replaceSubrange(place..<place + 16, with: Array(repeating: 0, count: 16))
    #expect(try File.open(bytes: bytes, named: "image").root.attributes.read("axes").value?.strings == ["", "time"])
  }

  @Test("Texts of a file that is still written to are read before they are in it")
  func unwrittenTexts() throws {
    let file = try File.createInMemory()
    try file.root.attributes.write("axes", TypedArray(["energy", "time"]))
    #expect(try file.root.attributes.read("axes").value?.strings == ["energy", "time"])
  }

  // MARK: Listings

  @Test("Attributes of which one cannot be decoded are not listed, and that is said", arguments: [3, 4, 6, 7])
  func attributes(damaged: Int) async {
    await #expect(processExitsWith: .success) { [damaged] in
      let file = try File.createInMemory()
      let sound = try file.root.createGroup("sound")
      for number in 1...7 {
        try sound.attributes.write("other_\(number)", number: Int32(number))
        try file.root.attributes.write("number_\(number)", number: Int32(number))
      }
      var bytes = try file.image()
      let name = try #require(bytes.ranges(of: Array("number_\(damaged)".utf8)).first?.lowerBound)
      let version = name - 8
      try #require(bytes[version] == 1)
      bytes[version] = 77
      try openedBothWays(bytes) { file throws in
        // Leaves behind in the library's memory what it then takes for its own.
        #expect(try file.root.group("sound").attributes.names().count == 7)
        #expect(throws: HDF5Error.self) { try file.root.attributes.names() }
        let survey = try Survey(of: file)
        #expect(survey.problems.map(\.operation) == ["listing attributes"])
      }
    }
  }

  @Test("Links of which one cannot be decoded are not listed, and that is said")
  func links() async {
    await #expect(processExitsWith: .success) {
      let file = try File.createInMemory()
      // A name beyond ASCII makes the group one of links in its header.
      for number in 1...7 { try file.root.createSoftLink("µ_link_\(number)", to: "/nowhere") }
      var bytes = try file.image()
      let name = try #require(bytes.ranges(of: Array("µ_link_4".utf8)).first?.lowerBound)
      // Version, flags, type, character set, length.
      let version = name - 5
      try #require(bytes[version] == 1 && bytes[name - 1] == 9)
      bytes[version] = 77
      try openedBothWays(bytes) { file throws in
        #expect(throws: HDF5Error.self) { try file.root.links() }
        #expect(try Survey(of: file).problems.map(\.operation) == ["listing a group"])
      }
    }
  }

  @Test("An address that is damaged to none is damage")
  func noAddress() async {
    await #expect(processExitsWith: .success) {
      let file = try File.createInMemory()
      try file.root.createSoftLink("link", to: "/nowhere")
      var bytes = try file.image()
      // Of the tree of the group's links: signature, kind, level, count, two neighbours, the first key.
      let child = try #require(bytes.ranges(of: Array("TREE".utf8)).first?.lowerBound) + 32
      bytes.replaceSubrange(child..<child + 8, with: Array(repeating: 0xFF, count: 8))
      try openedBothWays(bytes) { file throws in
        #expect(throws: HDF5Error.self) { try file.root.links() }
        #expect(try Survey(of: file).problems.map(\.operation) == ["listing a group"])
      }
    }
  }
}

private func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
  withUnsafeBytes(of: number.littleEndian) { Array($0) }
}

/// A file in which texts of variable length, the first of them "energy", are an attribute of the root and a dataset; and
/// where the attribute says where that text is: its length, its heap, and its number there.
private func withTexts() throws -> (bytes: [UInt8], place: Int) {
  let file = try File.createInMemory()
  try file.root.createDataset("labels", TypedArray([String(repeating: "x", count: 20_000), "a", "b", "c", "d", "e"]))
  try file.root.attributes.write("axes", TypedArray(["energy", "time"]))
  let bytes = try file.image()
  let text = try #require(bytes.ranges(of: Array("energy".utf8)).first?.lowerBound)
  let heap = try #require(bytes.ranges(of: Array("GCOL".utf8)).last { $0.lowerBound < text }?.lowerBound)
  let stored = little(UInt32(6)) + little(UInt64(heap)) + bytes[text - 16..<text - 14] + [0, 0]
  return (bytes, try #require(bytes.ranges(of: stored).first?.lowerBound))
}

/// Plants damage where the attribute says where its text is, and expects reading it to say so by every way in.
private func expectRefusedTexts(_ plant: (inout [UInt8], Int) throws -> Void) throws {
  var (bytes, place) = try withTexts()
  try plant(&bytes, place)
  try openedBothWays(bytes) { file throws in
    let error = #expect(throws: HDF5Error.self) { try file.root.attributes.read("axes") }
    #expect(error?.kind == .damaged)
    #expect(error?.message.contains("the heap of texts at byte ") == true)
    #expect(try Survey(of: file).problems.map(\.kind) == [.damaged])
    #expect(try file.root.dataset("labels").read().strings.map(\.count) == [20_000, 1, 1, 1, 1, 1])
  }
}

/// Opens bytes in memory and as a file.
private func openedBothWays(_ bytes: [UInt8], _ look: (File) throws -> Void) throws {
  alarm(20)
  let folder = try TestFolder()
  try look(File.open(bytes: bytes, named: "image"))
  try look(File.open(folder.write(bytes, to: "damaged.h5")))
}
