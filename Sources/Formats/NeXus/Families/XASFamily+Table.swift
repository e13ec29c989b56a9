/// The table of families, as their NXDL files have them.
import DataModel

extension XASFamily {
  /// Every definition that is written and read: the official ones first, then FAIRmat's, then the proposals.
  public static let all: [XASFamily] = official + fairmat + proposals

  // MARK: Official, v2026.01

  private static let official: [XASFamily] = [
    XASFamily(
      id: "NXxas", aliases: ["official:NXxas"], definition: "NXxas", maker: .official,
      summary: "raw scan in one detection mode",
      special: "Incoming and absorbed beam per point; knows neither element nor edge.",
      choice: "For programs that know the official set only; NXxas_trans and its kin hold it in an NXsubentry as well.",
      modes: nil, holdsStacks: false,
      demands: [
        .required("title", .title), .required("start_time", .startTime), .required("definition", .definition),
        .required("instrument:NXinstrument/source:NXsource/name", .sourceName),
        .required("instrument:NXinstrument/source:NXsource/type", .sourceType),
        .required("instrument:NXinstrument/source:NXsource/probe", .probe),
        .required("instrument:NXinstrument/monochromator:NXmonochromator/energy", .energy),
        .required("instrument:NXinstrument/incoming_beam:NXdetector/data", .incomingBeam),
        .required("instrument:NXinstrument/absorbed_beam:NXdetector/data", .absorbedBeam),
        .required("sample:NXsample/name", .sampleName),
        .required("monitor:NXmonitor/mode", .monitorMode), .required("monitor:NXmonitor/preset", .monitorPreset),
        .required("monitor:NXmonitor/data", .incomingBeam),
      ], optionalGroups: [],
      plotFields: [
        PlotField(name: "energy", question: .energy), PlotField(name: "absorbed_beam", question: .absorbedBeam),
        PlotField(name: "mode", question: .officialMode),
      ]),
    XASFamily(
      id: "NXxasproc", aliases: ["official:NXxasproc"], definition: "NXxasproc", maker: .official,
      summary: "reduced absorption against energy",
      special: "The result and who worked it out (XAS_data_reduction); no instrument.",
      choice: "For reduced data in programs that know the official set only.", modes: nil, holdsStacks: false,
      demands: [
        .required("title", .title), .required("definition", .definition),
        .required("sample:NXsample/name", .sampleName),
        .required("XAS_data_reduction:NXprocess/program", .program),
        .required("XAS_data_reduction:NXprocess/version", .version),
        .required("XAS_data_reduction:NXprocess/date", .date),
        .required("XAS_data_reduction:NXprocess/parameters:NXparameters/raw_file", .rawFile),
      ], optionalGroups: [],
      plotFields: [PlotField(name: "energy", question: .energy), PlotField(name: "data", question: .intensity)]),
  ]

  // MARK: FAIRmat, as pynxtools 0.16 carries it

  private static let fairmat: [XASFamily] = [
    fairmatRow(
      "fairmat:NXxas", [], "NXxas", modes: nil, stacks: true,
      summary: "any absorption spectrum",
      special: "Its name is the official one's, its content another: stock official validators refuse it.",
      choice: "Only where the detection mode is unknown; it is never chosen without being asked for.", [], []),
    fairmatRow(
      "NXxas_trans", ["fairmat:NXxas_trans"], "NXxas_trans", modes: [.transmission], stacks: true,
      summary: "transmission",
      special: "i0, itrans and iref; a reference of its own as a subentry; monochromator crystal.",
      choice: "The default for transmission.",
      [beam("i0", .i0), beam("itrans", .itrans), spareBeam("iref", .irefer)] + source + monochromator,
      ["instrument", "instrument/source", "instrument/monochromator/crystal"]),
    fairmatRow(
      "NXxas_tfy", ["fairmat:NXxas_tfy"], "NXxas_tfy", modes: [.fluorescence], stacks: false,
      summary: "total fluorescence yield", special: "i0 and ifluor.", choice: "The default for fluorescence.",
      [beam("i0", .i0), beam("ifluor", .ifluor)], ["instrument"]),
    fairmatRow(
      "NXxas_tey", ["fairmat:NXxas_tey"], "NXxas_tey", modes: [.totalElectronYield], stacks: false,
      summary: "total electron yield", special: "i0 and iey.", choice: "The default for total electron yield.",
      [beam("i0", .i0), beam("iey", .iey)], ["instrument"]),
    fairmatRow(
      "NXxas_pey", ["fairmat:NXxas_pey"], "NXxas_pey", modes: [.partialElectronYield], stacks: false,
      summary: "partial electron yield", special: "i0 and iey, behind a retarding voltage.",
      choice: "The default for partial electron yield.", [beam("i0", .i0), beam("iey", .iey)], ["instrument"]),
    fairmatRow(
      "NXxas_pfy", ["fairmat:NXxas_pfy"], "NXxas_pfy", modes: [.partialFluorescence], stacks: false,
      summary: "partial fluorescence yield", special: "Emission line and the window of emitted energies.",
      choice: "The default for partial fluorescence.",
      [
        .required("emission_line", .emissionLines), .required("emission_energy_window", .emissionWindow),
        spareBeam("i0", .i0), spareBeam("ifluor", .ifluor),
      ], ["instrument"]),
    fairmatRow(
      "NXxas_herfd", ["fairmat:NXxas_herfd"], "NXxas_herfd", modes: [.highEnergyResolutionFluorescence],
      stacks: false, summary: "high energy resolution fluorescence",
      special: "One emission line, the energy analysed, and the analyser crystals.", choice: "The default for HERFD.",
      [
        .required("emission_line:NXemission_line/name", .emissionLine), .required("emission_energy", .emissionEnergy),
        spareBeam("i0", .i0), spareBeam("ifluor", .ifluor), .required("instrument:NXinstrument/analyzer1", .analyzer),
      ]
        + source,
      ["instrument", "instrument/source"]),
  ]

  private static func fairmatRow(
    _ id: String, _ aliases: [String], _ definition: String, modes: Set<DetectionMode>?, stacks: Bool,
    summary: String, special: String, choice: String, _ demands: [Demand], _ optionalGroups: Set<String>
  ) -> XASFamily {
    XASFamily(
      id: id, aliases: aliases, definition: definition, maker: .fairmat, summary: summary, special: special,
      choice: choice, modes: modes, holdsStacks: stacks, demands: fairmatCore + demands,
      optionalGroups: optionalGroups, plotFields: spectrumPlot)
  }

  private static let fairmatCore: [Demand] = [
    .required("definition", .definition), .required("element:NXelement/symbol", .elementSymbol),
    .required("element:NXelement/name", .elementName), .required("edge:NXabsorption_edge/name", .edgeName),
    .known("edge:NXabsorption_edge/energy", .edgeEnergy), .required("is_experimental", .isExperimental),
    .required("energy", .energy), .required("intensity", .intensity),
    .known("intensity_errors", .intensityErrors), .required("sample:NXsample/name", .sampleName),
  ]
  private static let spectrumPlot = [
    PlotField(name: "energy", question: .energy), PlotField(name: "intensity", question: .intensity),
  ]
  private static let source: [Demand] = [
    .required("instrument:NXinstrument/source:NXsource/name", .sourceName),
    .required("instrument:NXinstrument/source:NXsource/type", .sourceType),
    .required("instrument:NXinstrument/source:NXsource/probe", .probe),
  ]
  private static let monochromator: [Demand] = [
    .known("instrument:NXinstrument/monochromator:NXmonochromator/energy", .energy),
    .required("instrument:NXinstrument/monochromator:NXmonochromator/crystal:NXcrystal/d_spacing", .crystalSpacing),
    .required("instrument:NXinstrument/monochromator:NXmonochromator/crystal:NXcrystal/type", .crystalType),
    .required(
      "instrument:NXinstrument/monochromator:NXmonochromator/crystal:NXcrystal/reflection", .crystalReflection),
  ]

  private static func beam(_ name: String, _ role: ChannelRole) -> Demand {
    .required("instrument:NXinstrument/\(name):NXdetector/data", .detector(role))
  }

  private static func spareBeam(_ name: String, _ role: ChannelRole) -> Demand {
    .known("instrument:NXinstrument/\(name):NXdetector/data", .detector(role))
  }

  // MARK: The working group's proposals

  private static let proposals: [XASFamily] = [
    XASFamily(
      id: "NXxas_new", aliases: ["working-group:NXxas_new"], definition: "NXxas_new", maker: .workingGroup,
      summary: "any absorption spectrum, the mode in a group",
      special: "mode:NXxas_mode says how it was detected; intensity_errors must be there (NaN when unknown).",
      choice: "For readers of the working group's first proposal.", modes: nil, holdsStacks: false,
      demands: [
        .required("definition", .definition), .required("mode:NXxas_mode/name", .modeWord),
        .known("mode:NXxas_mode/emission_lines:NXcollection/emission_line", .emissionLines),
        .required("element:NXelement/symbol", .elementSymbol), .required("edge:NXedge/name", .singleEdgeName),
        .known("edge:NXedge/energy", .edgeEnergy), .known("calculated", .isCalculated),
        .required("energy", .energy), .required("intensity", .intensity),
        .required("intensity_errors", .intensityErrorsOrNone), .required("sample:NXsample/name", .sampleName),
        spareBeam("i0", .i0), spareBeam("itrans", .itrans), spareBeam("ifluor", .ifluor), spareBeam("iey", .iey),
        spareBeam("iref", .irefer),
      ] + source + monochromator,
      optionalGroups: ["instrument", "instrument/monochromator/crystal"], plotFields: spectrumPlot),
    inheritanceRow(
      "NXxas_new", ["working-group-inheritance:NXxas_new"], "NXxas_new", nil, "any absorption spectrum",
      "The root of its family.", []),
    inheritanceRow(
      "NXxas_trans", ["working-group-inheritance:NXxas_trans", "NXxas_transmission"], "NXxas_transmission",
      [.transmission], "transmission",
      "A file says NXxas_transmission, though the definition is called NXxas_trans; detectors i0, i, iref.",
      [spareBeam("i0", .i0), spareBeam("i", .itrans), spareBeam("iref", .irefer)] + source + monochromator),
    inheritanceRow(
      "NXxas_tfy", ["working-group-inheritance:NXxas_tfy"], "NXxas_tfy", [.fluorescence], "total fluorescence yield",
      "The beams i0 and if are fields of the entry.",
      [.known("i0", .floatDetector(.i0)), .known("if", .floatDetector(.ifluor))]),
  ]

  private static func inheritanceRow(
    _ name: String, _ aliases: [String], _ definition: String, _ modes: Set<DetectionMode>?, _ summary: String,
    _ special: String, _ demands: [Demand]
  ) -> XASFamily {
    let core: [Demand] = [
      .required("definition", .definition), .required("element:NXelement/symbol", .elementSymbol),
      .required("edge:NXedge/name", .singleEdgeName), .known("calculated", .isCalculated),
      .required("energy", .energy), .required("intensity", .intensity),
      .known("intensity_errors", .intensityErrors), .required("sample:NXsample/name", .sampleName),
    ]
    return XASFamily(
      id: "inheritance:" + name, aliases: aliases, definition: definition, maker: .inheritance, summary: summary,
      special: special, choice: "For readers of the working group's second proposal.", modes: modes,
      holdsStacks: false, demands: core + demands,
      optionalGroups: ["instrument", "instrument/monochromator/crystal"], plotFields: spectrumPlot)
  }
}
