import Bytes
import DataModel
import HDF5
import Testing

@testable import Formats

@Suite("One family of NXxas into another")
struct FamilyConversionTests {
  /// Writes with a definition; the entry, and what was said about it.
  private func write(
    _ document: Document, as definition: String?, in folder: TemporaryFolder
  ) throws -> (entry: Group, findings: [Finding], copy: Document) {
    guard case .file(let write)? = Format.nexus.writer?.encoding else { throw FormatError(.unwritable, "") }
    let options = WritingOptions(definition: definition, time: "2026-01-02T03:04:05+00:00")
    let findings = try write(document, folder("copy.nxs"), options)
    let copy = try NeXusReader.read(try ByteSource(folder("copy.nxs")))
    return (try File.open(folder("copy.nxs")).root.group("entry"), findings, copy)
  }

  @Test("the measurement comes back equal, and the claim is made or refused in words", arguments: FamilyFixtures.all)
  func everyPair(_ source: String) throws {
    let document = try FamilyFixtures.read(source, in: try TemporaryFolder())
    for family in XASFamily.all {
      let (entry, findings, copy) = try write(document, as: family.id, in: try TemporaryFolder())
      #expect(try document.differences(to: copy).map(\.description) == [], "\(family.id)")
      let refusal = findings.first { $0.code == NeXusFinding.definitionRefused.id }
      guard refusal == nil else {
        #expect(try !entry.contains("definition"))
        #expect(refusal?.severity == .warning)
        #expect(refusal?.message.hasPrefix("\(family.id) was not claimed; missing: ") == true)
        #expect(family.id != source, "a family must fill itself: \(refusal?.message ?? "")")
        continue
      }
      #expect(try entry.dataset("definition").read().singleText == family.definition)
      #expect(try entry.dataset("definition").attributes.text("version") == family.maker.version)
      try expectComplete(entry, family)
    }
  }

  /// Every path that the family's table demands is there, in groups of the right class.
  private func expectComplete(_ entry: Group, _ family: XASFamily) throws {
    for demand in family.demands where demand.need == .required && demand.question != .emissionLines {
      if let around = family.group(around: demand), try !exists(around, in: entry) { continue }
      #expect(try exists(demand.place.path, in: entry), "\(family.id): \(demand.place.path)")
    }
    for field in family.plotFields { #expect(try entry.contains("data/" + field.name), "\(family.id): \(field.name)") }
  }

  private func exists(_ path: String, in entry: Group) throws -> Bool {
    var group = entry
    let names = path.split(separator: "/").map(String.init)
    for name in names.dropLast() {
      guard try group.contains(name) else { return false }
      group = try group.group(name)
    }
    return try names.last.map { name throws(HDF5Error) in try group.contains(name) } ?? false
  }

  @Test("NXxas_pfy is filled with window and lines in eV")
  func partialFluorescence() throws {
    let document = try FamilyFixtures.read("NXxas_pfy", in: try TemporaryFolder())
    let (entry, _, _) = try write(document, as: nil, in: try TemporaryFolder())
    #expect(try entry.dataset("definition").read().singleText == "NXxas_pfy")
    #expect(try entry.dataset("emission_energy_window").read().doubles() == [5880, 5920])
    #expect(try entry.dataset("emission_energy_window").attributes.text("units") == "eV")
    #expect(try entry.dataset("KL3_emission_line/name").read().singleText == "K-L3")
    #expect(try entry.group("KL3_emission_line").attributes.text("NX_class") == "NXemission_line")
  }

  @Test("NXxas_herfd is filled with line, energy and analyser")
  func herfd() throws {
    let document = try FamilyFixtures.read("NXxas_herfd", in: try TemporaryFolder())
    let (entry, _, _) = try write(document, as: nil, in: try TemporaryFolder())
    #expect(try entry.dataset("emission_line/name").read().singleText == "K-M3")
    #expect(try entry.dataset("emission_energy").read().singleNumber == 6490.4)
    #expect(try entry.group("instrument/analyzer1").attributes.text("NX_class") == "NXcrystal")
  }

  @Test("NXxas_trans keeps crystal, uncertainties, foil and reference spectrum")
  func transmission() throws {
    let document = try FamilyFixtures.read("NXxas_trans", in: try TemporaryFolder())
    let (entry, findings, _) = try write(document, as: "NXxas_trans", in: try TemporaryFolder())
    let crystal = try entry.group("instrument/monochromator/crystal")
    #expect(try crystal.dataset("reflection").read().doubles() == [3, 1, 1])
    #expect(try crystal.dataset("type").read().singleText == "Si")
    #expect(try entry.dataset("instrument/source/type").read().singleText == "Fixed Tube X-ray")
    #expect(try entry.dataset("intensity_errors").read().doubles() == Array(repeating: 0.01, count: 40))
    #expect(try entry.dataset("instrument/iref/data").read().doubles() == FamilyFixtures.counts)
    let reference = try entry.group("reference")
    #expect(try reference.attributes.text("NX_class") == "NXsubentry")
    #expect(try reference.dataset("definition").read().singleText == "NXxas_trans")
    #expect(try !reference.contains("instrument"), "the beams of the sample are not the reference's")
    #expect(try reference.dataset("element/symbol").read().singleText == "Fe")
    #expect(try reference.dataset("energy").read().doubles() == FamilyFixtures.referenceEnergy)
    #expect(findings.filter { $0.code == NeXusFinding.assumed.id }.map(\.message) == [], "the file says it all")
  }

  @Test("is_experimental and calculated are one statement in two words")
  func calculated() throws {
    let document = try FamilyFixtures.read("inheritance:NXxas_new", in: try TemporaryFolder())
    let fairmat = try write(document, as: "fairmat:NXxas", in: try TemporaryFolder()).entry
    #expect(try fairmat.dataset("is_experimental").read().doubles() == [0])
    let own = try write(document, as: "inheritance:NXxas_new", in: try TemporaryFolder()).entry
    #expect(try own.dataset("calculated").read().doubles() == [1])
    guard case .enumeration(_, let members) = try own.dataset("calculated").datatype else {
      Issue.record("truth values are enumerations, as h5py writes them")
      return
    }
    #expect(members.map(\.name) == ["FALSE", "TRUE"])
    #expect(members.map(\.value) == [0, 1])
  }

  @Test("an unknown uncertainty is NaN where a definition insists on one, and a note says so")
  func unknownUncertainty() throws {
    let document = try FamilyFixtures.read("NXxas_tfy", in: try TemporaryFolder())
    let (entry, findings, _) = try write(document, as: "NXxas_new", in: try TemporaryFolder())
    #expect(try entry.dataset("intensity_errors").read().doubles().allSatisfy(\.isNaN))
    #expect(findings.contains { $0.code == NeXusFinding.assumed.id && $0.message.hasPrefix("intensity_errors = NaN") })
    #expect(try entry.dataset("mode/name").read().singleText == "tfy")
  }
}
