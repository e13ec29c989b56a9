import Testing

@testable import DataModel
@testable import Formats
@testable import Workflow

@Suite("Names of outputs and groups of measurements") struct OutputGroupTests {
  @Test("a name is one that every file system takes")
  func safeNames() {
    #expect(SafeName.make("Cu/Zn: 3 µm?") == "Cu_Zn_3_µm")
    #expect(SafeName.make("CON") == "CON_")
    #expect(SafeName.make("lpt7.old") == "lpt7.old_")
    #expect(SafeName.make("console") == "console")
    #expect(SafeName.make("a. .") == "a")
    #expect(SafeName.make("../..") == "")
    // 100 bytes: fifty letters of two bytes each.
    #expect(SafeName.make(String(repeating: "µ", count: 300)).utf8.count == 100)
  }

  @Test("names that differ in case only are numbered, for file systems that see no case")
  func caseClash() {
    var names = FileNames()
    let claimed = ["Cu", "CU", "cu-2", "Zn"].map { names.claim($0) }
    #expect(claimed == ["Cu", "CU-2", "cu-2-2", "Zn"])
    #expect(names.hasClash)
    let many = [Measurement(selector: "1", title: "Foil"), Measurement(selector: "2", title: "FOIL")]
    #expect(OutputNames.beside("x.xdi", many).names == ["x-Foil.xdi", "x-FOIL-2.xdi"])
  }

  @Test("measurements are grouped by a property or by a metadata key, each file's own metadata with them")
  func groups() {
    func measurement(_ title: String, _ element: String?, batch: String?) -> Measurement {
      var result = Measurement(selector: title, title: title)
      result.signals = element.map { [Signal(name: "mu", expression: "mu", element: $0)] } ?? []
      if let batch { result.metadata.append(MetadataNode("batch", .text(batch)), toFamily: "Sample") }
      return result
    }
    func document(_ name: String, _ measurements: [Measurement]) -> Document {
      Document(
        origin: Origin(name: name, format: "test", readerVersion: "1"),
        metadata: Metadata([MetadataNode("journal", .text(name))]), measurements: measurements)
    }
    let documents = [
      document("a", [measurement("1", "Fe", batch: "x"), measurement("2", "Ni", batch: nil)]),
      document("b", [measurement("3", "Fe", batch: " "), measurement("4", nil, batch: "X")]),
    ]
    func titles(_ key: String) -> [String] {
      GroupKey(key).groups(of: documents).map { group in
        let members = group.documents.map { $0.origin.name + $0.measurements.map(\.displayName).joined() }
        return "\(group.value ?? "-"): \(members.joined(separator: " "))"
      }
    }
    #expect(titles("element") == ["Fe: a1 b3", "Ni: a2", "-: b4"])
    #expect(titles("sample.BATCH") == ["x: a1", "X: b4", "-: a2 b3"])
    #expect(GroupKey("element").groups(of: documents)[0].documents.allSatisfy { !$0.metadata.isEmpty })
  }
}
