import Bytes
import Foundation
import Testing

@testable import HDF5

/// Texts of variable length lie in heaps, whose lengths libhdf5 follows without looking. What is planted here keeps it
/// busy for ever or crashes it, so each test runs in a process of its own and is given a few seconds.
@Suite struct HeapTests {
  @Test("An object without length, as in a block of zeros, is damage: in memory, in a file, behind a link")
  func zeros() async {
    await #expect(processExitsWith: .success) {
      try expectDamage { bytes, heap in
        for index in heap + 16..<heap + 64 { bytes[index] = 0 }
        // The library does not look at these.
        for index in heap + 5..<heap + 8 { bytes[index] = 1 }
      }
    }
  }

  @Test("A length that leads out of the heap is damage")
  func longObject() async {
    await #expect(processExitsWith: .success) { try expectDamage { $0[$1 + 24 + 2] = 0x7F } }
  }

  @Test("A length beyond all memory is damage")
  func negativeLength() async {
    await #expect(processExitsWith: .success) {
      try expectDamage { bytes, heap in
        for index in heap + 24..<heap + 32 { bytes[index] = 0xFF }
      }
    }
  }

  @Test("A heap that is larger than the file, or smaller than heaps are, is damage")
  func heapSize() async {
    await #expect(processExitsWith: .success) {
      try expectDamage { $0[$1 + 8 + 3] = 0x7F }
      try expectDamage { $0[$1 + 8 + 1] = 0x01 }
    }
  }

  @Test("Heaps of every fill are read: empty texts, long ones, more than one heap")
  func sound() throws {
    let long = [String(repeating: "x", count: 100_000), "", "y", "z", "w"]
    for count in [1, 2, 3, 100, 3000] {
      let texts = (0..<count).map { String(repeating: "µ", count: $0 % 97 * ($0 % 5)) }
      let file = try File.createInMemory()
      try file.root.createDataset("short", TypedArray(texts))
      try file.root.createDataset("long", TypedArray(long))
      let image = try file.image()
      #expect(image.ranges(of: Array("GCOL".utf8)).count > 0)
      let read = try File.open(bytes: image, named: "image").root
      #expect(try read.dataset("short").read().strings == texts)
      #expect(try read.dataset("long").read().strings.map(\.count) == [100_000, 0, 1, 1, 1])
    }
  }
}

/// Plants damage in the first heap, whose place is given, and expects reading its texts to say so by every way in.
private func expectDamage(_ plant: (inout [UInt8], Int) -> Void) throws {
  alarm(20)
  let folder = try TestFolder()
  let file = try File.createInMemory()
  try file.root.attributes.write("axes", TypedArray(["energy", "time"]))
  try file.root.createDataset("labels", TypedArray([String(repeating: "x", count: 100), "a", "b", "c", "d", "e"]))
  var bytes = try file.image()
  let heap = try #require(bytes.ranges(of: Array("GCOL".utf8)).first?.lowerBound)
  plant(&bytes, heap)
  let path = try folder.write(bytes, to: "damaged.h5")
  let outer = try File.create(folder.file("outer.h5"))
  try outer.root.createExternalLink("other", toFile: "damaged.h5", path: "/labels")
  try outer.close()
  for opened in [try File.open(bytes: bytes, named: "image"), try File.open(path)] {
    let error = #expect(throws: HDF5Error.self) { try opened.root.attributes.read("axes") }
    #expect(error?.kind == .damaged)
    #expect(error?.message.contains("the heap of texts at byte \(heap) is damaged") == true)
    #expect(throws: HDF5Error.self) { try opened.root.dataset("labels").read() }
    let survey = try Survey(of: opened)
    #expect(survey.problems.first?.kind == .damaged)
  }
  #expect(throws: HDF5Error.self) { try File.open(folder.file("outer.h5")).root.dataset("other").read() }
}
