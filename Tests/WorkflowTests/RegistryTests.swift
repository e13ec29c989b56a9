import Testing

@testable import Bytes
@testable import DataModel
@testable import Formats
@testable import Workflow

@Suite("Choosing formats") struct RegistryTests {
  private func format(_ id: String, _ match: Format.Match, _ extensions: [String] = []) -> Format {
    Format(
      id: id, name: id, extensions: extensions, techniques: [], isContainer: false, probe: { _ in match },
      writer: Format.Writer(projection: { document, _ in document }, encoding: .text { _, _ in [] }))
  }

  private func source() throws -> ByteSource { try ByteSource(name: "f.xyz", bytes: [1, 2, 3]) }

  @Test("certain beats probable, whatever the order")
  func certainty() throws {
    let formats = [format("a", .no), format("b", .maybe(reason: "B")), format("c", .certain(reason: "C"))]
    let answer = FormatRegistry.identify(try source(), among: formats)
    #expect(answer.format?.id == "c")
    #expect(answer.confidence == .certain)
    #expect(answer.reason == "C")
    #expect(answer.findings.isEmpty)
  }

  @Test("of several probable formats the first is taken; of none, none")
  func probable() throws {
    let formats = [format("a", .maybe(reason: "A")), format("b", .maybe(reason: "B"))]
    let answer = FormatRegistry.identify(try source(), among: formats)
    #expect(answer.format?.id == "a")
    #expect(answer.confidence == .probable)
    let none = FormatRegistry.identify(try source(), among: [format("a", .no)])
    #expect(none.format == nil)
    #expect(none.confidence == .none)
  }

  @Test("two certain formats are a reported tie with both reasons")
  func tie() throws {
    let formats = [format("a", .certain(reason: "says A")), format("b", .certain(reason: "says B"))]
    let answer = FormatRegistry.identify(try source(), among: formats)
    #expect(answer.format?.id == "a")
    #expect(answer.findings.map(\.code) == ["FORMAT-TIE"])
    #expect(answer.findings.first?.found == "a: says A; b: says B")
  }

  @Test("the longest ending that fits chooses the output format, in any case of letters")
  func outputs() {
    let formats = [format("a", .no, [".xml"]), format("b", .no, [".meta.xml"]), format("c", .no, [".dat", ".xml"])]
    func chosen(_ path: String) -> String? { FormatRegistry.format(forOutput: path, among: formats)?.id }
    #expect(chosen("x.xml") == "a")
    #expect(chosen("x.META.XML") == "b")
    #expect(chosen("x.dat") == "c")
    #expect(chosen("x.dat.bak") == nil)
    #expect(FormatRegistry.format(forOutput: "x.h5")?.id == "nexus")
    #expect(FormatRegistry.format(forOutput: "x.nxs")?.id == "nexus")
    #expect(FormatRegistry.format(forOutput: "x.xdi")?.id == "xdi")
    #expect(FormatRegistry.format(forOutput: "x.dat")?.id == "columns")
  }

  @Test("ids are unique, lower case, and found again")
  func ids() {
    let ids = FormatRegistry.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for format in FormatRegistry.all {
      #expect(FormatRegistry.format(id: format.id)?.name == format.name)
      #expect(format.id == format.id.lowercased())
      for ending in format.extensions { #expect(ending.hasPrefix(".") && ending == ending.lowercased()) }
    }
    #expect(FormatRegistry.format(id: "nexsu") == nil)
  }
}

@Suite("The catalogue of findings") struct CatalogueTests {
  @Test("every code is there once, and explains itself")
  func codes() {
    let ids = FindingCatalogue.all.map(\.id)
    let repeated = Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys
    #expect(repeated.isEmpty)
    for code in FindingCatalogue.all {
      #expect(code.id == code.id.uppercased())
      for text in [code.meaning, code.example, code.cure] { #expect(!text.isEmpty, "\(code.id)") }
      #expect(FindingCatalogue.code(code.id.lowercased()) == code)
    }
  }

  @Test("every part of the model that can be lost has a code, and it is a warning")
  func losses() {
    for aspect in Difference.Aspect.allCases {
      #expect(FindingCatalogue.code("LOSS-\(aspect.rawValue)")?.severity == .warning)
    }
  }

  @Test("findings survive the way from worker to parent")
  func messages() throws {
    let full = Finding(
      RegistryFinding.tie, "m", at: .init(file: "f", line: 3, column: 4, path: "/p"), expected: "e", found: "f",
      hint: "h", rule: "r")
    var bare = Finding(RegistryFinding.damaged, "m")
    bare.hint = nil
    for finding in [full, bare] {
      var encoder = MessageEncoder()
      encoder.write(finding)
      var decoder = MessageDecoder(encoder.bytes)
      #expect(try decoder.read(Finding.self) == finding)
    }
  }

  @Test("findings in JSON leave out what is absent and keep the order of the contract")
  func json() {
    var json = JSONWriter()
    let place = Finding.Location(file: "a.h5", line: 12, column: 3, path: "/entry")
    json.array { json in
      FindingReport.write(
        Finding(RegistryFinding.tie, "two", at: place, expected: "one", found: "two", hint: "do", rule: "x:1"),
        to: &json)
      var bare = Finding(RegistryFinding.probable, "\"q\"")
      bare.hint = nil
      FindingReport.write(bare, to: &json)
    }
    #expect(
      String(decoding: json.finish(), as: UTF8.self) == """
        [{"code":"FORMAT-TIE","severity":"warning","message":"two","location":{"file":"a.h5","line":12,"column":3,\
        "path":"/entry"},"expected":"one","found":"two","hint":"do","rule":"x:1"},\
        {"code":"FORMAT-PROBABLE","severity":"note","message":"\\"q\\""}]
        """)
  }

  @Test("findings as text begin as editors expect it, and text from files cannot command a terminal")
  func text() {
    var text = FindingText()
    let place = Finding.Location(file: "a.xdi", line: 12, column: 3)
    let finding = Finding(RegistryFinding.damaged, "bad \u{1B}[31mred", at: place, found: "x", hint: "do this")
    #expect(
      text.lines(for: finding) == [
        "a.xdi:12:3: error: bad \\u{1b}[31mred [FORMAT-DAMAGED]", "    found: x", "    do this",
      ])
    #expect(text.lines(for: finding).count == 2)
  }

  @Test("of several exit codes the worst wins in the order 70, 4, 3, 1, 0")
  func exitStatus() {
    let order: [Workflow.ExitStatus] = [.done, .found, .unreadable, .unwritable, .failed]
    #expect(order.map(\.rawValue) == [0, 1, 3, 4, 70])
    for (low, high) in zip(order, order.dropFirst()) {
      #expect(low.combined(with: high) == high)
      #expect(high.combined(with: low) == high)
    }
  }
}
