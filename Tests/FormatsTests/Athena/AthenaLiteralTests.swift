import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Literals of Athena projects")
struct AthenaLiteralTests {
  /// The literal of a text; nil when it is none.
  static func parse(_ text: String) -> ProjectLiteral? {
    let bytes = Array(text.utf8)
    var parser = PerlParser(from: 0, to: bytes.count)
    guard let value = try? parser.value(bytes.span), parser.index == bytes.count else { return nil }
    return value
  }

  @Test(
    "what Data::Dumper writes is read as Perl reads it",
    arguments: [
      ("'it\\'s a \\\\ and \\n'", ProjectLiteral.text("it's a \\ and \\n")),
      ("\"caf\\x{e9} \\$5 \\@home \\\"q\\\" \\\\ a\\tb\\n\"", .text("café $5 @home \"q\" \\ a\tb\n")),
      ("\"\\x41\\101\\0\"", .text("AA\0")), ("\"\\x{1f600}\"", .text("😀")), ("\"5% of @ 3 $\"", .text("5% of @ 3 $")),
      ("-1.5e-009", .number("-1.5e-009")), (".28", .number(".28")), ("15.", .number("15.")), ("undef", .undefined),
      ("['a', 1,,undef,]", .list([.text("a"), .number("1"), .undefined])),
      (
        "{a => 1, 'b','c', 3 => [ ]}",
        .hash([.init("a", .number("1")), .init("b", .text("c")), .init("3", .list([]))], name: nil)
      ),
      ("bless( {'x' => {}}, 'Xray::XDI' )", .hash([.init("x", .hash([], name: nil))], name: "Xray::XDI")),
      ("[\n  'a',\r\n  'b'\n]", .list([.text("a"), .text("b")])),
    ])
  func literals(_ text: String, _ expected: ProjectLiteral) { #expect(Self.parse(text) == expected) }

  @Test(
    "what would have to be executed is no literal",
    arguments: [
      "system('rm')", "`ls`", "\"$HOME\"", "\"@ARGV\"", "\"@{[system('x')]}\"", "\"${\\ system('x')}\"", "qx(ls)",
      "do {1}", "sub { }", "1+1", "'a'.'b'", "bless([], 'A')", "bless({}, system('x'))", "{'a'}", "nan", "0x10",
      "'a' x 3", "<STDIN>", "\\'a'", "\"\\u$x\"", "\"\\N{U+263A}\"", "[1 2]", "[1", "'a", "\"a\\", "", "{[] => 1}",
      "-foo", "1e", "__FILE__", "${\\1}",
    ])
  func code(_ text: String) { #expect(Self.parse(text) == nil) }

  @Test("nesting has a limit, and just below it is read")
  func depth() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(Self.parse(nested(ProjectLiteral.depthLimit)) != nil)
    #expect(Self.parse(nested(ProjectLiteral.depthLimit + 1)) == nil)
    #expect(Self.parse(String(repeating: "bless(", count: 100_000)) == nil)
    #expect(Self.parse(String(repeating: "{a=>", count: 100_000)) == nil)
  }

  @Test(
    "any text in quotes reads back as itself and holds no letters that others act on",
    arguments: [
      "", "plain", "it's", "C:\\data\\", "\\", "\\'", "undefined phase", "a => b", "50 $ @ home", "\"quoted\"", "é",
      "😀",
      "\0", "tab\tline\nreturn\rescape\u{1b}7", "\\x{41}", "\\\\x{41}é", "');system('x');('", "#", "\u{7f}", "\\n",
      "undefundef", "uundef", "é\\x{27}", "e\u{301}", "\u{2028}", "\r\n",
    ])
  func quoting(_ text: String) {
    var bytes: [UInt8] = []
    PerlQuoting.append(text, to: &bytes)
    let literal = String(decoding: bytes, as: UTF8.self)
    #expect(Self.parse(literal) == .text(text))
    #expect(bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7f })
    #expect(!literal.contains("undef") && !literal.contains("=>"))
  }

  @Test("every literal goes through the metadata tree and back")
  func metadata() throws {
    let literal = ProjectLiteral.hash(
      [
        .init("t", .text("1")), .init("n", .number("1")), .init("u", .undefined), .init("b", .boolean(true)),
        .init("", .list([.text("a"), .list([]), .hash([], name: "C")])), .init("t", .text("")),
      ], name: nil)
    #expect(ProjectLiteral(literal.node("x")) == literal)
  }

  @Test("a node that claims to be a bare number but is none stays text")
  func forgedNumber() {
    let node = MetadataNode(
      "x", .text("system('x')"), attributes: [MetadataAttribute("literal", .text("bare"))])
    #expect(ProjectLiteral(node) == .text("system('x')"))
  }
}
