import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Damaged and hostile Athena projects")
struct AthenaFaultTests {
  @Test("code is kept as text where it stands, never executed and never written as code")
  func code() throws {
    let document = try AthenaTest.read(
      AthenaTest.project("$xdi = do { unlink 'x' };", end: "@journal = system(\"x\");\n@ok = ('a');\n\n1;\n"))
    #expect(AthenaTest.places(document) == ["ATHENA-CODE 9", "ATHENA-CODE 12"])
    #expect(document.findings[1].location.column == 12)
    let record = try AthenaTest.only(document)
    #expect(record.metadata.text("statements.xdi") == "do { unlink 'x' }")
    #expect(document.metadata.text("journal") == "system(\"x\")")
    #expect(document.metadata.text("ok.1") == "a")
    let text = try AthenaTest.checkLossless(document)
    #expect(text.contains("@edgewise_kept = ('@journal','system(\"x\")');"))
    #expect(text.contains("@edgewise_kept = ('$xdi','do { unlink \\'x\\' }');"))
    #expect(!text.contains("= system") && !text.contains("= do"))
  }

  @Test("a damaged statement costs itself only")
  func damaged() throws {
    let text = AthenaTest.project(arrays: "@x = ('1','2','3');\n@y = ('0.5','.7\n@i0 = ('1','2','3');\n")
    let document = try AthenaTest.read(text)
    #expect(AthenaTest.places(document) == ["ATHENA-NO-ARRAY 5", "ATHENA-DAMAGED 8"])
    let record = try AthenaTest.only(document)
    #expect(record.channels.map(\.name) == ["x", "i0"])
    #expect(record.metadata.text("statements.y") == "('0.5','.7")
    try AthenaTest.checkLossless(document)
  }

  @Test("wherever a file is cut off, what is whole is read and the rest is told")
  func truncated() throws {
    let bytes = Array(AthenaTest.project("@i0 = ('1','2','3');", end: "@journal = ('a','b');\n\n1;\n").utf8)
    for length in 60..<bytes.count - 1 {
      let document = try AthenaTest.read(Array(bytes[..<length]))
      #expect(!document.findings.isEmpty, "\(length)")
      try AthenaTest.check(document)
    }
    let short = try AthenaTest.read(Array(bytes[..<(bytes.count - 100)]))
    #expect(short.findings.contains { $0.code == "ATHENA-TRUNCATED" })
    #expect(try AthenaTest.doubles(try AthenaTest.only(short), "x") == [1, 2, 3])
  }

  @Test("a statement may go on over several lines, and several may stand on one")
  func layout() throws {
    let document = try AthenaTest.read(
      AthenaTest.project(arrays: "@x = ('1',\n  '2',\n '3'\n);\n@y = ('4','5','6'); @i0 = (7,8,9);\n"))
    let record = try AthenaTest.only(document)
    #expect(record.channels.map(\.name) == ["x", "y", "i0"])
    #expect(try AthenaTest.doubles(record, "x") == [1, 2, 3])
    #expect(document.findings.isEmpty)
  }

  @Test("records that do not begin or end are told apart all the same")
  func records() throws {
    let text =
      AthenaTest.header + """
        @x = (1,2);
        @y = (3,4);
        [record]
        [record]
        $old_group = 'aaaaa';
        @x = (1,2);
        @y = (3,4);
        $old_group = 'aaaaa';
        @y = (3,4);
        @y = (5,6);
        @x = (1,2);
        @journal = ('late');
        use strict;
        # a remark
        1;

        """
    let document = try AthenaTest.read(text)
    #expect(document.measurements.map(\.selector) == ["", "aaaaa", "aaaaa"])
    #expect(try AthenaTest.doubles(document.measurements[2], "y") == [5, 6])
    #expect(document.measurements[2].channels.map(\.name) == ["y", "x"])
    #expect(
      AthenaTest.places(document) == [
        "ATHENA-RECORD 5", "ATHENA-RECORD 8", "ATHENA-RECORD 12", "ATHENA-REPEATED 12", "ATHENA-RECORD 16",
        "ATHENA-LINE 17",
      ])
    #expect(document.metadata.nodes.map(\.name) == ["flavour", "header", "journal", "text", "comment"])
    let projection = try AthenaTest.check(document)
    #expect(projection.metadata == document.metadata)
  }

  @Test(
    "hostile arrays and arguments end in a result",
    arguments: [
      "@x = ('1e999999999','-1e-99999','0x10','1_000','" + String(repeating: "9", count: 400) + "');",
      "@x = ([1],[2]);", "@x = ('1'", "@x = ;", "@x =", "@x = (", "@x = ('1' '2');", "@x = (1;2);",
      "@x = (\"\\x{110000}\");",
      "@x = {1 => 2};", "@args = ('a');", "@args = ([],1);", "@args = (undef,1);", "@args = {};", "$old_group = [];",
      "$xdi = 1;", "$xdi = bless({'metadata' => [],'comments' => {}}, 'A');", "@x = (\u{0});", "\u{0}\u{0}", "$", "@",
      "%h = (1);",
      "%h = (1,2,3);", "@edgewise_kept = (1);", "@edgewise_kept = ('@args','x');",
      "$xdi = {'metadata' => {'A' => 'b'}};",
      "@args = ('label',\"a\\x{0}b\nc\");", "@x = (1,2);;; ; # comment", "@x = (1,2) # comment", "#", "[record",
      "@h = bless({}, 'A');",
    ])
  func hostile(_ line: String) throws {
    let document = try AthenaTest.read(AthenaTest.project(line))
    #expect(document.measurements.count == 1)
    let projection = try AthenaTest.check(document)
    #expect(projection.measurements.count == 1)
  }

  @Test("time grows with the size of hostile input, not with its square")
  func speed() throws {
    let clock = ContinuousClock()
    let size = 200_000
    for hostile in [
      String(repeating: "@a = 'x\n", count: size / 8), String(repeating: "@a = (\n", count: size / 8),
      "@a = " + String(repeating: "('", count: size / 2), "@args = (" + String(repeating: "[", count: size),
      String(repeating: "\n", count: size), String(repeating: "$old_group = 'a';\n", count: size / 20),
      "$a = '" + String(repeating: "\\", count: size), String(repeating: "@a=(1);", count: size / 8),
      "@x = (" + String(repeating: "undef,", count: size / 6) + ");",
      "@args = (" + (0..<size / 8).map { "'k\($0)',1" }.joined(separator: ",") + ");",
    ] {
      let text = AthenaTest.project(hostile)
      let time = try clock.measure { _ = try AthenaTest.read(text) }
      #expect(time < .seconds(4), "\(hostile.prefix(20)): \(time)")
    }
  }

  @Test("many findings of one kind are counted, not listed")
  func manyFindings() throws {
    let document = try AthenaTest.read(AthenaTest.project(String(repeating: "nonsense\n", count: 250)))
    #expect(document.findings.filter { $0.code == "ATHENA-LINE" }.count == 100)
    #expect(document.findings.contains { $0.code == "ATHENA-MORE" && $0.message.contains("150") })
  }

  @Test("what is no project is refused or not claimed")
  func others() throws {
    for text in [
      "", "hello", "# XDI/1.0 Athena/0.9.26\n# Athena.e0: 7112\n", "# Athena data file -- Athena version 0.8\n",
    ] {
      guard let source = try? ByteSource(name: "x", bytes: Array(text.utf8)) else { continue }
      #expect(AthenaProbe.match(source) == .no, "\(text)")
    }
    #expect(throws: FormatError.self) { try AthenaTest.read("hello\n") }
    let bare = "$old_group = 'a';\n@args = ();\n@x = (1);\n@y = (1);\n[record]\n"
    guard case .maybe = AthenaProbe.match(try ByteSource(name: "x", bytes: Array(bare.utf8))) else {
      Issue.record("records without header may be a project")
      return
    }
  }

  @Test("any bytes of a real project changed give a document or an error, and the projection stays exact")
  func fuzz() throws {
    let original = Array(
      AthenaTest.project(
        args: "'label',\"a\\x{e9}\",'titles',['x'],'b',undef,'xdi_mono',{'n' => 1}", "@i0 = (undef);",
        "$xdi = bless( {'metadata' => {'A' => {'b' => 'c'}},'comments' => 'd\\ne'}, 'Xray::XDI' );",
        end: "@journal = ('a');\n%h = ('k' => [1,{}]);\n1;\n"
      ).utf8)
    var state: UInt64 = 20_261_121
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    let signs = Array("'\"\\()[]{}@$%=>,;\n#1 x".utf8) + [0, 0xff]
    for _ in 0..<1500 {
      var bytes = original
      for _ in 0...next(4) {
        let place = next(bytes.count)
        switch next(3) {
        case 0: bytes[place] = signs[next(signs.count)]
        case 1: bytes.remove(at: place)
        default: bytes.insert(signs[next(signs.count)], at: place)
        }
      }
      guard let document = try? AthenaTest.read(bytes) else { continue }
      let projection = AthenaTest.projection(document)
      guard let written = try? AthenaWriter.text(document, WritingOptions()) else { continue }
      let copy = try AthenaTest.read(written)
      let differences = try projection.differences(to: copy)
      #expect(
        differences.isEmpty,
        "\(differences.prefix(2).map(\.description))\n\(String(decoding: bytes, as: UTF8.self))")
      #expect(try AthenaWriter.text(copy, WritingOptions()) == written)
    }
  }
}
