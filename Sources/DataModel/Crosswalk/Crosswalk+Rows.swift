/// The table itself. Vocabularies, in this order of trust: XDI 1.0 and its use in the wild, NeXus, the headers of
/// SRS/GDA (`ringcurrent`), the `#%name:` files of the NXS school, and XDAC (`Ring energy`).
extension Crosswalk {
  /// One row per term.
  public static let rows: [CrosswalkRow] = sampleRows + instrumentRows + scanRows

  private static let sampleRows: [CrosswalkRow] = [
    CrosswalkRow(.sampleName, .text, at: "sample:NXsample/name", from: "Sample.name", "name"),
    CrosswalkRow(
      .sampleIdentifier, .text, at: "sample:NXsample/identifier_sample", from: "Sample.id", "sample.sample_id"),
    CrosswalkRow(
      .samplePreparation, .text, at: "sample:NXsample/preparation:NXnote/description", from: "Sample.prep",
      "Sample.preparation", "prep"),
    CrosswalkRow(.sampleDescription, .text, at: "sample:NXsample/description", from: "Sample.description"),
    CrosswalkRow(
      .chemicalFormula, .text, at: "sample:NXsample/chemical_formula", from: "Sample.stoichiometry", "Sample.formula"),
    CrosswalkRow(
      .sampleTemperature, .number(unit: "K"), at: "sample:NXsample/temperature", from: "Sample.temperature",
      "Tsample_mag=K", "temp"),
    CrosswalkRow(.samplePressure, .number(unit: "Pa"), at: "sample:NXsample/pressure", from: "Sample.pressure"),
    CrosswalkRow(
      .sampleMagneticField, .number(unit: "T"), at: "sample:NXsample/magnetic_field", from: "Sample.magnetic_field"),
    CrosswalkRow(.sampleDensity, .number(unit: "g/cm^3"), at: "sample:NXsample/density", from: "Sample.density"),
  ]

  private static let instrumentRows: [CrosswalkRow] = [
    CrosswalkRow(.facility, .text, at: "instrument:NXinstrument/source:NXsource/name", from: "Facility.name"),
    CrosswalkRow(.sourceType, .text, at: "instrument:NXinstrument/source:NXsource/type"),
    CrosswalkRow(
      .xraySource, .text, at: "instrument:NXinstrument/source:NXsource/notes:NXnote/description",
      from: "Facility.xray_source", "Beamline.xray_source"),
    CrosswalkRow(.probe, .text, at: "instrument:NXinstrument/source:NXsource/probe"),
    CrosswalkRow(
      .ringEnergy, .number(unit: "GeV"), at: "instrument:NXinstrument/source:NXsource/energy",
      from: "Facility.energy=GeV", "beamenergy=GeV", "Ring energy=GeV"),
    CrosswalkRow(
      .ringCurrent, .number(unit: "mA"), at: "instrument:NXinstrument/source:NXsource/current",
      from: "Facility.current=mA", "Facility.ring_current=mA", "Beamline.storage_ring_current=mA", "ringcurrent=mA"),
    CrosswalkRow(.beamline, .text, at: "instrument:NXinstrument/name", from: "Beamline.name", "beam"),
    CrosswalkRow(
      .collimation, .text, at: "instrument:NXinstrument/collimation:NXnote/description", from: "Beamline.collimation"),
    CrosswalkRow(
      .focusing, .text, at: "instrument:NXinstrument/focusing:NXnote/description", from: "Beamline.focusing"),
    CrosswalkRow(
      .harmonicRejection, .text, at: "instrument:NXinstrument/harmonic_rejection:NXnote/description",
      from: "Beamline.harmonic_rejection"),
    CrosswalkRow(
      .monochromator, .text, at: "instrument:NXinstrument/monochromator:NXmonochromator/name", from: "Mono.name",
      "Monochromator.name", "mono", "instrument.monochromator.description", "instrument.monochromator.crystal.type"),
    CrosswalkRow(
      .monochromatorDSpacing, .number(unit: "angstrom"),
      at: "instrument:NXinstrument/monochromator:NXmonochromator/crystal:NXcrystal/d_spacing",
      from: "Mono.d_spacing=angstrom", "Mono.dspacing=angstrom", "Monochromator.d_spacing=angstrom",
      "Monochromator.dspacing=angstrom", "instrument.crystal.d_spacing"),
    CrosswalkRow(
      .detectorI0, .text, at: "instrument:NXinstrument/i0:NXdetector/description", from: "Detector.i0", "Beamline.i0",
      "instrument.incoming_beam.description"),
    CrosswalkRow(
      .detectorTransmission, .text, at: "instrument:NXinstrument/itrans:NXdetector/description", from: "Detector.it",
      "Detector.itrans", "Detector.I1", "Beamline.i1"),
    CrosswalkRow(
      .detectorFluorescence, .text, at: "instrument:NXinstrument/ifluor:NXdetector/description", from: "Detector.if",
      "Detector.ifluor", "Detector.fluorescence", "Beamline.if"),
    CrosswalkRow(
      .detectorReference, .text, at: "instrument:NXinstrument/iref:NXdetector/description", from: "Detector.ir",
      "Detector.irefer", "Detector.I2", "Beamline.i2", "instrument.irefer.description"),
  ]

  private static let scanRows: [CrosswalkRow] = [
    CrosswalkRow(.startTime, .text, at: "start_time", from: "Scan.start_time", "start_time", "date"),
    CrosswalkRow(.endTime, .text, at: "end_time", from: "Scan.end_time"),
    CrosswalkRow(.experimenters, .text, at: "user:NXuser/name", from: "Sample.experimenters"),
    CrosswalkRow(
      .element, .text, at: "element:NXelement/symbol", from: "Element.symbol", "element.name", "atom", "element"),
    CrosswalkRow(
      .edge, .text, at: "edge:NXabsorption_edge/name", from: "Element.edge", "edge.name", "edge"),
    CrosswalkRow(
      .edgeEnergy, .number(unit: "eV"), at: "edge:NXabsorption_edge/energy", from: "Scan.edge_energy=eV",
      "ScanParameters.E0=eV", "E0=eV"),
    // NeXus describes a reference by a subentry of its own, with data; a name alone has no place.
    CrosswalkRow(.referenceElement, .text, at: nil, from: "Element.reference"),
    CrosswalkRow(.referenceEdge, .text, at: nil, from: "Element.ref_edge"),
  ]
}
