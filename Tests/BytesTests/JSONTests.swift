/// JSON against Foundation's reader, and against what is not JSON.
import Bytes
import Foundation
import Testing

@Suite struct JSONWriterTests {
  private func text(isPretty: Bool = false, _ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(isPretty: isPretty)
    body(&json)
    return String(decoding: json.finish(), as: UTF8.self)
  }

  @Test("objects, arrays and values keep the order of the calls")
  func compact() {
    let result = text { json in
      json.object { json in
        json.member("b", 1)
        json.member("a", "text")
        json.key("list")
        json.array { json in
          json.value(true)
          json.null()
          json.array { _ in }
          json.object { _ in }
          json.value(-2.5)
        }
        json.member("ok", false)
      }
    }
    #expect(result == #"{"b":1,"a":"text","list":[true,null,[],{},-2.5],"ok":false}"#)
  }

  @Test("pretty JSON is indented by two spaces, and empty containers stay on their line")
  func pretty() {
    let result = text(isPretty: true) { json in
      json.object { json in
        json.member("a", 1)
        json.key("b")
        json.array { json in
          json.value("x")
          json.object { _ in }
        }
      }
    }
    #expect(result == "{\n  \"a\": 1,\n  \"b\": [\n    \"x\",\n    {}\n  ]\n}\n")
  }

  @Test("numbers are plain JSON numbers and what is none is null")
  func numbers() throws {
    let values = [8779, 0.1, 1e-5, 1e22, .leastNonzeroMagnitude, -0.0, .nan, .infinity, -.infinity]
    let result = text { json in
      json.array { json in
        for value in values { json.value(value) }
        json.value(Float(0.1))
        json.value(Float.nan)
        json.value(UInt64.max)
        json.value(Int64.min)
      }
    }
    #expect(
      result
        == "[8779.0,0.1,1e-05,1e+22,5e-324,-0.0,null,null,null,0.1,null,18446744073709551615,-9223372036854775808]")
    let read = try #require(try JSONSerialization.jsonObject(with: Data(result.utf8)) as? [Any])
    #expect(read.prefix(6).compactMap { $0 as? Double } == Array(values.prefix(6)))
  }

  @Test("any text survives Foundation's reader")
  func strings() throws {
    let texts = [
      "", "plain", "\"quoted\" \\ /", "tab\tline\nreturn\r", (0..<32).map { String(UnicodeScalar(UInt8($0))) }.joined(),
      "µ 🦊",
      "\u{7f}\u{2028}", "e\u{301}",
    ]
    for original in texts {
      let result = text { $0.array { $0.value(original) } }
      #expect(result.utf8.allSatisfy { $0 >= 0x20 })
      let read = try #require(try JSONSerialization.jsonObject(with: Data(result.utf8)) as? [String])
      #expect(read.first.map { Array($0.utf8) } == Array(original.utf8))
      #expect(try JSONValue(parsing: result)[0]?.string == original)
    }
  }

  private static let misuses: [@Sendable (inout JSONWriter) -> Void] = [
    { json in
      json.beginObject()
      json.value(1)
      json.endObject()
    },
    { json in
      json.beginObject()
      json.key("a")
      json.endObject()
    },
    { json in
      json.beginObject()
      json.key("a")
      json.key("b")
      json.value(1)
      json.endObject()
    },
    { json in
      json.beginArray()
      json.key("a")
      json.endArray()
    },
    { json in
      json.beginArray()
      json.beginObject()
      json.key("x")
    },
    { json in
      json.beginArray()
      json.endObject()
      json.endArray()
    },
    { json in
      json.value(1)
      json.value(2)
      json.beginArray()
      json.value(3)
      json.endArray()
    },
    { json in
      json.endArray()
      json.value(1)
    },
    { json in
      json.beginArray()
      json.number("1e")
      json.number("NaN")
      json.endArray()
    },
    { _ in },
  ]

  @Test("calls that make no sense still give JSON, and are counted")
  func misuse() throws {
    for misuse in Self.misuses {
      for isPretty in [false, true] {
        var json = JSONWriter(isPretty: isPretty)
        misuse(&json)
        let bytes = json.finish()
        #expect(json.misuses > 0)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) }
      }
    }
  }

  @Test("a document taken in pieces is the whole document")
  func pieces() {
    var json = JSONWriter()
    var bytes: [UInt8] = []
    json.beginArray()
    for value in 0..<1000 {
      json.value(value)
      bytes += json.takeBytes()
    }
    json.endArray()
    bytes += json.finish()
    #expect(bytes == Array("[\((0..<1000).map(String.init).joined(separator: ","))]".utf8))
    #expect(json.misuses == 0)
  }
}

@Suite struct JSONValueTests {
  private func failure(_ text: String) -> JSONError? {
    kind { () throws(JSONError) in try JSONValue(parsing: text) }
  }

  @Test("a document keeps its order, its duplicates and the text of its numbers")
  func document() throws {
    let value = try JSONValue(
      parsing: "\u{feff} {\"z\": 1.50, \"a\": [true, false, null], \"z\": -0e+2, \"s\": \"\\u00b5\\n\\ud83e\\udd8a\"} ")
    #expect(value.members?.map(\.key) == ["z", "a", "z", "s"])
    #expect(value["z"] == .number("1.50"))
    #expect(value["z"]?.double == 1.5)
    #expect(value["z"]?.int == nil)
    #expect(value["a"]?.elements == [.bool(true), .bool(false), .null])
    #expect(value["a"]?[2]?.isNull == true)
    #expect(value["a"]?[3] == nil)
    #expect(value["s"]?.string == "µ\n🦊")
    #expect(value["none"] == nil)
    #expect(try JSONValue(parsing: "-12").int == -12)
  }

  @Test("what has been read is written as it was")
  func rewritten() throws {
    let text = #"{"a":[1.50,1e5,-0,"x\"",{}],"a":null,"b":true}"#
    var json = JSONWriter()
    try JSONValue(parsing: text).write(to: &json)
    #expect(String(decoding: json.finish(), as: UTF8.self) == text)
    #expect(json.misuses == 0)
  }

  @Test(
    "what is not JSON is refused, as Foundation refuses it",
    arguments: [
      "", "{", "[1 2]", "{a:1}", "{\"a\" 1}", "01", "1.", ".5", "+1", "1e", "1e+", "-", "tru",
      "nul", "\"abc", "\"\\x\"",
      "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "[1]x", "NaN", "Infinity", "'a'",
      "[", "]", "{\"a\":}", "[,1]",
    ])
  func refused(text: String) {
    #expect(failure(text) != nil)
    #expect(throws: (any Error).self) {
      try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    }
  }

  @Test("a comma before the end is refused, though some readers take it", arguments: ["[1,]", "{\"a\":1,}"])
  func trailingCommas(text: String) {
    #expect(failure(text) != nil)
  }

  @Test("errors are located by line and column")
  func places() {
    #expect(failure("{\n  \"a\": tru\n}")?.description == "line 2, column 8: this is no JSON value")
    #expect(failure("[1,\r\n2,\r\n!]")?.line == 3)
    #expect(failure("[1,\r\n2,\r\n!]")?.column == 1)
    #expect(failure("[1\n")?.line == 2)
    #expect(failure("")?.line == 1)
    #expect(failure("[\"\\q\"]")?.offset == 2)
    let error = kind { () throws(JSONError) in try JSONValue(parsing: [0x22, 0x61, 0xff, 0x22]) }
    #expect(error?.offset == 2)
  }

  @Test("depth and size are limited")
  func limits() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try JSONValue(parsing: nested(256)) }
    #expect(failure(nested(257))?.offset == 256)
    #expect(failure(String(repeating: "[", count: 1_000_000)) != nil)
    #expect(failure(String(repeating: "{\"a\":", count: 1_000_000)) != nil)
    #expect(throws: JSONError.self) { try JSONValue(parsing: nested(1001), depthLimit: .max) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: "[1,2,3]", sizeLimit: 6) }
  }

  @Test("random bytes are refused or read, and never more")
  func randomBytes() {
    var generator = SeededGenerator(state: 12)
    let alphabet = Array("{}[]\",:\\u019.eE-+truefalsn \n".utf8) + [0xc3, 0xa9]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...14, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      let ours = kind { () throws(JSONError) in try JSONValue(parsing: bytes) } == nil
      if ours {
        #expect(throws: Never.self, "\(String(decoding: bytes, as: UTF8.self))") {
          try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        }
      }
    }
  }
}
