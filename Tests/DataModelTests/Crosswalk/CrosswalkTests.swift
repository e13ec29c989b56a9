import Bytes
import DataModel
import Testing

@Suite("Crosswalk from metadata keys to meanings")
struct CrosswalkTests {
  /// A measurement with XDI-like metadata.
  private func measurement(_ fields: [(String, String)]) -> Measurement {
    var metadata = Metadata()
    for (key, value) in fields {
      let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        metadata.append(MetadataNode(parts[1], .text(value)), toFamily: parts[0])
      } else {
        metadata.nodes.append(MetadataNode(key, .text(value)))
      }
    }
    return Measurement(metadata: metadata)
  }

  @Test("an XDI header gives sample, instrument and scan")
  func xdi() {
    let measurement = measurement([
      ("Sample.name", "Cu"), ("Sample.stoichiometry", "Cu"), ("Sample.prep", "foil"), ("Sample.temperature", "25 C"),
      ("Facility.name", "NSLS"), ("Facility.xray_source", "bend magnet"), ("Facility.energy", "2.584 GeV"),
      ("Facility.current", "0.2 A"), ("Beamline.name", "X11A"), ("Mono.name", "Si(111)"),
      ("Mono.d_spacing", "3.13553"), ("Detector.I0", "10cm  N2"), ("Detector.I1", "Ar"), ("Scan.edge_energy", "8980.0"),
      ("Scan.start_time", "1992-09-15T01:52:53"), ("Element.symbol", "Cu"), ("Element.edge", "K"),
    ])
    #expect(measurement.sample.name?.value == "Cu")
    #expect(measurement.sample.name?.key == "Sample.name")
    #expect(measurement.sample.chemicalFormula?.key == "Sample.stoichiometry")
    #expect(measurement.sample.preparation?.value == "foil")
    #expect(measurement.sample.temperature?.value == 298.15)
    #expect(measurement.sample.temperature?.text == "25 C")
    #expect(measurement.sample.temperature?.assumedUnit == nil)
    #expect(measurement.instrument.facility?.value == "NSLS")
    #expect(measurement.instrument.xraySource?.value == "bend magnet")
    #expect(measurement.instrument.sourceType == nil)
    #expect(measurement.instrument.ringEnergy?.value == 2.584)
    #expect(measurement.instrument.ringCurrent?.value == 200)
    #expect(measurement.instrument.beamline?.value == "X11A")
    #expect(measurement.instrument.monochromator?.value == "Si(111)")
    #expect(measurement.instrument.monochromatorDSpacing?.value == 3.13553)
    #expect(measurement.instrument.monochromatorDSpacing?.assumedUnit == "angstrom")
    #expect(measurement.instrument.detector(.i0)?.value == "10cm  N2")
    #expect(measurement.instrument.detector(.itrans)?.key == "Detector.I1")
    #expect(measurement.instrument.detector(.energy) == nil)
    #expect(measurement.scan.element?.value.atomicNumber == 29)
    #expect(measurement.scan.edge?.value.edge == .k)
    #expect(measurement.scan.edgeEnergy?.value == 8980)
    #expect(measurement.scan.edgeEnergy?.assumedUnit == "eV")
    #expect(measurement.scan.startTime?.value == "1992-09-15T01:52:53")
  }

  @Test("of a repeated key the last one that says something counts")
  func repeats() {
    let measurement = measurement([
      ("Sample.name", "first"), ("Scan.end_time", "x"), ("Sample.name", "second"), ("sample.NAME", "third"),
      ("Sample.name", "  "),
    ])
    #expect(measurement.sample.name?.value == "third")
    #expect(measurement.sample.name?.key == "sample.NAME")
  }

  @Test("of several keys the first in the table counts, and an empty one is passed over")
  func precedence() {
    let both = measurement([("Sample.formula", "FeO"), ("Sample.stoichiometry", "Fe2O3")])
    #expect(both.sample.chemicalFormula?.value == "Fe2O3")
    let empty = measurement([("Sample.formula", "FeO"), ("Sample.stoichiometry", "")])
    #expect(empty.sample.chemicalFormula?.value == "FeO")
    #expect(measurement([("Monochromator.dspacing", "1.9202 Å")]).instrument.monochromatorDSpacing?.value == 1.9202)
  }

  @Test("words, and numbers of another kind, give no number but stay readable")
  func words() throws {
    for text in ["room temperature", "300.0a K", "300", "5 eV"] {
      let measurement = measurement([("Sample.temperature", text)])
      #expect(measurement.sample.temperature == nil)
      let value = try #require(Crosswalk.value(of: .sampleTemperature, in: measurement))
      #expect(value.text == text)
      #expect(value.key == "Sample.temperature")
    }
  }

  @Test("a process variable is no part of the number")
  func processVariables() {
    let measurement = measurement([("Facility.Ring_Current", "102.2  ||  S:SRcurrentAI.VAL")])
    #expect(measurement.instrument.ringCurrent?.value == 102.2)
    #expect(measurement.instrument.ringCurrent?.assumedUnit == "mA")
    #expect(measurement.instrument.ringCurrent?.key == "Facility.Ring_Current")
  }

  @Test("SRS headers and NXS-school headers are understood")
  func flatHeaders() {
    let srs = measurement([("beamenergy", "3.00086290337"), ("ringcurrent", "298.076136813"), ("Tsample_mag", "1.9")])
    #expect(srs.instrument.ringEnergy?.value == 3.00086290337)
    #expect(srs.instrument.ringCurrent?.value == 298.076136813)
    #expect(srs.sample.temperature?.value == 1.9)
    let school = measurement([
      ("name", "Cu foil 10K"), ("atom", "Cu"), ("edge", "K"), ("prep", "metal foil"), ("temp", "10K"),
      ("mono", "Si(111) unfocussed"),
    ])
    #expect(school.sample.name?.value == "Cu foil 10K")
    #expect(school.sample.temperature?.value == 10)
    #expect(school.scan.element?.value.symbol == "Cu")
    #expect(school.instrument.monochromator?.value == "Si(111) unfocussed")
  }

  @Test("a compound is no element")
  func compound() {
    #expect(measurement([("atom", "Fe2O3")]).scan.element == nil)
    #expect(measurement([("atom", "Fe2O3"), ("Element.symbol", "fe")]).scan.element?.value.symbol == "Fe")
  }

  private func nexus(sampleGroup: String, classes: Bool) -> Measurement {
    func group(_ name: String, _ nxClass: String, _ children: [MetadataNode]) -> MetadataNode {
      MetadataNode(
        name, attributes: classes ? [MetadataAttribute("NX_class", .text(nxClass))] : [], children: children)
    }
    let crystal = group("crystal", "NXcrystal", [MetadataNode("d_spacing", .number(0.19202), unit: "nm")])
    let source = group(
      "source", "NXsource",
      [
        MetadataNode("name", .text("Diamond")), MetadataNode("probe", .text("x-ray")),
        MetadataNode("energy", .number(3000), unit: "MeV"), MetadataNode("current", .number(0.3), unit: "A"),
      ])
    return Measurement(
      metadata: Metadata([
        group(
          sampleGroup, "NXsample",
          [
            MetadataNode("name", .array(TypedArray(["MnO"]))), MetadataNode("temperature", .number(-20), unit: "C"),
            MetadataNode("magnetic_field", .array(TypedArray([Float(6)])), unit: "T"),
            MetadataNode("pressure", .array(TypedArray([1.0, 2.0])), unit: "Pa"),
          ]),
        group(
          "instrument", "NXinstrument",
          [MetadataNode("name", .text("I06")), source, group("monochromator", "NXmonochromator", [crystal])]),
      ]))
  }

  @Test("NeXus fields are found by path, with their units converted")
  func nexusPaths() throws {
    let measurement = nexus(sampleGroup: "sample", classes: false)
    #expect(measurement.sample.name?.value == "MnO")
    #expect(abs(try #require(measurement.sample.temperature?.value) - 253.15) < 1e-9)
    #expect(measurement.sample.temperature?.text == "-20.0 C")
    #expect(measurement.sample.magneticField?.value == 6)
    #expect(measurement.instrument.facility?.value == "Diamond")
    #expect(measurement.instrument.probe?.value == "x-ray")
    #expect(measurement.instrument.ringEnergy?.value == 3)
    #expect(measurement.instrument.ringCurrent?.value == 300)
    #expect(measurement.instrument.beamline?.value == "I06")
    #expect(measurement.instrument.monochromatorDSpacing?.value == 1.9202)
  }

  @Test("NeXus groups are found by class when they have names of their own")
  func nexusClasses() {
    let measurement = nexus(sampleGroup: "Crystal 7", classes: true)
    #expect(measurement.sample.name?.value == "MnO")
    #expect(measurement.sample.name?.key == "Crystal 7.name")
    #expect(nexus(sampleGroup: "Crystal 7", classes: false).sample.name == nil)
  }

  @Test("a list of numbers is not one number")
  func lists() {
    #expect(nexus(sampleGroup: "sample", classes: false).sample.pressure == nil)
  }

  @Test("a number with a unit that is none gives no value, however welcome a default would be")
  func badUnit() {
    let metadata = Metadata([
      MetadataNode("Facility", children: [MetadataNode("current", .number(100), unit: "florps")])
    ])
    #expect(Measurement(metadata: metadata).instrument.ringCurrent == nil)
  }

  @Test("every term has one row, every number a unit, every NeXus place is a key")
  func table() {
    #expect(Crosswalk.rows.map(\.term) == CrosswalkTerm.allCases)
    for row in Crosswalk.rows {
      if let unit = row.unit { #expect(PhysicalUnit.parse(unit) != nil, "\(row.term)") }
      for key in row.keys {
        guard let assumed = key.assumedUnit, let unit = row.unit else { continue }
        #expect(PhysicalUnit.convert([1], from: assumed, to: unit) != nil, "\(key.path)")
      }
      guard let place = row.nexus else { continue }
      #expect(row.keys.contains { $0.path.lowercased() == place.key.lowercased() }, "\(row.term)")
      #expect(place.groups.allSatisfy { $0.nxClass.hasPrefix("NX") && $0.nxClass != "NXcollection" })
      #expect(!place.field.isEmpty)
    }
    let places = Crosswalk.rows.compactMap { $0.nexus?.description }
    #expect(Set(places).count == places.count)
    #expect(places.contains("instrument:NXinstrument/source:NXsource/name"))
  }

  @Test("no metadata, no values; deep and wide trees do no harm")
  func emptyAndHostile() {
    #expect(Measurement().sample.name == nil)
    var deep = MetadataNode("name", .text("x"))
    for _ in 0..<2000 { deep = MetadataNode("sample", children: [deep]) }
    #expect(Measurement(metadata: Metadata([deep])).sample.name == nil)
    let wide = (0..<20_000).map { MetadataNode("k\($0)", .text("v")) } + [MetadataNode("name", .text("last"))]
    #expect(Measurement(metadata: Metadata(wide)).sample.name?.value == "last")
  }
}
