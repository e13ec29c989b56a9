import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

@Suite("Hostile metadata documents")
struct MetaXMLHostileTests {
  private func refusal(_ text: String) throws -> FormatError {
    try #require(throws: FormatError.self) { try MetaXMLTest.read(text) }
  }

  static let root = "<document xmlns=\"urn:edgewise:metadata:1\" version=\"1\">"

  @Test("a DOCTYPE is refused before anything in it is read")
  func entities() throws {
    let folder = try TemporaryFolder()
    let secret = folder("secret")
    try Data("the secret".utf8).write(to: URL(fileURLWithPath: secret))
    let bomb = (0..<20).map { "<!ENTITY e\($0 + 1) \"" + String(repeating: "&e\($0);", count: 10) + "\">" }.joined()
    for declarations in [
      "<!ENTITY x SYSTEM \"file://\(secret)\">", "<!ENTITY e0 \"x\">\(bomb)",
      "<!ENTITY % p SYSTEM \"http://localhost/\"> %p;",
    ] {
      let text =
        "<!DOCTYPE document [\(declarations)]>\(Self.root)<measurement><title>&x;&e20;</title></measurement></document>"
      let error = try refusal(text)
      #expect(error.message.contains("DOCTYPE"))
      #expect(!error.description.contains("the secret"))
    }
  }

  @Test("what is cut off, nested for ever or no XML is refused with its line")
  func notWellFormed() throws {
    let whole = try MetaXMLTest.text(MetaXMLTest.sample)
    for length in stride(from: 200, to: whole.utf8.count - 12, by: 97) {
      let error = try refusal(String(decoding: Array(whole.utf8.prefix(length)), as: UTF8.self))
      #expect(error.kind == .unreadable && error.location.line != nil, "\(length)")
    }
    let deep = Self.root + "<metadata>" + String(repeating: "<item name=\"x\">", count: 100_000)
    #expect(try refusal(deep).kind == .unreadable)
    #expect(try refusal(whole + "<more/>").kind == .unreadable)
    #expect(try refusal(whole + "text").kind == .unreadable)
    #expect(try refusal("<document>&undefined;</document>").kind == .unreadable)
    #expect(try refusal("nothing at all").kind == .unreadable)
  }

  @Test("another namespace, root or version is not taken for ours")
  func otherDocuments() throws {
    for text in [
      "<document/>", "<document xmlns=\"urn:edgewise:metadata:2\"/>", "<a xmlns=\"urn:edgewise:metadata:1\"/>",
      "<html><document xmlns=\"urn:edgewise:metadata:1\"/></html>", "{\"a\": 1}", "# XDI/1.0",
    ] {
      #expect(MetaXMLProbe.match(try ByteSource(name: "x", bytes: Array(text.utf8))) == .no, "\(text)")
      #expect(try refusal(text).kind == .unreadable)
    }
  }

  @Test("the probe knows a document behind comments, blanks, a byte order mark and in UTF-16")
  func probe() throws {
    let text = "<?xml version=\"1.0\"?><!-- \(String(repeating: "-x", count: 9000)) -->\n" + Self.root + "</document>"
    let utf16 = Data("\u{FEFF}\(Self.root)</document>".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(Self.root.utf8), Array(utf16)] {
      guard case .certain = MetaXMLProbe.match(try ByteSource(name: "x", bytes: bytes)) else {
        Issue.record("not recognised: \(String(decoding: bytes.prefix(40), as: UTF8.self))")
        continue
      }
    }
    #expect(FormatRegistry.identify(try ByteSource(name: "x", bytes: Array(text.utf8))).format?.id == "meta-xml")
    #expect(try MetaXMLTest.read(Array(utf16)).findings == [])
  }

  @Test("shapes that no machine can count cost nothing and break nothing")
  func shapes() throws {
    let hash = String(repeating: "0", count: 64)
    let channels = ["9223372036854775807", "4611686018427387904 4611686018427387904", "0 9223372036854775807", "1 1 1"]
      .map {
        "<channel name=\"c\($0)\" role=\"mu\"><array type=\"float64\" shape=\"\($0)\" sha256=\"\(hash)\"/></channel>"
      }
    let text = "\(Self.root)<measurement><channels>\(channels.joined())</channels></measurement></document>"
    let document = try MetaXMLTest.read(text)
    #expect(document.findings == [])
    #expect(document.measurements[0].channels.count == 4)
    for channel in document.measurements[0].channels {
      #expect(throws: BlockError.self) { try channel.values.load() }
    }
    try MetaXMLTest.check(document)
    for format in FormatRegistry.all where format.id != "meta-xml" {
      guard let writer = format.writer else { continue }
      _ = writer.projection(document, WritingOptions())
      switch writer.encoding {
      // XDI makes a header of it, without the arrays, which it would not hold anyway.
      case .text(let encode): #expect(((try? encode(document, WritingOptions())) ?? []).count < 100)
      case .file(let write):
        let folder = try TemporaryFolder()
        #expect(throws: FormatError.self) { _ = try write(document, folder("x"), WritingOptions()) }
      }
    }
  }

  @Test("documents with bytes changed or left out give a document or an error")
  func mutations() throws {
    let bytes = try MetaXMLTest.write(MetaXMLTest.sample)
    var generator = SystemRandomNumberGenerator()
    var state = UInt64.random(in: 1...UInt64.max, using: &generator)
    let seed = state
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for round in 0..<1500 {
      var damaged = bytes
      for _ in 0...random(4) {
        let place = random(damaged.count)
        switch random(3) {
        case 0: damaged[place] = UInt8(random(256))
        case 1: damaged.removeSubrange(place..<min(damaged.count, place + 1 + random(40)))
        default:
          damaged.insert(
            contentsOf: damaged[place..<min(damaged.count, place + 1 + random(40))], at: random(damaged.count))
        }
      }
      do {
        let document = try MetaXMLTest.read(damaged)
        _ = try MetaXMLTest.sample.applying(metadata: try MetaXMLTest.parse(String(decoding: damaged, as: UTF8.self)))
        _ = document.measurements.count
      } catch is FormatError {
        continue
      } catch {
        Issue.record("seed \(seed), round \(round): \(error)")
      }
    }
  }

  @Test("many names, attributes and items take time in proportion")
  func large() throws {
    let items = (0..<200_000).map { "<item name=\"n\($0)\"/>" }.joined()
    let wrong = (0..<20_000).map { "<w\($0)/>" }.joined()
    let clock = ContinuousClock()
    let time = try clock.measure {
      #expect(
        try MetaXMLTest.read(Self.root + "<metadata>\(items)</metadata></document>").metadata.nodes.count == 200_000)
      let document = try MetaXMLTest.read(Self.root + "<metadata>\(wrong)</metadata></document>")
      #expect(document.findings.count <= 101)
    }
    #expect(time < .seconds(60))
  }
}
