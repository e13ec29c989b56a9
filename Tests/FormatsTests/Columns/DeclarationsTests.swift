import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Declarations")
struct DeclarationsTests {
  private let text = "7100.0 1 2 3 4\n7101.0 1 2 3 4\n7102.0 1 2 3 4\n7103.0 1 2 3 4\n7130.0 1 2 3 4\n"

  private func apply(_ change: (inout Declarations) throws -> Void, to text: String) throws -> Document {
    var declarations = Declarations()
    try change(&declarations)
    var document = try ColumnsTest.read(text)
    try declarations.apply(to: &document)
    return document
  }

  @Test("columns by number and by name get their roles, and the signals follow")
  func columns() throws {
    let document = try apply({ try $0.declareColumns("energy=1,i0=2,itrans=\"col3\",ifluor=4+5") }, to: text)
    let measurement = try #require(document.measurements.first)
    #expect(measurement.channels.map(\.role) == [.energy, .i0, .itrans, .ifluor, .ifluor])
    #expect(
      measurement.signals.map(\.expression) == ["ln(col2/col3)", "(col4+col5)/col2"])
    #expect(!ColumnsTest.codes(document).contains("COLUMNS-ROLE-GUESS"))
    #expect(measurement.steps.map(\.operation) == ["declare"])
    #expect(
      measurement.steps.first?.parameters.map { "\($0.name)=\($0.value.display)" } == [
        "columns.energy=1", "columns.i0=2", "columns.itrans=col3", "columns.ifluor=4", "columns.ifluor=5",
      ])
    #expect(measurement.steps.first?.program == "edgewise")
  }

  @Test("a role of which there is one moves; fluorescence channels add up")
  func oneOrMany() throws {
    let header = "# energy i0 itrans ifluor it2\n"
    let document = try apply(
      {
        try $0.declareColumns("itrans=it2")
        try $0.declareColumns("ifluor=itrans")
      }, to: header + text)
    #expect(document.measurements.first?.channels.map(\.role) == [.energy, .i0, .ifluor, .ifluor, .itrans])
  }

  @Test("a declared unit settles the guess; values stay as they are")
  func unit() throws {
    let document = try apply({ try $0.declareUnits("energy=keV") }, to: "# energy a b c d\n" + text)
    #expect(document.measurements.first?.channels.first?.unit == "keV")
    #expect(document.findings.isEmpty)
    #expect(try ColumnsTest.rows(document)[0][0] == 7100)
  }

  @Test("a column that turns out to be no energy loses the unit that was guessed, and the new one gets its own")
  func movedEnergy() throws {
    let document = try apply(
      { try $0.declareColumns("energy=2") }, to: "E mono\n7100.0 7.1000\n7101.0 7.1010\n7102.0 7.1020\n")
    let channels = try #require(document.measurements.first?.channels)
    #expect(channels.map(\.role) == [.other, .energy])
    #expect(channels.map(\.unit) == [nil, "keV"])
    #expect(document.findings.map(\.location.path) == ["/1/channels/mono/unit"])
  }

  @Test("element and edge go to the signals but not to the reference, and settle a wrong atom")
  func edge() throws {
    let header = "#%atom: Fe2O3\n# energy(eV) i0 itrans irefer x\n"
    let document = try apply(
      {
        try $0.declareElement("fe")
        try $0.declareEdge("k")
      }, to: header + text)
    let signals = try #require(document.measurements.first?.signals)
    #expect(signals.map(\.element) == ["Fe", nil] && signals.map(\.edge) == ["K", nil])
    #expect(document.findings.isEmpty)
  }

  @Test("metadata is replaced where it is and added where it is not")
  func settings() throws {
    let header = "# Sample.name: old\n# A.b: 1\n# Sample.name: older\n# note: x\n"
    let document = try apply(
      {
        try $0.declareSetting("sample.NAME=new = better")
        try $0.declareSetting("Sample.prep=pellet")
        try $0.declareSetting("note=y")
        try $0.declareSetting("operator=me")
      }, to: header + text)
    #expect(
      ColumnsTest.metadata(document) == [
        "Sample.name=new = better", "A.b=1", "Sample.prep=pellet", "note=y", "operator=me",
      ])
  }

  @Test(
    "texts that make no sense are refused with what would make sense",
    arguments: [
      ("energy", "--columns: write it like energy=1"), ("energi=1", "\"energi\" is no role"),
      ("energy=0", "count from 1"),
      ("energy=1+2", "only one column can be energy"), ("i0=", "set to nothing"), ("i0=\"a", "not closed"),
      ("i0=1=2", "write it like"),
    ])
  func badColumns(_ text: String, _ message: String) {
    var declarations = Declarations()
    do throws(DeclarationError) {
      try declarations.declareColumns(text)
      Issue.record("accepted \(text)")
    } catch {
      #expect(error.description.contains(message), "\(error)")
    }
  }

  @Test("units, elements, edges, settings, time zones and constants are checked")
  func badOthers() throws {
    var declarations = Declarations()
    #expect(throws: DeclarationError.self) { try declarations.declareUnits("energy=furlongish") }
    #expect(throws: DeclarationError.self) { try declarations.declareElement("Fe2O3") }
    #expect(throws: DeclarationError.self) { try declarations.declareEdge("K9") }
    #expect(throws: DeclarationError.self) { try declarations.declareSetting("novalue") }
    for zone in ["Mars/Olympus", "Paris", "+25:00", "../etc/passwd", "Europe/../../etc/passwd", ""] {
      #expect(throws: DeclarationError.self, "\(zone)") { try declarations.declareTimezone(zone) }
    }
    for hc in ["12.4", "nan", "x"] {
      #expect(throws: DeclarationError.self) { try declarations.declareHC(hc) }
    }
    #expect(declarations.isEmpty)
    try declarations.declareTimezone("+01:00")
    try declarations.declareTimezone("UTC")
    try declarations.declareHC("12398.52")
    #expect(declarations.hc == 12398.52 && declarations.timezone == "UTC")
  }

  @Test("a column that is not there is an error that lists the columns, and nothing is changed")
  func missing() throws {
    var declarations = Declarations()
    try declarations.declareColumns("energy=1,i0=nope")
    var document = try ColumnsTest.read(text)
    do throws(DeclarationError) {
      try declarations.apply(to: &document)
      Issue.record("accepted")
    } catch {
      #expect(error.option == "--columns")
      #expect(error.message == "there is no column nope; the columns are: 1 col1, 2 col2, 3 col3, 4 col4, 5 col5")
    }
    #expect(document.measurements.first?.steps.isEmpty == true)
  }

  @Test("signals that the file itself named stay behind those that the declared columns make")
  func namedSignals() throws {
    var document = try ColumnsTest.read("# energy(eV) a b\n1 2 3\n2 3 4\n")
    document.measurements[0].signals = [Signal(name: "special", expression: "a-b")]
    var declarations = Declarations()
    try declarations.declareColumns("i0=a,itrans=b")
    try declarations.apply(to: &document)
    #expect(document.measurements[0].signals.map(\.name) == ["transmission", "special"])
  }
}
