import Foundation
import Testing

@testable import DataModel
@testable import Formats
@testable import Workflow

@Suite("Naming inputs") struct InputTests {
  @Test("FILE::SELECTOR splits at the last :: that leaves an existing file; a file called so wins")
  func addresses() throws {
    let folder = try TestFolder()
    let plain = try folder.write("x", to: "a.h5")
    let odd = try folder.write("x", to: "b::1")
    let odder = try folder.write("x", to: "c::d.h5")
    let table: [(String, String, String?)] = [
      (plain, plain, nil),
      (plain + "::/entry1", plain, "/entry1"),
      (plain + "::/a::b", plain, "/a::b"),
      (odd, odd, nil),
      (odd + "::2", odd, "2"),
      (odder + "::\"Cu foil\"", odder, "\"Cu foil\""),
      ("missing.h5::7", "missing.h5", "7"),
      ("missing::x::7", "missing", "x::7"),
      ("-", "-", nil),
      ("-::3", "-", "3"),
      ("::3", "::3", nil),
      ("a:b", "a:b", nil),
    ]
    for (text, file, selector) in table {
      #expect(InputAddress(parsing: text) == InputAddress(file: file, selector: selector), "\(text)")
      #expect(InputAddress(parsing: text).description == text)
    }
  }

  @Test("a selector is first the exact selector, then the number, then the title; quotes mean the title")
  func selection() throws {
    let measurements = [
      Measurement(selector: "12.1", title: "Cu foil"), Measurement(selector: "3", title: "Fe"),
      Measurement(selector: "/entry", title: "2"), Measurement(selector: "x", title: "Fe"),
    ]
    func index(_ text: String) throws -> Int {
      try MeasurementSelection(text).index(in: measurements, of: "f")
    }
    #expect(try index("12.1") == 0)
    #expect(try index("3") == 1)
    #expect(try index("1") == 0)
    #expect(try index("2") == 1)
    #expect(try index("\"2\"") == 2)
    #expect(try index("'Cu foil'") == 0)
    #expect(try index("Cu foil") == 0)
    #expect(try index("/entry") == 2)
    #expect(try index("entry") == 2)
    let ambiguous = #expect(throws: InputError.self) { try index("Fe") }
    #expect(ambiguous?.findings.last?.expected == "2: 3 \"Fe\", 4: x \"Fe\"")
    let unknown = #expect(throws: InputError.self) { try index("5") }
    #expect(unknown?.findings.last?.code == "INPUT-SELECTOR")
    #expect(unknown?.findings.last?.expected?.hasPrefix("1: 12.1 \"Cu foil\", 2: 3") == true)
  }

  @Test("where the file numbers its scans, a number is that of the file and no place; the first 12 is also 12.1")
  func scanNumbers() throws {
    let scans = ["12", "13", "12.2"].map { Measurement(selector: $0, title: "ascan") }
    func index(_ text: String) throws -> Int { try MeasurementSelection(text).index(in: scans, of: "f") }
    #expect(try index("12") == 0)
    #expect(try index("12.1") == 0)
    #expect(try index("12.2") == 2)
    #expect(throws: InputError.self) { try index("1") }
    #expect(throws: InputError.self) { try index("13.2") }
  }

  @Test("one scan of many is read alone: what is wrong with the others is not found")
  func singleScan() throws {
    let folder = try TestFolder()
    let path = try folder.write("#S 1 a\n#N 1\n#L x\nnone\n1\nx y\n#S 2 b\n#N 1\n#L y\n7\n", to: "a.spec")
    let reader = InputReader()
    #expect(try !reader.read(InputAddress(file: path)).document.findings.isEmpty)
    let one = try reader.read(InputAddress(file: path, selector: "2")).document
    #expect(one.measurements.map(\.selector) == ["2"])
    #expect(one.measurements[0].channels.map(\.name) == ["y"])
    #expect(one.findings.isEmpty)
    #expect(throws: InputError.self) { try reader.read(InputAddress(file: path, selector: "3")) }
  }

  @Test("folders are walked by name, without hidden files and without following linked folders")
  func folders() throws {
    let folder = try TestFolder()
    for name in ["b", "a/2", "a/10", "a/.x", ".git/c", "c/d/e"] { try folder.write("x", to: name) }
    try FileManager.default.createSymbolicLink(atPath: folder.path("a/up"), withDestinationPath: folder.path(""))
    try FileManager.default.createSymbolicLink(atPath: folder.path("file"), withDestinationPath: folder.path("b"))
    try FileManager.default.createSymbolicLink(atPath: folder.path("dead"), withDestinationPath: folder.path("none"))
    let entries = InputList.expand([folder.url.path], recursive: true)
    let root = folder.url.path + "/"
    #expect(entries.map { String($0.address.file.dropFirst(root.count)) } == ["b", "file", "a/10", "a/2", "c/d/e"])
    #expect(entries.map(\.folder) == ["", "", "a", "a", "c/d"])
    let empty = try TestFolder()
    #expect(InputList.expand([empty.url.path], recursive: true).map(\.problem?.code) == ["FILE-NONE"])
    #expect(InputList.expand([empty.url.path], recursive: false).map(\.problem?.code) == ["FILE-FOLDER"])
    #expect(InputList.expand(["missing"], recursive: true).map(\.problem) == [nil])
  }

  @Test(
    "what cannot be read has a finding that says why",
    arguments: [
      ("", "FILE-EMPTY"), ("\u{1}\u{2}\u{0}", "FORMAT-UNKNOWN"), (nil, "FILE-MISSING"),
    ])
  func unreadable(content: String?, code: String) throws {
    let folder = try TestFolder()
    if let content { try folder.write(content, to: "f") }
    let address = InputAddress(file: folder.path("f"))
    let error = #expect(throws: InputError.self) { try InputReader().read(address) }
    #expect(error?.findings.last?.code == code)
    #expect(error?.findings.last?.severity == .error)
    #expect(error?.findings.last?.location.file == address.file)
  }

  @Test("a guess at the format is a note; --from takes the guess away")
  func probableFormat() throws {
    let folder = try TestFolder()
    let path = try folder.write("7000 1.5\n7001 2.5\n7002 3.5\n", to: "table")
    let guessed = try InputReader().read(InputAddress(file: path))
    #expect(guessed.format.id == "columns")
    #expect(guessed.document.findings.first?.code == "FORMAT-PROBABLE")
    #expect(guessed.document.findings.allSatisfy { $0.location.file == path })
    let told = try InputReader(options: ReadingOptions(format: .columns)).read(InputAddress(file: path))
    #expect(!told.document.findings.contains { $0.code == "FORMAT-PROBABLE" })
  }

  @Test("declarations reach the document; one that fits nothing is an input that cannot be read")
  func declarations() throws {
    let folder = try TestFolder()
    let path = try folder.write("# a b\n1 2\n2 4\n3 8\n", to: "table")
    var declarations = Declarations()
    try declarations.declareColumns("energy=1,mu=b")
    let reader = InputReader(options: ReadingOptions(declarations: declarations))
    let measurement = try #require(try reader.read(InputAddress(file: path)).document.measurements.first)
    #expect(measurement.channels.map(\.role) == [.energy, .mu])
    var wrong = Declarations()
    try wrong.declareColumns("energy=7")
    let error = #expect(throws: InputError.self) {
      try InputReader(options: ReadingOptions(declarations: wrong)).read(InputAddress(file: path))
    }
    #expect(error?.findings.last?.code == "INPUT-DECLARATION")
  }
}
