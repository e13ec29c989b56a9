import Bytes
import Testing

@Suite("YAML") struct YAMLTests {
  private func parse(_ text: String) throws -> YAMLNode { try YAMLNode(parsing: Array(text.utf8)) }

  @Test("mappings, lists and texts keep order and lines") func tree() throws {
    let root = try parse("name: BL1\ncolumns:\n  - {column: 1, unit: eV}\n  - plain\nempty:\n")
    #expect(root.members?.map(\.key) == ["name", "columns", "empty"])
    #expect(root["name"]?.text == "BL1")
    #expect(root["columns"]?.elements?.count == 2)
    #expect(root["columns"]?.elements?[0]["column"]?.number == 1)
    #expect(root["columns"]?.elements?[1].line == 4)
    #expect(root["empty"]?.text == "")
    #expect(root["absent"] == nil)
  }

  @Test(
    "what is not read is refused with its line",
    arguments: [
      ("a: 1\na: 2\n", 2, "the key \"a\" occurs twice"),
      ("a: &x 1\nb: *x\n", 1, "anchors and aliases (& and *) are not read"),
      ("a: [1, 2\n", 2, "did not find expected ',' or ']'"),
      ("", 1, "the text is empty"),
      ("a: 1\n---\nb: 2\n", 2, "one document was expected"),
      ("? [1]\n: 2\n", 1, "a key must be a text"),
    ])
  func refusals(text: String, line: Int, message: String) {
    let error = #expect(throws: YAMLError.self) { try parse(text) }
    #expect(error?.line == line)
    #expect(error?.message == message)
  }

  @Test("depth and size are bounded") func bounds() {
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(throws: YAMLError("nested deeper than 64 levels", line: 1)) { try parse(deep) }
    let long = "a: " + String(repeating: "x", count: YAMLNode.byteLimit)
    #expect(throws: YAMLError.self) { try parse(long) }
  }

  @Test("any bytes give a tree or an error") func garbage() {
    for seed in 0..<2000 {
      var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
      let bytes = (0..<40).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let choices = Array("a: -[]{},\n\"'|>&*!#\u{0}%@`1".utf8)
        return choices[Int(state >> 33) % choices.count]
      }
      let outcome = Result { () throws(YAMLError) in try YAMLNode(parsing: bytes) }
      if case .failure(let error) = outcome { #expect(error.line >= 1) }
    }
  }
}
