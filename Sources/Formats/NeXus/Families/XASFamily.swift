import DataModel

/// A NeXus application definition for X-ray absorption spectra: one row of `XASFamily.all`.
///
/// Several bodies wrote definitions under the same names; the id tells them apart where the name in the file cannot.
public struct XASFamily: Sendable {
  /// What `--definition` takes, such as `NXxas_trans` or `fairmat:NXxas`.
  public let id: String
  /// Other ids that mean the same.
  public let aliases: [String]
  /// The text of the field `definition` in a file.
  public let definition: String
  public let maker: Maker
  /// What it is for, in one line.
  public let summary: String
  /// What sets it apart from its neighbours.
  public let special: String
  /// When to take it.
  public let choice: String
  /// The detection modes it is made for; nil for any.
  let modes: Set<DetectionMode>?
  /// The mode that says less and is taken as well when the definition is asked for: a file that knows of fluorescence
  /// only may hold a part of it.
  var broaderMode: DetectionMode? {
    modes == [.partialFluorescence] || modes == [.highEnergyResolutionFluorescence] ? .fluorescence : nil
  }
  /// Whether the intensity may be a stack of spectra over one energy axis.
  let holdsStacks: Bool
  let demands: [Demand]
  /// Groups that may be left out; what is demanded inside them counts only where they are written.
  let optionalGroups: Set<String>
  /// What every NXdata of the entry has to show.
  let plotFields: [PlotField]

  /// Who wrote the definition, and in which version it is followed here.
  public enum Maker: String, Sendable, CaseIterable {
    case official, fairmat
    case workingGroup = "working-group"
    case inheritance

    /// In words.
    public var name: String {
      switch self {
      case .official: "NIAC (official set)"
      case .fairmat: "FAIRmat"
      case .workingGroup: "X-ray spectroscopy working group"
      case .inheritance: "working group, by inheritance"
      }
    }

    /// The text of `definition@version`.
    public var version: String {
      switch self {
      case .official: "v2026.01"
      case .fairmat: "v2024.02-2011-gaf199a51"
      case .workingGroup: "f688001"
      case .inheritance: "f688001 (inheritance)"
      }
    }

    /// Where its NXDL files come from: the text of `definition@URL`.
    public var url: String {
      switch self {
      case .official: "https://github.com/nexusformat/definitions"
      case .fairmat: "https://github.com/FAIRmat-NFDI/nexus_definitions"
      case .workingGroup, .inheritance: "https://github.com/XraySpectroscopy/nexus_definitions"
      }
    }
  }

  /// A field that every NXdata shows under this name.
  struct PlotField: Sendable {
    let name: String
    let question: FamilyQuestion
  }

  /// The family of an id or alias, in any case of letters; nil when there is none.
  public static func named(_ id: String) -> XASFamily? {
    let wanted = id.lowercased()
    return all.first { family in
      family.id.lowercased() == wanted || family.aliases.contains { $0.lowercased() == wanted }
    }
  }

  /// The newest definition made for a detection mode; nil where none is.
  static func specialised(for mode: DetectionMode?) -> XASFamily? {
    guard let mode else { return nil }
    return all.first { $0.maker == .fairmat && $0.modes?.contains(mode) == true }
  }

  /// What has to be there, as paths below the entry; in brackets what only the group around it demands.
  public var requirements: [String] {
    demands.filter { $0.need == .required }.map { demand in
      group(around: demand) == nil ? demand.place.path : "[\(demand.place.path)]"
    } + plotFields.map { "NXdata/\($0.name)" }
  }

  /// The innermost optional group that a demand stands in.
  func group(around demand: Demand) -> String? {
    optionalGroups.filter { demand.place.path.hasPrefix($0 + "/") }.max { $0.utf8.count < $1.utf8.count }
  }
}

/// One thing that a definition asks for.
struct Demand: Sendable {
  enum Need: Sendable {
    case required
    /// Written where it is known.
    case known
  }

  let place: NeXusPlace
  let question: FamilyQuestion
  let need: Need

  static func required(_ place: String, _ question: FamilyQuestion) -> Demand {
    Demand(place: NeXusPlace(place), question: question, need: .required)
  }

  static func known(_ place: String, _ question: FamilyQuestion) -> Demand {
    Demand(place: NeXusPlace(place), question: question, need: .known)
  }
}

/// What a definition can ask about a measurement.
enum FamilyQuestion: Sendable, Hashable {
  case definition, title, startTime, sampleName
  case elementSymbol, elementName, edgeName, singleEdgeName, edgeEnergy
  case isExperimental, isCalculated
  case energy, intensity, intensityErrors, intensityErrorsOrNone
  /// The counts of a detector; `floatDetector` where the definition wants floating point.
  case detector(ChannelRole)
  case floatDetector(ChannelRole)
  case incomingBeam, absorbedBeam, officialMode, modeWord, monitorMode, monitorPreset
  case sourceName, sourceType, probe
  case crystalSpacing, crystalType, crystalReflection
  case emissionLine, emissionLines, emissionWindow, emissionEnergy, analyzer
  case program, version, date, rawFile

  /// What is missing when it cannot be had, in words.
  var words: String {
    switch self {
    case .detector(let role), .floatDetector(let role): "a beam of the role \(role.rawValue) for every point"
    default: Self.texts[self] ?? "\(self)"
    }
  }

  private static let texts: [FamilyQuestion: String] = [
    .title: "a title", .startTime: "when the scan began", .sampleName: "the sample's name",
    .elementSymbol: "the absorbing element", .elementName: "the absorbing element",
    .edgeName: "one absorption edge, or a pair of a subshell", .singleEdgeName: "one absorption edge",
    .energy: "an energy per point", .intensity: "a signal that can be worked out",
    .incomingBeam: "the incoming beam per point", .absorbedBeam: "the beam that the signal was measured with",
    .officialMode: "a detection mode that NXxas knows", .modeWord: "a detection mode",
    .sourceName: "facility or beamline", .crystalSpacing: "the d spacing", .crystalType: "the crystal's material",
    .crystalReflection: "the Miller indices", .emissionLine: "one emission line, such as Detector.emission_line = K-L3",
    .emissionLines: "an emission line, such as Detector.emission_line = K-L3",
    .emissionWindow: "the window of emitted energies, such as Detector.emission_window = 5880:5920 eV",
    .emissionEnergy: "the emitted energy that was analysed, such as Detector.emission_energy = 6490.4 eV",
    .date: "when the data were reduced",
    .rawFile: "the name of the raw file",
  ]
}
