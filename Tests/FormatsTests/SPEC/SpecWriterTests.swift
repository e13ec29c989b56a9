import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("SPEC: writing")
struct SpecWriterTests {
  @Test("a written file is one that any reader of SPEC understands")
  func plain() throws {
    let document = Document(
      origin: Origin(name: "cu.xdi", format: "xdi", readerVersion: "1"),
      measurements: [
        Measurement(
          selector: "1", title: "Cu foil", startTime: "2013-10-29T14:05:53",
          channels: [
            Channel(name: "energy", role: .energy, unit: "eV", values: Values([8979.0, 8980.5])),
            Channel(name: "I 0", role: .i0, values: Values([Int32(1), 2])),
          ],
          metadata: Metadata([
            MetadataNode("Motor", children: [MetadataNode("th", .number(12.5)), MetadataNode("two th", .number(-3))]),
            MetadataNode(
              "SPEC", children: [MetadataNode("comment", .text("a remark")), MetadataNode("Q", .text("1 2"))]),
            MetadataNode("Mono", children: [MetadataNode("name", .text("Si 111"))]),
          ]))
      ])
    let text = String(decoding: try SpecWriter.write(document), as: UTF8.self)
    #expect(
      text == """
        #F cu.xdi
        #C Edgewise SPEC 1

        #S 1  Cu foil
        #D 2013-10-29T14:05:53
        #U Edgewise.measurement: title="Cu foil" start_time="2013-10-29T14:05:53"
        #U Edgewise.column: column="1" name="energy" role="energy" unit="eV"
        #U Edgewise.column: column="2" name="I 0" role="i0" type="int32"
        #O0 th  two th
        #P0 12.5 -3.0
        #C a remark
        #Q 1 2
        #U Edgewise.metadata: family="Mono" key="name" value="Si 111"
        #N 2
        #L energy  I 0
        8979.0 1
        8980.5 2

        """)
    #expect(try document.differences(to: try SpecTest.read(text)) == [])
    #expect(try SpecTest.read(text).findings.isEmpty)
  }

  @Test("of the hard cases everything comes back that a SPEC file can hold", arguments: ColumnsTest.hardCases)
  func hardCases(_ hard: HardCases.Case) throws {
    #expect(try SpecTest.roundTripDifferences(hard.document) == [])
    let projection = SpecProjection.project(hard.document)
    #expect(projection.measurements.count == hard.document.measurements.count)
    #expect(try projection.differences(to: SpecProjection.project(projection)) == [])
  }

  @Test("text that looks like lines of a SPEC file stays text")
  func injection() throws {
    let odd = ["a\n#S 9 b", "#S 9", "  two  blanks ", "", "x aborted", "\u{2028}#L", "Edgewise SPEC 1", "\"\\"]
    let document = Document(
      origin: Origin(name: "a\n#S 8 x", format: "xdi", readerVersion: "1"),
      metadata: Metadata([MetadataNode("SPEC", children: odd.map { MetadataNode("comment", .text($0)) })]),
      measurements: odd.map { text in
        Measurement(
          selector: "1", title: text, startTime: text, endTime: text,
          channels: [Channel(name: "n" + text, values: Values([1.0, .nan, .infinity]))],
          metadata: Metadata([
            MetadataNode(
              "SPEC", children: odd.flatMap { [MetadataNode("comment", .text($0)), MetadataNode($0, .text("v"))] }),
            MetadataNode("Motor", children: odd.map { MetadataNode($0, .number(1)) }),
            MetadataNode("MD", children: odd.map { MetadataNode($0, .text($0)) }), MetadataNode(text, .missing),
          ]))
      })
    let back = try SpecTest.read(try SpecWriter.write(document))
    #expect(back.measurements.count == odd.count)
    #expect(try SpecProjection.project(document).differences(to: back) == [])
  }

  @Test("scan numbers are kept where they can be, and are otherwise 1, 2, 3")
  func numbers() {
    func measurements(_ selectors: [String]) -> [Measurement] { selectors.map { Measurement(selector: $0) } }
    #expect(SpecProjection.numbers(of: measurements(["7", "12", "7.2"])) == [7, 12, 7])
    #expect(SpecProjection.numbers(of: measurements(["/entry", "/entry2"])) == [1, 2])
    #expect(SpecProjection.numbers(of: measurements(["7.2", "7"])) == [1, 2])
    #expect(SpecProjection.numbers(of: []) == [])
  }

  @Test("a document without measurements cannot be written")
  func nothing() {
    let document = Document(origin: Origin(name: "x", format: "xdi", readerVersion: "1"))
    #expect(throws: FormatError.self) { try SpecWriter.write(document) }
  }
}
