/// Encodings and lines.
import Foundation
import Testing

@testable import Bytes

@Suite struct TextEncodingTests {
  private func detect(_ bytes: [UInt8]) -> TextEncoding.Detection { TextEncoding.detect(bytes.span) }

  @Test("marks decide, valid UTF-8 is UTF-8, anything else is Latin-1")
  func detection() {
    #expect(detect([]) == .init(encoding: .utf8, markLength: 0))
    #expect(detect(Array("# Cu foil 10 µm".utf8)) == .init(encoding: .utf8, markLength: 0))
    #expect(detect([0xef, 0xbb, 0xbf, 0x61]) == .init(encoding: .utf8, markLength: 3))
    #expect(detect([0xff, 0xfe, 0x61, 0]) == .init(encoding: .utf16LittleEndian, markLength: 2))
    #expect(detect([0xfe, 0xff, 0, 0x61]) == .init(encoding: .utf16BigEndian, markLength: 2))
    #expect(detect(Array("25 ".utf8) + [0xb0, 0x43]) == .init(encoding: .latin1, markLength: 0))
    #expect(detect([0xef, 0xbb, 0xbf, 0xb0]) == .init(encoding: .latin1, markLength: 3))
    #expect(detect([0xc3]) == .init(encoding: .latin1, markLength: 0))
    #expect(detect([0xc0, 0x80]).encoding == .latin1)
    #expect(detect([0xed, 0xa0, 0x80]).encoding == .latin1)
  }

  @Test("every encoding gives the same text as Foundation's decoder")
  func decoding() throws {
    let text = "Température 25 °C, E₀ = 8979 eV 🦊\r\n"
    let little = try #require(text.data(using: .utf16LittleEndian))
    let big = try #require(text.data(using: .utf16BigEndian))
    #expect(TextEncoding.utf16LittleEndian.decode(Array(little).span) == text)
    #expect(TextEncoding.utf16BigEndian.decode(Array(big).span) == text)
    #expect(TextEncoding.utf8.decode(Array(text.utf8).span) == text)
    let all = (0...255).map { UInt8($0) }
    let latin = try #require(String(data: Data(all), encoding: .isoLatin1))
    #expect(TextEncoding.latin1.decode(all.span) == latin)
    #expect(TextEncoding.latin1.utf8Bytes(of: all.span) == Array(latin.utf8))
    #expect(TextEncoding.utf16BigEndian.utf8Bytes(of: Array(big).span) == Array(text.utf8))
  }

  @Test("what is not valid becomes the replacement character")
  func invalid() {
    #expect(TextEncoding.utf16LittleEndian.decode([0x61, 0, 0x00, 0xd8].span) == "a\u{fffd}")
    #expect(TextEncoding.utf16LittleEndian.decode([0x61, 0, 0x62].span) == "a\u{fffd}")
    #expect(TextEncoding.utf8.decode([0x61, 0xff].span) == "a\u{fffd}")
    #expect(TextEncoding.utf8.utf8Bytes(of: [0xff].span) == [0xef, 0xbf, 0xbd])
  }
}

@Suite struct LinesTests {
  private func lines(_ text: String, from offset: Int = 0) -> [Line] {
    let bytes = Array(text.utf8)
    var walk = Lines(from: offset)
    var result: [Line] = []
    while let line = walk.next(in: bytes.span) { result.append(line) }
    return result
  }

  private func texts(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return lines(text).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test("all line ends end lines, in any mixture, and blank lines count")
  func endings() {
    #expect(texts("a\nb\n") == ["a", "b"])
    #expect(texts("a\r\nb\r\n\r\nc") == ["a", "b", "", "c"])
    #expect(texts("a\rb\r\rc\r") == ["a", "b", "", "c"])
    #expect(texts("a\n\n\nb") == ["a", "", "", "b"])
    #expect(texts("\n") == [""])
    #expect(texts("") == [])
    #expect(texts("a\r\r\nb") == ["a", "", "b"])
    #expect(lines("a\nb\r\nc\rd").map(\.ending) == [.lf, .crlf, .cr, .none])
    #expect(lines("a\nb\r\nc\rd").map(\.number) == [1, 2, 3, 4])
    #expect(lines("a\nb\r\nc\rd").map(\.end) == [2, 5, 7, 8])
  }

  @Test("Ctrl-Z and NUL are bytes of their line")
  func controls() {
    #expect(texts("1 2\r\n\u{1a}") == ["1 2", "\u{1a}"])
    #expect(texts("a\0b\n\0") == ["a\0b", "\0"])
  }

  @Test("a walk can begin after a mark and after lines that were read before")
  func beginnings() {
    let bytes: [UInt8] = [0xef, 0xbb, 0xbf, 0x61, 0x0a, 0x62]
    var walk = Lines(from: 3)
    #expect(walk.next(in: bytes.span) == Line(number: 1, range: 3..<4, ending: .lf))
    var rest = Lines(from: walk.offset, linesBefore: walk.count)
    #expect(rest.next(in: bytes.span) == Line(number: 2, range: 5..<6, ending: .none))
    #expect(rest.next(in: bytes.span) == nil)
    var beyond = Lines(from: 100)
    #expect(beyond.next(in: bytes.span) == nil)
  }

  @Test("a walk agrees with a byte-by-byte one on random texts, whatever the alignment")
  func randomTexts() {
    var generator = SeededGenerator(state: 11)
    let alphabet: [UInt8] = [
      0x0a, 0x0d, 0x0b, 0x09, 0x8a, 0x8d, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x00, 0xff,
    ]
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      var expected: [[UInt8]] = [[]]
      var index = 0
      while index < bytes.count {
        if bytes[index] == 0x0d, index + 1 < bytes.count, bytes[index + 1] == 0x0a { index += 1 }
        if bytes[index] == 0x0a || bytes[index] == 0x0d {
          expected.append([])
        } else {
          expected[expected.count - 1].append(bytes[index])
        }
        index += 1
      }
      if expected.last == [] { expected.removeLast() }
      var walk = Lines()
      var found: [[UInt8]] = []
      while let line = walk.next(in: bytes.span) { found.append(Array(bytes[line.range])) }
      #expect(found == expected)
    }
  }
}
