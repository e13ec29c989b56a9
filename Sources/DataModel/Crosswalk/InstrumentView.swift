/// Source, beamline, monochromator and detectors as the metadata describe them, whatever vocabulary they use.
public struct InstrumentView: Sendable {
  private let lookup: CrosswalkLookup

  init(_ metadata: Metadata) { lookup = CrosswalkLookup(metadata) }

  public var facility: Sourced<String>? { lookup.text(.facility) }
  /// In the words of NXsource, such as `Synchrotron X-ray Source`.
  public var sourceType: Sourced<String>? { lookup.text(.sourceType) }
  /// In free words, such as `bend magnet`.
  public var xraySource: Sourced<String>? { lookup.text(.xraySource) }
  /// What the source emits, such as `x-ray`.
  public var probe: Sourced<String>? { lookup.text(.probe) }
  /// Electron energy of the storage ring in GeV.
  public var ringEnergy: Sourced<Double>? { lookup.number(.ringEnergy) }
  /// Current of the storage ring in mA.
  public var ringCurrent: Sourced<Double>? { lookup.number(.ringCurrent) }
  public var beamline: Sourced<String>? { lookup.text(.beamline) }
  public var collimation: Sourced<String>? { lookup.text(.collimation) }
  public var focusing: Sourced<String>? { lookup.text(.focusing) }
  public var harmonicRejection: Sourced<String>? { lookup.text(.harmonicRejection) }
  /// The monochromator as written, such as `Si(111)`.
  public var monochromator: Sourced<String>? { lookup.text(.monochromator) }
  /// In Ångström.
  public var monochromatorDSpacing: Sourced<Double>? { lookup.number(.monochromatorDSpacing) }

  /// What a detector is, in free words; nil for roles that are no detector.
  public func detector(_ role: ChannelRole) -> Sourced<String>? {
    Self.detectorTerms[role].flatMap { lookup.text($0) }
  }

  private static let detectorTerms: [ChannelRole: CrosswalkTerm] = [
    .i0: .detectorI0, .itrans: .detectorTransmission, .ifluor: .detectorFluorescence, .irefer: .detectorReference,
  ]
}

extension Measurement {
  /// The instrument, computed from the metadata at each call.
  public var instrument: InstrumentView { InstrumentView(metadata) }
}
