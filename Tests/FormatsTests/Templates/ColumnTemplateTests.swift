import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Column templates") struct ColumnTemplateTests {
  private func template(_ yaml: String) throws -> ColumnTemplate { try ColumnTemplate(yaml: Array(yaml.utf8)) }

  private func read(_ text: String, _ template: ColumnTemplate) throws -> Document {
    let read = try #require(Format(template).read)
    return try read(try ByteSource(name: "scan.txt", bytes: Array(text.utf8)))
  }

  private static let yaml = """
    name: "Angles in steps"
    status: "verified"
    sign: ["MYBEAM"]
    delimiter: semicolon
    decimal: ","
    columns:
      - {label: "Steps", name: "theta", role: angle}
      - {column: 2, name: "i0", role: i0, unit: "counts"}
      - {column: 3, name: "it", role: itrans, unit: "counts"}
    bragg:
      d_spacing: 3.13562
      hc: 12398.42
      degrees_per_unit: 0.00025
    signals:
      - {name: "absorbance", formula: "ln(i0/it)", mode: transmission}
    metadata:
      Beamline.name: "MYBEAM"
    """

  @Test("a file is read as the template says") func reading() throws {
    let text = "MYBEAM scan 4\nSteps;A;B\n40000,0;1000,5;500,25\n39990,0;1001;499\n39980,0;1002;498\n"
    let document = try read(text, try template(Self.yaml))
    let measurement = try #require(document.measurements.first)
    #expect(measurement.channels.map(\.name) == ["theta", "i0", "it", "energy"])
    #expect(measurement.channels.map(\.role) == [.angle, .i0, .itrans, .energy])
    #expect(try measurement.channels[1].values.load().doubles() == [1000.5, 1001, 1002])
    let energy = try #require(measurement.channel(.energy)).values.load().doubles()
    // 40000 steps of 1/4000 degree are 10 degrees; sin(10°) = 0.17364817766693033.
    #expect(abs(energy[0] - 12398.42 / (2 * 3.13562 * 0.173_648_177_666_930_33)) < 1e-9)
    #expect(measurement.signals.map(\.expression) == ["ln(i0/it)"])
    #expect(measurement.signals.first?.mode == .transmission)
    #expect(measurement.instrument.beamline?.value == "MYBEAM")
    #expect(measurement.steps.map(\.operation) == [BraggEnergy.operation, "template"])
    #expect(!document.findings.contains { $0.code == TemplateFinding.unverified.id })
  }

  @Test("a column that is not there is a warning") func missingColumn() throws {
    let document = try read("a b\n1 2\n3 4\n", try template("name: x\ncolumns:\n  - {column: 7, role: energy}\n"))
    #expect(document.findings.contains { $0.code == TemplateFinding.noColumn.id && $0.message.contains("column 7") })
    #expect(document.findings.contains { $0.code == TemplateFinding.unverified.id })
  }

  @Test("the sign tells such files from others") func sign() throws {
    let format = Format(try template(Self.yaml))
    let fitting = try ByteSource(name: "x", bytes: Array("MYBEAM scan 4\n1;2;3\n".utf8))
    let other = try ByteSource(name: "x", bytes: Array("OTHER scan 4\n1;2;3\n".utf8))
    #expect(format.probe(fitting) != .no)
    #expect(format.probe(other) == .no)
  }

  @Test(
    "mistakes are named with their lines",
    arguments: [
      ("columns:\n  - {column: 1}\n", 1, "needs a name"),
      ("name: x\ncolums:\n  - {column: 1}\n", 3, "did you mean \"columns\"?"),
      ("name: x\ncolumns:\n  - {column: 0}\n", 3, "a number from 1 on"),
      ("name: x\ncolumns:\n  - {column: 1, role: energie}\n", 3, "is not a role"),
      ("name: x\ncolumns:\n  - {column: 1}\nbragg:\n  d_spacing: -3\n", 5, "positive number"),
      ("name: x\ncolumns:\n  - {column: 1}\nsignals:\n  - {name: mu, formula: \"ln(\"}\n", 5, "is no formula"),
      ("name: x\n", 1, "describes no columns"),
    ])
  func mistakes(yaml: String, line: Int, part: String) {
    let error = #expect(throws: YAMLError.self) { try template(yaml) }
    #expect(error?.line == line)
    #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
  }

  @Test("what is written reads back the same") func roundTrip() throws {
    let first = try template(Self.yaml)
    #expect(try template(first.yaml) == first)
  }

  @Test("a proposal reads the file that it was made for") func proposal() throws {
    let text =
      "# My Beamline file 7\n# energy\ti0\titrans\n7100,5\t10\t5\n7101,5\t11\t5\n7102,5\t12\t5\n7103,5\t12\t5\n"
    let source = try ByteSource(name: "a.txt", bytes: Array(text.utf8))
    let proposed = try ColumnTemplate(proposedFor: source, name: "mine")
    #expect(proposed.delimiter == .tab)
    #expect(proposed.hasDecimalComma)
    #expect(proposed.sign == ["# My Beamline file"])
    #expect(proposed.columns.map(\.role) == [.energy, .i0, .itrans])
    let document = try read(text, try template(proposed.yaml))
    #expect(try document.measurements[0].channels[0].values.load().doubles() == [7100.5, 7101.5, 7102.5, 7103.5])
  }
}
