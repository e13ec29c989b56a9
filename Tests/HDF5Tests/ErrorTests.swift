import Bytes
import Foundation
import Testing

@testable import HDF5

@Suite struct ErrorTests {
  @Test("Times, pointers, descriptors and line breaks are taken out of the library's words")
  func cleaned() {
    let text = """
      file read failed: time = Fri Nov 20 10:00:00 2026
      , filename = '/data/a.h5', file descriptor = 5, errno = 21, error message = 'Is a directory', \
      buf = 0x7ffe12345678, total read size = 8
      """
    #expect(
      ErrorStack.cleaned(text) == "file read failed, filename = '/data/a.h5', errno = 21, "
        + "error message = 'Is a directory', total read size = 8")
    #expect(ErrorStack.cleaned("inflate() failed") == "inflate() failed")
    #expect(ErrorStack.cleaned("") == "")
  }

  @Test("An error says what was tried, where, and why")
  func description() throws {
    let file = try File.createInMemory(named: "scan.h5")
    let error = #expect(throws: HDF5Error.self) { try file.root.open("entry/data") }
    #expect(error?.description == "scan.h5:/entry/data: opening an object failed: not found: no link entry in .")
    let missing = #expect(throws: HDF5Error.self) { try File.open("/nonexistent/a.h5") }
    #expect(missing?.frames.isEmpty == false)
    #expect(missing?.frames.allSatisfy { !$0.contains("\n") && !$0.contains("time =") } == true)
    #expect(missing?.description.hasPrefix("/nonexistent/a.h5: opening a file failed: not found") == true)
  }

  @Test("Nothing is printed on standard error, on whatever thread a call fails")
  func silence() throws {
    let folder = try TestFolder()
    let log = folder.file("stderr")
    let saved = dup(2)
    let descriptor = open(log, O_CREAT | O_RDWR, 0o600)
    dup2(descriptor, 2)
    let threads = (0..<3).map { _ in
      Thread {
        for _ in 0..<20 { #expect(throws: HDF5Error.self) { try File.open("/nonexistent/a.h5") } }
      }
    }
    for thread in threads { thread.start() }
    while threads.contains(where: { !$0.isFinished }) { usleep(1000) }
    dup2(saved, 2)
    close(saved)
    close(descriptor)
    let text = String(decoding: try folder.bytes("stderr"), as: UTF8.self)
    #expect(!text.contains("HDF5-DIAG"))
  }

  @Test("Threads write and read different files at the same time, and read one file together")
  func concurrency() async throws {
    let folder = try TestFolder()
    let shared = try File.create(folder.file("shared.h5"))
    let numbers = (0..<4000).map(Double.init)
    try shared.root.createDataset("data", TypedArray(numbers), options: DatasetOptions(chunk: [100], deflate: 1))
    try shared.close()
    let reader = try File.open(folder.file("shared.h5"))
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for worker in 0..<4 {
        group.addTask {
          let own = try File.createInMemory(named: "own \(worker)")
          for index in 0..<50 {
            let dataset = try own.root.createDataset("d\(index)", TypedArray([Double(worker), Double(index)]))
            try dataset.attributes.write("units", text: "eV")
            guard try reader.root.dataset("data").read().elements() == numbers else { return false }
            if (try? own.root.open("missing")) != nil { return false }
          }
          return try own.root.dataset("d49").read().elements() == [Double(worker), 49]
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }
}
