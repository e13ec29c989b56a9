import Bytes
import DataModel
import HDF5
import Testing

@testable import Formats

@Suite("What an entry claims")
struct FamilyWritingTests {
  private func write(
    _ measurement: Measurement, as definition: String? = nil, in folder: TemporaryFolder
  ) throws -> (entry: Group, findings: [Finding]) {
    guard case .file(let write)? = Format.nexus.writer?.encoding else { throw FormatError(.unwritable, "") }
    let document = HardCases.make("", [measurement]).document
    let findings = try write(document, folder("x.nxs"), WritingOptions(definition: definition))
    let copy = try NeXusReader.read(try ByteSource(folder("x.nxs")))
    #expect(try document.differences(to: copy).map(\.description) == [])
    return (try File.open(folder("x.nxs")).root.group("entry"), findings)
  }

  @Test("by default FAIRmat's definition for the mode, with the official NXxas in a subentry")
  func both() throws {
    let folder = try TemporaryFolder()
    let (entry, findings) = try write(NXxasTests.completeMeasurement(), in: folder)
    let texts = [
      "definition": "NXxas_trans", "element/symbol": "Mn", "element/name": "manganese", "edge/name": "K",
      "sample/name": "LiMn2O4", "instrument/monochromator/crystal/type": "Si",
      "nxxas/definition": "NXxas", "nxxas/data/mode": "Transmission", "nxxas/monitor/mode": "timer",
    ]
    for (path, text) in texts { #expect(try entry.dataset(path).read().singleText == text, "\(path)") }
    #expect(try entry.dataset("edge/energy").read().singleNumber == 6539, "xraylib's Mn K edge")
    let links = [
      "energy": "data/energy", "intensity": "data/transmission", "data/intensity": "data/transmission",
      "instrument/i0/data": "data/i0", "instrument/itrans/data": "data/i1", "instrument/iref/data": "data/i2",
      "nxxas/data/energy": "data/energy", "nxxas/data/absorbed_beam": "data/i1",
      "nxxas/instrument/incoming_beam/data": "data/i0",
    ]
    for (link, original) in links {
      #expect(try entry.dataset(link).identity() == entry.dataset(original).identity(), "\(link)")
    }
    #expect(try entry.dataset("energy").attributes.text("target") == "/entry/energy")
    #expect(try entry.group("nxxas").attributes.text("NX_class") == "NXsubentry")
    #expect(try entry.group("data").attributes.text("signal") == "transmission", "the default plot stays")
    // A signal of the name may not be taken for the definition's own reference.
    #expect(try !entry.contains("reference"))
    #expect(findings.allSatisfy { $0.severity == .note && $0.code == NeXusFinding.assumed.id })
    #expect(findings.contains { $0.message.hasPrefix("instrument/monochromator/crystal/type = \"Si\": the d spacing") })
  }

  @Test("a signal of the mode that was asked for is taken, though it is not the default one")
  func otherSignal() throws {
    var measurement = HardCases.threeYields()
    measurement.title = "three yields"
    let folder = try TemporaryFolder()
    let (entry, _) = try write(measurement, as: "NXxas_tfy", in: folder)
    let expected = try #require(measurement.values(of: "tfy/i0")?.values)
    #expect(try entry.dataset("intensity").read().doubles() == expected)
    #expect(try entry.group("data").attributes.text("signal_name") == "tey", "the default plot stays")
    let refused = try write(measurement, as: "NXxas_trans", in: try TemporaryFolder()).findings
    #expect(refused.map(\.message) == ["NXxas_trans was not claimed; missing: a signal in transmission"])
  }

  @Test("fluorescence can be claimed as a part of it, when line and energies are stated")
  func statedEmission() throws {
    var measurement = HardCases.threeYields()
    measurement.title = "one line"
    let refused = try write(measurement, as: "NXxas_herfd", in: try TemporaryFolder()).findings
    #expect(refused.first?.message.contains("Detector.emission_line = K-L3") == true)
    measurement.signals.removeAll { $0.mode == .partialFluorescence }
    measurement.metadata.nodes.append(
      MetadataNode(
        "Detector",
        children: [
          MetadataNode("emission_line", .text("Ka1")), MetadataNode("emission_energy", .text("0.5249 keV")),
          MetadataNode("emission_window", .text("520:528.5 eV")),
        ]))
    let (resolved, findings) = try write(measurement, as: "NXxas_herfd", in: try TemporaryFolder())
    #expect(try resolved.dataset("emission_line/name").read().singleText == "K-L3")
    let assumed = findings.filter { $0.message.contains("no more than fluorescence") }
    #expect(assumed.count == 1)
    let partial = try write(measurement, as: "NXxas_pfy", in: try TemporaryFolder()).entry
    #expect(try partial.dataset("emission_energy_window").read().doubles() == [520, 528.5])
  }

  @Test("a stored absorption gives the counts behind it, and says that they are worked out")
  func storedAbsorption() throws {
    var measurement = NXxasTests.completeMeasurement()
    let mu = try #require(measurement.values(of: "ln(i0/i1)")?.values)
    measurement.channels.removeAll { ["i1", "i2"].contains($0.name) }
    measurement.channels.append(Channel(name: "mutrans", role: .mu, qualifier: "transmission", values: Values(mu)))
    measurement.signals = [
      Signal(name: "mutrans", expression: "mutrans", mode: .transmission, element: "Mn", edge: "K")
    ]
    let folder = try TemporaryFolder()
    let (entry, findings) = try write(measurement, in: folder)
    let counts = try entry.dataset("instrument/itrans/data").read().doubles()
    let i1 = try #require(NXxasTests.completeMeasurement().channel(named: "i1")).values.load().doubles()
    #expect(zip(counts, i1).allSatisfy { abs($0 - $1) < 1e-9 * $1 })
    #expect(try entry.dataset("instrument/itrans/data").attributes.text("derived") == "i0*exp(-mutrans)")
    #expect(findings.contains { $0.message.hasPrefix("instrument/itrans/data = i0*exp(-mutrans)") })
  }

  @Test("without detectors the instrument is kept rather than the claim, unless the claim was asked for")
  func noDetectors() throws {
    var measurement = NXxasTests.completeMeasurement()
    measurement.channels =
      measurement.channels.filter { $0.role == .energy } + [
        Channel(
          name: "mu", role: .mu, values: Values(Array(repeating: 1.0, count: measurement.channels[0].values.count)))
      ]
    measurement.signals = [Signal(name: "mu", expression: "mu", mode: .transmission, element: "Mn", edge: "K")]
    measurement.references = []
    let (kept, notes) = try write(measurement, in: try TemporaryFolder())
    #expect(try kept.contains("instrument/source/name"))
    #expect(try !kept.contains("definition"))
    #expect(notes.map(\.code) == [NeXusFinding.definitionIncomplete.id])
    #expect(notes.first?.message.contains("instrument/i0/data") == true)
    let folder = try TemporaryFolder()
    let (asked, findings) = try write(measurement, as: "fairmat:NXxas_trans", in: folder)
    #expect(try asked.dataset("definition").read().singleText == "NXxas_trans")
    #expect(try !asked.contains("instrument"))
    #expect(findings.contains { $0.code == NeXusFinding.instrumentOmitted.id })
  }

  @Test("energies in keV, whole numbers or without unit are given in eV as floating point beside the channel")
  func energyUnits() throws {
    for (unit, factor) in [("keV" as String?, 1e-3), (nil, 1)] {
      var measurement = NXxasTests.completeMeasurement()
      let index = try #require(measurement.channels.firstIndex { $0.role == .energy })
      let eV = try measurement.channels[index].values.load().doubles()
      measurement.channels[index].values = Values(eV.map { $0 * factor })
      measurement.channels[index].unit = unit
      let (entry, findings) = try write(measurement, in: try TemporaryFolder())
      let written = try entry.dataset("energy")
      #expect(try zip(written.read().doubles(), eV).allSatisfy { abs($0 - $1) < 1e-9 * $1 })
      #expect(try written.attributes.text("units") == "eV")
      #expect(try entry.dataset("nxxas/data/energy").identity() == written.identity())
      #expect(findings.contains { $0.message.hasPrefix("energy = ") } == (unit == nil))
    }
  }

  @Test("an id that nobody knows is an error that lists those there are")
  func unknown() throws {
    #expect {
      try write(NXxasTests.completeMeasurement(), as: "NXxas_none", in: try TemporaryFolder())
    } throws: { error in
      (error as? FormatError)?.message.contains("known: NXxas, NXxasproc, fairmat:NXxas, NXxas_trans") == true
    }
  }

  @Test("ids and aliases are unique, in any case of letters")
  func ids() {
    let names = XASFamily.all.flatMap { [$0.id] + $0.aliases }
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
    #expect(XASFamily.named("nxxas_TRANS")?.maker == .fairmat)
    #expect(XASFamily.named("NXxas")?.maker == .official)
    #expect(XASFamily.named("NXxas_transmission")?.id == "inheritance:NXxas_trans")
    #expect(XASFamily.named("NXsas") == nil)
  }
}

@Suite("Names of crystals and lines")
struct SpectrometerNameTests {
  @Test(
    "crystals are read as they are written",
    arguments: [
      ("Si(111)", "Si(111)"), ("Si 111", "Si(111)"), ("Ge(3,1,1)", "Ge(311)"), ("InSb(111)", "InSb(111)"),
      ("Si 2 2 0 double crystal", "Si(220)"),
    ])
  func crystals(_ text: String, _ expected: String) {
    #expect(MonochromatorCrystal(parsing: text)?.description == expected)
  }

  @Test("what is no crystal is none", arguments: ["", "PGM", "Si", "Si(11)", "Si(1 -1 1)", "grating 600", "Xx(111)"])
  func noCrystals(_ text: String) { #expect(MonochromatorCrystal(parsing: text) == nil) }

  @Test("a d spacing names its crystal, unless none or several have it")
  func spacing() {
    #expect(MonochromatorCrystal.nearest(spacing: 3.13553)?.description == "Si(111)")
    #expect(MonochromatorCrystal.nearest(spacing: 1.637)?.description == "Si(311)")
    #expect(MonochromatorCrystal.nearest(spacing: 2.0)?.description == "Ge(220)")
    #expect(MonochromatorCrystal.nearest(spacing: 2.5) == nil)
    #expect(MonochromatorCrystal.nearest(spacing: .nan) == nil)
  }

  @Test(
    "emission lines are read in both notations",
    arguments: [
      ("K-L3", ["K-L3"]), ("KL3", ["K-L3"]), ("Fe Ka1", ["K-L3"]), ("Kα", ["K-L3", "K-L2"]),
      ("Kbeta1,3", ["K-M3", "K-M2"]),
      ("L3-M5", ["L3-M5"]), ("la1", ["L3-M5"]), ("L3-L3", []), ("all", []), ("", []),
    ])
  func lines(_ text: String, _ expected: [String]) { #expect(EmissionLineName.lines(in: text) == expected) }
}
